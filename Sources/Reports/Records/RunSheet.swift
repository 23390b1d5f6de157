package import Diagnostics

/// A table that is written for a person, for a page in Markdown, or for another program.
package struct RunSheet {
  package enum Form: Sendable { case text, markdown, csv }

  /// What a person reads, and what a program does.
  struct Cell {
    var shown: String
    var exact: String

    init(_ shown: String, exact: String? = nil) {
      (self.shown, self.exact) = (shown, exact ?? shown)
    }
  }

  struct Column {
    /// What a person reads above it.
    var title: String
    /// What a program does, the same in all languages.
    var name: String
    var alignment: TextTable.Alignment = .left

    init(_ title: String, name: String, _ alignment: TextTable.Alignment = .left) {
      (self.title, self.name, self.alignment) = (title, name, alignment)
    }
  }

  var columns: [Column]
  var rows: [[Cell]] = []

  init(_ columns: [Column]) { self.columns = columns }

  package func text(_ form: Form, _ style: TerminalStyle) -> String {
    switch form {
    case .text:
      var table = TextTable(columns.map { ($0.title, $0.alignment) })
      for row in rows { table.add(row.map(\.shown)) }
      return table.text(style)
    case .markdown:
      let head = Self.markdown(columns.map(\.title))
      let rule = "|" + columns.map { $0.alignment == .left ? " --- |" : " ---: |" }.joined() + "\n"
      return head + rule + rows.map { Self.markdown($0.map(\.shown)) }.joined()
    case .csv:
      return EpochTable.line(columns.map(\.name))
        + rows.map { EpochTable.line($0.map(\.exact)) }.joined()
    }
  }

  private static func markdown(_ cells: [String]) -> String {
    "|"
      + cells.map { cell in
        " " + cell.shownSafely.map { $0.isNewline ? " " : $0 == "|" ? "\\|" : String($0) }.joined()
          + " |"
      }.joined() + "\n"
  }
}
