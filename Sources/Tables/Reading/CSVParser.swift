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
    let dialect = CSVDialect(of: bytes, separator: separator, hasHeader: hasHeader, isCut: isCut)
    var scanner = CSVScanner(bytes, separator: dialect.separator, from: dialect.start)
    guard let first = try firstRow(&scanner) else { return nil }
    var names = first
    if dialect.hasHeader {
      while names.count > 1, names.last == "" { names.removeLast() }
    } else {
      names = first.indices.map { "column_\($0 + 1)" }
      scanner = CSVScanner(bytes, separator: dialect.separator, from: dialect.start)
    }
    guard first.count <= Self.mostColumns else {
      throw .tooManyColumns(path, count: first.count, limit: Self.mostColumns)
    }
    try checkNames(names)

    var scan = scanner
    let numbers = try numberPass(&scan, names: names, headerWidth: first.count, dialect: dialect)
    guard numbers.rowCount > 0 else {
      if isCut { return nil }
      throw .fileWithoutRows(path, header: names)
    }
    let columns = try textPass(&scanner, numbers: numbers, names: names)
    return Table(
      name: path, columns: columns, rowCount: numbers.rowCount, lines: numbers.lines,
      isPartial: isCut, contentHash: contentHash, defaultTarget: nil,
      notes: notes(encoding: encoding, dialect: dialect))
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

  /// Reads every cell as a number, and counts what each column holds.
  private func numberPass(
    _ scanner: inout CSVScanner, names: [String], headerWidth: Int, dialect: CSVDialect
  ) throws(TableError) -> NumberPass {
    var pass = NumberPass(width: names.count, headerWidth: headerWidth)
    let allowsComma = dialect.separator != 0x2C
    scanner.skipEmptyLines()
    while !scanner.isAtEnd {
      pass.beginRow(line: scanner.line)
      var ending = CSVScanner.Ending.field
      while ending == .field {
        let found = try next(&scanner) { field, isQuoted in
          pass.append(field, isQuoted: isQuoted, allowsComma: allowsComma)
        }
        guard let found else { return try pass.finished(path, dialect) }
        ending = found
      }
      // A row that was cut off tells nothing.
      if ending == .file, isCut { break }
      pass.endRow()
      scanner.skipEmptyLines()
    }
    return try pass.finished(path, dialect)
  }

  /// Makes the columns; reads those that are not numbers once more.
  private func textPass(
    _ scanner: inout CSVScanner, numbers: NumberPass, names: [String]
  ) throws(TableError) -> [Column] {
    var texts = zip(numbers.columns, names).map { cells, name in
      cells.isNumeric && !textColumns.contains(name) ? nil : TextCells(like: cells)
    }
    if texts.contains(where: { $0 != nil }) {
      var row = 0
      scanner.skipEmptyLines()
      while row < numbers.rowCount {
        var index = 0
        var ending = CSVScanner.Ending.field
        let isRow = scanner.line == Int(numbers.lines[row])
        while ending == .field {
          let next = try next(&scanner) { field, _ in
            if isRow, index < names.count { texts[index]?.append(field, row: row) }
            index += 1
          }
          ending = next ?? .file
        }
        scanner.skipEmptyLines()
        if isRow { row += 1 }
      }
    }
    return names.indices.map { index in
      if let text = texts[index] { return text.column(names[index]) }
      return Column(names[index], .numbers(NumberColumn(numbers.columns[index].values)))
    }
  }

  private func notes(encoding: DecodedText.Encoding?, dialect: CSVDialect) -> [TableNote] {
    var notes: [TableNote] = []
    if let encoding { notes.append(.notUTF8(path, encoding)) }
    if !dialect.hasHeader, hasHeader == nil { notes.append(.noHeader(path)) }
    return notes
  }
}
