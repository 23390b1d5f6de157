package import Diagnostics

/// Rows of words in aligned columns, below a header where one of the columns has a name.
package struct TextTable {
  package enum Alignment: Sendable { case left, right }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []
  /// The row above which there is a line.
  private var firstTotal: Int?

  private static let gap = 2
  /// A column other than the last is at most so wide.
  private static let widestColumn = 48

  package init(_ columns: [(name: String, alignment: Alignment)]) {
    header = columns.map { Self.line($0.name) }
    alignments = columns.map(\.alignment)
  }

  /// Adds a row; what it lacks is blank, what it has too much is left out.
  package mutating func add(_ row: [String]) {
    rows.append(header.indices.map { $0 < row.count ? Self.line(row[$0]) : "" })
  }

  /// Adds a row below a line: a sum; further ones stand below it.
  package mutating func addTotal(_ row: [String]) {
    firstTotal = firstTotal ?? rows.count
    add(row)
  }

  /// The table, each line ended by a newline and indented by two blanks.
  ///
  /// Words in the last column go on below themselves where the line would be too long.
  package func text(_ style: TerminalStyle) -> String {
    let widths = header.indices.map { column in
      let widest = ([header] + rows).map { $0[column].displayWidth }.max() ?? 0
      return column == header.count - 1 ? widest : min(widest, Self.widestColumn)
    }
    var lines: [String] = []
    if header.contains(where: { !$0.isEmpty }) {
      lines += self.lines(of: header, widths, style).map { style.painted($0, .strong) }
    }
    for (index, row) in rows.enumerated() {
      if index == firstTotal { lines.append(rule(widths, style)) }
      lines += self.lines(of: row, widths, style)
    }
    return lines.map { "  \($0)\n" }.joined()
  }

  private func rule(_ widths: [Int], _ style: TerminalStyle) -> String {
    let width = widths.reduce(0, +) + Self.gap * max(0, widths.count - 1)
    return style.painted(String(repeating: style.isASCII ? "-" : "─", count: width), .faint)
  }

  /// The row on one line, or on several where its last cell is long.
  private func lines(of row: [String], _ widths: [Int], _ style: TerminalStyle) -> [String] {
    let start = widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
    // Two columns for the indentation; a column below twenty would be torn to pieces.
    let room = max(style.width - start - 2, 20)
    let wraps = alignments.last == .left && (row.last?.displayWidth ?? 0) > room
    let pieces = wraps ? row.last?.wrapped(to: room) ?? [] : row.suffix(1)
    return pieces.enumerated().map { index, piece in
      let cells = index == 0 ? row.dropLast() + [piece] : row.dropLast().map { _ in "" } + [piece]
      return line(cells, widths, style)
    }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: TerminalStyle) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let isLast = column == cells.count - 1
      let cell = isLast ? cell : cell.cut(to: widths[column], ellipsis: style.ellipsis)
      if column > 0 { line += String(repeating: " ", count: Self.gap) }
      switch alignments[column] {
      case .left: line += isLast ? cell : cell.padded(to: widths[column])
      case .right: line += cell.paddedLeft(to: widths[column])
      }
    }
    return line.trimmedAtEnd
  }

  /// A cell keeps to its line, whatever a name of the user's has in it.
  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 }).shownSafely
  }
}
