import CKernels

/// Softmax over the columns, and what is computed from its logits.
///
/// - Shapes: `x`, `y`, `dx`, `dy` `[rows, columns]`; a piece of the work is a range of rows.
package enum Softmax {
  /// The softmax of each row; `result` may be `x`.
  package static func softmax(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Float>
  ) {
    nn_softmax(x, rows, columns, result)
  }

  /// The logarithm of the softmax of each row; `result` may be `x`.
  package static func logSoftmax(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to result: UnsafeMutablePointer<Float>
  ) {
    nn_log_softmax(x, rows, columns, result)
  }

  /// `dx = y · (dy − Σ y·dy)` for `y` the softmax of `x`; `dx` may be `y` or `dy`.
  package static func softmaxGradient(
    y: UnsafePointer<Float>, dy: UnsafePointer<Float>, rows: Int, columns: Int,
    to dx: UnsafeMutablePointer<Float>
  ) {
    nn_softmax_gradient(y, dy, rows, columns, dx)
  }

  /// `dx = dy − exp(y) · Σ dy` for `y` the logarithm of the softmax of `x`; `dx` may be `y` or `dy`.
  package static func logSoftmaxGradient(
    y: UnsafePointer<Float>, dy: UnsafePointer<Float>, rows: Int, columns: Int,
    to dx: UnsafeMutablePointer<Float>
  ) {
    nn_log_softmax_gradient(y, dy, rows, columns, dx)
  }

  /// The cross-entropy of the logits and the classes, summed over the rows, in nats, and its
  /// gradient times `scale` (such as one over the rows of the batch) where it is wanted.
  ///
  /// - Parameter classes: One of `0..<columns` for each row.
  /// - Parameter weights: How much each row counts; all the same where there are none.
  package static func crossEntropy(
    logits: UnsafePointer<Float>, classes: UnsafePointer<Int32>, weights: UnsafePointer<Float>?,
    rows: Int, columns: Int, scale: Float = 1, gradient: UnsafeMutablePointer<Float>? = nil
  ) -> Double {
    nn_cross_entropy(logits, classes, weights, rows, columns, scale, gradient)
  }
}
