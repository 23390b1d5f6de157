import Checking
package import Diagnostics
package import Graphs

extension Lowering {
  /// Adds the activation `function` of `x`.
  ///
  /// - Shapes: `x` and the result alike.
  package func activation(
    _ function: LoweredValue, settings: [String: LoweredValue] = [:], of x: Node, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Node {
    let result = try call(function, [.node(x)], named: settings, at: span, in: &graph)
    let node = try result.node(at: place(of: function, span), in: &graph)
    if node.shape == x.shape { return node }
    guard node.shape.isEmpty, let constant = graph.constantValue(of: node),
      let repeated = try? graph.broadcast(graph.constant(constant), to: x.shape)
    else {
      throw .changesShape(function, from: x.shape, to: node.shape, at: place(of: function, span))
    }
    return repeated
  }

  /// Adds the loss or metric `function` of a prediction and its target.
  ///
  /// - Shapes: `prediction` and `target` `[rows, outputs]`; the result is a single number.
  /// - Parameter weights: The network's parameters, for a loss with a third parameter `weights`.
  package func score(
    _ function: LoweredValue, settings: [String: LoweredValue] = [:], prediction: Node,
    target: Node, weights: [Node] = [], at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Node {
    var arguments = [LoweredValue.node(prediction), .node(target)]
    if function.parameter(at: 2) == "weights" {
      arguments.append(.list(weights.map { .node($0) }))
    }
    var result = try call(function, arguments, named: settings, at: span, in: &graph)
    // `loss power(3)`, where `power` makes a loss: what a formula gives may be a function itself.
    switch result {
    case .function, .builtin:
      result = try call(
        result, Array(arguments.prefix(2)), at: place(of: function, span), in: &graph)
    default: break
    }
    let node = try result.node(at: place(of: function, span), in: &graph)
    guard node.shape.allSatisfy({ $0 == 1 }), let number = try? graph.reshaped(node, to: []) else {
      throw .notOneNumber(function, shape: node.shape, at: place(of: function, span))
    }
    return number
  }

  /// Adds the schedule `function`: the share of the rate that is left after some epochs.
  ///
  /// - Shapes: `epoch`, `epochs` and the result are single numbers.
  package func schedule(
    _ function: LoweredValue, settings: [String: LoweredValue] = [:], epoch: Node, epochs: Node,
    at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Node {
    let result = try call(
      function, [.node(epoch), .node(epochs)], named: settings, at: span, in: &graph)
    let node = try result.node(at: place(of: function, span), in: &graph)
    guard node.shape.isEmpty else {
      throw .notOneNumber(function, shape: node.shape, at: place(of: function, span))
    }
    return node
  }

  /// Adds `function` of the arguments, whether it is the script's or the catalogue's.
  package func call(
    _ function: LoweredValue, _ arguments: [LoweredValue], named: [String: LoweredValue] = [:],
    at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch function {
    case .function(let function):
      return try call(function, arguments, named: named, in: &graph)
    case .builtin(let name):
      return try call(builtin: name, arguments, named: named, at: span, in: &graph)
    default: throw .mismatch(function, needed: .function, at: span)
    }
  }

  /// Where a problem with the result of `function` is shown: at a script's function itself.
  private func place(of function: LoweredValue, _ span: Span) -> Span {
    if case .function(let function) = function { function.function.span } else { span }
  }
}

extension LoweredValue {
  fileprivate func parameter(at index: Int) -> String? {
    guard case .function(let function) = self,
      function.function.parameters.indices.contains(index)
    else { return nil }
    return function.function.parameters[index].name
  }
}
