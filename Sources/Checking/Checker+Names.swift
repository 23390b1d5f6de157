import Diagnostics
import Syntax
import Vocabulary

// MARK: - Names of values

extension Checker {
  /// Reports that nothing is called `name`, with what was probably meant.
  ///
  /// - Parameter isCalled: Whether it stands before parentheses.
  mutating func reportUnknown(_ name: Name, isCalled: Bool = false) {
    guard !isDoubtful(name.text) else { return }
    if let later = laterDeclaration(of: name) {
      return report(.usedTooEarly(name, declared: later))
    }
    if let entry = catalogue.entries(named: name.text).first {
      return report(.wordAsValue(name, entry))
    }
    if ["None", "null", "nil", "NULL", "undefined"].contains(name.text) {
      return report(.nothing(name))
    }
    guard maySuggest else { return report(.unknownName(name, isCalled: isCalled)) }
    let values = catalogue.entries.filter { $0.isValue && $0.isAvailable }
    if let entry = foreignEntry(name.text, among: values) {
      return report(
        .unknownName(name, isCalled: isCalled, closest: Suggestion(entry.name)))
    }
    let names = visibleNames + ["true", "false"] + values.map(\.name)
    let meant = Self.meant(byForeign: name.text)
    let closest =
      closest(to: name.text, among: names)
      ?? (meant == "true" || meant == "false" ? meant.map { Suggestion($0) } : nil)
    report(.unknownName(name, isCalled: isCalled, closest: closest))
  }

  /// All names of the script that can be used here.
  var visibleNames: [String] {
    contexts.reversed().flatMap { $0.scopes.reversed().flatMap(\.keys) }.sorted()
  }

  /// Whether there is effort left for suggestions; they are found by comparing with every name.
  var maySuggest: Bool { suggestionBudget > 0 }

  /// The nearest of `candidates`, as long as the effort for suggestions is in bounds.
  mutating func closest(to name: String, among candidates: [String]) -> Suggestion? {
    suggestionBudget -= candidates.count
    guard suggestionBudget >= 0 else { return nil }
    return suggestion(for: name, among: candidates)
  }

  /// Whether `name` may have been declared where the parser found a problem, or in a file that
  /// could not be included.
  mutating func isDoubtful(_ name: String) -> Bool {
    if lacksFile { return true }
    if let doubtfulNames { return doubtfulNames.contains(name) }
    var names: Set<String> = []
    for tree in trees.values where !tree.problems.isEmpty {
      let lines = Set(tree.problems.map { tree.source.lines.line(at: $0.primary.span.start) })
      for token in tree.tokens where token.kind == .name {
        guard lines.contains(tree.source.lines.line(at: token.span.start)) else { continue }
        names.insert(tree.source.text(of: token.span))
      }
    }
    doubtfulNames = names
    return names.contains(name)
  }

  private mutating func laterDeclaration(of name: Name) -> Span? {
    if laterNames == nil {
      var names: [String: Span] = [:]
      for tree in trees.values {
        for statement in tree.statements {
          if let declared = statement.declaredName, names[declared.text] == nil {
            names[declared.text] = declared.span
          }
        }
      }
      laterNames = names
    }
    guard let span = laterNames?[name.text], span.file == name.span.file,
      span.start > name.span.start
    else { return nil }
    return span
  }
}

extension Statement {
  /// The name that the statement declares at the top level.
  fileprivate var declaredName: Name? {
    switch kind {
    case .binding(let binding): binding.name
    case .parameter(let parameter): parameter.name
    case .function(let function): function.name
    case .declaration(let declaration): declaration.name
    case .optimizer(let optimizer): optimizer.name
    default: nil
    }
  }
}

extension Entry {
  /// Whether the name stands for a value in an expression.
  var isValue: Bool {
    switch kind {
    case .function, .activation, .loss, .metric, .optimizer, .schedule, .initializer: true
    case .layer, .generator, .statement, .word: false
    }
  }

  /// Whether the entry is called `name` somewhere else.
  package func isKnown(as name: String) -> Bool {
    let wanted = name.withoutSpelling
    return foreignNames.values.contains { $0.withoutSpelling == wanted }
  }
}

// MARK: - Words of lines

extension Checker {
  /// The entry that other software calls `name`.
  mutating func foreignEntry(_ name: String, among entries: [Entry]) -> Entry? {
    suggestionBudget -= entries.count
    guard suggestionBudget >= 0 else { return nil }
    return entries.first { $0.isKnown(as: name) }
  }

  mutating func reportUnknownWord(of line: Line, in place: Entry.Place) {
    let word = line.word
    if isDoubtful(word.text) { return }
    if place == .network, word.text == networkName {
      return report(.networkInItself(word))
    }
    if place == .network, let later = laterDeclaration(of: word) {
      return report(.usedTooEarly(word, declared: later))
    }
    let here =
      maySuggest ? catalogue.entries.filter { $0.places.contains(place) && $0.isAvailable } : []
    if place == .network, word.text.lowercased() == "activation",
      let name = line.arguments.first?.value.plainName,
      catalogue.function(name.text, as: .activation) != nil
    {
      return report(
        .activationLine(word, Span(word.span.file, word.span.end..<name.span.start)))
    }
    let foreign =
      foreignEntry(word.text, among: here)?.name
      ?? Self.meant(byForeign: word.text).flatMap { meant in
        here.first { $0.name == meant }?.name
      }
    let places = catalogue.entries(named: word.text).flatMap(\.places)
    if foreign == nil, !places.isEmpty {
      // Where a block is not closed, what follows it stands in it by mistake.
      if places.contains(.top), isBlockUnclosed(in: word.span.file) { return }
      return report(.misplacedWord(word, belongsIn: places, in: place))
    }
    guard maySuggest else { return report(.unknownWord(word, in: place, meant: nil, [])) }
    let meant =
      foreign.map { Suggestion($0) }
      ?? closest(to: word.text, among: here.map(\.name) + (place == .network ? networkNames : []))
    if let meant {
      let repair = callRepair(of: line, word: meant.name) ?? [Edit(word.span, meant.name)]
      return report(.unknownWord(word, in: place, meant: meant, repair))
    }
    let elsewhere = catalogue.entries.filter { !$0.places.isEmpty }
    if let entry = foreignEntry(word.text, among: elsewhere) {
      return report(.foreignWord(word, in: place, entry))
    }
    if place == .top, find(word.text) != nil { return report(.valueAsWord(word)) }
    if let owner = here.first(where: { entry in
      entry.settings.contains { $0.name == word.text && !$0.isPositional }
    }) {
      return report(.settingAsWord(word, in: place, of: owner))
    }
    report(.unknownWord(word, in: place, meant: nil, []))
  }

  private func isBlockUnclosed(in file: FileID) -> Bool {
    trees[file]?.problems.contains { $0.code == .unclosedBracket } ?? false
  }

  private var networkNames: [String] {
    contexts.flatMap { context in
      context.scopes.flatMap { scope in
        scope.filter { entry in
          if case .network = entry.value.kind { true } else { false }
        }.keys
      }
    }
  }
}

extension Entry {
  /// Where a line may begin with the entry's name.
  var places: [Place] {
    switch kind {
    case .word(let places): Place.allCases.filter(places.contains)
    case .layer, .activation: [.network]
    default: []
    }
  }
}

extension String {
  /// The letters of a name, however its words are joined: `MSELoss`, `mse_loss`.
  fileprivate var withoutSpelling: String {
    lowercased().filter { $0 != "_" && $0 != "-" }
  }
}
