import Checking
import Diagnostics
import Plans
import Prelude
import Syntax
import Vocabulary

// From what a program writes to what the catalogue knows.

extension Entry {
  /// The complete settings of one use, with the defaults of those that are not given.
  ///
  /// - Throws: `unknownName` for a setting that there is not, `illegalSetting` for one that is
  ///   missing or has a value that it does not take.
  func settings(from arguments: [String: Argument]) throws(NetworkError) -> Settings {
    var result = Settings()
    for (name, argument) in arguments.sorted(by: { $0.key < $1.key }) {
      guard let setting = settings.first(where: { $0.name == name }) else {
        let known = settings.map(\.name)
        throw NetworkError(
          .unknownName,
          .unknownSetting(
            Name(name, .nowhere), of: self.name, closest: suggestion(for: name, among: known),
            known: known))
      }
      result[name] = try argument.value(for: setting, of: self.name)
    }
    let missing = settings.filter { $0.isRequired && result[$0.name] == nil }
    guard missing.isEmpty else {
      throw NetworkError(
        .illegalSetting, .missingArguments(missing.map(\.name), of: name, at: .nowhere))
    }
    for setting in settings where result[setting.name] == nil {
      result[setting.name] = setting.defaultValue
    }
    return result
  }
}

extension Argument {
  /// The value as `setting` of `word` takes it.
  fileprivate func value(
    for setting: SettingDescription, of word: String
  ) throws(NetworkError) -> SettingValue {
    let value: SettingValue
    switch (self, setting.type) {
    case (.word(let name), .function(let role)):
      value = .function(try functionReference(name, role))
    case (.function(let name, let settings), .function(let role)):
      value = .function(try functionReference(name, role, settings))
    case (.function(let name, _), _): value = .function(FunctionReference(name))
    case (.word(let word), _): value = .word(word)
    case (.number(let number), _): value = .number(number)
    case (.boolean(let boolean), _): value = .boolean(boolean)
    case (.extents(let extents), _): value = .dimensions(extents)
    }
    if let problem = settingProblem(value, for: setting, of: word, at: .nowhere) {
      throw NetworkError(.illegalSetting, problem, meant: nearest(to: value, of: setting))
    }
    if self == .extents([]) { throw .noExtents(setting.name, of: word) }
    // No network is so large, and what is computed from such numbers does not overflow.
    guard largest <= 1 << 31 else { throw .outOfReach(setting.name, of: word) }
    return value
  }

  /// The largest size of a number, as far as it counts something.
  private var largest: Int {
    switch self {
    case .number(let number) where number.rounded() == number:
      Int(exactly: number.magnitude) ?? .max
    case .extents(let extents): extents.max() ?? 0
    default: 0
    }
  }

  /// The word that was probably meant.
  private func nearest(to value: SettingValue, of setting: SettingDescription) -> String? {
    guard case .word(let word) = value else { return nil }
    return closestName(to: word, among: setting.legal.words)
  }
}

extension CatalogueFunction {
  /// The function with all its settings.
  func reference() throws(NetworkError) -> FunctionReference {
    try functionReference(name, Self.role, settings)
  }

  /// What the catalogue says of it.
  func entry() throws(NetworkError) -> Entry { try functionEntry(name, Self.role) }
}

extension Metric {
  /// The name under which its results stand: `accuracy`, `top(k: 3)`.
  var key: String {
    let given = settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.written)" }
    return given.isEmpty ? name : "\(name)(\(given.joined(separator: ", ")))"
  }
}

extension Argument {
  /// The value as the language writes it.
  fileprivate var written: String {
    switch self {
    case .number(let number): NumberText.exact(number)
    case .boolean(let boolean): "\(boolean)"
    case .word(let word), .function(let word, _): word
    case .extents(let extents): extents.map(String.init).joined(separator: "x")
    }
  }
}

extension [Metric] {
  /// - Throws: `illegalSetting` where one of them stands twice, beside what each may throw.
  func plans() throws(NetworkError) -> [MetricPlan] {
    var plans: [MetricPlan] = []
    for metric in self {
      guard !plans.contains(where: { $0.name == metric.key }) else {
        throw .givenTwice(metric.key)
      }
      plans.append(MetricPlan(metric.key, try metric.reference()))
    }
    return plans
  }
}

private func functionReference(
  _ name: String, _ role: FunctionRole, _ settings: [String: Argument] = [:]
) throws(NetworkError) -> FunctionReference {
  FunctionReference(name, try functionEntry(name, role).settings(from: settings))
}

private func functionEntry(_ name: String, _ role: FunctionRole) throws(NetworkError) -> Entry {
  let known = Catalogue.builtin.entries.filter { entry in
    // `confusion` is a table, which is no number.
    entry.role == role && entry.isAvailable && (role != .metric || entry.definition != nil)
  }
  if let entry = known.first(where: { $0.name == name }) { return entry }
  throw NetworkError(
    .unknownName, .unknownFunction(Name(name, .nowhere), role, meant: known.meant(by: name)))
}

extension [Entry] {
  /// The one that was probably meant by a name, or that other software calls so.
  func meant(by name: String) -> Suggestion? {
    if let entry = first(where: { $0.isKnown(as: name) }) { return Suggestion(entry.name) }
    return suggestion(for: name, among: map(\.name))
  }
}

extension Span {
  /// Where a problem is that lies in no script.
  static var nowhere: Span { Span(BuiltinFormulas.file, 0..<0) }
}
