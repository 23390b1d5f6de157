/// One line of a file as it is shown: tabs as spaces, control characters as signs, and a very long
/// line cut around the place that matters.
struct LineView {
  private struct Cell {
    var text: String
    var bytes: Range<Int>
    var columns: Range<Int>
  }

  /// A line longer than this is looked at only near the place that matters.
  private static let longestLine = 8192
  private static let tabWidth = 4

  private var cells: [Cell] = []
  private var beginsCut = false
  private var endsCut = false
  private let ellipsis: String

  /// The line `line` (from 0) of `source` in at most `width` columns, with `focus` in sight.
  init(_ source: SourceFile, line: Int, focus: Range<Int>, width: Int, ellipsis: String) {
    self.ellipsis = ellipsis
    let content = source.content(of: line)
    let bytes = Self.near(focus, in: content, of: source.utf8)
    beginsCut = bytes.lowerBound > content.lowerBound
    endsCut = bytes.upperBound < content.upperBound
    readCells(source.utf8[bytes])
    cut(to: width, focus: focus)
  }

  /// The line with a sign for what is left out at its ends.
  var text: String {
    let inner = cells.map(\.text).joined()
    return (beginsCut ? ellipsis : "") + inner + (endsCut ? ellipsis : "")
  }

  /// The columns of the text in which `bytes` stand, at least one; what is cut off counts as the
  /// sign at that end.
  func columns(of bytes: Range<Int>) -> Range<Int> {
    let shift = (beginsCut ? ellipsis.displayWidth : 0) - (cells.first?.columns.lowerBound ?? 0)
    let start = column(of: bytes.lowerBound) + shift
    let end = endColumn(of: bytes.upperBound) + shift
    return start..<max(end, start + 1)
  }

  private var end: Int { cells.last?.columns.upperBound ?? 0 }

  private func column(of offset: Int) -> Int {
    cells.first { offset < $0.bytes.upperBound }?.columns.lowerBound ?? end
  }

  private func endColumn(of offset: Int) -> Int {
    cells.last { $0.bytes.lowerBound < offset }?.columns.upperBound ?? column(of: offset)
  }

  private static func near(
    _ focus: Range<Int>, in content: Range<Int>, of utf8: [UInt8]
  ) -> Range<Int> {
    guard content.count > longestLine else { return content }
    let wanted = focus.lowerBound - longestLine / 4
    var start = min(max(wanted, content.lowerBound), content.upperBound - longestLine)
    var end = start + longestLine
    while start > content.lowerBound, utf8[start].continuesScalar { start -= 1 }
    while end < content.upperBound, utf8[end].continuesScalar { end += 1 }
    return start..<end
  }

  private mutating func readCells(_ utf8: ArraySlice<UInt8>) {
    var offset = utf8.startIndex
    var column = 0
    for character in String(decoding: utf8, as: UTF8.self) {
      let length = character.utf8.count
      let text =
        character == "\t"
        ? String(repeating: " ", count: Self.tabWidth - column % Self.tabWidth)
        : character.shownSafely
      let width = text.displayWidth
      cells.append(
        Cell(text: text, bytes: offset..<offset + length, columns: column..<column + width))
      offset += length
      column += width
    }
  }

  private mutating func cut(to width: Int, focus: Range<Int>) {
    guard end > width || beginsCut || endsCut else { return }
    let room = max(width - 2 * ellipsis.displayWidth, 1)
    let start = column(of: focus.lowerBound)
    let length = min(max(endColumn(of: focus.upperBound) - start, 1), room)
    // As much as there is before the place, as long as the place itself is in sight.
    let latest = max(end - room, 0)
    let first = start + length <= room ? 0 : min(max(start - (room - length) / 2, 0), latest)
    let shown = cells.filter {
      $0.columns.lowerBound >= first && $0.columns.upperBound <= first + room
    }
    beginsCut = beginsCut || shown.first?.bytes != cells.first?.bytes
    endsCut = endsCut || shown.last?.bytes != cells.last?.bytes
    cells = shown
  }
}

extension UInt8 {
  /// Whether the byte is no first byte of a character in UTF-8.
  fileprivate var continuesScalar: Bool { self & 0b1100_0000 == 0b1000_0000 }
}
