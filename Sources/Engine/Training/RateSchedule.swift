import Graphs
import Kernels
import Plans
import Vocabulary

/// The learning rate of each iteration of one phase.
final class RateSchedule {
  private let plan: RatePlan
  /// Whether the rate stays the same within an epoch.
  let isByEpoch: Bool
  private let iterationsPerEpoch: Int
  /// The first epoch of the phase, counted from 0 in the training, and how many iterations that
  /// the plan holds for come before it.
  let firstEpoch: Int
  private let iterationsBefore: Int
  /// Where the warm-up ends, in epochs.
  private let warmEpochs: Double
  private let decay: Decay?

  /// The decay as a program of single numbers, which runs without any memory of its own.
  private struct Decay {
    let list: CommandList
    let epoch: Int
    let share: Int
  }

  /// - Parameter phases: All phases of the training; this is for the one at `phase`.
  init(
    _ plan: RatePlan, phase: Int, _ phases: [PhaseLayout.Phase],
    _ functions: FunctionTable
  ) throws(EngineError) {
    self.plan = plan
    isByEpoch = plan.isByEpoch
    iterationsPerEpoch = phases[phase].iterationsPerEpoch
    firstEpoch = phases[phase].first
    let stretch = phases.filter { $0.first >= plan.start }
    iterationsBefore = stretch.prefix { $0.first < phases[phase].first }
      .reduce(0) { $0 + $1.epochs * $1.iterationsPerEpoch }
    warmEpochs = RateSchedule.epochs(of: plan.warmup, in: stretch)
    let left = max(Double(plan.epochs) - warmEpochs, 1 / Double(iterationsPerEpoch))
    if let reference = plan.decay {
      decay = try RateSchedule.compile(reference, epochs: left, functions)
    } else {
      decay = nil
    }
  }

  /// The rate of iteration `number`, from 0, of an epoch of the training, counted from 0.
  func rate(epoch: Int, number: Int) -> Double {
    let base = plan.base(in: epoch)
    if isByEpoch { return base }
    let passed =
      Double(epoch - plan.start) + Double(number) / Double(iterationsPerEpoch)
    var rate = base
    if let warmup = plan.warmup {
      let step =
        warmup.unit == .iterations
        ? Double(iterationsBefore + (epoch - firstEpoch) * iterationsPerEpoch + number + 1)
        : passed + 1 / Double(iterationsPerEpoch)
      rate *= min(step / warmup.value, 1)
    }
    if let decay {
      decay.list.scalars[decay.epoch] = max(min(passed, Double(plan.epochs)) - warmEpochs, 0)
      decay.list.run(on: nil)
      rate *= decay.list.scalars[decay.share]
    }
    return rate
  }

  /// The first epoch with a rate that is no finite number from 0, among some of all.
  func firstIllegal(epochs: Range<Int>) -> (rate: Double, epoch: Int)? {
    guard !isByEpoch else { return nil }
    for epoch in stride(from: epochs.lowerBound, to: epochs.upperBound, by: 1 + epochs.count / 4096)
    {
      for number in [0, iterationsPerEpoch - 1] {
        let rate = rate(epoch: epoch, number: number)
        if !rate.isFinite || rate < 0 { return (rate, epoch - plan.start + 1) }
      }
    }
    return nil
  }

  /// The epochs that a warm-up takes; its iterations may lie in phases of other batches.
  private static func epochs(
    of warmup: Quantity?, in phases: [PhaseLayout.Phase]
  ) -> Double {
    guard let warmup else { return 0 }
    guard warmup.unit == .iterations else { return warmup.value }
    var (left, epochs) = (warmup.value, 0.0)
    for phase in phases {
      let own = Double(phase.epochs) * Double(phase.iterationsPerEpoch)
      if left <= own { return epochs + left / Double(phase.iterationsPerEpoch) }
      left -= own
      epochs += Double(phase.epochs)
    }
    return epochs
  }

  private static func compile(
    _ reference: FunctionReference, epochs: Double, _ functions: FunctionTable
  ) throws(EngineError) -> Decay {
    guard let rule = functions.schedule(reference) else { throw .unknownFunction(reference) }
    var graph = GraphBuilder()
    let epoch = graph.input("epoch", [])
    let share: Node
    do {
      share = try rule(epoch, graph.constant(epochs), &graph)
    } catch {
      throw .function(error)
    }
    var places = GraphPlaces()
    places.scalars = [epoch, share]
    let compiled = CompiledGraph(graph, places, capacity: 1)
    let list = Program(compiled, capacity: 1).commands(rows: 1, areas: [:], threads: 1)
    return Decay(list: list, epoch: compiled.scalars[0], share: compiled.scalars[1])
  }
}
