/// The cells of all columns, as far as they are numbers, gathered row by row.
struct NumberPass {
  private(set) var columns: [NumberCells]
  /// The line on which each row begins.
  private(set) var lines: [Int32] = []

  private let width: Int
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

  init(width: Int, headerWidth: Int) {
    self.width = width
    self.headerWidth = headerWidth
    columns = Array(repeating: NumberCells(), count: width)
  }

  var rowCount: Int { lines.count }

  mutating func beginRow(line: Int) {
    self.line = line
    count = 0
    isFilled = false
    isFilledBehind = false
  }

  @inline(__always)
  mutating func append(
    _ field: UnsafeBufferPointer<UInt8>, isQuoted: Bool, allowsComma: Bool
  ) {
    if count < width { columns[count].append(field, allowsComma: allowsComma) }
    if isQuoted || !field.isEmpty {
      isFilled = true
      if count >= width { isFilledBehind = true }
    }
    count += 1
  }

  mutating func endRow() {
    if isFilledBehind, count <= headerWidth { unnamedColumn = unnamedColumn ?? width + 1 }
    guard count == width || (width < count && count <= headerWidth) else {
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

  /// All rows but the empty ones at the end.
  func finished(_ path: String, _ dialect: CSVDialect) throws(TableError) -> NumberPass {
    guard ragged.isEmpty else {
      throw .raggedRows(path, ragged, width: headerWidth, separator: dialect.separator)
    }
    if let unnamedColumn { throw .unnamedColumn(path, number: unnamedColumn) }
    var pass = self
    pass.lines.removeLast(lines.count - filledRows)
    for index in columns.indices {
      pass.columns[index].keepFirst(filledRows)
    }
    return pass
  }
}

/// A row with too many or too few cells.
struct RaggedRow: Hashable {
  var line: Int
  var count: Int
}
