import CZlib

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a file from front to back, plain or compressed with gzip, and refuses what is no table.
///
/// A pipe can be read only once and may never end: hence one pass, with limits.
struct FileReader: ~Copyable {
  /// No line of a table is this long; what has no line ends at all is no table.
  static let longestLine = 16 << 20
  /// More would not leave room for the columns that it becomes.
  static let mostBytes = 2 << 30

  let path: String
  /// Whether it can be opened again and read from the start, which a pipe cannot.
  let isRegular: Bool
  /// Whether it is read as text, whose lines have a limit.
  private let hasLines: Bool
  private let file: gzFile
  /// How many bytes it holds; `nil` where only reading it tells.
  let size: Int?
  private(set) var bytes: [UInt8] = []
  /// How many bytes have been read.
  private(set) var position = 0
  private(set) var isAtEnd = false
  private var line = 1
  private var lineLength = 0

  init(path: String, hasLines: Bool = true) throws(TableError) {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else {
      throw .fileMissing(path, reason: errno)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .isDirectory(path) }
    guard let file = gzopen(path, "rb") else { throw .fileUnreadable(path, reason: errno) }
    gzbuffer(file, 1 << 17)
    self.path = path
    self.hasLines = hasLines
    self.isRegular = status.st_mode & S_IFMT == S_IFREG
    self.file = file
    size = isRegular && gzdirect(file) == 1 ? Int(status.st_size) : nil
    if isRegular { bytes.reserveCapacity(Int(clamping: min(status.st_size, 64 << 20)) + 1) }
  }

  deinit {
    gzclose(file)
  }

  /// Reads on until `bytes` holds `count` bytes or the file has ended.
  mutating func read(until count: Int) throws(TableError) {
    while !isAtEnd, bytes.count < count {
      bytes += try nextPiece(min(count - bytes.count, 1 << 20))
      guard bytes.count <= Self.mostBytes else { throw .fileTooLarge(path, limit: Self.mostBytes) }
    }
  }

  /// What `bytes` holds, which it then holds no longer.
  mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Reads `count` further bytes, fewer only where the file ends, and keeps none of them.
  mutating func nextPiece(_ count: Int) throws(TableError) -> [UInt8] {
    guard !isAtEnd else { return [] }
    guard let piece = read(count) else { throw failure() }
    if piece.count < count {
      var status: Int32 = 0
      _ = gzerror(file, &status)
      // A compressed file that was cut off ends with this instead of an error of `gzread`.
      guard status == Z_OK || status == Z_STREAM_END else { throw failure() }
      isAtEnd = true
    }
    position += piece.count
    if hasLines { try checkLines(of: piece) }
    return piece
  }

  /// Up to `count` further bytes; `nil` where the file cannot be read.
  private func read(_ count: Int) -> [UInt8]? {
    let file = file
    var failed = false
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
      got = 0
      while got < count {
        let most = min(count - got, 1 << 30)
        let step = gzread(file, buffer.baseAddress?.advanced(by: got), UInt32(most))
        failed = step < 0
        guard step > 0 else { return }
        got += Int(step)
      }
    }
    return failed ? nil : piece
  }

  /// Notices a line that is too long as soon as it is read.
  private mutating func checkLines(of piece: [UInt8]) throws(TableError) {
    // Old files have carriage returns alone.
    let mark: UInt8 = piece.position(of: 0x0A, from: 0) == nil ? 0x0D : 0x0A
    var lineStart = 0
    while lineStart < piece.count {
      let end = piece.position(of: mark, from: lineStart)
      lineLength += (end ?? piece.count) - lineStart
      guard lineLength <= Self.longestLine else {
        throw .lineTooLong(path, line: line, limit: Self.longestLine)
      }
      guard let end else { return }
      line += 1
      lineLength = 0
      lineStart = end + 1
    }
  }

  private func failure() -> TableError {
    var status: Int32 = 0
    _ = gzerror(file, &status)
    return status == Z_ERRNO
      ? .fileUnreadable(path, reason: errno) : .gzipDamaged(path, at: position)
  }
}

extension [UInt8] {
  /// Where `byte` stands at or behind `start`.
  fileprivate func position(of byte: UInt8, from start: Int) -> Int? {
    withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      return memchr(base + start, Int32(byte), buffer.count - start).map {
        UnsafeRawPointer($0) - base
      }
    }
  }
}
