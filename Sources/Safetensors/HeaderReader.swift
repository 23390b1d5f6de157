/// Reads the JSON of a header: an object of texts, and of tensors with three members each.
///
/// That is all that the format allows, so nothing nests deeper and nothing here calls itself.
///
/// - Source: RFC 8259 for the JSON.
struct HeaderReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Reads an object, whose members `member` reads; none of them comes twice.
  mutating func readObject(
    _ member: (inout HeaderReader, String) throws(TensorFileError) -> Void
  ) throws(TensorFileError) {
    try expect("{")
    var names: Set<String> = []
    guard !take("}") else { return }
    repeat {
      let name = try readText()
      guard names.insert(name).inserted else { throw .twice(name) }
      try expect(":")
      try member(&self, name)
    } while take(",")
    try expect("}")
  }

  mutating func readTexts() throws(TensorFileError) -> [String: String] {
    var texts: [String: String] = [:]
    try readObject { (reader, name) throws(TensorFileError) in
      texts[name] = try reader.readText()
    }
    return texts
  }

  /// Reads where a tensor lies.
  mutating func readPlace(named tensor: String) throws(TensorFileError) -> TensorHeader.Place {
    var (type, shape, offsets) = (String?.none, [Int]?.none, [Int]?.none)
    try readObject { (reader, name) throws(TensorFileError) in
      switch name {
      case "dtype": type = try reader.readText()
      case "shape": shape = try reader.readNumbers()
      case "data_offsets": offsets = try reader.readNumbers()
      default: throw .unexpectedMember(name, tensor: tensor)
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw .incomplete(tensor)
    }
    guard type == "F32" else { throw .wrongType(type, tensor: tensor) }
    return TensorHeader.Place(name: tensor, shape: shape, begin: offsets[0], end: offsets[1])
  }

  mutating func expectEnd() throws(TensorFileError) {
    skipBlanks()
    guard position == bytes.endIndex else { throw unreadable }
  }

  // MARK: Texts and numbers

  private mutating func readNumbers() throws(TensorFileError) -> [Int] {
    try expect("[")
    var numbers: [Int] = []
    guard !take("]") else { return numbers }
    repeat { numbers.append(try readNumber()) } while take(",")
    try expect("]")
    return numbers
  }

  /// A whole number from 0.
  private mutating func readNumber() throws(TensorFileError) -> Int {
    skipBlanks()
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)),
      position == start + 1 || bytes[start] != UInt8(ascii: "0")
    else { throw unreadable }
    return number
  }

  private mutating func readText() throws(TensorFileError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: text, as: UTF8.self) else { throw unreadable }
        return text
      case UInt8(ascii: "\\"): text += try readEscape().utf8
      case 0..<0x20: throw unreadable
      default: text.append(byte)
      }
    }
    throw unreadable
  }

  private mutating func readEscape() throws(TensorFileError) -> String {
    guard let byte = next else { throw unreadable }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readCodePoint()
    default: throw unreadable
    }
  }

  /// Four hexadecimal digits, or two times four where the character lies beyond 16 bits.
  private mutating func readCodePoint() throws(TensorFileError) -> String {
    let first = try readHexadecimal()
    var value = UInt32(first)
    if (0xD800..<0xDC00).contains(first) {
      guard takeEscapedUnit() else { throw unreadable }
      let second = try readHexadecimal()
      guard (0xDC00..<0xE000).contains(second) else { throw unreadable }
      value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw unreadable }
    return String(scalar)
  }

  private mutating func takeEscapedUnit() -> Bool {
    guard bytes.endIndex - position >= 2, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return false }
    position += 2
    return true
  }

  private mutating func readHexadecimal() throws(TensorFileError) -> UInt16 {
    guard bytes.endIndex - position >= 4 else { throw unreadable }
    let digits = bytes[position..<position + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw unreadable }
    position += 4
    return value
  }

  // MARK: One byte

  private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(TensorFileError) {
    guard take(character) else { throw unreadable }
  }

  private var unreadable: TensorFileError { .unreadable(byte: position) }
}
