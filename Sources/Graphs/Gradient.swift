extension GraphBuilder {
  /// Adds the gradients of `loss` for each of `nodes` to the graph, by reverse mode.
  ///
  /// Nothing is added for what does not lead to one of `nodes`, so the gradient for the samples
  /// themselves is never made.
  ///
  /// - Throws: A problem where `loss` is not a single number.
  package mutating func gradients(
    of loss: Node, withRespectTo nodes: [Node]
  ) throws(GraphProblem) -> [Node] {
    guard loss.shape.allSatisfy({ $0 == 1 }) else {
      throw GraphProblem(
        expected: ("a single number", "um único número"), found: [loss.shape])
    }
    let leads = leads(to: nodes, upTo: loss.id)
    var gradients: [Int: Node] = [loss.id: try broadcast(constant(1), to: loss.shape)]
    for id in stride(from: loss.id, through: 0, by: -1) where leads[id] {
      guard let gradient = gradients[id] else { continue }
      let record = records[id]
      let parts = try record.operation.gradients(
        of: record.node, record.inputs, gradient, in: &self)
      for (input, part) in zip(record.inputs, parts) where leads[input.id] {
        guard let part else { continue }
        if let other = gradients[input.id] {
          gradients[input.id] = try add(other, part)
        } else {
          gradients[input.id] = part
        }
      }
    }
    var result: [Node] = []
    for node in nodes {
      result.append(try broadcast(gradients[node.id] ?? constant(0), to: node.shape))
    }
    return result
  }

  /// Whether each node up to `last` is one of `nodes` or made from one.
  func leads(to nodes: [Node], upTo last: Int) -> [Bool] {
    var result = [Bool](repeating: false, count: last + 1)
    for node in nodes where node.id <= last { result[node.id] = true }
    for id in 0...last where !result[id] {
      result[id] = records[id].inputs.contains { result[$0.id] }
    }
    return result
  }
}
