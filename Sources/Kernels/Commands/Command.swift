import CKernels

/// One call of a kernel with all its pointers and extents.
///
/// Nothing in it is reference counted, and its calls lie in memory of their own, so that it is small and
/// its kind is one byte: running a list of them costs little beside the kernels themselves.
struct Command {
  enum Kind {
    case product(UnsafePointer<nn_product>)
    case pack(UnsafePointer<nn_product>)
    case productSum(UnsafePointer<nn_product>, count: Int)
    case block(UnsafePointer<BlockCall>)
    case scalars(UnsafePointer<ScalarInstruction>, count: Int)
    case reduction(UnsafePointer<MiddleReduction>)
    case rowwise(UnsafePointer<RowwiseCall>)
    case transposition(UnsafePointer<TranspositionCall>)
    case window(UnsafePointer<WindowCall>)
    case batchedProduct(UnsafePointer<BatchedProductCall>)
    case causalMask(extent: Int)
    case lookup(UnsafePointer<LookupCall>)
    case copy(UnsafePointer<ColumnCopy>)
    case repetition(UnsafePointer<RepeatedAxis>, count: Int, from: UnsafePointer<Float>)
    case ordering(UnsafePointer<OrderingCall>)
    case mask(keeping: Float, layer: Int, count: Int)
    case gatherRows(from: UnsafePointer<Float>, columns: Int, count: Int)
    case gatherScaled(UnsafePointer<ScaledGatherCall>, count: Int)
    case gatherClasses(from: UnsafePointer<Int32>, columns: Int, count: Int)
    case update(UnsafePointer<OptimizerCall>)
  }

  var kind: Kind
  /// Where the result goes, for the kinds that have one array as result.
  var result: UnsafeMutablePointer<Float>?
  /// How many pieces it is cut into, by its extents alone.
  var pieces: Int
  /// How many rows of its own it has for each sample of the batch, where it treats each sample by itself;
  /// else 0.
  var rowsPerSample = 0
  var threadOperands = ThreadOperands()
}

/// An elementwise program, with the number of its arrays.
struct BlockCall {
  var program: nn_block_program
  var arrays: Int
  var sums: SumTable
}

/// Sums over everything: each piece has its own, and they are added in the order of the pieces.
struct SumTable {
  /// `[pieces, count]`.
  var partial: UnsafeMutablePointer<Double>?
  var count: Int
  /// The scalars that the sums become.
  var scalars: UnsafePointer<Int32>?
}

/// A sum or maximum over the middle axis of `[outer, reduced, inner]`.
struct MiddleReduction {
  var isMaximum: Bool
  var from: UnsafePointer<Float>
  var outer: Int
  var reduced: Int
  var inner: Int
}

/// What is done to each row of `[rows, columns]`.
struct RowwiseCall {
  var kind: RowwiseKind
  var from: UnsafePointer<Float>
  /// The column to read of each row, for a gather.
  var indices: UnsafePointer<Float>?
  var rows: Int
  var columns: Int
  var rowsPerPiece: Int
}

/// The transposing of matrices that lie one behind the other.
struct TranspositionCall {
  var from: UnsafePointer<Float>
  var rows: Int
  var columns: Int
  /// Whether the first becomes the last.
  var isReversed: Bool
}

/// What is done with a window over each of so many images.
struct WindowCall {
  var kind: WindowKind
  var window: nn_window
  var from: UnsafePointer<Float>
  /// The gradient of the pooled values, for that of a pooling.
  var gradient: UnsafePointer<Float>?
  var images: Int
  var imagesPerPiece: Int
}

package enum WindowKind: Hashable, Sendable {
  case patches, patchSum, padding
  case pool(isMaximum: Bool)
  case poolGradient(isMaximum: Bool)
}

/// One product for each of so many matrices, which lie one behind the other.
struct BatchedProductCall {
  var product: nn_product
  /// How many pieces one product is cut into.
  var piecesPerProduct: Int
}

/// The rows of a table that indices name, or the gradient of that for the table.
struct LookupCall {
  var isGradient: Bool
  var indices: UnsafePointer<Float>
  /// How far apart the indices lie.
  var stride: Int
  var rows: Int
  /// The table, or the gradient of what was read from it.
  var from: UnsafePointer<Float>
  var tableRows: Int
  var columns: Int
}

/// Some columns of `[rows, …]` that become some columns of another matrix.
struct ColumnCopy {
  var from: UnsafePointer<Float>
  var fromStride: Int
  var toStride: Int
  var rows: Int
  var columns: Int
}

package enum RowwiseKind: Hashable, Sendable {
  case softmax, logSoftmax, argmax, oneHot, gather
}

/// One axis of a repetition, from the last to the first.
struct RepeatedAxis {
  var extent: Int
  /// How far apart neighbours lie in the source; 0 where the axis is repeated.
  var stride: Int
}

struct OrderingCall {
  var ranks: Bool
  var from: UnsafePointer<Float>
  /// `[rows]` positions for sorting.
  var order: UnsafeMutablePointer<Int32>
  var rows: Int
  var columns: Int
}

/// One update of parameters by a loop of its own.
struct OptimizerCall {
  var rule: FusedOptimizer
  var weights: UnsafeMutablePointer<Float>
  var gradients: UnsafePointer<Float>
  /// The states, one behind the other, each of `count`.
  var states: UnsafeMutablePointer<Float>
  var count: Int
  /// The scalars that hold the rate and the number of the update.
  var rate: Int
  var iteration: Int
}

/// The optimizers that have a loop of their own, with their settings.
package enum FusedOptimizer: Hashable, Sendable {
  case sgd
  case momentum(Float, isNesterov: Bool)
  case rmsprop(alpha: Float, epsilon: Float)
  case adam(beta1: Float, beta2: Float, epsilon: Float)
  case adamW(beta1: Float, beta2: Float, epsilon: Float, decay: Float)
}
