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
    let outer = scope
    defer { scope = outer }
    var gradients: [Int: Node] = [loss.id: try broadcast(constant(1), to: loss.shape)]
    var columns: [Int: ColumnGradients] = [:]
    for id in stride(from: loss.id, through: 0, by: -1) where leads[id] {
      scope = records[id].scope
      if let parts = columns.removeValue(forKey: id) {
        let whole = try joined(parts, like: records[id].node)
        gradients[id] =
          try gradients[id].map { other throws(GraphProblem) in try add(other, whole) }
          ?? whole
      }
      guard let gradient = gradients[id] else { continue }
      let record = records[id]
      if let operation = record.operation as? Columns {
        let part = try broadcast(gradient, to: record.node.shape)
        if try add(part, operation.range, to: &columns[record.inputs[0].id, default: [:]]) {
          continue
        }
      }
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

  /// The gradients of columns that were taken from one node, by where they begin.
  ///
  /// They are put side by side at once: for a sequence that is read step by step, as many sums of the
  /// whole would cost the square of its length.
  private typealias ColumnGradients = [Int: (range: Range<Int>, node: Node)]

  /// Notes the gradient of `range`; `false` where it overlaps another range that is not the same.
  private mutating func add(
    _ part: Node, _ range: Range<Int>, to parts: inout ColumnGradients
  ) throws(GraphProblem) -> Bool {
    if let other = parts[range.lowerBound], other.range == range {
      parts[range.lowerBound] = (range, try add(other.node, part))
      return true
    }
    guard parts.values.allSatisfy({ !$0.range.overlaps(range) }) else { return false }
    parts[range.lowerBound] = (range, part)
    return true
  }

  /// The parts side by side, with zeros between them.
  private mutating func joined(
    _ parts: ColumnGradients, like node: Node
  ) throws(GraphProblem) -> Node {
    guard case .fixed(let extent)? = node.shape.last else { return node }
    var nodes: [Node] = []
    var end = 0
    for (range, part) in parts.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if range.lowerBound > end { nodes.append(try zeros(like: node, range.lowerBound - end)) }
      nodes.append(part)
      end = range.upperBound
    }
    if end < extent { nodes.append(try zeros(like: node, extent - end)) }
    return try concatenated(nodes)
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
