import Diagnostics

extension SyntaxTree {
  /// A tree for each statement of the text, as the prompt runs them: one after another.
  ///
  /// Each has the problems that lie in its statement; the first has those before it too.
  package var byStatement: [SyntaxTree] {
    statements.indices.map { index in
      let from = index == 0 ? 0 : statements[index].span.start
      let end =
        index + 1 < statements.count ? statements[index + 1].span.start : source.utf8.count + 1
      return SyntaxTree(
        source: source, tokens: tokens, version: index == 0 ? version : nil,
        statements: [statements[index]],
        problems: problems.filter { (from..<end).contains($0.primary.span.start) })
    }
  }

  /// Whether a `;` follows the statement that ends at `end`.
  package func isQuiet(after end: Int) -> Bool {
    tokens.first { $0.span.start >= end }.map { token in
      token.kind == .separator && source.utf8[token.span.start] == UInt8(ascii: ";")
    } ?? false
  }

  /// Whether the text has statements, or only blanks and comments.
  package var isEmpty: Bool { statements.isEmpty && version == nil && problems.isEmpty }
}
