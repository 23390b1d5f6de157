import Kernels

/// How much of a text is held at a time.
struct PieceSizes {
  /// A text up to so many bytes is held whole, and its numbers are kept in double precision.
  var whole = 64 << 20
  /// Of a longer one, pieces of about so many bytes.
  var piece = 4 << 20
  /// How many pieces are parsed at the same time.
  var threads = 1
}

/// Reads a CSV file that is too long to be held whole: piece by piece, on several threads.
///
/// Numbers become a matrix of `Float`, in which networks count; samples are later taken from it, so
/// that they are in memory once. Columns of texts are read in a second pass through the file.
struct LargeCSVReader {
  let parser: CSVParser
  let sizes: PieceSizes

  /// Reads the file that `reader` has begun.
  ///
  /// - Problems: those of `readCSV`.
  func table(_ reader: consuming FileReader) throws(TableError) -> Table {
    var read = try numbers(reader, encoding: nil)
    var encoding: DecodedText.Encoding?
    if let line = read.lineNotUTF8 {
      // The names, and texts before that line, are then to be read in the other encoding, too.
      encoding = .windows1252(line: line)
      read = try numbers(FileReader(path: parser.path), encoding: encoding)
    }
    let rows = try read.finished(parser.path)
    let names = read.header.names
    guard rows.rowCount > 0 else { throw .fileWithoutRows(parser.path, header: names) }
    var texts = parser.textCells(of: rows, read.header)
    if texts.contains(where: { $0 != nil }) {
      try readTexts(&texts, of: rows, read.header, encoding)
    }
    let columns = names.indices.map { index in
      texts[index]?.column(names[index])
        ?? Column(names[index], .numbers(NumberColumn(read.matrix, column: index)))
    }
    return Table(
      name: parser.path, columns: columns, rowCount: rows.rowCount, lines: rows.lines,
      isPartial: false, contentHash: read.hash, defaultTarget: nil,
      notes: parser.notes(encoding: encoding, dialect: read.header.dialect))
  }

  /// Reads every cell as a number; stops at the first byte that is not in the encoding.
  private func numbers(
    _ reader: consuming FileReader, encoding: DecodedText.Encoding?
  ) throws(TableError) -> LargeNumbers {
    let size = reader.size
    var pieces = TextPieces(reader, size: sizes.piece)
    try pieces.begin()
    let header = try header(of: pieces.head, encoding)
    pieces.separator = header.dialect.separator
    var numbers = LargeNumbers(header)
    let team = ThreadTeam(sizes.threads)
    var isFirst = true
    while true {
      var batch: [[UInt8]] = []
      while batch.count < 2 * sizes.threads,
        let piece = try pieces.next(atLeast: isFirst && batch.isEmpty ? header.end : 0)
      {
        batch.append(piece)
      }
      guard !batch.isEmpty else { return numbers }
      for piece in parsed(batch, header, encoding, isFirst: isFirst, on: team) {
        try numbers.take(piece, parser.path)
        if numbers.lineNotUTF8 != nil { return numbers }
      }
      if isFirst, let size {
        try checkRoom(
          parser.path, size: size, read: batch.reduce(0) { $0 + $1.count },
          rows: numbers.rows.rowCount, columns: header.names.count)
      }
      isFirst = false
    }
  }

  private func header(
    of head: [UInt8], _ encoding: DecodedText.Encoding?
  ) throws(TableError) -> CSVHeader {
    if let kind = BinaryKind(head) { throw .binaryFile(parser.path, kind: kind) }
    let header = try head.decoded(encoding).withUnsafeBufferPointer {
      bytes throws(TableError) in try parser.header(of: bytes)
    }
    guard let header else { throw .fileEmpty(parser.path) }
    return header
  }

  private func parsed(
    _ batch: [[UInt8]], _ header: CSVHeader, _ encoding: DecodedText.Encoding?, isFirst: Bool,
    on team: ThreadTeam
  ) -> [ParsedPiece] {
    var parsed = [ParsedPiece?](repeating: nil, count: batch.count)
    parsed.withUnsafeMutableBufferPointer { places in
      team.run(pieces: batch.count) { index, _ in
        places[index] = ParsedPiece(
          batch[index], header, encoding, isFirst: isFirst && index == 0)
      }
    }
    return parsed.compactMap { $0 }
  }

  /// Reads the file once more, for the columns that are no numbers.
  private func readTexts(
    _ texts: inout [TextCells?], of rows: NumberPass, _ header: CSVHeader,
    _ encoding: DecodedText.Encoding?
  ) throws(TableError) {
    var pieces = TextPieces(try FileReader(path: parser.path), size: sizes.piece)
    pieces.separator = header.dialect.separator
    try pieces.begin()
    var (line, row, isFirst) = (1, 0, true)
    while let piece = try pieces.next(atLeast: isFirst ? header.end : 0) {
      let bytes = piece.decoded(encoding)
      line += try bytes.withUnsafeBufferPointer { bytes throws(TableError) -> Int in
        var scanner = header.scanner(of: bytes, isFirst: isFirst)
        try parser.textPass(&scanner, from: line, lines: rows.lines, row: &row, to: &texts)
        return scanner.line - 1
      }
      isFirst = false
    }
    guard row == rows.rowCount, texts.allSatisfy({ $0.map { $0.count == row } ?? true }) else {
      throw .fileChanged(parser.path)
    }
  }
}

