extension GraphBuilder {
  /// A simpler node that equals `function` of `x`, where there is one.
  mutating func simplified(_ function: Elementwise.Function, _ x: Node) -> Node? {
    if let value = constantValue(of: x), let result = folded(function, value) {
      return constant(result)
    }
    switch function {
    case .negated:
      if let inner = operand(of: x, .negated) { return inner }
      if let (a, b) = operands(of: x, .subtract) { return try? subtract(b, a) }
      return nil
    case .log: return simplifiedLogarithm(x)
    case .abs: return operand(of: x, .abs) != nil ? x : nil
    default: return nil
    }
  }

  /// Logarithms of probabilities, taken from the values before softmax or sigmoid: the probability
  /// itself may round to 0 or 1 where its logarithm is still an ordinary number.
  private mutating func simplifiedLogarithm(_ x: Node) -> Node? {
    if let inner = operand(of: x, .exp) { return inner }
    if operation(of: x) is Softmax { return try? logSoftmax(inputs(of: x)[0]) }
    if let z = operand(of: x, .sigmoid) { return negated(softplus(negated(z))) }
    if let (one, s) = operands(of: x, .subtract), constantValue(of: one) == 1,
      let z = operand(of: s, .sigmoid)
    {
      return negated(softplus(z))
    }
    if let (a, b) = operands(of: x, .add) {
      if constantValue(of: b) == 1 { return operand(of: a, .exp).map { softplus($0) } ?? log1p(a) }
    }
    return nil
  }

  /// A simpler node that equals `function` of `a` and `b`, where there is one.
  mutating func simplified(
    _ function: Elementwise.Function, _ a: Node, _ b: Node
  ) throws(GraphProblem) -> Node? {
    let (first, second) = (constantValue(of: a), constantValue(of: b))
    if let first, let second, let result = folded(function, first, second) {
      return constant(result)
    }
    switch function {
    case .add:
      if second == 0 { return a }
      if first == 0 { return b }
      if let inner = operand(of: b, .negated) { return try subtract(a, inner) }
      if let inner = operand(of: a, .negated) { return try subtract(b, inner) }
    case .subtract:
      if second == 0 { return a }
      if first == 0 { return negated(b) }
      if let inner = operand(of: b, .negated) { return try add(a, inner) }
    case .multiply: return try simplifiedProduct(a, b, first, second)
    case .divide:
      if second == 1 { return a }
      if let inner = operand(of: a, .negated) { return negated(try divide(inner, b)) }
      if let inner = operand(of: b, .negated) { return negated(try divide(a, inner)) }
    case .power:
      if let second { return try simplifiedPower(a, second) }
    default: break
    }
    return nil
  }

  private mutating func simplifiedProduct(
    _ a: Node, _ b: Node, _ first: Double?, _ second: Double?
  ) throws(GraphProblem) -> Node? {
    if first != nil, second == nil { return try simplifiedProduct(b, a, second, first) }
    if second == 1 { return a }
    if second == -1 { return negated(a) }
    if let second, let (inner, factor) = operands(of: a, .multiply),
      let known = constantValue(of: factor)
    {
      return try multiply(inner, constant(known * second))
    }
    if let inner = operand(of: a, .negated) {
      if let second { return try multiply(inner, constant(-second)) }
      return negated(try multiply(inner, b))
    }
    if let inner = operand(of: b, .negated) { return negated(try multiply(a, inner)) }
    return nil
  }

  private mutating func simplifiedPower(
    _ a: Node, _ exponent: Double
  ) throws(GraphProblem) -> Node? {
    switch exponent {
    case 0: return try broadcast(constant(1), to: a.shape)
    case 1: return a
    case 2: return try multiply(a, a)
    case 3: return try multiply(multiply(a, a), a)
    case 4:
      let square = try multiply(a, a)
      return try multiply(square, square)
    case 0.5: return sqrt(a)
    case -1: return try divide(constant(1), a)
    case -2: return try divide(constant(1), multiply(a, a))
    default: return nil
    }
  }

  private func operand(of node: Node, _ function: Elementwise.Function) -> Node? {
    guard let made = operation(of: node) as? Elementwise, made.function == function else {
      return nil
    }
    return inputs(of: node)[0]
  }

  private func operands(of node: Node, _ function: Elementwise.Function) -> (Node, Node)? {
    guard let made = operation(of: node) as? Elementwise, made.function == function else {
      return nil
    }
    return (inputs(of: node)[0], inputs(of: node)[1])
  }
}
