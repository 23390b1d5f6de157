import Graphs
import Kernels
import Plans

/// One iteration of a training, compiled: gather the batch, forward, loss, backward, update.
final class TrainingProgram {
  let batch: Int
  /// What the training holds beside the data.
  let need: MemoryNeed
  /// Of the last batch, one for each parameter.
  let gradients: FloatBuffer
  /// At most so many numbers are copied to lie feature by feature.
  private static let mostTurned = 4_000_000
  private let sampleCount: Int
  private let program: Program
  private let updater: Updater
  private let search: LimitedMemoryBFGS?
  private let team: ThreadTeam?
  private let seed: UInt64
  private let loss: Int
  private let weights: FloatBuffer
  /// What the layers' states become if the iteration counts, and where those begin among the weights.
  private let newStates: FloatBuffer
  private let firstState: Int
  /// For the full batch, and for the last one of an epoch where that is smaller.
  private let fullList: CommandList
  private let lastList: CommandList

  init(
    _ model: Model, _ samples: Samples, _ plan: PhasePlan, _ rule: OptimizerRule,
    states: FloatBuffer, seed: UInt64, threads: Int
  ) throws(EngineError) {
    guard samples.count > 0 else { throw .noSamples }
    guard let targets = samples.targets else { throw .noTarget }
    sampleCount = samples.count
    self.seed = seed
    batch = plan.batch.size(of: samples.count)
    let graph = try TrainingGraph(model, samples, plan)
    var compiled = CompiledGraph(graph.graph, graph.places, capacity: batch)
    let byFeature =
      batch == samples.count && samples.count * samples.inputsPerSample <= Self.mostTurned
      && compiled.turnInputs()
    let perSample = samples.inputsPerSample + samples.outputs + (samples.weights == nil ? 0 : 1)
    need = MemoryNeed(
      parameters: MemoryNeed.ofTraining(
        parameters: model.parameterLayout.count, states: rule.states.count),
      batch: bytesOfFloats(
        saturatingSum([
          compiled.floats(threads: threads),
          ElementCount(factor: perSample, rowsPower: 1).value(rows: batch),
        ])))
    guard need.bytes <= model.memory else { throw .tooLarge(need, available: model.memory) }
    let program = Program(compiled, capacity: batch)
    let gradients = FloatBuffer(count: model.parameterLayout.count)
    updater = try Updater(
      rule, plan, model, gradients: gradients, states: states, threads: threads)
    search =
      switch rule.native {
      case .lbfgs(let history):
        LimitedMemoryBFGS(
          history: history, weights: model.weights, gradients: gradients, states: states)
      case nil: nil
      }
    loss = compiled.scalars[0]
    let team = compiled.work + updater.work > Threshold.work ? model.team(of: threads) : nil
    let source = BatchSource(samples, targets, batch: batch, byFeature: byFeature)
    var areas = source.areas
    areas[.parameters] = model.weights.pointer
    areas[.gradients] = gradients.pointer
    firstState = model.parameterLayout.countWithFrozen
    weights = model.weights
    let newStates = FloatBuffer(count: model.parameterLayout.countWithStates - firstState)
    // Those of a frozen layer stay as they are.
    newStates.pointer.update(from: model.weights.pointer + firstState, count: newStates.count)
    areas[.results] = newStates.pointer
    func list(rows: Int) -> CommandList {
      let list = program.commands(rows: rows, areas: areas, threads: team?.count ?? 1) { list in
        source.appendGather(to: list, rows: rows)
      }
      for owner in [model.weights, gradients, newStates] { list.keepAlive(owner) }
      return list
    }
    fullList = list(rows: batch)
    let last = samples.count % batch
    lastList = last == 0 ? fullList : list(rows: last)
    (self.program, self.team) = (program, team)
    (self.gradients, self.newStates) = (gradients, newStates)
  }

  /// Memory that nobody needs between two iterations.
  var arena: FloatBuffer { program.arena }

  var iterationsPerEpoch: Int { (sampleCount + batch - 1) / batch }

  /// Whether one iteration takes far longer than to look at the clock.
  var isSlow: Bool { program.graph.work > 1e6 }

  /// How many samples iteration `number` of an epoch sees, from 0.
  func rows(in number: Int) -> Int { min(batch, sampleCount - number * batch) }

