import Testing

@testable import Exporting

@Suite struct MessageTests {
  @Test func `whole numbers and texts are written as the published examples have them`() {
    // protobuf.dev/programming-guides/encoding: field 1 is 150, field 2 is "testing".
    var message = Message()
    message.add(1, 150)
    message.add(2, "testing")
    #expect(
      message.bytes == [
        0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67,
      ])
  }

  @Test func `a message in a message has its length before it, and packed numbers one tag`() {
    var inner = Message()
    inner.add(1, 150)
    var outer = Message()
    outer.add(3, inner)
    outer.add(6, packed: [3, 270, 86942])
    // Both from the same page: the embedded message, and the packed field 6.
    #expect(
      outer.bytes == [
        0x1A, 0x03, 0x08, 0x96, 0x01, 0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05,
      ])
  }

  @Test func `a negative number takes ten bytes, and fractions lie with their lowest byte first`() {
    var message = Message()
    message.add(1, -1)
    message.add(2, Float(1))
    message.add(3, Double(-2))
    #expect(
      message.bytes == [0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x01]
        + [0x15, 0x00, 0x00, 0x80, 0x3F] + [0x19, 0, 0, 0, 0, 0, 0, 0, 0xC0])
  }

  @Test func `the checksum is that of the published test vectors, masked`() {
    // RFC 3720, appendix B.4: 32 bytes of zeros, of ones, and the numbers from 0 to 31.
    let vectors: [([UInt8], UInt32)] = [
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), ([UInt8](0..<32), 0x46DD_794E),
    ]
    for (bytes, checksum) in vectors {
      let turned = (checksum >> 15) | (checksum << 17)
      #expect(MaskedChecksum(bytes).value == turned &+ 0xA282_EAD8)
    }
  }
}
