extension GraphBuilder {
  package mutating func negated(_ x: Node) -> Node { unary(.negated, x) }
  package mutating func exp(_ x: Node) -> Node { unary(.exp, x) }
  /// The natural logarithm; those of softmax and sigmoid are taken from their operands.
  package mutating func log(_ x: Node) -> Node { unary(.log, x) }
  package mutating func log1p(_ x: Node) -> Node { unary(.log1p, x) }
  package mutating func expm1(_ x: Node) -> Node { unary(.expm1, x) }
  package mutating func sqrt(_ x: Node) -> Node { unary(.sqrt, x) }
  package mutating func abs(_ x: Node) -> Node { unary(.abs, x) }
  package mutating func tanh(_ x: Node) -> Node { unary(.tanh, x) }
  package mutating func sigmoid(_ x: Node) -> Node { unary(.sigmoid, x) }
  package mutating func softplus(_ x: Node) -> Node { unary(.softplus, x) }
  package mutating func erf(_ x: Node) -> Node { unary(.erf, x) }
  package mutating func sin(_ x: Node) -> Node { unary(.sin, x) }
  package mutating func cos(_ x: Node) -> Node { unary(.cos, x) }
  package mutating func sign(_ x: Node) -> Node { unary(.sign, x) }
  package mutating func floor(_ x: Node) -> Node { unary(.floor, x) }
  package mutating func ceil(_ x: Node) -> Node { unary(.ceil, x) }
  package mutating func round(_ x: Node) -> Node { unary(.round, x) }
  /// 1 where `x` is 0, else 0.
  package mutating func not(_ x: Node) -> Node { unary(.not, x) }

  package mutating func add(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.add, a, b)
  }

  package mutating func subtract(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.subtract, a, b)
  }

  package mutating func multiply(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.multiply, a, b)
  }

  package mutating func divide(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.divide, a, b)
  }

  package mutating func power(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.power, a, b)
  }

  package mutating func maximum(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.maximum, a, b)
  }

  package mutating func minimum(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.minimum, a, b)
  }

  package mutating func equal(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.equal, a, b)
  }

  package mutating func less(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.less, a, b)
  }

  package mutating func lessOrEqual(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.lessOrEqual, a, b)
  }

  package mutating func and(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.and, a, b)
  }

  package mutating func or(_ a: Node, _ b: Node) throws(GraphProblem) -> Node {
    try binary(.or, a, b)
  }

  /// `first` where `condition` is not 0, else `second`.
  package mutating func select(
    _ condition: Node, _ first: Node, _ second: Node
  ) throws(GraphProblem) -> Node {
    let operation = Elementwise(.select)
    let shape = try operation.outputShape([condition.shape, first.shape, second.shape])
    let inputs = [unwidened(condition), unwidened(first), unwidened(second)]
    if let known = constantValue(of: inputs[0]) {
      return try broadcast(known != 0 ? inputs[1] : inputs[2], to: shape)
    }
    if inputs[1] == inputs[2] { return try broadcast(inputs[1], to: shape) }
    return try broadcast(append(operation, inputs), to: shape)
  }

  mutating func unary(_ function: Elementwise.Function, _ x: Node) -> Node {
    let inner = unwidened(x)
    let result = simplified(function, inner) ?? place(Elementwise(function), [inner], inner.shape)
    return result.shape == x.shape ? result : place(Broadcast(shape: x.shape), [result], x.shape)
  }

  mutating func binary(
    _ function: Elementwise.Function, _ a: Node, _ b: Node
  ) throws(GraphProblem) -> Node {
    let shape = try Elementwise(function).outputShape([a.shape, b.shape])
    var (first, second) = (unwidened(a), unwidened(b))
    if let simpler = try simplified(function, first, second) {
      return try broadcast(simpler, to: shape)
    }
    let isMisplaced =
      constantValue(of: second) == nil
      && (constantValue(of: first) != nil || second.id < first.id)
    if function.isCommutative, isMisplaced { swap(&first, &second) }
    // A constant bound stands second: the gradient at the bound is then that of a constant.
    let isBound = function == .maximum || function == .minimum
    if isBound, constantValue(of: first) != nil { swap(&first, &second) }
    return try broadcast(append(Elementwise(function), [first, second]), to: shape)
  }

  /// The operand of a broadcast: what is repeated is computed once, and repeated after that.
  func unwidened(_ node: Node) -> Node {
    operation(of: node) is Broadcast ? inputs(of: node)[0] : node
  }
}
