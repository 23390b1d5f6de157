/// A file in which another program keeps networks, known by how it begins, where it is no file of tensors.
package enum ForeignFile: Hashable, Sendable {
  /// What PyTorch's `torch.save` writes today: pickles in an archive.
  case zip
  /// Python objects, as PyTorch wrote them once and scikit-learn's users do.
  case pickle
  /// What Keras wrote as `.h5`.
  case hdf5
  case numpy
  /// A message of Protocol Buffers, as ONNX is.
  case onnx

  init?(_ bytes: [UInt8]) {
    func begins(_ start: [UInt8]) -> Bool { bytes.starts(with: start) }
    if begins([0x50, 0x4B, 0x03, 0x04]) {
      self = .zip
    } else if begins([0x89, 0x48, 0x44, 0x46]) {
      self = .hdf5
    } else if begins([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) {
      self = .numpy
    } else if bytes.count > 1, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      self = .pickle
    } else if bytes.count > 2, bytes[0] == 0x08, (1...0x20).contains(bytes[1]), bytes[2] == 0x12 {
      // The version of the format, then who wrote it.
      self = .onnx
    } else {
      return nil
    }
  }
}
