/// The position, from 0, of the largest value along the last axis; the first of equal ones.
///
/// - Shapes: `x` `[…, outputs]`, the result `[…, 1]`.
package struct ArgumentOfMaximum: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard let last = inputs[0].last, last != .rows else {
      throw GraphProblem(
        expected: ("a value for each output", "um valor para cada saída"), found: inputs)
    }
    return inputs[0].dropLast() + [1]
  }

  /// A position does not change with small changes of the values.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) -> [Node?] { [nil] }
}

/// A 1 at the position that each index names, and 0 elsewhere.
///
/// - Shapes: `indices` `[…, 1]`, the result `[…, classes]`.
package struct OneHot: Operation {
  package let classes: Int

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].last == 1 else {
      throw GraphProblem(
        expected: ("one index for each sample", "um índice para cada amostra"), found: inputs)
    }
    return inputs[0].dropLast() + [.fixed(classes)]
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) -> [Node?] { [nil] }
}

/// The value of each row at the position that the row's index names.
///
/// - Shapes: `x` `[…, outputs]`, `indices` `[…, 1]`, the result `[…, 1]`.
package struct Gather: Operation {
  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    let (x, indices) = (inputs[0], inputs[1])
    guard let last = x.last, last != .rows, indices == x.dropLast() + [1] else {
      throw GraphProblem(
        expected: ("one index for each sample", "um índice para cada amostra"), found: inputs)
    }
    return indices
  }

  /// The gradient goes to the positions that were read.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    guard case .fixed(let outputs)? = inputs[0].shape.last else { return [nil, nil] }
    return [try graph.multiply(gradient, graph.oneHot(inputs[1], classes: outputs)), nil]
  }
}
