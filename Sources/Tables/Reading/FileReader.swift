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
  private(set) var bytes: [UInt8] = []
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
    if isRegular { bytes.reserveCapacity(Int(clamping: min(status.st_size, 1 << 30)) + 1) }
  }

  deinit {
    gzclose(file)
  }

  /// Reads on until `bytes` holds `count` bytes or the file has ended.
  mutating func read(until count: Int) throws(TableError) {
    while !isAtEnd, bytes.count < count {
      let wanted = min(count - bytes.count, 1 << 20)
      let start = bytes.count
      let got = append(wanted)
      guard got >= 0 else { throw failure() }
      if got < wanted {
        var status: Int32 = 0
        _ = gzerror(file, &status)
        // A compressed file that was cut off ends with this instead of an error of `gzread`.
        guard status == Z_OK || status == Z_STREAM_END else { throw failure() }
        isAtEnd = true
      }
      if hasLines { try checkLines(from: start) }
      guard bytes.count <= Self.mostBytes else { throw .fileTooLarge(path, limit: Self.mostBytes) }
    }
  }

  /// Reads up to `count` further bytes.
  ///
  /// - Returns: How many there were; below zero where the file cannot be read.
  private mutating func append(_ count: Int) -> Int {
    let file = file
    var failed = false
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
      got = 0
      while got < count {
        let step = gzread(file, buffer.baseAddress?.advanced(by: got), UInt32(count - got))
        failed = step < 0
        guard step > 0 else { return }
        got += Int(step)
      }
    }
    bytes += piece
    return failed ? -1 : piece.count
  }

  /// Notices a line that is too long as soon as it is read.
  private mutating func checkLines(from start: Int) throws(TableError) {
    // Old files have carriage returns alone.
    let mark: UInt8 = position(of: 0x0A, from: start) == nil ? 0x0D : 0x0A
    var lineStart = start
    while lineStart < bytes.count {
      let end = position(of: mark, from: lineStart)
      lineLength += (end ?? bytes.count) - lineStart
      guard lineLength <= Self.longestLine else {
        throw .lineTooLong(path, line: line, limit: Self.longestLine)
      }
      guard let end else { return }
      line += 1
      lineLength = 0
      lineStart = end + 1
    }
  }

  private func position(of byte: UInt8, from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      return memchr(base + start, Int32(byte), buffer.count - start).map {
        UnsafeRawPointer($0) - base
      }
    }
  }

  private func failure() -> TableError {
    var status: Int32 = 0
    _ = gzerror(file, &status)
    return status == Z_ERRNO
      ? .fileUnreadable(path, reason: errno) : .gzipDamaged(path, at: bytes.count)
  }
}
