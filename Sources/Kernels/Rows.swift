import CKernels

/// Moving rows and numbers about; matrices are row-major.
package enum Rows {
  /// Copies rows `indices` of `x` `[…, columns]` to `result` `[count, columns]`.
  ///
  /// - Precondition: the indices are those of rows that `x` has.
  package static func gather(
    _ x: UnsafePointer<Float>, columns: Int, _ indices: UnsafePointer<Int32>, count: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    nn_gather_rows(x, columns, indices, count, result)
  }

  /// Copies numbers `indices` of `x` to `result` `[count]`.
  package static func gather(
    _ x: UnsafePointer<Int32>, _ indices: UnsafePointer<Int32>, count: Int,
    to result: UnsafeMutablePointer<Int32>
  ) {
    nn_gather_integers(x, indices, count, result)
  }

  /// 1 at the class of each row and 0 elsewhere, to `result` `[rows, columns]`.
  package static func oneHot(
    _ classes: UnsafePointer<Int32>, rows: Int, columns: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    nn_one_hot(classes, rows, columns, result)
  }

  /// The same from classes as floats.
  package static func oneHot(
    _ classes: UnsafePointer<Float>, rows: Int, columns: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    nn_one_hot_floats(classes, rows, columns, result)
  }

  /// `x` `[rows, columns]` transposed to `result` `[columns, rows]`; they do not overlap.
  package static func transpose(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Float>
  ) {
    nn_transpose(x, rows, columns, result)
  }
}
