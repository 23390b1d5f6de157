/// The cells of all columns, as far as they are numbers, gathered row by row.
struct NumberPass {
  /// Row after row; what is no number is not a number here either.
  private(set) var cells: [Double] = []
  /// What the cells of each column are.
  private(set) var counts: [CellCounts]
  /// The line on which each row begins.
  private(set) var lines: [Int32] = []

  let width: Int
  /// More than `width` where the header ends with columns that have no name and no cells.
  private let headerWidth: Int
  private var line = 0
  private var count = 0
  private var isFilled = false
  private var isFilledBehind = false
  /// How many rows there are up to the last one with anything in it.
  private var filledRows = 0
  private var ragged: [RaggedRow] = []
  /// Rows of nothing but separators; they are left out if nothing follows.
  private var emptyRagged: [RaggedRow] = []
  private var unnamedColumn: Int?

  init(_ header: CSVHeader) {
    width = header.names.count
    headerWidth = header.width
    counts = Array(repeating: CellCounts(), count: width)
  }

  var rowCount: Int { lines.count }

  private mutating func beginRow(line: Int) {
    self.line = line
    count = 0
    isFilled = false
    isFilledBehind = false
  }

  @inline(__always)
  private mutating func append(
    _ field: UnsafeBufferPointer<UInt8>, isQuoted: Bool, allowsComma: Bool
  ) {
    if count < width { cells.append(counts[count].take(field, allowsComma: allowsComma)) }
    if isQuoted || !field.isEmpty {
      isFilled = true
      if count >= width { isFilledBehind = true }
    }
    count += 1
  }

  private mutating func endRow() {
    if isFilledBehind, count <= headerWidth { unnamedColumn = unnamedColumn ?? width + 1 }
    guard count == width || (width < count && count <= headerWidth) else {
      cells.removeLast(min(count, width))
      let row = RaggedRow(line: line, count: count)
      if isFilled { ragged.append(row) } else { emptyRagged.append(row) }
      return
    }
    lines.append(Int32(clamping: line))
    if isFilled {
      filledRows = lines.count
      ragged += emptyRagged
      emptyRagged = []
    }
  }

  /// Reads all rows that `scanner` gives.
  ///
  /// - Parameter isCut: Whether the text is cut off; then the last row may not be whole.
  mutating func take(
    _ scanner: inout CSVScanner, _ dialect: CSVDialect, isCut: Bool
  ) throws(QuoteProblem) {
    let allowsComma = dialect.separator != 0x2C
    scanner.skipEmptyLines()
    while !scanner.isAtEnd {
      beginRow(line: scanner.line)
      var ending = CSVScanner.Ending.field
      while ending == .field {
        do throws(QuoteProblem) {
          ending = try scanner.next { field, isQuoted in
            append(field, isQuoted: isQuoted, allowsComma: allowsComma)
          }
        } catch {
          guard case .open = error, isCut else { throw error }
          return dropRow()
        }
      }
      // A row that was cut off tells nothing.
      if ending == .file, isCut { return dropRow() }
      endRow()
      scanner.skipEmptyLines()
    }
  }

  /// Forgets the cells of a row that does not end.
  private mutating func dropRow() { cells.removeLast(min(count, width)) }

  /// Takes the rows of `next`, whose lines are counted from `line` on, behind its own, without their
  /// cells.
  mutating func takeRows(of next: NumberPass, fromLine line: Int) {
    func moved(_ rows: [RaggedRow]) -> [RaggedRow] {
      rows.map { RaggedRow(line: $0.line + line - 1, count: $0.count) }
    }
    if next.filledRows > 0 {
      filledRows = lines.count + next.filledRows
      ragged += emptyRagged
      emptyRagged = []
    }
    let offset = Int32(clamping: line - 1)
    lines += next.lines.lazy.map { $0.addingReportingOverflow(offset).partialValue }
    ragged += moved(next.ragged)
    emptyRagged += moved(next.emptyRagged)
    unnamedColumn = unnamedColumn ?? next.unnamedColumn
    for column in counts.indices { counts[column].add(next.counts[column]) }
  }

  /// All rows but the empty ones at the end.
  func finished(_ path: String, _ dialect: CSVDialect) throws(TableError) -> NumberPass {
    guard ragged.isEmpty else {
      throw .raggedRows(path, ragged, width: headerWidth, separator: dialect.separator)
    }
    if let unnamedColumn { throw .unnamedColumn(path, number: unnamedColumn) }
    var pass = self
    let left = lines.count - filledRows
    pass.lines.removeLast(left)
    pass.cells.removeLast(min(left * width, cells.count))
    for column in counts.indices { pass.counts[column].missing -= left }
    return pass
  }

  /// The numbers of one column.
  func column(_ place: Int) -> [Double] {
    (0..<rowCount).map { cells[$0 * width + place] }
  }
}

/// A row with too many or too few cells.
struct RaggedRow: Hashable {
  var line: Int
  var count: Int
}
