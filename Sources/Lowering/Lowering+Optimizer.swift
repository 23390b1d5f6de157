import Checking
import Diagnostics
package import Graphs

extension Lowering {
  /// The names and first values of what `optimizer` keeps for each weight, in order.
  package func states(
    of optimizer: LoweredOptimizer, settings: [String: LoweredValue] = [:]
  ) throws(LoweringProblem) -> [(name: String, initial: Double)] {
    var graph = GraphBuilder(isTraining: true)
    var evaluator = try evaluator(for: optimizer, settings, in: &graph)
    var states: [(name: String, initial: Double)] = []
    for state in optimizer.optimizer.states {
      states.append((state.name, try evaluator.number(state.initial, in: &graph)))
    }
    return states
  }

  /// Adds one update to `graph`: the new weight, and the new states in order.
  ///
  /// - Shapes: `weight`, `gradient` and each state alike; `rate` and `iteration` are single numbers.
  package func update(
    _ optimizer: LoweredOptimizer, settings: [String: LoweredValue] = [:], weight: Node,
    gradient: Node, rate: Node, iteration: Node, states: [Node], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> (weight: Node, states: [Node]) {
    let checked = optimizer.optimizer
    var evaluator = try evaluator(for: optimizer, settings, in: &graph)
    evaluator.frame.locals[checked.weight] = .node(weight)
    evaluator.frame.locals[checked.gradient] = .node(gradient)
    evaluator.frame.locals[checked.rate] = .node(rate)
    evaluator.frame.locals[checked.iteration] = .node(iteration)
    for (state, node) in zip(checked.states, states) {
      evaluator.frame.locals[state.local] = .node(node)
    }
    let span = checked.nameSpan
    guard case .block(let statements) = checked.function.body else {
      throw .missingReturn(of: checked.function)
    }
    let outcome = try evaluator.run(statements, in: &graph)
    guard outcome.final == nil, outcome.conditional.isEmpty else {
      throw .notInFormula(Text(verbatim: "'return'"), at: span)
    }
    var results: [Node] = []
    for place in [checked.weight] + checked.states.map(\.local) {
      guard let value = evaluator.frame.locals[place] else { continue }
      let node = try value.node(at: span, in: &graph)
      results.append(
        try evaluator.graphResult(of: checked.name, at: span, operands: [(node, span)]) {
          () throws(GraphProblem) in
          try graph.broadcast(node, to: weight.shape)
        })
    }
    return (results[0], Array(results.dropFirst()))
  }

  /// Which states of `optimizer` its update with these settings needs, in order.
  ///
  /// A state that nothing is assigned to stays what it is, and the engine need not keep it. An update
  /// may treat matrices otherwise than vectors, so parameters of several shapes are tried.
  package func neededStates(
    of optimizer: LoweredOptimizer, settings: [String: LoweredValue] = [:]
  ) throws(LoweringProblem) -> [Bool] {
    var needed = optimizer.optimizer.states.map { _ in false }
    var firstProblem: LoweringProblem?
    var isKnown = false
    for shape in Self.triedShapes {
      do throws(LoweringProblem) {
        let changes = try changedStates(of: optimizer, settings, weight: shape)
        for index in needed.indices where changes[index] { needed[index] = true }
        isKnown = true
      } catch {
        firstProblem = firstProblem ?? error
      }
    }
    if !isKnown, let firstProblem { throw firstProblem }
    return needed
  }

  /// Vectors, matrices and the kernel of a convolution; where an extent is not known, an `if` on it
  /// takes both branches.
  private static let triedShapes: [GraphShape] = [
    [2], [.rows], [2, 3], [3, 2], [.rows, 3], [2, 2, 2, 2],
  ]

  private func changedStates(
    of optimizer: LoweredOptimizer, _ settings: [String: LoweredValue], weight shape: GraphShape
  ) throws(LoweringProblem) -> [Bool] {
    var graph = GraphBuilder(isTraining: true)
    let names = optimizer.optimizer.states.map(\.name)
    let states = names.map { graph.input("state.\($0)", shape) }
    let result = try update(
      optimizer, settings: settings, weight: graph.input("weight", shape),
      gradient: graph.input("gradient", shape), rate: graph.input("rate", []),
      iteration: graph.input("iteration", []), states: states, in: &graph)
    return zip(states, result.states).map { $0 != $1 }
  }

  private func evaluator(
    for optimizer: LoweredOptimizer, _ settings: [String: LoweredValue],
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Evaluator {
    let function = LoweredFunction(
      optimizer.optimizer.function, captured: optimizer.captured, globals: optimizer.globals)
    var evaluator = Evaluator(self, Frame(function, function.function.frameSize))
    try evaluator.bind(
      function.function, Arguments(named: settings), at: optimizer.optimizer.nameSpan, in: &graph)
    return evaluator
  }
}
