/// The answers of a network, one row for each sample.
package struct Predictions: Hashable, Sendable {
  package let rows: Int
  /// How many numbers one sample has.
  package let outputs: Int
  /// `[rows, outputs]`, row-major.
  package let values: [Float]

  package init(rows: Int, outputs: Int, values: [Float]) {
    self.rows = rows
    self.outputs = outputs
    self.values = values
  }

  /// The numbers of one sample.
  package subscript(row: Int) -> ArraySlice<Float> {
    values[row * outputs..<(row + 1) * outputs]
  }
}

/// A learned tensor by its name, such as `dense_1.weight`.
package struct NamedTensor: Hashable, Sendable {
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
