/// Walks over the fields of a CSV text, one after another.
///
/// RFC 4180, and what files in the world do besides: any separator, any line end, spaces before and
/// after a quoted field, and quotes inside a field that does not begin with one.
struct CSVScanner {
  /// What stands behind a field.
  enum Ending {
    case field, row, file
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private(set) var position: Int
  /// The line on which the next field begins, from 1.
  private(set) var line: Int
  /// A field with doubled quotes, without them.
  private var unescaped: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, from start: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.separator = separator
    self.position = start
    self.line = line
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// Steps over lines with nothing on them.
  mutating func skipEmptyLines() {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      skipLineEnd()
    }
  }

  /// Hands the next field to `body`, trimmed if it is not in quotes.
  @inline(__always)
  mutating func next(
    _ body: (_ field: UnsafeBufferPointer<UInt8>, _ isQuoted: Bool) -> Void
  ) throws(QuoteProblem) -> Ending {
    var start = position
    while start < bytes.count, isBlank(bytes[start]) { start += 1 }
    if start < bytes.count, bytes[start] == 0x22 { return try quotedField(from: start, body) }
    var end = start
    while end < bytes.count, bytes[end] != separator, bytes[end] != 0x0A, bytes[end] != 0x0D {
      end += 1
    }
    position = end
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    body(UnsafeBufferPointer(rebasing: bytes[start..<end]), false)
    return finishField()
  }

  private mutating func quotedField(
    from opening: Int, _ body: (UnsafeBufferPointer<UInt8>, Bool) -> Void
  ) throws(QuoteProblem) -> Ending {
    let openingLine = line
    var index = opening + 1
    var pieceStart = index
    unescaped.removeAll(keepingCapacity: true)
    while true {
      guard index < bytes.count else {
        position = bytes.count
        throw .open(line: openingLine)
      }
      let byte = bytes[index]
      if byte == 0x22 {
        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
        unescaped += bytes[pieceStart...index]
        index += 2
        pieceStart = index
        continue
      }
      if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
        line += 1
      }
      index += 1
    }
    position = index + 1
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    guard
      position == bytes.count || bytes[position] == separator || bytes[position] == 0x0A
        || bytes[position] == 0x0D
    else { throw .textBehind(line: line) }
    if unescaped.isEmpty {
      body(UnsafeBufferPointer(rebasing: bytes[pieceStart..<index]), true)
    } else {
      unescaped += bytes[pieceStart..<index]
      unescaped.withUnsafeBufferPointer { body($0, true) }
    }
    return finishField()
  }

  @inline(__always)
  private mutating func finishField() -> Ending {
    guard position < bytes.count else { return .file }
    if bytes[position] == separator {
      position += 1
      return .field
    }
    skipLineEnd()
    return .row
  }

  private mutating func skipLineEnd() {
    let isReturn = bytes[position] == 0x0D
    position += 1
    if isReturn, position < bytes.count, bytes[position] == 0x0A { position += 1 }
    line += 1
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != separator
  }
}

/// Quotes that do not fit together.
enum QuoteProblem: Error {
  /// Opened on this line, and never closed.
  case open(line: Int)
  /// Something stands between the closing quote and the separator.
  case textBehind(line: Int)

  /// The same in a text before which there are so many lines.
  func moved(by lines: Int) -> QuoteProblem {
    switch self {
    case .open(let line): .open(line: line + lines)
    case .textBehind(let line): .textBehind(line: line + lines)
    }
  }
}
