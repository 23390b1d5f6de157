/// `exp(x) / Σ exp(x)` along the last axis, computed from `x` minus its maximum.
///
/// - Shapes: `x` and the result `[…, outputs]`.
/// - Source: Bridle (1990).
package struct Softmax: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    try shapeWithOutputs(inputs)
  }

  /// `dx = y·(dy − Σ dy·y)`.
  package func gradients(
    of y: Node, _ inputs: [Node], _ dy: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let mean = try graph.sumOverLast(graph.multiply(dy, y))
    return [try graph.multiply(y, graph.subtract(dy, mean))]
  }
}

/// The logarithm of the softmax, `x − log Σ exp(x)`, without its overflow and underflow.
///
/// - Shapes: `x` and the result `[…, outputs]`.
package struct LogSoftmax: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    try shapeWithOutputs(inputs)
  }

  /// `dx = dy − softmax(x)·Σ dy`.
  package func gradients(
    of y: Node, _ inputs: [Node], _ dy: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let total = try graph.sumOverLast(dy)
    return [try graph.subtract(dy, graph.multiply(graph.softmax(inputs[0]), total))]
  }
}

private func shapeWithOutputs(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
  guard !inputs[0].isEmpty, inputs[0].last != .rows else {
    throw GraphProblem(
      expected: ("a value for each output", "um valor para cada saída"), found: inputs)
  }
  return inputs[0]
}