/// What the pieces of a long text hold together, as far as it is numbers.
private struct LargeNumbers {
  let header: CSVHeader
  let matrix: NumberMatrix
  /// All about the rows but their cells.
  private(set) var rows: NumberPass
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  /// The first line with a byte that is not UTF-8, where that was expected.
  private(set) var lineNotUTF8: Int?
  /// The line on which the next piece begins, from 1.
  private var line = 1
  /// Bytes that the matrix may take until it is asked again whether there is memory.
  private var allowance = 0

  private static let askedAgainAfter = 64 << 20

  init(_ header: CSVHeader) {
    self.header = header
    rows = NumberPass(header)
    matrix = NumberMatrix(.floats, columns: header.names.count)
  }

  mutating func take(_ piece: ParsedPiece, _ path: String) throws(TableError) {
    guard !piece.isBinary else { throw .binaryFile(path, kind: .unknown) }
    if let bad = piece.lineNotUTF8 {
      lineNotUTF8 = line + bad - 1
      return
    }
    switch piece.rows {
    case .failure(let problem): throw .misplacedQuote(path, problem.moved(by: line - 1))
    case .success(let own): rows.takeRows(of: own, fromLine: line)
    }
    let bytes = piece.cells.count * MemoryLayout<Float>.stride
    if allowance < bytes {
      guard availableMemory() - bytes > 2 * Self.askedAgainAfter else { throw .noMemoryLeft(path) }
      allowance = bytes + Self.askedAgainAfter
    }
    allowance -= bytes
    guard piece.cells.withUnsafeBytes(matrix.append) else { throw .noMemoryLeft(path) }
    hash = (hash ^ piece.hash) &* 0x100_0000_01b3
    line += piece.lineEnds
  }

  /// All about the rows but the empty ones at the end, which the matrix then does not have either.
  func finished(_ path: String) throws(TableError) -> NumberPass {
    let finished = try rows.finished(path, header.dialect)
    matrix.keepFirst(finished.rowCount)
    for (column, counts) in finished.counts.enumerated() where counts.hasMissing {
      matrix.columnsWithMissing.insert(column)
    }
    return finished
  }
}

/// The cells of one piece.
private struct ParsedPiece {
  var rows: Result<NumberPass, QuoteProblem>
  /// Row after row.
  var cells: [Float] = []
  var lineEnds = 0
  var hash: UInt64
  var isBinary: Bool
  /// The first line with a byte that is not UTF-8, from 1.
  var lineNotUTF8: Int?

  init(
    _ bytes: [UInt8], _ header: CSVHeader, _ encoding: DecodedText.Encoding?, isFirst: Bool
  ) {
    var pass = NumberPass(header)
    rows = .success(pass)
    hash = wordHash(bytes)
    isBinary = hasZeroByte(bytes)
    if encoding == nil {
      let bad = bytes.withUnsafeBufferPointer { firstByteThatIsNotUTF8(in: $0, from: 0) }
      if let bad {
        lineNotUTF8 = bytes[..<bad].count { $0 == 0x0A } + 1
        return
      }
    }
    bytes.decoded(encoding).withUnsafeBufferPointer { bytes in
      var scanner = header.scanner(of: bytes, isFirst: isFirst)
      do throws(QuoteProblem) {
        try pass.take(&scanner, header.dialect, isCut: false)
        rows = .success(pass)
      } catch {
        rows = .failure(error)
      }
      lineEnds = scanner.line - 1
    }
    cells = pass.cells.map { Float($0) }
  }
}

extension CSVHeader {
  /// Walks over the rows of a piece; the first one begins with the header.
  fileprivate func scanner(
    of bytes: UnsafeBufferPointer<UInt8>, isFirst: Bool
  ) -> CSVScanner {
    isFirst ? scanner(of: bytes) : CSVScanner(bytes, separator: dialect.separator)
  }
}

extension [UInt8] {
  /// The bytes as UTF-8.
  fileprivate func decoded(_ encoding: DecodedText.Encoding?) -> [UInt8] {
    encoding == nil ? self : utf8(fromWindows1252: self[...])
  }
}

/// A hash of a piece of a file, eight bytes at a time: what `fnv1a` does, in an eighth of its time.
private func wordHash(_ bytes: [UInt8]) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  func mix(_ word: UInt64) {
    hash = (hash ^ word) &* 0x100_0000_01b3
    // Otherwise the upper bits of a word would never reach the lower ones.
    hash ^= hash >> 32
  }
  bytes.withUnsafeBytes { buffer in
    let whole = buffer.count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      mix(UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
    }
    for byte in buffer[whole...] { mix(UInt64(byte)) }
  }
  return hash
}

/// Refuses a file of so many bytes whose numbers would not fit, as far as its beginning tells.
///
/// - Parameters:
///   - read: Bytes of its beginning, which held so many `rows`.
func checkRoom(
  _ path: String, size: Int, read: Int, rows: Int, columns: Int
) throws(TableError) {
  guard read > 0 else { return }
  let all = Double(size) / Double(read) * Double(rows)
  try checkRoom(
    path, rows: Int(min(all, 1e15)), columns: columns, width: MemoryLayout<Float>.stride)
}

/// Refuses so many numbers of `width` bytes if they would not fit.
func checkRoom(_ path: String, rows: Int, columns: Int, width: Int) throws(TableError) {
  let (count, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
  let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
  let available = availableMemory()
  guard isTooLarge || overflow || bytes > available else { return }
  throw .tableNeedsMemory(
    path, rows: rows, columns: columns, width: width,
    bytes: isTooLarge || overflow ? .max : bytes, available: available)
}
