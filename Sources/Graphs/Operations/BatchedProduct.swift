/// A matrix product for each sample: `c = a·b`, of operands that may be read transposed.
///
/// - Shapes: `a` `[samples, rows, inner]`, `b` `[samples, inner, columns]`, `c` `[samples, rows,
///   columns]`; a transposed operand has its last two extents exchanged.
package struct BatchedProduct: Operation {
  package let transposesFirst: Bool
  package let transposesSecond: Bool

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let (a, b) = (inputs[0], inputs[1])
    guard a.count == 3, b.count == 3, a[0] == b[0],
      a[transposesFirst ? 1 : 2] == b[transposesSecond ? 2 : 1]
    else {
      throw GraphProblem(
        expected: ("two matrices for each sample", "duas matrizes para cada amostra"),
        found: inputs)
    }
    return [a[0], a[transposesFirst ? 2 : 1], b[transposesSecond ? 1 : 2]]
  }

  /// `da = dc·bᵀ` and `db = aᵀ·dc`, each transposed where the operand is.
  package func gradients(
    of c: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let (a, b) = (inputs[0], inputs[1])
    let dc = try graph.broadcast(gradient, to: c.shape)
    let da =
      transposesFirst
      ? try graph.batched(b, dc, (transposesSecond, true))
      : try graph.batched(dc, b, (false, !transposesSecond))
    let db =
      transposesSecond
      ? try graph.batched(dc, a, (true, transposesFirst))
      : try graph.batched(a, dc, (!transposesFirst, false))
    return [da, db]
  }
}

/// 0 where a column is at most its row, and far below it elsewhere: added to scores it hides what
/// comes later.
///
/// - Shapes: the result `[extent, extent]`.
package struct CausalMask: Leaf {
  package let extent: Int

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape {
    [.fixed(extent), .fixed(extent)]
  }
}

extension GraphBuilder {
  /// A matrix product for each sample, each operand transposed where `transposing` says so.
  package mutating func batched(
    _ a: Node, _ b: Node, _ transposing: (Bool, Bool)
  ) throws(GraphProblem) -> Node {
    try append(
      BatchedProduct(transposesFirst: transposing.0, transposesSecond: transposing.1), [a, b])
  }

  package mutating func causalMask(_ extent: Int) -> Node {
    place(CausalMask(extent: extent), [], [.fixed(extent), .fixed(extent)])
  }
}
