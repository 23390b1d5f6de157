import Diagnostics
import Interpreting
import Syntax
import Vocabulary

/// Where in a script something is to be written: the block, the line, and the argument.
struct CompletionPlace {
  private struct Piece {
    var kind: Token.Kind
    var text: String
  }

  private enum Around {
    /// The lines of a place.
    case lines(Entry.Place)
    /// The body of an optimizer, where only expressions stand.
    case body
  }

  private let catalogue: Catalogue
  private var around: [(around: Around, before: [Piece])] = [(.lines(.top), [])]
  /// The present line, from its word on, and the open parentheses in it, each with the name before it.
  private var line: [Piece] = []
  private var open: [(name: String?, start: Int)] = []
  /// The path that the present data block reads.
  private var readPath: String?
  /// The outputs that the present network names.
  private var outputs: [String] = []
  /// The names that the text itself declares.
  private var declared: [Candidate] = []
  /// The metrics that the text asks for.
  private var metrics: [String] = []

  init(_ text: String, _ catalogue: Catalogue) {
    self.catalogue = catalogue
    let source = SourceFile(name: "input", text: text)
    for token in parse(source).tokens where token.kind != .endOfFile {
      take(Piece(kind: token.kind, text: source.text(of: token.span)))
    }
  }

  private mutating func take(_ piece: Piece) {
    switch piece.text {
    case "{" where piece.kind == .punctuation:
      around.append((blockAround, line))
      (line, open) = ([], [])
    case "}" where piece.kind == .punctuation:
      if around.count > 1 { line = around.removeLast().before + [piece] }
      open = []
    case "(" where piece.kind == .punctuation, "[" where piece.kind == .punctuation:
      let name = line.last.flatMap { $0.kind == .name && piece.text == "(" ? $0.text : nil }
      line.append(piece)
      open.append((name, line.count))
    case ")" where piece.kind == .punctuation, "]" where piece.kind == .punctuation:
      _ = open.popLast()
      line.append(piece)
    default:
      if piece.kind == .separator, open.isEmpty {
        line = []
        return
      }
      note(piece)
      line.append(piece)
    }
  }

  private mutating func note(_ piece: Piece) {
    guard let last = line.last else { return }
    if piece.kind == .text, line.first?.text == "read" {
      readPath = String(piece.text.dropFirst().dropLast())
    }
    guard piece.kind == .name else { return }
    if last.text == "as" { outputs.append(piece.text) }
    if ["let", "var", "fn", "network", "data", "plan", "param", "optimizer"].contains(last.text) {
      declared.append(Candidate(piece.text, role: Self.roles[last.text] ?? .other))
    }
    if line.first?.text == "metrics", catalogue.function(piece.text, as: .metric) != nil {
      metrics.append(piece.text)
    }
  }

  private static let roles: [String: NameRole] = [
    "network": .network, "data": .data, "plan": .plan,
  ]

  /// What a block holds that the present line opens.
  private var blockAround: Around {
    guard case .lines(let place) = around[around.count - 1].around, let word = line.first?.text
    else { return .body }
    switch (word, line.count) {
    case ("data", 2...): return .lines(.data)
    case ("network", 2...): return .lines(.network)
    case ("plan", 2...): return .lines(.plan)
    case ("optimizer", 2...) where place == .top: return .body
    case ("if", _), ("for", _), ("repeat", _), ("fn", _), ("sweep", _), ("}", _):
      return .lines(place)
    default: break
    }
    let action = line.first { catalogue.word($0.text, in: place)?.block != nil }
    if let block = action.flatMap({ catalogue.word($0.text, in: place)?.block }) {
      return .lines(block)
    }
    return .lines(place)
  }

  // MARK: Candidates

  func candidates(_ source: CompletionSource) -> [Candidate] {
    if let path = memberPath { return source.members(path) }
    let values = declared + source.names
    guard case .lines(let place) = around[around.count - 1].around else {
      return values + functions
    }
    guard let first = line.first else {
      // A network can be a layer of another, and a function an activation.
      return words(of: place) + (place == .top || place == .network ? values : [])
    }
    if let call = open.last, let name = call.name {
      let called = catalogue.entries(named: name)
      let settings = named(called.flatMap(\.settings), since: call.start)
      // What a generator takes has names.
      let isGenerator = called.contains { if case .generator = $0.kind { true } else { false } }
      return settings + (isGenerator ? values.plain : values + functions)
    }
    switch line.last?.text {
    case "on": return values.which(serveAs: .data)
    case "with": return values.which(serveAs: .plan)
    case "as", "let", "var", "fn", "param", "network", "data", "plan": return []
    default: break
    }
    guard let entry = entry(of: first.text, in: place) else {
      if place == .network, line.count == 1 {
        return catalogue.entries(named: "freeze").map { Candidate($0.name, $0.summary) }
      }
      return values + functions + (line.last?.text == "=" ? valueWords : [])
    }
    return arguments(of: entry, source, values)
  }

  /// The names and points before the cursor: `net.history.`.
  private var memberPath: [String]? {
    guard line.last?.text == "." else { return nil }
    var path: [String] = []
    var index = line.count - 1
    while index > 0, line[index].text == ".", line[index - 1].kind == .name {
      path.append(line[index - 1].text)
      index -= 2
    }
    return path.reversed()
  }

  /// The actions that may stand behind `=`.
  private var valueWords: [Candidate] {
    catalogue.entries.filter { $0.givesValue && $0.isAvailable }
      .map { Candidate($0.name, $0.summary, ending: " ") }
  }

