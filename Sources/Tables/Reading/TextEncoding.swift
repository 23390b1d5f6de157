#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the bytes of a file turned out to be.
struct DecodedText {
  /// UTF-8 without a byte order mark.
  var bytes: [UInt8]
  /// What they were before, where that was not UTF-8.
  var original: Encoding?

  enum Encoding {
    /// With the first line on which a byte is not UTF-8.
    case windows1252(line: Int)
    case utf16
  }
}

/// Turns the bytes of a text file into UTF-8.
///
/// - Parameter isCut: Whether the file goes on; then the last letter may be half there.
/// - Throws: `binary-file` where they are no text.
func decodedText(_ bytes: [UInt8], path: String, isCut: Bool) throws(TableError) -> DecodedText {
  if let utf16 = utf16Units(bytes) {
    return DecodedText(bytes: Array(String(decoding: utf16, as: UTF16.self).utf8), original: .utf16)
  }
  if let kind = BinaryKind(bytes) { throw .binaryFile(path, kind: kind) }
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  let badByte = bytes.withUnsafeBufferPointer { firstByteThatIsNotUTF8(in: $0, from: start) }
  guard let badByte, !(isCut && badByte >= bytes.count - 3) else {
    return DecodedText(bytes: start == 0 ? bytes : Array(bytes[start...]))
  }
  let line = bytes[..<badByte].count { $0 == 0x0A } + 1
  return DecodedText(
    bytes: utf8(fromWindows1252: bytes[start...]), original: .windows1252(line: line))
}

/// Whether a text begins with the byte order mark of UTF-16.
func isUTF16(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
}

/// The code units of a text that begins with the byte order mark of UTF-16.
private func utf16Units(_ bytes: [UInt8]) -> [UInt16]? {
  guard isUTF16(bytes) else { return nil }
  let isLittle = bytes[0] == 0xFF
  return stride(from: 2, to: bytes.count - 1, by: 2).map { index in
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isLittle ? second << 8 | first : first << 8 | second
  }
}

/// The position of the first byte that begins no well-formed sequence.
///
/// - Source: The Unicode Standard, table 3-7.
func firstByteThatIsNotUTF8(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
  var index = start
  func isContinuation(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
    index + offset < bytes.count && range.contains(bytes[index + offset])
  }
  let raw = UnsafeRawBufferPointer(bytes)
  while index < bytes.count {
    // Most files are ASCII for long stretches.
    if index + 8 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      index += 8
      continue
    }
    let byte = bytes[index]
    switch byte {
    case 0x00...0x7F:
      index += 1
    case 0xC2...0xDF:
      guard isContinuation(1) else { return index }
      index += 2
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        byte == 0xE0 ? 0xA0...0xBF : byte == 0xED ? 0x80...0x9F : 0x80...0xBF
      guard isContinuation(1, second), isContinuation(2) else { return index }
      index += 3
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        byte == 0xF0 ? 0x90...0xBF : byte == 0xF4 ? 0x80...0x8F : 0x80...0xBF
      guard isContinuation(1, second), isContinuation(2), isContinuation(3) else { return index }
      index += 4
    default:
      return index
    }
  }
  return nil
}

/// Windows-1252 as UTF-8; it holds Latin-1, in which old files are mostly written.
func utf8(fromWindows1252 bytes: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + bytes.count / 8)
  for byte in bytes {
    switch byte {
    case 0x00...0x7F: result.append(byte)
    case 0x80...0x9F: result += String(Unicode.Scalar(windows1252[Int(byte) - 0x80]) ?? "?").utf8
    case 0xA0...0xFF: result += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
    default: break
    }
  }
  return result
}

/// Where Windows-1252 differs from Latin-1: its bytes from 0x80 to 0x9F.
///
/// - Source: WHATWG, Encoding, index windows-1252.
private let windows1252: [UInt32] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]

/// A file that is no text, by how it begins.
enum BinaryKind {
  case spreadsheet, pdf, image, numpy, sqlite, unknown

  init?(_ bytes: [UInt8]) {
    let signatures: [([UInt8], BinaryKind)] = [
      ([0x50, 0x4B, 0x03, 0x04], .spreadsheet),
      ([0xD0, 0xCF, 0x11, 0xE0], .spreadsheet),
      (Array("%PDF-".utf8), .pdf),
      ([0x89, 0x50, 0x4E, 0x47], .image),
      ([0xFF, 0xD8, 0xFF], .image),
      ([0x93] + Array("NUMPY".utf8), .numpy),
      (Array("SQLite format 3".utf8), .sqlite),
    ]
    if let known = signatures.first(where: { bytes.starts(with: $0.0) }) {
      self = known.1
    } else if hasZeroByte(bytes) {
      self = .unknown
    } else {
      return nil
    }
  }
}

/// Text has no such byte; almost every binary file has.
func hasZeroByte(_ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBytes { buffer in
    buffer.baseAddress.map { memchr($0, 0, buffer.count) != nil } ?? false
  }
}
