import Diagnostics
import Engine
import Graphs
import Vocabulary

/// Functions written by hand, so that the engine is tested without the prelude above it.
enum HandTable {
  static let functions = FunctionTable(
    activation: { reference in
      switch reference.name {
      case "relu": rule { x, graph in try graph.maximum(x, graph.constant(0)) }
      case "tanh": rule { x, graph in graph.tanh(x) }
      case "sigmoid": rule { x, graph in graph.sigmoid(x) }
      case "softmax": rule { x, graph in try graph.softmax(x) }
      case "swish": rule { x, graph in try graph.multiply(x, graph.sigmoid(x)) }
      default: nil
      }
    },
    loss: { reference in
      switch reference.name {
      case "mse":
        score { p, t, graph in try graph.mean(of: square(graph.subtract(p, t), in: &graph)) }
      case "cross_entropy":
        score { p, t, graph in
          let surprise = try graph.multiply(t, graph.log(p))
          return graph.negated(try graph.mean(of: graph.sum(of: surprise, over: .outputs)))
        }
      case "log_loss":
        score { p, t, graph in
          let one = graph.constant(1)
          let yes = try graph.multiply(t, graph.log(p))
          let no = try graph.multiply(graph.subtract(one, t), graph.log(graph.subtract(one, p)))
          return graph.negated(try graph.mean(of: graph.add(yes, no)))
        }
      default: nil
      }
    },
    metric: { reference in
      switch reference.name {
      case "accuracy":
        metric { p, t, graph in
          try graph.mean(of: graph.equal(graph.argmax(p), graph.argmax(t)))
        }
      case "largest_error":
        metric { p, t, graph in try graph.max(of: graph.abs(graph.subtract(p, t))) }
      default: nil
      }
    },
    optimizer: { reference in
      switch reference.name {
      case "sgd": sgd
      case "momentum": momentum
      case "adam": adam
      case "normed": normed
      default: nil
      }
    })

  private static func square(
    _ x: Node, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node { try graph.multiply(x, x) }
}

// MARK: - Optimizers

private let sgd = OptimizerRule(states: []) {
  weight, gradient, rate, _, _, graph throws(FunctionProblem) in
  try caught {
    (try graph.subtract(weight, graph.multiply(rate, gradient)), [])
  }
}

private let momentum = OptimizerRule(states: [("velocity", 0)]) {
  weight, gradient, rate, _, states, graph throws(FunctionProblem) in
  try caught {
    let velocity = try graph.add(graph.multiply(graph.constant(0.9), states[0]), gradient)
    return (try graph.subtract(weight, graph.multiply(rate, velocity)), [velocity])
  }
}

/// Kingma and Ba (2015), algorithm 1.
private let adam = OptimizerRule(states: [("m", 0), ("v", 0)]) {
  weight, gradient, rate, iteration, states, graph throws(FunctionProblem) in
  try caught {
    let (one, beta1, beta2) = (graph.constant(1), graph.constant(0.9), graph.constant(0.999))
    let m = try graph.add(
      graph.multiply(beta1, states[0]), graph.multiply(graph.constant(0.1), gradient))
    let v = try graph.add(
      graph.multiply(beta2, states[1]),
      graph.multiply(graph.constant(0.001), graph.multiply(gradient, gradient)))
    let mHat = try graph.divide(m, graph.subtract(one, graph.power(beta1, iteration)))
    let vHat = try graph.divide(v, graph.subtract(one, graph.power(beta2, iteration)))
    let step = try graph.divide(mHat, graph.add(graph.sqrt(vHat), graph.constant(1e-8)))
    return (try graph.subtract(weight, graph.multiply(rate, step)), [m, v])
  }
}

/// A step of the length of the rate for each tensor: it sees tensors, not single numbers.
private let normed = OptimizerRule(states: []) {
  weight, gradient, rate, _, _, graph throws(FunctionProblem) in
  try caught {
    let norm = graph.sqrt(try graph.sum(of: graph.multiply(gradient, gradient)))
    return (try graph.subtract(weight, graph.multiply(rate, graph.divide(gradient, norm))), [])
  }
}

// MARK: - Rules

private func rule(
  _ write: @escaping @Sendable (Node, inout GraphBuilder) throws -> Node
) -> ActivationRule {
  { x, graph throws(FunctionProblem) in try caught { try write(x, &graph) } }
}

private func score(
  _ write: @escaping @Sendable (Node, Node, inout GraphBuilder) throws -> Node
) -> LossRule {
  { prediction, target, _, graph throws(FunctionProblem) in
    try caught { try write(prediction, target, &graph) }
  }
}

private func metric(
  _ write: @escaping @Sendable (Node, Node, inout GraphBuilder) throws -> Node
) -> MetricRule {
  { prediction, target, graph throws(FunctionProblem) in
    try caught { try write(prediction, target, &graph) }
  }
}

/// A clash of shapes as the problem that a script's function would have.
private func caught<Value>(_ body: () throws -> Value) throws(FunctionProblem) -> Value {
  do {
    return try body()
  } catch {
    let problem = (error as? GraphProblem)?.expected ?? (en: "\(error)", pt: "\(error)")
    throw FunctionProblem(
      diagnostic: .error(
        .shapeMismatch, Text(en: problem.en, pt: problem.pt),
        at: Label(Span(FileID(0), 0..<0))))
  }
}
