package import Diagnostics

/// Rows of words in aligned columns below a header.
package struct TextTable {
  package enum Alignment: Sendable { case left, right }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []
  private var lastIsTotal = false

  /// - Precondition: one alignment for each column.
  package init(_ columns: [(name: String, alignment: Alignment)]) {
    header = columns.map(\.name)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row; what it lacks is blank, what it has too much is left out.
  package mutating func add(_ row: [String]) {
    rows.append(header.indices.map { $0 < row.count ? row[$0] : "" })
  }

  /// Adds a row below a line: a sum.
  package mutating func addTotal(_ row: [String]) {
    add(row)
    lastIsTotal = true
  }

  /// The table, each line ended by a newline and indented by two blanks.
  package func text(_ style: TerminalStyle) -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].displayWidth }.max() ?? 0
    }
    let rule = String(
      repeating: style.isASCII ? "-" : "─",
      count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    var lines = [style.painted(line(header, widths), .strong)]
    for (index, row) in rows.enumerated() {
      if lastIsTotal, index == rows.count - 1 { lines.append(style.painted(rule, .faint)) }
      lines.append(line(row, widths))
    }
    return lines.map { "  \($0)\n" }.joined()
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.displayWidth)
      if column > 0 { line += "  " }
      switch alignments[column] {
      case .left: line += column == cells.count - 1 ? cell : cell + padding
      case .right: line += padding + cell
      }
    }
    return line
  }
}