  private func words(of place: Entry.Place) -> [Candidate] {
    let entries = catalogue.entries.filter { entry in
      entry.isAvailable && catalogue.word(entry.name, in: place) != nil
    }
    let statements = catalogue.entries.filter { entry in
      guard case .statement = entry.kind, entry.isAvailable else { return false }
      return place == .top || ["let", "if", "for", "repeat"].contains(entry.name)
    }
    return (entries + statements).map { Candidate($0.name, $0.summary, ending: " ") }
  }

  private var functions: [Candidate] {
    catalogue.entries.filter { entry in
      switch entry.kind {
      case .function, .activation, .loss, .metric: entry.isAvailable
      default: false
      }
    }.map { Candidate($0.name, $0.summary) } + ["true", "false"].map { Candidate($0) }
  }

  /// The entry whose line this is; behind `let name =` an action may begin one.
  private func entry(of word: String, in place: Entry.Place) -> Entry? {
    if let entry = catalogue.word(word, in: place) { return entry }
    guard ["let", "var"].contains(word) || line.dropFirst().first?.text == "=",
      let equals = line.firstIndex(where: { $0.text == "=" }), equals + 1 < line.count
    else { return nil }
    return catalogue.word(line[equals + 1].text, in: place).flatMap { $0.givesValue ? $0 : nil }
  }

  private func arguments(
    of entry: Entry, _ source: CompletionSource, _ values: [Candidate]
  ) -> [Candidate] {
    let settings = entry.settings + settingsOfFunction(of: entry)
    if let name = settingBeforeColon, let setting = settings.first(where: { $0.name == name }) {
      return legal(setting, source, values)
    }
    if let tail = line.last(where: { $0.kind == .reserved })?.text,
      ["on", "with", "to"].contains(tail) || tail == "from" && !entry.tails.contains(.alias)
    {
      return (line.last?.text == tail ? values : []) + tails(of: entry)
    }
    if settingBeforeColon != nil, entry.takesFreeNames, let first = entry.settings.first {
      return legal(first, source, values) + functions
    }
    // Behind an argument that has ended stands a comma, or what follows all of them.
    if [")", "]"].contains(line.last?.text) { return tails(of: entry) }
    let index = position(behind: entry)
    let positional = entry.settings.filter { $0.isPositional && $0.isAvailable }
    var candidates: [Candidate] = []
    if let setting = positional.indices.contains(index) ? positional[index] : positional.last,
      positional.indices.contains(index) || setting.isRepeated
    {
      candidates += legal(setting, source, values)
    } else if settings.isEmpty {
      candidates += values + functions
    }
    return candidates + named(settings, since: 0) + tails(of: entry)
  }

  /// What the function takes that the line names: `momentum` behind `optimizer sgd`.
  private func settingsOfFunction(of entry: Entry) -> [SettingDescription] {
    guard line.count > 2, let role = entry.settings.first?.optionsRole else { return [] }
    return catalogue.entries.first { $0.name == line[1].text && $0.role == role }?.settings ?? []
  }

  /// The name of `name: ` at the cursor.
  private var settingBeforeColon: String? {
    guard line.count >= 2, line[line.count - 1].text == ":" else { return nil }
    return line[line.count - 2].text
  }

  /// How many arguments stand before the cursor.
  private func position(behind entry: Entry) -> Int {
    var depth = 0
    var count = 0
    for piece in line {
      switch piece.text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "," where depth == 0: count += 1
      default: break
      }
    }
    return count
  }

  private func named(_ settings: [SettingDescription], since start: Int) -> [Candidate] {
    let given = Set(line.dropFirst(start).map(\.text))
    return settings.filter { setting in
      setting.isAvailable && !setting.isPositional && !given.contains(setting.name)
    }.map { Candidate($0.name + ": ", $0.summary) }
  }

  private func tails(of entry: Entry) -> [Candidate] {
    let given = Set(line.map(\.text))
    return Entry.Tail.allCases.filter { entry.tails.contains($0) && !given.contains($0.rawValue) }
      .map { Candidate($0.rawValue, ending: " ") }
  }

  private func legal(
    _ setting: SettingDescription, _ source: CompletionSource, _ values: [Candidate]
  ) -> [Candidate] {
    if setting.name == "network" { return values.which(serveAs: .network) }
    let words = setting.legal.words.map { Candidate($0, setting.summary) }
    switch setting.type {
    case .word: return words
    case .boolean: return ["true", "false"].map { Candidate($0) }
    case .function(let role), .formula(let role):
      let entries = catalogue.entries.filter { $0.role == role && $0.isAvailable }
      return words + entries.map { Candidate($0.name, $0.summary) } + values.plain
    case .column, .columnFormula:
      return words + (readPath.map(source.columns) ?? []).map { Candidate($0.quotedName) }
    case .source:
      return catalogue.entries.filter { entry in
        if case .generator = entry.kind { entry.isAvailable } else { false }
      }.map { Candidate($0.name + "(", $0.summary) }
    case .output: return (["input"] + outputs).map { Candidate($0) }
    case .result:
      let results = ["loss"] + metrics
      return (results + results.map { "validation." + $0 }).map { Candidate($0) }
    case .number, .wholeNumber, .text, .dimensions, .quantity, .share:
      return words + values.plain + functions
    case .value: return words + values + functions
    }
  }
}

extension [Candidate] {
  /// Those that may be a number or a function.
  fileprivate var plain: [Candidate] {
    filter { $0.role == nil || $0.role == .other }
  }

  /// Those that a line can take as `role`, or all where it is known of none.
  fileprivate func which(serveAs role: NameRole) -> [Candidate] {
    let fitting = filter { $0.role == role }
    return fitting.isEmpty ? self : fitting + filter { $0.role == nil }
  }
}

extension String {
  /// A column as a script writes it: in backticks where it is no plain name.
  fileprivate var quotedName: String {
    let isPlain =
      first?.isNumber == false && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isPlain ? self : "`\(self)`"
  }
}
