/// A message of protocol buffers in the making: fields with their numbers, one behind the other.
///
/// It only writes, and only what ONNX and TensorBoard need: whole numbers, floating-point numbers,
/// texts, bytes and messages in messages.
///
/// - Source: the encoding as published, protobuf.dev/programming-guides/encoding.
struct Message {
  private(set) var bytes: [UInt8] = []

  private enum Wire: UInt64 {
    case varint = 0
    case fixed64 = 1
    case delimited = 2
    case fixed32 = 5
  }

  mutating func add(_ field: UInt64, _ number: Int) {
    addTag(field, .varint)
    addVarint(UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ field: UInt64, _ number: Double) {
    addTag(field, .fixed64)
    addLittleEndian(number.bitPattern)
  }

  mutating func add(_ field: UInt64, _ number: Float) {
    addTag(field, .fixed32)
    addLittleEndian(number.bitPattern)
  }

  mutating func add(_ field: UInt64, _ text: String) { add(field, bytes: Array(text.utf8)) }

  mutating func add(_ field: UInt64, _ message: Message) { add(field, bytes: message.bytes) }

  mutating func add(_ field: UInt64, bytes added: [UInt8]) {
    addTag(field, .delimited)
    addVarint(UInt64(added.count))
    bytes += added
  }

  /// Whole numbers of a repeated field, packed behind one tag.
  mutating func add(_ field: UInt64, packed numbers: [Int]) {
    var packed = Message()
    for number in numbers { packed.addVarint(UInt64(bitPattern: Int64(number))) }
    add(field, packed)
  }

  private mutating func addTag(_ field: UInt64, _ wire: Wire) {
    addVarint(field << 3 | wire.rawValue)
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func addVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func addLittleEndian(_ number: some FixedWidthInteger) {
    bytes += [UInt8](littleEndian: number)
  }
}

extension [UInt8] {
  /// The bytes of `number`, the lowest first.
  init(littleEndian number: some FixedWidthInteger) {
    self = Swift.withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// Bytes of floating-point numbers, each with its lowest first.
  init(littleEndian numbers: [Float]) {
    self = []
    reserveCapacity(4 * numbers.count)
    for number in numbers {
      let bits = number.bitPattern
      append(UInt8(truncatingIfNeeded: bits))
      append(UInt8(truncatingIfNeeded: bits >> 8))
      append(UInt8(truncatingIfNeeded: bits >> 16))
      append(UInt8(truncatingIfNeeded: bits >> 24))
    }
  }
}
