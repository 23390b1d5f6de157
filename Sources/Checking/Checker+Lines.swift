import Diagnostics
import Syntax
import Vocabulary

extension Checker {
  /// Binds a line to its word; `nil` where nobody knows what the line is, which was reported.
  mutating func check(_ line: Line, in place: Entry.Place) -> CheckedLine? {
    if place == .network, let found = find(line.word.text), isLayer(found, line.word.text) {
      return check(line, as: found)
    }
    guard let entry = catalogue.word(line.word.text, in: place) else {
      reportUnknownWord(of: line, in: place)
      return nil
    }
    guard entry.isAvailable else {
      report(.notAvailable(entry.name, at: line.word.span))
      return nil
    }
    if entry.name == "sweep" {
      // With a name behind it, the parser takes it for a statement of its own.
      report(.sweepNeedsName(at: line.word.span))
      return nil
    }
    let line = withData(line, of: entry)
    if let repair = callRepair(of: line, word: entry.name) {
      report(.callInBlock(line.word, repair, at: line.span))
    }
    var tails = entry.tails
    // Any output can have a name, and any layer can go on from one.
    if place == .network { tails.formUnion([.alias, .from]) }
    let arguments = check(
      line.arguments, for: entry, at: line.word.span, hasTails: line.hasTail)
    return finish(
      line, .entry(entry), arguments, tails: tails, required: entry.requiredTails,
      block: entry.block)
  }

  /// Whether a name of the script is meant by a line of a network, rather than a word.
  private func isLayer(_ found: Found, _ word: String) -> Bool {
    switch found.binding.kind {
    case .network, .function: true
    // A variable may hold a network, but hides no word: `dropout dropout`.
    default: catalogue.word(word, in: .network) == nil
    }
  }

  /// Checks a line whose word is a network of the script, or a function as an activation.
  private mutating func check(_ line: Line, as found: Found) -> CheckedLine? {
    let word = line.word
    var arguments: [CheckedArgument] = []
    var isFrozen = false
    switch found.binding.kind {
    case .network(let signature?):
      let remaining = line.arguments.filter { !isFreeze($0) }
      isFrozen = remaining.count < line.arguments.count
      arguments = check(remaining, for: signature, of: word.text, at: word.span)
    case .function(let signature):
      // Its first parameter is the output of the layer before.
      guard checkRole(of: signature, .activation, word) else { return nil }
      let rest = Signature(parameters: Array(signature.parameters.dropFirst()))
      arguments = check(line.arguments, for: rest, of: word.text, at: word.span)
    case .unknown:
      return nil
    case .data, .plan, .optimizer:
      report(.wrongKind(word, is: found.binding.kind.noun, wanted: .layer, found.binding.span))
      return nil
    default:
      // What a variable holds is known when it runs; it may be a network.
      let remaining = line.arguments.filter { !isFreeze($0) }
      isFrozen = remaining.count < line.arguments.count
      arguments = remaining.map { checkArgument($0) }
    }
    let value = CheckedExpression(
      kind: .reference(found.reference, name: word.text), span: word.span)
    var checked = finish(
      line, .value(value, name: word.text), arguments, tails: [.alias, .from], required: [],
      block: nil)
    checked.isFrozen = isFrozen
    return checked
  }

  /// `encoder freeze` keeps the weights of a network as they are; the word stands before any name of
  /// the script.
  private func isFreeze(_ argument: Argument) -> Bool {
    argument.name == nil && argument.value.plainName?.text == "freeze"
  }

  /// Checks what follows the arguments of a line.
  private mutating func finish(
    _ line: Line, _ word: CheckedLine.Word, _ arguments: [CheckedArgument],
    tails: Set<Entry.Tail>, required: Set<Entry.Tail>, block place: Entry.Place?
  ) -> CheckedLine {
    let on = check(tail: line.on, .on, of: line, tails, required)
    let with = check(tail: line.with, .with, of: line, tails, required)
    let from = check(tail: line.from, .from, of: line, tails, required)
    let to = check(tail: line.to, .to, of: line, tails, required)
    if let alias = line.alias, !tails.contains(.alias) {
      report(.unexpectedTail(.alias, of: line.word, tails, at: alias.span))
    }
    return CheckedLine(
      word: word, wordSpan: line.word.span, arguments: arguments, on: on, with: with, from: from,
      to: to, alias: line.alias.map { ($0.text, $0.span) }, block: check(blockOf: line, place),
      span: line.span)
  }

  private mutating func check(
    tail: Expression?, _ kind: Entry.Tail, of line: Line, _ allowed: Set<Entry.Tail>,
    _ required: Set<Entry.Tail>
  ) -> CheckedExpression? {
    guard let tail else {
      guard required.contains(kind) else { return nil }
      let network = line.arguments.first?.value.plainName?.text
      report(.missingTail(kind, of: line.word, network: network, at: line.headSpan))
      return .unknown(line.headSpan.endPoint)
    }
    guard allowed.contains(kind) else {
      report(.unexpectedTail(kind, of: line.word, allowed, at: tail.span))
      return nil
    }
    // In a network it names an output; elsewhere it is a file.
    if kind == .from, let name = tail.plainName, allowed.contains(.alias) {
      return CheckedExpression(kind: .word(name.text), span: tail.span)
    }
    return check(tail)
  }

  private mutating func check(
    blockOf line: Line, _ place: Entry.Place?
  ) -> [CheckedStatement]? {
    guard let place else {
      if let block = line.block { report(.misplacedBlock(line.word, at: block.span)) }
      return nil
    }
    // A search for a rate needs less than a training, and finds the rest in the last one.
    if line.word.text == "find_rate" {
      return line.block.map { checkedLines(of: $0, in: place, owner: line.word, isComplete: false) }
    }
    guard let block = line.block else {
      if place == .phase {
        report(.phaseWithoutBlock(line.word, at: line.span))
        return requiredWords[.train]?.map { .unknownLine($0, at: line.span.endPoint) }
      }
      if isWhole(line), let missing = requiredWords[place] {
        report(.missingBlock(line.word, missing, at: line.span))
        return missing.map { .unknownLine($0, at: line.span.endPoint) }
      }
      return nil
    }
    return checkedLines(of: block, in: place, owner: line.word, isComplete: isWhole(line))
  }

  /// Whether the block of a line says all that is needed; the rest of a step may come from the
  /// training before it.
  private func isWhole(_ line: Line) -> Bool { line.with == nil && line.word.text != "step" }

  /// The line without the parentheses of `dense(64)`, where it is written like a call.
  func callRepair(of line: Line, word: String) -> [Edit]? {
    guard line.arguments.count == 1, let argument = line.arguments.first, argument.name == nil,
      case .parenthesized(let inner) = argument.value.kind,
      argument.span.start == line.word.span.end
    else { return nil }
    return [
      Edit(line.word.span, word),
      Edit(
        Span(argument.span.file, argument.span.start..<inner.span.start), " "),
      Edit(Span(argument.span.file, inner.span.end..<argument.span.end), ""),
    ]
  }
}

extension Line {
  fileprivate var hasTail: Bool { on != nil || with != nil || from != nil || to != nil }

  /// The line without its block.
  var headSpan: Span {
    guard let block else { return span }
    let end =
      [
        arguments.last?.span, on?.span, with?.span, from?.span, to?.span, alias?.span,
      ].compactMap { $0?.end }.max() ?? word.span.end
    return Span(span.file, span.start..<min(end, block.span.start))
  }
}
