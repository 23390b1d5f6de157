/// The same elements in the same order under another shape.
package struct Reshape: Operation {
  package let shape: GraphShape

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].elementCount == shape.elementCount else {
      throw GraphProblem(
        expected: ("a shape of as many elements", "uma forma com o mesmo número de elementos"),
        found: [inputs[0], shape])
    }
    return shape
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.reshaped(gradient, to: inputs[0].shape)]
  }
}

/// The same value, through which no gradient passes.
package struct StopGradient: Operation {
  package func outputShape(_ inputs: [GraphShape]) -> GraphShape { inputs[0] }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) -> [Node?] { [nil] }
}
