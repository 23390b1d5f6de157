import Graphs
import Kernels
import Plans
import Vocabulary

/// The update of all parameters, compiled.
///
/// An optimizer that treats each number by itself runs over the flat buffers at once; any other
/// sees one parameter tensor at a time.
final class Updater {
  private let rate: Int
  private let iteration: Int
  private let list: CommandList
  private let clipping: GradientClipping?
  let work: Double

  init(
    _ rule: OptimizerRule, _ plan: PhasePlan, _ model: Model, gradients: FloatBuffer,
    states: FloatBuffer, threads: Int
  ) throws(EngineError) {
    let (layout, reference) = (model.parameterLayout, plan.optimizer)
    clipping = try plan.clipping.map { limits throws(EngineError) in
      try GradientClipping(limits, gradients: gradients, memory: model.memory, threads: threads)
    }
    if let fused = FusedOptimizer(reference), fused.stateCount <= rule.states.count {
      list = CommandList(scalarCount: 2)
      (rate, iteration) = (0, 1)
      work = Double(4 * layout.count) + (clipping?.work ?? 0)
      list.appendUpdate(
        fused, weights: model.weights.pointer, gradients: gradients.pointer,
        states: states.pointer, count: layout.count, rate: rate, iteration: iteration)
      list.finish(threadCount: threads)
      for owner in [model.weights, gradients, states] { list.keepAlive(owner) }
      return
    }
    let compiled = try Updater.compiled(rule, layout)
    let bytes = bytesOfFloats(compiled.arenaCount)
    guard bytes <= model.memory else {
      throw .tooLarge(MemoryNeed(parameters: bytes), available: model.memory)
    }
    let program = Program(compiled, capacity: 1)
    (rate, iteration) = (compiled.scalars[0], compiled.scalars[1])
    work = compiled.work + (clipping?.work ?? 0)
    list = program.commands(
      rows: 1,
      areas: [
        .parameters: model.weights.pointer, .gradients: gradients.pointer,
        .optimizerStates: states.pointer,
      ], threads: threads)
    for owner in [model.weights, gradients, states] { list.keepAlive(owner) }
  }

  func startTiming(_ now: @escaping () -> Double) {
    list.startTiming(now)
    clipping?.list.startTiming(now)
  }

  /// What the updates took since the timing began.
  var seconds: Double {
    [list, clipping?.list].compactMap { $0?.secondsByGroup.values.reduce(0, +) }.reduce(0, +)
  }

  /// Makes update number `iteration`, from 1.
  func run(rate: Double, iteration: Int, team: ThreadTeam?) {
    clipping?.run(on: team)
    list.scalars[self.rate] = rate
    list.scalars[self.iteration] = Double(iteration)
    list.run(on: team)
  }

  /// The update over all parameters at once, where it treats each number by itself, else by parameter.
  private static func compiled(
    _ rule: OptimizerRule, _ layout: ParameterLayout
  ) throws(EngineError) -> CompiledGraph {
    if try isBlindToShapes(rule, layout.trainable) {
      let all = ParameterLayout.Place(
        name: "all", extents: [layout.count], initializer: .zeros, offset: 0, count: layout.count)
      let flat = try compile(rule, [all], stride: layout.count)
      if flat.isElementwise { return flat }
    }
    return try compile(rule, layout.trainable, stride: layout.count)
  }

  /// Whether the update is the same formula for a parameter of any shape.
  ///
  /// One that looks at the shape, such as a step divided by the number of weights, or that makes
  /// sums over the parameter, is not.
  private static func isBlindToShapes(
    _ rule: OptimizerRule, _ parameters: [ParameterLayout.Place]
  ) throws(EngineError) -> Bool {
    func formula(_ extents: [Int]) throws(EngineError) -> GraphBuilder {
      let place = ParameterLayout.Place(
        name: "any", extents: extents, initializer: .zeros, offset: 0, count: 0)
      return try graph(rule, [place], stride: 0).graph
    }
    guard let first = parameters.first else { return true }
    let known = try formula(first.extents)
    // A length that no parameter has, so that one parameter alone is not taken for all lengths.
    guard try formula([first.count + 1]).isSameFormula(as: known) else { return false }
    for extents in Set(parameters.map(\.extents)) {
      guard try formula(extents).isSameFormula(as: known) else { return false }
    }
    return true
  }

  private static func compile(
    _ rule: OptimizerRule, _ parameters: [ParameterLayout.Place], stride: Int
  ) throws(EngineError) -> CompiledGraph {
    let (graph, places) = try graph(rule, parameters, stride: stride)
    return CompiledGraph(graph, places, capacity: 1)
  }

  private static func graph(
    _ rule: OptimizerRule, _ parameters: [ParameterLayout.Place], stride: Int
  ) throws(EngineError) -> (graph: GraphBuilder, places: GraphPlaces) {
    var graph = GraphBuilder(isTraining: true)
    var places = GraphPlaces()
    let rate = graph.input("rate", [])
    let iteration = graph.input("iteration", [])
    places.scalars = [rate, iteration]
    for parameter in parameters {
      let shape = GraphShape.fixed(parameter.extents)
      let weight = graph.input("weight " + parameter.name, shape)
      let gradient = graph.input("gradient " + parameter.name, shape)
      let states = rule.states.map { graph.input($0.name + " " + parameter.name, shape) }
      places.leaves[gradient] = Place(.gradients, parameter.offset)
      var kept = [(weight, Place(.parameters, parameter.offset))]
      for (index, state) in states.enumerated() {
        kept.append((state, Place(.optimizerStates, index * stride + parameter.offset)))
      }
      for (node, place) in kept { places.leaves[node] = place }
      let new: (weight: Node, states: [Node])
      do {
        new = try rule.update(weight, gradient, rate, iteration, states, &graph)
      } catch {
        throw .function(error)
      }
      for ((old, place), new) in zip(kept, [new.weight] + new.states) where old != new {
        do {
          places.outputs.append((try graph.broadcast(new, to: shape), place))
        } catch {
          throw .graph(error, layer: nil)
        }
      }
    }
    return (graph, places)
  }
}