  /// Runs iteration `number` of an epoch with samples in `order`, and returns its loss; where that
  /// is not finite, nothing is updated.
  ///
  /// - Parameter update: The number of the update over all epochs, from 1.
  func iterate(
    _ number: Int, order: UnsafePointer<Int32>, rate: Double, update: Int
  ) -> Double {
    let value = computeGradients(number, order: order, update: update)
    if value.isFinite { self.update(number, loss: value, rate: rate, update: update) }
    return value
  }

  /// The first part of an iteration: its loss, and the gradients.
  func computeGradients(
    _ number: Int, order: UnsafePointer<Int32>, update: Int
  ) -> Double {
    let list = list(of: number)
    list.setIndices(order + number * batch)
    list.setRandomness(seed: seed, iteration: update)
    list.run(on: team)
    return list.scalars[loss]
  }

  /// The second part: the gradients are clipped, and the parameters follow them.
  ///
  /// - Parameter value: The loss of the first part.
  func update(_ number: Int, loss value: Double, rate: Double, update: Int) {
    (weights.pointer + firstState).update(from: newStates.pointer, count: newStates.count)
    guard let search else { return updater.run(rate: rate, iteration: update, team: team) }
    let list = list(of: number)
    search.iterate(loss: value, firstStep: rate > 0 ? rate : 1) {
      list.run(on: team)
      return list.scalars[loss]
    }
  }

  /// Lets each iteration from now on look at the clock between its operations.
  func startTiming(_ now: @escaping () -> Double) {
    fullList.startTiming(now)
    lastList.startTiming(now)
    updater.startTiming(now)
  }

  /// What the operations took since the timing began.
  ///
  /// - Parameter full: How many iterations had the full batch; `last` had that which is left.
  func profile(full: Int, last: Int) -> [ProfileEntry] {
    let lists = fullList === lastList ? [fullList] : [fullList, lastList]
    var seconds: [Int: Double] = [:]
    for list in lists { seconds.merge(list.secondsByGroup, uniquingKeysWith: +) }
    var entries = [
      ProfileEntry(
        layer: nil, stage: .batch, operation: .copy, seconds: seconds[0] ?? 0, arithmetic: 0),
      ProfileEntry(
        layer: nil, stage: .update, operation: .elementwise, seconds: updater.seconds,
        arithmetic: 0),
    ]
    for (index, step) in program.graph.steps.enumerated() {
      let owner = program.graph.owners[index]
      let rest = sampleCount % batch
      entries.append(
        ProfileEntry(
          layer: owner.layer.isEmpty ? nil : owner.layer,
          stage: owner.isBackward ? .backward : .forward, operation: owner.operation,
          seconds: seconds[index + 1] ?? 0,
          arithmetic: Double(full) * step.arithmetic(rows: batch)
            + Double(last) * step.arithmetic(rows: rest)))
    }
    return entries
  }

  /// Whether the second part computes gradients of its own, at other parameters.
  var isSearching: Bool { search != nil }

  private func list(of number: Int) -> CommandList {
    rows(in: number) == batch ? fullList : lastList
  }
}

/// The loss of a batch and its gradients.
private struct TrainingGraph {
  var graph = GraphBuilder(isTraining: true)
  var places = GraphPlaces()

  init(_ model: Model, _ samples: Samples, _ plan: PhasePlan) throws(EngineError) {
    let nodes = try model.plan.write(into: &graph, model.functions)
    let target = try graph.target(for: nodes.prediction, outputs: samples.outputs)
    if samples.weights != nil {
      let weights = graph.input("sample weights", [.rows, 1])
      places.leaves[weights] = Place(.sampleWeights, 0)
      graph.sampleWeights = weights
    }
    let loss = try model.plan.write(
      loss: plan.loss, nodes.prediction, target.node, graph.parameters, model.functions,
      in: &graph)
    let gradients: [Node]
    do {
      gradients = try graph.gradients(of: loss, withRespectTo: graph.trainable)
    } catch {
      throw .graph(error, layer: nil)
    }
    places.leaves.merge(model.parameterLayout.leafPlaces(of: graph)) { a, _ in a }
    places.leaves[nodes.input] = Place(.inputs, 0)
    places.leaves[target.input] = Place(.targets, 0)
    places.scalars = [loss]
    for (gradient, place) in zip(gradients, model.parameterLayout.trainable) {
      places.outputs.append((gradient, Place(.gradients, place.offset)))
    }
    let layout = model.parameterLayout
    for (index, place) in zip(graph.states.indices, layout.states) {
      let state = graph.states[index]
      guard let update = graph.stateUpdates.last(where: { $0.state == state }) else { continue }
      places.outputs.append((update.value, Place(.results, place.offset - layout.countWithFrozen)))
    }
  }
}
