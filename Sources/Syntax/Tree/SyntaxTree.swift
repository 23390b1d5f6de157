package import Diagnostics

/// A script as text, tokens and statements, whatever the text was.
///
/// Nothing is lost: the trivia and the bytes of `tokens`, in order, are the bytes of `source`.
package struct SyntaxTree: Sendable {
  package let source: SourceFile
  package let tokens: [Token]
  package let version: VersionLine?
  package let statements: [Statement]
  /// What the lexer and the parser found wrong, by position.
  package let problems: [Diagnostic]
}

/// `nn 1`, the version of the language that a file is written in.
package struct VersionLine: Hashable, Sendable {
  package var number: Double
  package var span: Span
}

/// A name as the program means it: in composed form (NFC) and without backticks.
package struct Name: Hashable, Sendable {
  package var text: String
  package var span: Span
  package var isQuoted: Bool

  package init(_ text: String, _ span: Span, isQuoted: Bool = false) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }
}
