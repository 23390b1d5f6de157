/// How a CSV text is written, and where its rows begin.
struct CSVHeader {
  var dialect: CSVDialect
  var names: [String]
  /// The cells of the first row; more than there are names where the last have none.
  var width: Int
  /// Behind the names.
  var end: Int
  var endLine: Int

  /// Walks over the rows of the text that the header was found in.
  func scanner(of bytes: UnsafeBufferPointer<UInt8>) -> CSVScanner {
    CSVScanner(bytes, separator: dialect.separator, from: end, line: endLine)
  }
}

/// Turns the text of a CSV file into typed columns, in one pass over numbers and another over texts.
struct CSVParser {
  let path: String
  /// What the script says; what is `nil` is found out.
  let separator: UInt8?
  let hasHeader: Bool?
  /// Whether the file goes on behind the text; then the last row may not be whole, and is left out.
  let isCut: Bool
  /// Columns that are texts even where all their cells are numbers.
  let textColumns: Set<String>

  static let mostColumns = 100_000

  /// - Returns: `nil` where the text was cut off before the first row ended.
  func table(of text: DecodedText, contentHash: UInt64) throws(TableError) -> Table? {
    var result: Result<Table?, TableError> = .success(nil)
    text.bytes.withUnsafeBufferPointer { bytes in
      result = Result { () throws(TableError) in
        try self.table(of: bytes, encoding: text.original, contentHash: contentHash)
      }
    }
    return try result.get()
  }

  private func table(
    of bytes: UnsafeBufferPointer<UInt8>, encoding: DecodedText.Encoding?, contentHash: UInt64
  ) throws(TableError) -> Table? {
    guard bytes.contains(where: { $0 > 0x20 }) else {
      if isCut { return nil }
      throw .fileEmpty(path)
    }
    guard let header = try header(of: bytes) else { return nil }
    let numbers = try numberPass(bytes, header).finished(path, header.dialect)
    guard numbers.rowCount > 0 else {
      if isCut { return nil }
      throw .fileWithoutRows(path, header: header.names)
    }
    var texts = textCells(of: numbers, header)
    if texts.contains(where: { $0 != nil }) {
      var scanner = header.scanner(of: bytes)
      var row = 0
      try textPass(&scanner, from: 1, lines: numbers.lines, row: &row, to: &texts)
    }
    let columns = header.names.indices.map { index in
      texts[index]?.column(header.names[index])
        ?? Column(header.names[index], .numbers(NumberColumn(numbers.column(index))))
    }
    return Table(
      name: path, columns: columns, rowCount: numbers.rowCount, lines: numbers.lines,
      isPartial: isCut, contentHash: contentHash, defaultTarget: nil,
      notes: notes(encoding: encoding, dialect: header.dialect))
  }

  /// How the text is written, and the names of its columns; `nil` where it is cut off before.
  func header(of bytes: UnsafeBufferPointer<UInt8>) throws(TableError) -> CSVHeader? {
    let dialect = CSVDialect(of: bytes, separator: separator, hasHeader: hasHeader, isCut: isCut)
    var scanner = dialect.scanner(of: bytes)
    guard let first = try firstRow(&scanner) else { return nil }
    var names = first
    if dialect.hasHeader {
      while names.count > 1, names.last == "" { names.removeLast() }
    } else {
      names = first.indices.map { "column_\($0 + 1)" }
      scanner = dialect.scanner(of: bytes)
    }
    guard first.count <= Self.mostColumns else {
      throw .tooManyColumns(path, count: first.count, limit: Self.mostColumns)
    }
    try checkNames(names)
    return CSVHeader(
      dialect: dialect, names: names, width: first.count, end: scanner.position,
      endLine: scanner.line)
  }

  /// The cells of the first row that has any; `nil` where it is cut off.
  private func firstRow(_ scanner: inout CSVScanner) throws(TableError) -> [String]? {
    var cells: [String] = []
    scanner.skipEmptyLines()
    while true {
      let ending = try next(&scanner) { field, _ in
        cells.append(String(decoding: field, as: UTF8.self))
      }
      guard let ending else { return nil }
      if ending == .field { continue }
      if ending == .file, isCut { return nil }
      if cells != [""] || scanner.isAtEnd { return cells }
      cells = []
      scanner.skipEmptyLines()
    }
  }

  /// The next field; `nil` where the text was cut off inside quotes.
  @inline(__always)
  private func next(
    _ scanner: inout CSVScanner, _ body: (UnsafeBufferPointer<UInt8>, Bool) -> Void
  ) throws(TableError) -> CSVScanner.Ending? {
    do throws(QuoteProblem) {
      return try scanner.next(body)
    } catch {
      if case .open = error, isCut { return nil }
      throw .misplacedQuote(path, error)
    }
  }

  private func checkNames(_ names: [String]) throws(TableError) {
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      guard !name.isEmpty else { throw .unnamedColumn(path, number: index + 1) }
      if let earlier = places.updateValue(index + 1, forKey: name) {
        throw .duplicateColumn(name, numbers: (earlier, index + 1))
      }
    }
  }

  /// Reads every cell behind the header as a number, and counts what each column holds.
  private func numberPass(
    _ bytes: UnsafeBufferPointer<UInt8>, _ header: CSVHeader
  ) throws(TableError) -> NumberPass {
    var scanner = header.scanner(of: bytes)
    var pass = NumberPass(header)
    do throws(QuoteProblem) {
      try pass.take(&scanner, header.dialect, isCut: isCut)
    } catch {
      throw .misplacedQuote(path, error)
    }
    return pass
  }

  /// For each column that is no numbers, what will hold its texts.
  func textCells(of numbers: NumberPass, _ header: CSVHeader) -> [TextCells?] {
    zip(numbers.counts, header.names).map { counts, name in
      counts.isNumeric && !textColumns.contains(name)
        ? nil : TextCells(like: counts, rows: numbers.rowCount)
    }
  }

  /// Reads the cells of columns that are no numbers once more.
  ///
  /// - Parameters:
  ///   - line: The line on which the text of `scanner` begins, from 1.
  ///   - lines: Those on which the rows of the table begin.
  ///   - row: The first row that the text may hold, which is then the first behind it.
  func textPass(
    _ scanner: inout CSVScanner, from line: Int, lines: [Int32], row: inout Int,
    to texts: inout [TextCells?]
  ) throws(TableError) {
    scanner.skipEmptyLines()
    while row < lines.count, !scanner.isAtEnd {
      var index = 0
      var ending = CSVScanner.Ending.field
      let isRow = scanner.line + line - 1 == Int(lines[row])
      while ending == .field {
        let next = try next(&scanner) { field, _ in
          if isRow, index < texts.count { texts[index]?.append(field, row: row) }
          index += 1
        }
        ending = next ?? .file
      }
      scanner.skipEmptyLines()
      if isRow { row += 1 }
    }
  }

  func notes(encoding: DecodedText.Encoding?, dialect: CSVDialect) -> [TableNote] {
    var notes: [TableNote] = []
    if let encoding { notes.append(.notUTF8(path, encoding)) }
    if !dialect.hasHeader, hasHeader == nil { notes.append(.noHeader(path)) }
    return notes
  }
}
