import Checking
import Diagnostics
import Vocabulary

extension MeaningBuilder {
  /// What a line means; several nodes where it may as well be written as several lines.
  mutating func nodes(
    of line: CheckedLine, in place: Entry.Place, span: Span
  ) -> [MeaningNode] {
    // A line that was reported as missing is not there.
    guard !line.span.bytes.isEmpty || !line.wordSpan.bytes.isEmpty else { return [] }
    if place != .top, place != .network, case .entry(let entry) = line.word {
      return settings(of: line, entry, span)
    }
    var node = self.node(of: line, .line, span)
    if case .entry(let entry) = line.word, let statements = line.block {
      node.block = block(statements, in: entry.block ?? .top)
    }
    node.seal()
    return [node]
  }

  private mutating func node(
    of line: CheckedLine, _ kind: MeaningNode.Kind, _ span: Span
  ) -> MeaningNode {
    var word = texts.line(of: line.wordSpan)
    var values: [MeaningValue] = []
    switch line.word {
    case .entry(let entry): word = entry.name
    case .value(let expression, let name):
      word = self.name(name)
      // A layer that is a network of the script is told by what it names.
      values = [value("word", expression)]
      if expression.isUnknown {
        values[0].key = MeaningKey("unknown·" + texts.line(of: line.span))
      }
    }
    values += self.values(of: line)
    values += tails(of: line)
    let first = values.first { $0.name.isEmpty }
    var node = MeaningNode(
      kind, word + " " + (first?.key.written ?? ""), text: head(of: line, from: line.span),
      span: span, isInOrder: true)
    node.word = word
    node.values = values
    node.factSpan = line.span
    return node
  }

  private mutating func tails(of line: CheckedLine) -> [MeaningValue] {
    var values: [MeaningValue] = []
    for (name, tail) in [
      ("on", line.on), ("with", line.with), ("from", line.from), ("to", line.to),
    ] {
      if let tail { values.append(value(name, tail)) }
    }
    if let alias = line.alias {
      values.append(
        MeaningValue(name: "as", key: MeaningKey(alias.name), text: alias.name, span: alias.span))
    }
    if line.isFrozen {
      values.append(MeaningValue(name: "freeze", key: MeaningKey("freeze"), text: "freeze"))
    }
    return values
  }

  /// A line as it is written, without its block.
  func head(of line: CheckedLine, from span: Span) -> String {
    guard line.block != nil else { return texts.line(of: span) }
    let ends =
      [
        line.wordSpan, line.arguments.last?.span, line.on?.span, line.with?.span, line.from?.span,
        line.to?.span, line.alias?.span,
      ].compactMap { $0?.end }
    let end = max(span.start, ends.max() ?? span.end)
    return texts.line(of: Span(span.file, span.start..<end))
  }

  // MARK: Settings

  /// A line of a `data`, `plan` or `train` block; what it says of several columns, metrics or
  /// classes is one node for each.
  private mutating func settings(
    of line: CheckedLine, _ entry: Entry, _ span: Span
  ) -> [MeaningNode] {
    switch entry.name {
    case "drop": return line.arguments.map { listed($0, entry, [], line) }
    case "category": return split(line, entry, by: "columns", of: "encode")
    case "missing", "scale":
      let columns = line.arguments.filter { $0.setting?.name == "columns" }
      return columns.isEmpty
        ? [setting(of: line, entry, span)] : split(line, entry, by: "columns", of: "method")
    case "column", "metrics": return line.arguments.map { named($0, entry, line) }
    // Numbers without names are those of the classes in order.
    case "class_weights" where line.arguments.allSatisfy({ $0.name != nil }):
      return line.arguments.map { named($0, entry, line) }
    default: return [setting(of: line, entry, span)]
    }
  }

  private mutating func setting(
    of line: CheckedLine, _ entry: Entry, _ span: Span
  ) -> MeaningNode {
    var node = node(of: line, .setting, span)
    // Conditions on rows are as many as there are; of all else a block has one.
    node.identity = entry.name
    node.factSpan = nil
    if let statements = line.block { node.block = block(statements, in: entry.block ?? .train) }
    node.seal()
    return node
  }

  /// `scale standard, A, B` as what holds for A, and what holds for B.
  private mutating func split(
    _ line: CheckedLine, _ entry: Entry, by list: String, of setting: String
  ) -> [MeaningNode] {
    let own = line.arguments.filter { $0.setting?.name == setting }
    var values = self.values(of: own)
    values += defaults(
      of: entry.settings.filter { $0.name == setting }, besides: line.arguments)
    return line.arguments.filter { $0.setting?.name == list }.map {
      listed($0, entry, values, line)
    }
  }

  /// What a line says of one column.
  private mutating func listed(
    _ argument: CheckedArgument, _ entry: Entry, _ values: [MeaningValue], _ line: CheckedLine
  ) -> MeaningNode {
    let column = texts.line(of: argument.value.span)
    let identity = entry.name + " " + key(of: argument.value).written
    let words = [entry.name] + values.filter { !$0.isDefault && $0.name.isEmpty }.map(\.text)
    let rest = values.filter { !$0.isDefault && !$0.name.isEmpty }.map { "\($0.name): \($0.text)" }
    let text = words.joined(separator: " ") + (words.count > 1 ? ", " : " ") + column
    var node = MeaningNode(
      .setting, identity, text: ([text] + rest).joined(separator: ", "),
      title: entry.name + " " + column, span: argument.span, isInOrder: false)
    (node.word, node.values) = (entry.name, values)
    node.seal()
    return node
  }

  /// `column bmi: …`, `metrics accuracy`: what a line says under one name.
  private mutating func named(
    _ argument: CheckedArgument, _ entry: Entry, _ line: CheckedLine
  ) -> MeaningNode {
    let text = texts.line(of: argument.span)
    var value = values(of: [argument]).first ?? value("", argument.value)
    value.name = ""
    let name = argument.name ?? value.key.written
    var node = MeaningNode(
      .setting, entry.name + " " + name, text: entry.name + " " + text,
      title: entry.name + " " + (argument.name ?? value.text), span: argument.span,
      isInOrder: false)
    (node.word, node.values) = (entry.name, [value])
    node.seal()
    return node
  }
}
