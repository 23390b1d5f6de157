import Engine
import Graphs
import Prelude
import TestSupport
import Testing
import Vocabulary

/// The formulas of the prelude against PyTorch 2.13.0 and scikit-learn 1.9.1, in double precision.
///
/// Both sides round at each of some ten operations, by 1.1e-16 of values that cancel at most a few
/// digits; 1e-12 of the value, or of 1 where it is smaller, leaves room for that and for no mistake.
struct ReferenceTests {
  private let tolerance = 1e-12
  private let table = BuiltinFormulas.functions { _ in nil }

  @Test(arguments: Reference.activations.cases)
  func `an activation and its gradient are those of PyTorch`(
    _ reference: Reference.ActivationCase
  ) throws {
    let rule = try #require(table.activation(FunctionReference(reference.name, reference.settings)))
    var graph = GraphBuilder()
    let (x, weights) = (graph.input("x", [.rows, 2]), graph.input("weights", [.rows, 2]))
    let y = try rule(x, &graph)
    let sum = try graph.sum(of: graph.multiply(y, weights))
    let gradient = try graph.gradients(of: sum, withRespectTo: [x])[0]
    var slow = SlowGraph(
      graph, rows: Reference.activations.inputs.count,
      [
        "x": SlowTensor(Reference.activations.inputs),
        "weights": SlowTensor(Reference.activations.weights),
      ])
    #expect(largestError(slow.value(of: y).values, reference.outputs.flatMap { $0 }) < tolerance)
    #expect(
      largestError(slow.value(of: gradient).values, reference.gradients.flatMap { $0 }) < tolerance)
  }

  @Test(arguments: Reference.losses)
  func `a loss and its gradient are those of PyTorch`(_ reference: Reference.LossCase) throws {
    let activation = try #require(table.activation(FunctionReference(reference.activation)))
    let loss = try #require(table.loss(FunctionReference(reference.name, reference.settings)))
    let outputs = reference.inputs[0].count
    var graph = GraphBuilder()
    let x = graph.input("x", [.rows, .fixed(outputs)])
    let target = graph.input("target", [.rows, .fixed(outputs)])
    let value = try loss(activation(x, &graph), target, [], &graph)
    let gradient = try graph.gradients(of: value, withRespectTo: [x])[0]
    var slow = SlowGraph(
      graph, rows: reference.inputs.count,
      ["x": SlowTensor(reference.inputs), "target": SlowTensor(reference.targets)])
    #expect(largestError(slow.value(of: value).values, [reference.value]) < tolerance)
    #expect(
      largestError(slow.value(of: gradient).values, reference.gradients.flatMap { $0 }) < tolerance)
  }

  @Test(arguments: Reference.metrics)
  func `a metric is that of scikit-learn`(_ reference: Reference.MetricCase) throws {
    let metric = try #require(table.metric(FunctionReference(reference.name, reference.settings)))
    let outputs = reference.predictions[0].count
    var graph = GraphBuilder()
    let prediction = graph.input("prediction", [.rows, .fixed(outputs)])
    let target = graph.input("target", [.rows, .fixed(outputs)])
    let value = try metric(prediction, target, &graph)
    var slow = SlowGraph(
      graph, rows: reference.predictions.count,
      [
        "prediction": SlowTensor(reference.predictions), "target": SlowTensor(reference.targets),
      ])
    #expect(largestError(slow.value(of: value).values, [reference.value]) < tolerance)
  }

  /// PyTorch corrects Adam's means in another order, and 20 iterations add their roundings up.
  @Test(arguments: Reference.optimizers.cases)
  func `twenty iterations of an optimizer are those of PyTorch`(
    _ reference: Reference.OptimizerCase
  ) throws {
    let problem = Reference.optimizers
    try expectPath(
      reference.path.map { [$0] }, of: FunctionReference(reference.name, reference.settings),
      rate: reference.rate, extents: [problem.start.count], start: problem.start
    ) { index, weight in problem.steepness[index] * (weight - problem.centre[index]) }
  }

  @Test(arguments: Reference.matrices)
  func `iterations that see a matrix as one are those of PyTorch`(
    _ reference: Reference.MatrixCase
  ) throws {
    let steepness = reference.steepness.flatMap { $0 }
    try expectPath(
      reference.path, of: FunctionReference(reference.name, reference.settings),
      rate: reference.rate, extents: [reference.start.count, reference.start[0].count],
      start: reference.start.flatMap { $0 }
    ) { index, weight in steepness[index] * weight }
  }

  /// Follows an optimizer down a bowl.
  private func expectPath(
    _ path: [[[Double]]], of reference: FunctionReference, rate: Double, extents: [Int],
    start: [Double], slope: (Int, Double) -> Double
  ) throws {
    let rule = try #require(table.optimizer(reference))
    var graph = GraphBuilder(isTraining: true)
    let weight = graph.input("weight", .fixed(extents))
    let states = rule.states.map { graph.input("state.\($0.name)", .fixed(extents)) }
    let result = try rule.update(
      weight, graph.input("gradient", .fixed(extents)), graph.input("rate", []),
      graph.input("iteration", []), states, &graph)
    var weights = start
    var kept = rule.states.map { Array(repeating: $0.initial, count: start.count) }
    for (index, expected) in path.enumerated() {
      let gradient = weights.indices.map { slope($0, weights[$0]) }
      var leaves = [
        "weight": SlowTensor(extents, weights), "gradient": SlowTensor(extents, gradient),
        "rate": SlowTensor(rate), "iteration": SlowTensor(Double(index + 1)),
      ]
      for (state, values) in zip(rule.states, kept) {
        leaves["state.\(state.name)"] = SlowTensor(extents, values)
      }
      var slow = SlowGraph(graph, leaves)
      weights = slow.value(of: result.weight).values
      kept = result.states.map { slow.value(of: $0).values }
      #expect(largestError(weights, expected.flatMap { $0 }) < 1e-11, "iteration \(index + 1)")
    }
  }

  @Test func `every loss, activation, metric and optimizer has a reference`() {
    let tested = Set(
      Reference.activations.cases.map(\.name) + Reference.losses.map(\.name)
        + Reference.metrics.map(\.name) + Reference.optimizers.cases.map(\.name))
    let defined = Catalogue.builtin.entries
      .filter { $0.definition != nil && $0.role != .schedule }.map(\.name)
    #expect(Set(defined).subtracting(tested).isEmpty)
  }
}
