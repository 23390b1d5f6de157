package import Syntax
import Diagnostics

/// What `tree` means as text: all of it but where things stand.
///
/// It is made by reflection, so that nothing of a tree can be forgotten here.
package func meaning(of tree: SyntaxTree) -> String {
  var text = ""
  write(tree.version as Any, to: &text)
  write(tree.statements, to: &text)
  return text
}

private func write(_ value: Any, to text: inout String) {
  if value is Span { return }
  if let statement = value as? Statement {
    // Blanks at the end of a line are no part of a documentation.
    for line in statement.documentation { text += "## " + line.trimmed + "\n" }
    write(statement.kind, to: &text)
    text += "\n"
    return
  }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case nil: text += "\(value)"
  case .enum where mirror.children.isEmpty: text += "\(value)"
  default:
    text += "("
    for child in mirror.children {
      if child.value is Span { continue }
      if let label = child.label { text += label + ":" }
      write(child.value, to: &text)
      text += " "
    }
    text += ")"
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
