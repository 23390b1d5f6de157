/// The checksum of a record in a file of events: CRC-32C, turned so that a checksum of data that holds
/// checksums itself stays a good one.
///
/// - Source: Castagnoli, Bräuer and Herrmann (1993) for the polynomial 0x1EDC6F41, here reflected;
///   the turning by 15 bits and the constant are those of TFRecord files.
struct MaskedChecksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1
    }
  }

  let value: UInt32

  init(_ bytes: [UInt8]) {
    let remainder = ~bytes.reduce(~UInt32(0)) { value, byte in
      Self.table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8)
    }
    value = ((remainder >> 15) | (remainder << 17)) &+ 0xA282_EAD8
  }
}
