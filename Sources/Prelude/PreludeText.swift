import Diagnostics
import Syntax
import Vocabulary

/// `prelude.nn` as it was parsed: the entries of its declarations, and their text.
struct PreludeText: Sendable {
  static let shared = PreludeText(
    SourceFile(
      id: BuiltinFormulas.file, name: "prelude.nn",
      text: String(decoding: PackageResources.prelude_nn, as: UTF8.self)))

  let tree: SyntaxTree
  let entries: [Entry]
  private let source: SourceFile
  /// Where each declaration stands.
  private let spans: [String: Span]
  /// The functions without an entry, which others are written with.
  private let helpers: Set<String>

  init(_ source: SourceFile) {
    tree = parse(source)
    self.source = source
    var entries: [Entry] = []
    var spans: [String: Span] = [:]
    var helpers: Set<String> = []
    for statement in tree.statements {
      guard let declaration = Declaration(statement) else { continue }
      let own = declaration.entries(definition: source.text(of: statement.span))
      spans[declaration.name] = statement.span
      if own.isEmpty { helpers.insert(declaration.name) }
      entries += own
    }
    self.entries = entries
    self.spans = spans
    self.helpers = helpers
  }

  /// The declaration of `name`, below those of the helpers that it is written with.
  func definition(of name: String) -> String? {
    guard let span = spans[name] else { return nil }
    let own = source.text(of: span)
    let words = own.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    let used = helpers.filter { $0 != name && words.contains(Substring($0)) }.sorted()
    return (used.compactMap(definition) + [own]).joined(separator: "\n\n")
  }
}

/// A function or an optimizer of the prelude, before it is checked.
private struct Declaration {
  let name: String
  let parameters: [Parameter]
  let fields: DocumentationFields

  init?(_ statement: Statement) {
    switch statement.kind {
    case .function(let function):
      name = function.name.text
      parameters = function.parameters
    case .optimizer(let optimizer):
      name = optimizer.name.text
      parameters = optimizer.parameters
    default: return nil
    }
    fields = DocumentationFields(statement.documentation)
  }

  /// One entry for each use that an example shows.
  func entries(definition: String) -> [Entry] {
    fields.examples.map { example in
      var entry = Entry(
        kind(of: example), name, fields.summary, settings: parameters.compactMap(setting),
        example: example, foreignNames: fields.foreignNames, definition: definition)
      entry.source = fields.source
      return entry
    }
  }

  private func kind(of example: String) -> Entry.Kind {
    switch example.prefix(while: { $0 != " " }) {
    case "loss": .loss
    case "metrics": .metric
    case "optimizer": .optimizer
    case "rate": .schedule
    default: .activation
    }
  }

  /// A parameter with a default is a setting; the others are what the function is applied to.
  private func setting(_ parameter: Parameter) -> SettingDescription? {
    guard let value = parameter.value.flatMap(known) else { return nil }
    let own = fields.settings[parameter.name.text] ?? DocumentationFields.Setting()
    return SettingDescription(
      parameter.name.text, own.type ?? type(of: value), own.legal, default: value, own.summary)
  }

  private func known(_ expression: Expression) -> SettingValue? {
    switch expression.kind {
    case .number(let number), .percent(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .text(let parts):
      guard case .characters(let word)? = parts.first, parts.count == 1 else { return nil }
      return .word(word)
    default: return nil
    }
  }

  private func type(of value: SettingValue) -> SettingType {
    switch value {
    case .boolean: .boolean
    case .word: .word
    default: .number
    }
  }
}
