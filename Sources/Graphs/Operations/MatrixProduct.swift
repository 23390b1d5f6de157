/// The matrix product `c = a·b`, of operands that may be read transposed.
///
/// Leading axes of an operand that is not a matrix count as rows together.
///
/// - Shapes: `a` `[…, inner]`, `b` `[inner, columns]`, `c` `[…, columns]`; a transposed `a` is
///   `[inner…, rows]`, a transposed `b` `[columns, inner]`.
package struct MatrixProduct: Operation {
  package let transposesFirst: Bool
  package let transposesSecond: Bool

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let (a, b) = (inputs[0], inputs[1])
    guard a.count >= 2, b.count == 2 || (transposesFirst && b.count == a.count) else {
      throw GraphProblem(expected: ("two matrices", "duas matrizes"), found: inputs)
    }
    let inner = transposesFirst ? a.dropLast() : a.suffix(1)
    guard inner == (transposesSecond ? b.suffix(1) : b.dropLast()) else {
      throw GraphProblem(
        expected: (
          "as many columns in the first matrix as rows in the second",
          "tantas colunas na primeira matriz quantas linhas na segunda"
        ), found: inputs)
    }
    return (transposesFirst ? a.suffix(1) : a.dropLast()) + [
      transposesSecond ? b[0] : b[b.count - 1]
    ]
  }

  /// `da = dc·bᵀ` and `db = aᵀ·dc`, each transposed where the operand is.
  package func gradients(
    of c: Node, _ inputs: [Node], _ dc: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let (a, b) = (inputs[0], inputs[1])
    return switch (transposesFirst, transposesSecond) {
    case (false, false):
      [
        try graph.product(dc, b, transposing: (false, true)),
        try graph.product(a, dc, transposing: (true, false)),
      ]
    case (false, true):
      [
        try graph.product(dc, b, transposing: (false, false)),
        try graph.product(dc, a, transposing: (true, false)),
      ]
    case (true, false):
      [
        try graph.product(b, dc, transposing: (false, true)),
        try graph.product(a, dc, transposing: (false, false)),
      ]
    case (true, true):
      [
        try graph.product(b, dc, transposing: (true, true)),
        try graph.product(dc, a, transposing: (true, true)),
      ]
    }
  }
}

/// A matrix with rows and columns exchanged.
///
/// - Shapes: `x` `[rows, columns]`, the result `[columns, rows]`.
package struct Transpose: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].count == 2 else {
      throw GraphProblem(expected: ("a matrix", "uma matriz"), found: inputs)
    }
    return [inputs[0][1], inputs[0][0]]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.transposed(gradient)]
  }
}
