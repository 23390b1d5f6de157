/// The contents of a file in the format safetensors: named tensors of 32-bit floats, and texts about
/// them.
///
/// The file is the length of the header (8 bytes, little-endian), the header (JSON), and the numbers
/// of the tensors one behind the other, little-endian and row-major.
///
/// - Source: Hugging Face, `safetensors`, "Format" in its README.
package struct TensorFile: Hashable, Sendable {
  /// What `__metadata__` holds.
  package var metadata: [String: String]
  package var tensors: [StoredTensor]

  package init(metadata: [String: String] = [:], tensors: [StoredTensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }
}

/// A tensor by its name.
package struct StoredTensor: Hashable, Sendable {
  package var name: String
  package var shape: [Int]
  /// Row-major.
  package var values: [Float]

  package init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// The number of elements of a tensor; `nil` where it is more than can be counted, or an extent is
/// negative.
func elementCount(of shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: extent)
    guard extent >= 0, !overflow else { return nil }
    count = product
  }
  return count
}
