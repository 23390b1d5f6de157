import Diagnostics
package import Syntax

/// The text of `tree` in the canonical layout, or `nil` where the tree has problems: what is not
/// understood is not touched.
///
/// It says the same as the text before: the tokens are the same, in the same order, but for line
/// ends, `;`, and the commas behind a last element. Formatting it again changes nothing.
///
/// - Complexity: linear in the length of the text.
package func formatted(_ tree: SyntaxTree) -> String? {
  guard tree.problems.isEmpty else { return nil }
  var builder = DocumentBuilder(tree)
  builder.script(tree)
  var printer = LinePrinter(builder.document, source: tree.source.utf8)
  return String(decoding: printer.print(), as: UTF8.self)
}
