/// How a CSV file is written.
struct CSVDialect: Equatable {
  var separator: UInt8
  var hasHeader: Bool
  /// Where the first row begins: behind a line `sep=;`, which some spreadsheets write.
  var start = 0

  /// Finds out what is not said.
  ///
  /// The separator is the one with which most of the first rows have as many fields as the first of
  /// them, and more than one. The first row is a header unless its cells look like those below.
  init(
    of bytes: UnsafeBufferPointer<UInt8>, separator: UInt8?, hasHeader: Bool?, isCut: Bool
  ) {
    let named = Self.namedSeparator(bytes)
    self.start = named?.end ?? 0
    let text = UnsafeBufferPointer(rebasing: bytes[start...])
    let candidates = (separator ?? named?.separator).map { [$0] } ?? Self.separators
    var best = (score: -1.0, separator: candidates[0], rows: [[Kind]]())
    for candidate in candidates {
      let rows = Self.firstRows(of: text, separator: candidate)
      let score = Self.score(rows)
      if score > best.score { best = (score, candidate, rows) }
    }
    self.separator = best.separator
    self.hasHeader = hasHeader ?? Self.looksLikeHeader(best.rows)
  }

  /// Walks over all rows, that of the names included.
  func scanner(of bytes: UnsafeBufferPointer<UInt8>) -> CSVScanner {
    CSVScanner(bytes, separator: separator, from: start, line: start == 0 ? 1 : 2)
  }

  private static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  private static let rowLimit = 100

  private enum Kind {
    case number, text, empty
  }

  /// `sep=;` on the first line, and where the next one begins.
  private static func namedSeparator(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (separator: UInt8, end: Int)? {
    guard bytes.count > 5, bytes.starts(with: Array("sep=".utf8)) else { return nil }
    guard bytes[5] == 0x0A || bytes[5] == 0x0D else { return nil }
    let isPair = bytes[5] == 0x0D && bytes.count > 6 && bytes[6] == 0x0A
    return (bytes[4], isPair ? 7 : 6)
  }

  private static func firstRows(
    of bytes: UnsafeBufferPointer<UInt8>, separator: UInt8
  ) -> [[Kind]] {
    // Enough to judge, and cheap where a file is one endless line.
    let head = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, 1 << 18)])
    var scanner = CSVScanner(head, separator: separator)
    var rows: [[Kind]] = []
    var row: [Kind] = []
    scanner.skipEmptyLines()
    while rows.count < rowLimit, !scanner.isAtEnd {
      guard
        let ending = try? scanner.next({ field, _ in
          row.append(
            isMissingMarker(field)
              ? .empty : parseNumber(field, allowsComma: separator != 0x2C) == nil ? .text : .number
          )
        })
      else { break }
      if ending == .field { continue }
      // Where the text was cut, the last row may not be whole.
      if ending == .file, head.count < bytes.count { break }
      rows.append(row)
      row = []
      scanner.skipEmptyLines()
    }
    return rows
  }

  /// The share of rows as wide as the first; nothing for a single column.
  private static func score(_ rows: [[Kind]]) -> Double {
    guard let width = rows.first?.count, width > 1 else { return 0 }
    let filled = rows.filter { $0.contains { $0 != .empty } }
    let alike = filled.count { $0.count == width }
    // Among equals, more columns: `1,5;2,5` is two numbers rather than three.
    return Double(alike) / Double(max(filled.count, 1)) + Double(min(width, 1000)) * 1e-6
  }

  /// Column by column: text above numbers speaks for a header, a number above numbers against it.
  private static func looksLikeHeader(_ rows: [[Kind]]) -> Bool {
    guard let first = rows.first else { return true }
    var votes = 0
    for (index, kind) in first.enumerated() {
      let below = rows.dropFirst().compactMap { index < $0.count ? $0[index] : nil }
        .filter { $0 != .empty }
      guard !below.isEmpty else { continue }
      let numbers = below.count { $0 == .number }
      if kind == .text, numbers * 10 > below.count * 9 { votes += 1 }
      if kind == .number { votes -= 1 }
    }
    return votes > 0 || (votes == 0 && !first.contains(.number))
  }
}

/// Whether a cell with these bytes is empty in any column: nothing, `NA`, `N/A`, `NaN`, `null`.
func isMissingMarker(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  func matches(_ marker: StaticString) -> Bool {
    guard marker.utf8CodeUnitCount == bytes.count else { return false }
    return bytes.indices.allSatisfy { index in
      let byte = bytes[index]
      return (0x41...0x5A ~= byte ? byte | 0x20 : byte) == marker.utf8Start[index]
    }
  }
  switch bytes.count {
  case 0: return true
  case 2: return matches("na")
  case 3: return matches("nan") || matches("n/a")
  case 4: return matches("null")
  default: return false
  }
}
