import Diagnostics

extension String {
  /// Without blanks at the end.
  var trimmedAtEnd: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }

  /// Each line behind two blanks, the last one ended.
  var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
  }

  /// The words on lines of at most `width` columns; a longer word has its own line.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.displayWidth + 1 + String(word).displayWidth <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The text with its long lines cut, and without what follows a screenful of lines.
  var withShortLines: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(12).map { String($0).cut(to: 90) }
    return (shown + (lines.count > 12 ? ["…"] : [])).joined(separator: "\n")
  }
}
