/// Sums or maxima over some neighbouring axes.
///
/// The axes are gone from the result's shape, or have extent 1 in it where `keepsAxes` is set.
package struct Reduction: Operation {
  package enum Kind: Hashable, Sendable {
    case sum, maximum
  }

  package let kind: Kind
  package let axes: Range<Int>
  package let keepsAxes: Bool

  package func outputShape(_ inputs: [GraphShape]) -> GraphShape {
    var shape = inputs[0]
    shape.replaceSubrange(axes, with: keepsAxes ? axes.map { _ in 1 } : [])
    return shape
  }

  /// A sum hands its gradient to every element; a maximum to the elements that are the maximum,
  /// in equal parts.
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let x = inputs[0]
    let kept = Reduction(kind: kind, axes: axes, keepsAxes: true).outputShape([x.shape])
    let inner = graph.unwidened(gradient)
    let dy = inner.shape.isEmpty ? inner : try graph.reshaped(gradient, to: kept)
    guard kind == .maximum else { return [try graph.broadcast(dy, to: x.shape)] }
    let isLargest = try graph.equal(x, graph.reshaped(output, to: kept))
    let count = try graph.append(Reduction(kind: .sum, axes: axes, keepsAxes: true), [isLargest])
    return [try graph.multiply(isLargest, graph.divide(dy, count))]
  }
}

/// The same elements, repeated along axes of extent 1 and along new leading axes.
package struct Broadcast: Operation {
  package let shape: GraphShape

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    guard inputs[0].broadcast(with: shape) == shape else {
      throw GraphProblem(
        expected: ("a shape that can be repeated", "uma forma que possa ser repetida"),
        found: [inputs[0], shape])
    }
    return shape
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [try graph.sum(gradient, to: inputs[0].shape)]
  }
}
