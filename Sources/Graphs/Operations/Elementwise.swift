/// A function of single numbers, applied to each element; operands broadcast as in NumPy.
///
/// Comparisons and logic give 0 or 1, and take anything but 0 as true.
package struct Elementwise: Operation {
  package enum Function: Hashable, Sendable, CaseIterable {
    case negated, exp, log, log1p, expm1, sqrt, abs, tanh, sigmoid, softplus, erf, sin, cos
    case sign, floor, ceil, round, not
    case add, subtract, multiply, divide, power, maximum, minimum
    case equal, less, lessOrEqual, and, or
    /// The second operand where the first is true, else the third.
    case select
  }

  package let function: Function

  init(_ function: Function) {
    self.function = function
  }

  package func outputShape(_ inputs: [GraphShape]) throws(GraphProblem) -> GraphShape {
    var result = inputs[0]
    for input in inputs.dropFirst() {
      guard let joined = result.broadcast(with: input) else {
        throw GraphProblem(
          expected: ("operands of equal shapes", "operandos de formas iguais"), found: inputs)
      }
      result = joined
    }
    return result
  }

  package func gradients(
    of output: Node, _ inputs: [Node], _ gradient: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> [Node?] {
    let full = try slopes(of: output, inputs, gradient, in: &graph)
    var result: [Node?] = []
    for (slope, input) in zip(full, inputs) {
      guard let slope else {
        result.append(nil)
        continue
      }
      // A broadcast operand was used many times, so its gradients are summed.
      result.append(try graph.sum(slope, to: input.shape))
    }
    return result
  }
}

extension Elementwise.Function {
  package var operandCount: Int {
    switch self {
    case .negated, .exp, .log, .log1p, .expm1, .sqrt, .abs, .tanh, .sigmoid, .softplus, .erf, .sin,
      .cos, .sign, .floor, .ceil, .round, .not:
      1
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .equal, .less,
      .lessOrEqual, .and, .or:
      2
    case .select: 3
    }
  }

  var isCommutative: Bool {
    switch self {
    case .add, .multiply, .equal, .and, .or: true
    default: false
    }
  }
}
