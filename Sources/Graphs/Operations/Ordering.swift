/// The values of each column in ascending order, over the samples.
///
/// - Shapes: `x` and the result `[rows, …]`.
package struct Sort: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    try shapeWithSamples(inputs)
  }

  /// Not differentiated: metrics alone sort.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) -> [Node?] { [nil] }
}

/// The rank of each value in its column, over the samples, from 1; equal values share their mean.
///
/// - Shapes: `x` and the result `[rows, …]`.
package struct Rank: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    try shapeWithSamples(inputs)
  }

  /// Not differentiated: metrics alone rank.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) -> [Node?] { [nil] }
}

private func shapeWithSamples(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
  guard inputs[0].first != nil else {
    throw GraphProblem(
      expected: ("a value for each sample", "um valor para cada amostra"), found: inputs)
  }
  return inputs[0]
}
