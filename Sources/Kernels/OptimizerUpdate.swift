import CKernels

/// One update of `count` parameters in place, in one pass; formulas as PyTorch 2 has them.
///
/// `decay` is an L2 penalty added to the gradient, except for AdamW, where it shrinks the weights.
/// A piece of the work is a range of the flat buffers.
package enum OptimizerUpdate {
  /// `w −= rate · g`.
  package static func sgd(
    _ w: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, count: Int, rate: Float,
    decay: Float = 0
  ) {
    nn_sgd(w, g, count, rate, decay)
  }

  /// `v = momentum · v + g`; then `w −= rate · v`, or `w −= rate · (g + momentum · v)` after
  /// Nesterov.
  package static func momentum(
    _ w: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, v: UnsafeMutablePointer<Float>,
    count: Int, rate: Float, momentum: Float, nesterov: Bool = false, decay: Float = 0
  ) {
    nn_momentum(w, g, v, count, rate, momentum, nesterov, decay)
  }

  /// `s = alpha · s + (1 − alpha) · g²`; `w −= rate · g / (√s + epsilon)`.
  package static func rmsprop(
    _ w: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, s: UnsafeMutablePointer<Float>,
    count: Int, rate: Float, alpha: Float, epsilon: Float, decay: Float = 0
  ) {
    nn_rmsprop(w, g, s, count, rate, alpha, epsilon, decay)
  }

  /// - Parameter iteration: Counts from 1.
  /// - Source: Kingma and Ba (2015), algorithm 1.
  package static func adam(
    _ w: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, m: UnsafeMutablePointer<Float>,
    v: UnsafeMutablePointer<Float>, count: Int, rate: Float, beta1: Float, beta2: Float,
    epsilon: Float, decay: Float = 0, iteration: Int
  ) {
    nn_adam(w, g, m, v, count, rate, beta1, beta2, epsilon, decay, UInt64(iteration))
  }

  /// - Parameter iteration: Counts from 1.
  /// - Source: Loshchilov and Hutter (2019), algorithm 2.
  package static func adamW(
    _ w: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, m: UnsafeMutablePointer<Float>,
    v: UnsafeMutablePointer<Float>, count: Int, rate: Float, beta1: Float, beta2: Float,
    epsilon: Float, decay: Float, iteration: Int
  ) {
    nn_adamw(w, g, m, v, count, rate, beta1, beta2, epsilon, decay, UInt64(iteration))
  }
}
