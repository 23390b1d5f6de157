/// Reads a CSV file, plain or compressed.
///
/// - Problems: `file-unreadable`, `binary-file`, `empty-table`, `line-too-long`, `misplaced-quote`,
///   `ragged-rows`, `unnamed-column`, `duplicate-column`, `table-too-large`.
func readCSV(
  _ path: String, separator: Character?, hasHeader: Bool?, firstBytes: Int?,
  textColumns: Set<String>, sizes: PieceSizes = PieceSizes()
) throws(TableError) -> Table {
  var byte: UInt8?
  if let separator {
    guard let ascii = separator.asciiValue, ascii != 0x22, ascii != 0x0A, ascii != 0x0D else {
      throw .separatorImpossible(separator)
    }
    byte = ascii
  }
  var reader = try FileReader(path: path)
  func parser(isCut: Bool) -> CSVParser {
    CSVParser(
      path: path, separator: byte, hasHeader: hasHeader, isCut: isCut, textColumns: textColumns)
  }
  var limit = reader.isRegular ? firstBytes : nil
  if reader.isRegular, limit == nil {
    try reader.read(until: sizes.whole)
    if !reader.isAtEnd, !isUTF16(reader.bytes) {
      return try LargeCSVReader(parser: parser(isCut: false), sizes: sizes).table(reader)
    }
  }
  while true {
    // One byte more shows whether there is more.
    try reader.read(until: limit.map { $0 + 1 } ?? .max)
    let isCut = limit.map { reader.bytes.count > $0 } ?? false
    let bytes = isCut ? Array(reader.bytes[..<(limit ?? 0)]) : reader.bytes
    let text = try decodedText(bytes, path: path, isCut: isCut)
    if let table = try parser(isCut: isCut).table(of: text, contentHash: fnv1a(bytes)) {
      if isCut, let size = reader.size {
        try checkRoom(
          path, size: size, read: bytes.count, rows: table.rowCount, columns: table.columns.count)
      }
      return table
    }
    limit = limit.map { $0 * 4 }
  }
}

/// The FNV-1a hash of `bytes`, 64 bits.
///
/// - Source: Fowler, Noll, Vo (1991).
package func fnv1a(_ bytes: some Sequence<UInt8>, from start: UInt64 = 0xcbf2_9ce4_8422_2325)
  -> UInt64
{
  bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}
