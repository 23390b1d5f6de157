/// A long text in pieces, each of which ends with a row.
struct TextPieces: ~Copyable {
  /// Between two cells, as far as it is known.
  var separator: UInt8 = 0x2C
  private var reader: FileReader
  private let size: Int
  /// What has been read and not been handed out, from `start` on.
  private var pending: [UInt8] = []
  private var start = 0

  /// A row that is longer than this has quotes that are never closed.
  private static let longestPiece = 64 << 20

  /// The text that `reader` has begun to read.
  init(_ reader: consuming FileReader, size: Int) {
    self.size = size
    self.reader = reader
    pending = self.reader.takeBytes()
  }

  /// Reads the beginning, without the mark that says that it is UTF-8.
  mutating func begin() throws(TableError) {
    try fill(max(size, FileReader.longestLine))
    if pending[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
  }

  /// The beginning of what comes next.
  var head: [UInt8] { Array(pending[start...].prefix(FileReader.longestLine)) }

  /// The next piece; `nil` behind the last one.
  ///
  /// - Parameter least: The piece has at least so many bytes, if there are so many.
  mutating func next(atLeast least: Int = 0) throws(TableError) -> [UInt8]? {
    var length = max(size, least)
    while true {
      try fill(length)
      let left = pending.count - start
      guard left > 0 else { return nil }
      if left <= length, reader.isAtEnd { return take(left) }
      if let end = endOfRows(in: start..<start + min(length, left)), end >= least {
        return take(end)
      }
      guard length < Self.longestPiece else { return take(length) }
      length *= 2
    }
  }

  /// Reads on until `length` bytes are pending, or the file has ended.
  private mutating func fill(_ length: Int) throws(TableError) {
    guard pending.count - start < length, !reader.isAtEnd else { return }
    let wanted = max(length - (pending.count - start), size)
    pending = Array(pending[start...]) + (try reader.nextPiece(wanted))
    start = 0
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    defer { start += count }
    return Array(pending[start..<start + count])
  }

  /// How many bytes of `range` are whole rows; `nil` where no row ends in it.
  private func endOfRows(in range: Range<Int>) -> Int? {
    pending.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[range])
      guard bytes.contains(0x22) else {
        return (bytes.lastIndex(of: 0x0A) ?? bytes.dropLast().lastIndex(of: 0x0D)).map { $0 + 1 }
      }
      // A line may end within quotes, so the rows have to be walked over.
      var end: Int?
      var scanner = CSVScanner(bytes, separator: separator)
      while !scanner.isAtEnd {
        guard let ending = try? scanner.next({ _, _ in }), ending != .file else { return end }
        // Of a return and a new line only the first may be here.
        if ending == .row, !scanner.isAtEnd || bytes[bytes.count - 1] != 0x0D {
          end = scanner.position
        }
      }
      return end
    }
  }
}
