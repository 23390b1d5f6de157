import CKernels

/// Sums and largest numbers; all matrices are row-major, and the order is fixed.
///
/// - Shapes: `x` `[rows, columns]`; what is reduced over rows is `[columns]`, over columns `[rows]`.
package enum Reduction {
  /// The sum of `count` floats, with double accumulators.
  package static func sum(_ x: UnsafePointer<Float>, count: Int) -> Double {
    nn_sum(x, count)
  }

  /// The largest of `count` floats; NaN where any is, minus infinity where there is none.
  package static func maximum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    nn_maximum(x, count)
  }

  /// The sum of each row.
  package static func rowSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Float>
  ) {
    nn_row_sums(x, rows, columns, result)
  }

  /// The largest of each row.
  package static func rowMaxima(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Float>
  ) {
    nn_row_maxima(x, rows, columns, result)
  }

  /// The sums of the columns in `range`, such as the gradient of a bias.
  ///
  /// A piece of the work is a range of columns; `result` is `[columns]`.
  package static func columnSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, _ range: Range<Int>, adds: Bool = false,
    to result: UnsafeMutablePointer<Float>
  ) {
    nn_column_sums(x, rows, columns, range.lowerBound, range.upperBound, adds, result)
  }

  /// The largest of each column in `range`.
  package static func columnMaxima(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, _ range: Range<Int>,
    to result: UnsafeMutablePointer<Float>
  ) {
    nn_column_maxima(x, rows, columns, range.lowerBound, range.upperBound, result)
  }

  /// The place of the largest of each row, as a float; the first of equals.
  package static func argmax(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Float>
  ) {
    nn_argmax_floats(x, rows, columns, result)
  }

  /// The place of the largest of each row; the first of equals.
  package static func argmax(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Int32>
  ) {
    nn_argmax(x, rows, columns, result)
  }
}
