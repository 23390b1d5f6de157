package import Diagnostics

/// The smallest piece of a script that has a meaning of its own.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case number, percent, dimensions, text
    /// A name that is not reserved, or one in backticks.
    case name
    case reserved
    /// An operator, a bracket, a comma, a colon, a point, `?`.
    case punctuation
    /// A line end or `;` that separates statements; line ends that do not are trivia.
    case separator
    /// Bytes that begin no token; the lexer has reported them.
    case unknown
    case endOfFile
  }

  package var kind: Kind
  package var span: Span
  /// Where the blanks, comments and unseparating line ends before the token begin;
  /// they reach up to `span`, so that the tokens of a file cover each byte once.
  package var triviaStart: Int

  package init(_ kind: Kind, _ span: Span, triviaStart: Int) {
    self.kind = kind
    self.span = span
    self.triviaStart = triviaStart
  }
}
