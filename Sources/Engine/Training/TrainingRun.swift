import Kernels
import Plans

/// A training ready to be run: its program, the order of the samples, and what may have to come
/// back.
final class TrainingRun {
  let model: Model
  let plan: TrainingPlan
  let program: TrainingProgram
  let sampleCount: Int
  private(set) var memory: OptimizerMemory
  private let order: UnsafeMutableBufferPointer<Int32>
  private var current: Snapshot
  private var previous: Snapshot?

  /// Parameters and optimizer state at the beginning of an epoch.
  private struct Snapshot {
    let weights: FloatBuffer
    let states: FloatBuffer
    var updates: Int
    /// 0 for none.
    var epoch = 0
    var rate = 0.0
  }

  init(
    _ model: Model, _ samples: Samples, _ plan: TrainingPlan, threads: Int
  ) throws(EngineError) {
    guard let rule = model.functions.optimizer(plan.optimizer) else {
      throw .unknownFunction(plan.optimizer)
    }
    self.model = model
    self.plan = plan
    sampleCount = samples.count
    if let known = model.optimizer, known.reference == plan.optimizer {
      memory = known
    } else {
      memory = OptimizerMemory(plan.optimizer, rule, parameters: model.parameterLayout.count)
    }
    program = try TrainingProgram(
      model, samples, plan, rule, states: memory.states, threads: threads)
    order = .allocate(capacity: samples.count)
    order.initialize(repeating: 0)
    current = Snapshot(
      weights: model.weights.copy(), states: memory.states.copy(), updates: memory.updates)
  }

  deinit {
    order.deallocate()
  }

  /// Prepares `epoch`: the order of its samples, and the state to come back to.
  func begin(epoch: Int, rate: Double) {
    if current.epoch != 0 {
      let free = previous ?? copyOfState()
      (previous, current) = (current, free)
    }
    (current.epoch, current.rate, current.updates) = (epoch, rate, memory.updates)
    copy(model.weights, to: current.weights)
    copy(memory.states, to: current.states)
    shuffle(epoch)
  }

  /// Runs iteration `number`, from 0, of the epoch begun, and returns its loss.
  func iterate(_ number: Int) -> Double {
    guard let start = order.baseAddress else { return .nan }
    let loss = program.iterate(
      number, order: start, rate: current.rate, update: memory.updates + 1)
    if loss.isFinite { memory.updates += 1 }
    return loss
  }

  /// Goes back to the parameters before the last update, after which the loss was not finite.
  ///
  /// No parameters are kept for this in each iteration: training repeats itself bit for bit, so the
  /// epoch is run again up to there.
  ///
  /// - Parameter number: The iteration of the epoch begun, from 0, that found the loss not finite.
  func goBack(before number: Int) {
    if number > 0 {
      replay(current, iterations: number - 1)
    } else if let previous {
      replay(previous, iterations: program.iterationsPerEpoch - 1)
    } else {
      restore(current)
    }
  }

  /// Runs a few iterations, and takes back what they did.
  ///
  /// - Returns: Seconds for one iteration.
  func probe(now: () -> Double) -> Double {
    shuffle(model.epochsTrained + 1)
    let saved = copyOfState()
    current.rate = plan.rate(in: 0)
    defer { restore(saved) }
    var best = Double.infinity
    let start = now()
    for round in 0..<5 {
      let begin = now()
      _ = iterate(round % program.iterationsPerEpoch)
      best = min(best, now() - begin)
      if now() - start > 0.03 { break }
    }
    return best
  }

  private func replay(_ snapshot: Snapshot, iterations: Int) {
    restore(snapshot)
    current.rate = snapshot.rate
    shuffle(snapshot.epoch)
    for number in 0..<iterations { _ = iterate(number) }
  }

  private func copyOfState() -> Snapshot {
    Snapshot(weights: model.weights.copy(), states: memory.states.copy(), updates: memory.updates)
  }

  private func restore(_ snapshot: Snapshot) {
    copy(snapshot.weights, to: model.weights)
    copy(snapshot.states, to: memory.states)
    memory.updates = snapshot.updates
  }

  private func shuffle(_ epoch: Int) {
    // A batch of all samples is not gathered, so it has no order.
    guard program.batch < sampleCount else { return }
    RandomSource(plan.seed, .shuffle(epoch: epoch)).stream.fillPermutation(order)
  }

  private func copy(_ source: FloatBuffer, to target: FloatBuffer) {
    target.pointer.update(from: source.pointer, count: source.count)
  }
}

extension TrainingPlan {
  /// The rate of an epoch of this training, counted from 0; 0 for an optimizer that needs none.
  func rate(in epoch: Int) -> Double {
    epoch < rates.count ? rates[epoch] : rates.last ?? 0
  }
}
