import CKernels

/// A matrix product that is ready to be run: `result = activation(a·b + bias)`, or
/// `result += a·b`.
///
/// It is cut into pieces by its extents alone, so that any number of threads gives the same bits.
///
/// - Shapes: `a` `[rows, inner]`, `b` `[inner, columns]`, `result` `[rows, columns]`, `bias`
///   `[columns]`.
/// - Precondition: `result` overlaps nothing else; all memory outlives the product.
/// - Complexity: `rows · inner · columns` multiply-adds.
package struct MatrixProduct {
  /// A matrix in memory, as the product sees it: element (i, j) is at
  /// `i * rowStride + j * columnStride`.
  package struct Operand {
    package var start: UnsafePointer<Float>
    package var rowStride: Int
    package var columnStride: Int

    package init(_ start: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
      precondition(rowStride >= 0 && columnStride >= 0, "strides of 0 or more")
      self.start = start
      self.rowStride = rowStride
      self.columnStride = columnStride
    }

    /// The matrix whose rows of `columns` numbers lie one after the other.
    package static func rows(_ start: UnsafePointer<Float>, columns: Int) -> Operand {
      Operand(start, rowStride: columns, columnStride: 1)
    }

    /// The transposed of the matrix whose rows of `columns` numbers lie one after the other.
    package static func transposed(_ start: UnsafePointer<Float>, columns: Int) -> Operand {
      Operand(start, rowStride: 1, columnStride: columns)
    }
  }

  /// The second operand: a matrix, or what `appendPacking` made of one.
  package enum SecondOperand {
    case matrix(Operand)
    case packed(UnsafePointer<Float>)
  }

  /// How many floats a packed matrix `[inner, columns]` takes.
  package static func packedCount(inner: Int, columns: Int) -> Int {
    nn_product_packed_count(inner, columns)
  }

  /// What is applied to each number of the result, after the bias.
  package enum Activation: UInt32, Sendable {
    case none, relu, tanh, sigmoid
  }

  private var product: nn_product

  /// - Parameter adds: Whether the product is added to what `result` holds; then there is neither
  ///   bias nor activation.
  /// - Parameter columnSums: Where the sums of the columns of `b` go, `[columns]`.
  package init(
    rows: Int, columns: Int, inner: Int, _ a: Operand, _ b: Operand,
    to result: UnsafeMutablePointer<Float>, resultStride: Int? = nil, adds: Bool = false,
    bias: UnsafePointer<Float>? = nil, activation: Activation = .none,
    columnSums: UnsafeMutablePointer<Float>? = nil
  ) {
    precondition(rows >= 0 && columns >= 0 && inner >= 0, "extents of 0 or more")
    precondition(!adds || bias == nil && activation == .none, "an added product ends there")
    product = nn_product(
      rows: rows, columns: columns, inner: inner,
      a: a.start, a_row_stride: a.rowStride, a_inner_stride: a.columnStride, a_rows: nil,
      a_inner: nil,
      b: b.start, b_inner_stride: b.rowStride, b_column_stride: b.columnStride,
      b_is_packed: false, result: result, result_stride: resultStride ?? columns, adds: adds,
      bias: bias, activation: nn_activation(activation.rawValue), column_sums: columnSums)
  }

  /// The rows of `a`, such as those of the batch; may be changed between runs.
  package var rows: Int {
    get { product.rows }
    set {
      precondition(newValue >= 0, "extents of 0 or more")
      product.rows = newValue
    }
  }

  /// What is summed over, such as the rows of the batch in the gradient of a weight.
  package var inner: Int {
    get { product.inner }
    set {
      precondition(newValue >= 0, "extents of 0 or more")
      product.inner = newValue
    }
  }

  /// How many pieces there are, for the present extents.
  package var pieces: Int { withUnsafePointer(to: product) { nn_product_pieces($0) } }

  /// How many floats of scratch memory a thread needs for any product, from a `FloatBuffer`.
  package static var scratchCount: Int { nn_product_scratch() }

  /// Computes one piece.
  package func run(piece: Int, scratch: UnsafeMutablePointer<Float>) {
    withUnsafePointer(to: product) { nn_product_piece($0, piece, scratch) }
  }
}
