/// What makes a node from others: one shape rule, one gradient rule.
///
/// Operations are values; two equal ones on the same inputs are one node.
package protocol Operation: Hashable, Sendable {
  /// The shape of the result.
  ///
  /// - Throws: A problem where the shapes do not fit; scripts reach this.
  func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape

  /// The gradients of the loss for each input, given `gradient`, that for `output`.
  ///
  /// A `nil` stands for zero. The rule is written with operations, so that gradients are graphs too.
  func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?]
}

/// An operation without inputs has no gradient to pass on.
package protocol Leaf: Operation {}

extension Leaf {
  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) -> [Node?] { [] }
}
