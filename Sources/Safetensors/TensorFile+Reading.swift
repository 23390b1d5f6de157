extension TensorFile {
  /// Reads a file that may hold anything.
  ///
  /// Nothing is allocated beyond the size of `bytes`, whatever these claim.
  ///
  /// - Parameter requiresFinite: Whether a number that is not finite makes the file unusable.
  /// - Throws: What keeps the bytes from being such a file, or one of 32-bit floats.
  package init(_ bytes: [UInt8], requiresFinite: Bool = true) throws(TensorFileError) {
    let header = try TensorHeader(bytes)
    metadata = header.metadata
    tensors = []
    tensors.reserveCapacity(header.places.count)
    for place in header.places {
      let tensor = StoredTensor(place, in: bytes, from: header.length)
      if requiresFinite, let value = tensor.values.first(where: { !$0.isFinite }) {
        throw .notFinite(name: tensor.name, value: value)
      }
      tensors.append(tensor)
    }
  }
}

extension StoredTensor {
  fileprivate init(_ place: TensorHeader.Place, in bytes: [UInt8], from start: Int) {
    (name, shape) = (place.name, place.shape)
    let count = (place.end - place.begin) / 4
    values = bytes.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let bits = bytes.loadUnaligned(
          fromByteOffset: start + place.begin + 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
  }
}
