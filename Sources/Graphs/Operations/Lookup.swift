/// The rows of a table that the numbers of one column name; zeros where it has no such row.
///
/// - Shapes: `x` `[…, features]`, `table` `[categories, units]`, the result `[…, units]`.
package struct Lookup: Operation {
  /// The column of `x` whose numbers count the rows from 0.
  package let column: Int

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let (x, table) = (inputs[0], inputs[1])
    guard case .fixed(let features)? = x.last, column < features, table.count == 2 else {
      throw GraphProblem(
        expected: ("a column of places", "uma coluna de posições"), found: inputs)
    }
    return x.dropLast() + [table[1]]
  }

  /// Each row of the table gets the sum over the places that read it.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    guard case .fixed(let categories)? = inputs[1].shape.first else { return [nil, nil] }
    let whole = try graph.broadcast(gradient, to: output.shape)
    let operation = LookupGradient(column: column, categories: categories)
    return [nil, try graph.append(operation, [inputs[0], whole])]
  }
}

/// The sum over all places of what they have for the row of a table that they read.
///
/// - Shapes: `x` `[…, features]`, `dy` `[…, units]`, the result `[categories, units]`.
package struct LookupGradient: Operation {
  package let column: Int
  package let categories: Int

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].dropLast() == inputs[1].dropLast(), let units = inputs[1].last else {
      throw GraphProblem(
        expected: ("a gradient for each place", "um gradiente para cada posição"), found: inputs)
    }
    return [.fixed(categories), units]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [
      nil,
      try graph.lookup(inputs[0], column: column, in: graph.broadcast(gradient, to: output.shape)),
    ]
  }
}

extension GraphBuilder {
  /// The rows of `table` that the numbers of a column of `x` name.
  package mutating func lookup(
    _ x: Node, column: Int, in table: Node
  ) throws(GraphProblem) -> Node {
    try append(Lookup(column: column), [x, table])
  }
}
