import Diagnostics
import Syntax

/// A statement that has been run, as far as others may depend on it.
struct StatementRecord: Sendable {
  enum Kind: Sendable {
    /// `let`, `fn`, `data` …: gives its names a value, and does nothing else.
    case declaration
    /// `x = …`: builds on what was there before.
    case assignment
    /// `train`, `step`, `seed` …: changes networks, or where randomness comes from.
    case change
    /// Shows or writes something.
    case look
  }

  let text: String
  /// What it calls, where it is nothing but a call of a name.
  let callee: String?
  /// Whether it declares a function, which sees its names as they are when it is called.
  let isFunction: Bool
  let span: Span
  let kind: Kind
  /// The names that it gives a value, and those that stand in it.
  let declared: [String]
  let used: Set<String>

  init(_ tree: SyntaxTree, _ statement: Statement) {
    span = statement.span
    callee = Self.callee(of: statement)
    if case .function = statement.kind { isFunction = true } else { isFunction = false }
    text = tree.source.listing(of: statement.span)
    let names = tree.tokens.filter { token in
      token.kind == .name && token.span.start >= statement.span.start
        && token.span.end <= statement.span.end
    }.map { tree.source.text(of: $0.span).trimmedBackticks }
    used = Set(names)
    (kind, declared) = Self.role(of: statement)
  }

  /// The name that `statement` calls, where it is nothing but that call.
  static func callee(of statement: Statement) -> String? {
    guard case .expression(let expression) = statement.kind,
      case .call(let callee, _) = expression.kind, case .name(let name) = callee.kind
    else { return nil }
    return name.text
  }

  private static func role(of statement: Statement) -> (Kind, [String]) {
    switch statement.kind {
    case .binding(let binding):
      (binding.value.isAction ? .change : .declaration, [binding.name.text])
    case .parameter(let parameter): (.declaration, [parameter.name.text])
    case .function(let function): (.declaration, [function.name.text])
    case .declaration(let declaration): (.declaration, [declaration.name.text])
    case .optimizer(let optimizer): (.declaration, [optimizer.name.text])
    case .assignment(let name, _): (.assignment, [name.text])
    case .include, .conditional, .forLoop, .repetition: (.change, [])
    case .line(let line):
      (lookingWords.contains(line.word.text) ? .look : .change, line.alias.map { [$0.text] } ?? [])
    case .expression(let expression): (expression.isPlainCall ? .change : .look, [])
    case .sweep, .missing, .returning, .state: (.look, [])
    }
  }

  private static let lookingWords: Set = [
    "print", "show", "plot", "expect", "save", "export", "predict", "find_rate", "animate",
  ]
}

extension Value {
  fileprivate var isAction: Bool {
    switch self {
    case .expression(let expression): expression.isPlainCall
    case .line: true
    case .sweep: false
    }
  }
}

extension Expression {
  /// Whether it calls something, which may have effects.
  fileprivate var isPlainCall: Bool {
    if case .call = kind { true } else { false }
  }
}

extension String {
  fileprivate var trimmedBackticks: String {
    count > 2 && first == "`" && last == "`" ? String(dropFirst().dropLast()) : self
  }
}
