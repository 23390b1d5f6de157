import Diagnostics

extension TensorFile {
  /// The file as bytes; equal contents give equal bytes.
  ///
  /// The header is filled up with blanks, so that the numbers begin at a multiple of eight bytes, as
  /// some readers map them into memory.
  ///
  /// - Precondition: Each tensor has the values that its shape asks for.
  package var bytes: [UInt8] {
    var header = [UInt8](JSONValue.object(members).text.utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + tensors.reduce(0) { $0 + 4 * $1.values.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes += header
    for tensor in tensors {
      precondition(
        elementCount(of: tensor.shape) == tensor.values.count, "as many values as the shape has")
      bytes.append(littleEndian: tensor.values)
    }
    return bytes
  }

  private var members: [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
      members.append((TensorHeader.metadataKey, .object(texts)))
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + 4 * tensor.values.count
      members.append(
        (
          tensor.name,
          .object([
            ("dtype", .string("F32")), ("shape", .array(tensor.shape.map { .integer($0) })),
            ("data_offsets", .array([.integer(offset), .integer(end)])),
          ])
        ))
      offset = end
    }
    return members
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian values: [Float]) {
    #if _endian(little)
      values.withUnsafeBytes { append(contentsOf: $0) }
    #else
      for value in values {
        Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { append(contentsOf: $0) }
      }
    #endif
  }
}
