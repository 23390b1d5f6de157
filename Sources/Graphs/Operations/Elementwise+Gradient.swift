extension Elementwise {
  /// The gradient for each operand, before a broadcast is undone.
  ///
  /// Where the derivative can be said with the output, it is, so that the operand need not be kept.
  func slopes(
    of y: Node, _ inputs: [Node], _ dy: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    switch function.operandCount {
    case 1: [try slope(of: y, inputs[0], dy, in: &graph)]
    case 2: try slopes(of: y, inputs[0], inputs[1], dy, in: &graph)
    default: try selectionSlopes(inputs[0], dy, in: &graph)
    }
  }

  private func slope(
    of y: Node, _ x: Node, _ dy: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node? {
    let one = graph.constant(1)
    switch function {
    case .negated: return graph.negated(dy)
    case .exp: return try graph.multiply(dy, y)
    case .log: return try graph.divide(dy, x)
    case .log1p: return try graph.divide(dy, graph.add(x, one))
    case .expm1: return try graph.multiply(dy, graph.add(y, one))
    case .sqrt: return try graph.divide(graph.multiply(graph.constant(0.5), dy), y)
    case .abs: return try graph.multiply(dy, graph.sign(x))
    case .tanh: return try graph.multiply(dy, graph.subtract(one, graph.multiply(y, y)))
    case .sigmoid: return try graph.multiply(dy, graph.multiply(y, graph.subtract(one, y)))
    case .softplus: return try graph.multiply(dy, graph.sigmoid(x))
    case .erf:
      let bell = graph.exp(graph.negated(try graph.multiply(x, x)))
      return try graph.multiply(dy, graph.multiply(graph.constant(twoOverRootPi), bell))
    case .sin: return try graph.multiply(dy, graph.cos(x))
    case .cos: return graph.negated(try graph.multiply(dy, graph.sin(x)))
    // Flat nearly everywhere.
    default: return nil
    }
  }

  private func slopes(
    of y: Node, _ a: Node, _ b: Node, _ dy: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    switch function {
    case .add: return [dy, dy]
    case .subtract: return [dy, graph.negated(dy)]
    case .multiply: return [try graph.multiply(dy, b), try graph.multiply(dy, a)]
    case .divide:
      let da = try graph.divide(dy, b)
      return [da, graph.negated(try graph.multiply(da, y))]
    case .power:
      let lowered = try graph.power(a, graph.subtract(b, graph.constant(1)))
      let da = try graph.multiply(dy, graph.multiply(b, lowered))
      // a^b changes with b by a^b·log a, and by nothing where a is 0.
      let zero = graph.constant(0)
      let slope = try graph.multiply(y, graph.log(a))
      let db = try graph.multiply(dy, graph.select(graph.equal(a, zero), zero, slope))
      return [da, db]
    case .maximum:
      // The larger operand alone counts; equal ones leave it to the second, as for relu at 0.
      let first = try graph.less(b, y)
      return try parts(of: dy, where: first, in: &graph)
    case .minimum:
      let first = try graph.less(y, b)
      return try parts(of: dy, where: first, in: &graph)
    default: return [nil, nil]
    }
  }

  private func selectionSlopes(
    _ condition: Node, _ dy: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    [nil] + (try parts(of: dy, where: condition, in: &graph))
  }

  private func parts(
    of dy: Node, where condition: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let zero = graph.constant(0)
    return [
      try graph.select(condition, dy, zero),
      try graph.select(condition, zero, dy),
    ]
  }
}

/// `2 / √π`, the slope of the error function at 0.
private let twoOverRootPi = 1.1283791670955126
