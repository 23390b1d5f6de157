import Kernels
import Plans

/// A phase ready to be run: its program, the order of the samples, and what may have to come back.
final class PhaseRun {
  let model: Model
  let plan: PhasePlan
  let program: TrainingProgram
  let memory: OptimizerMemory
  let rates: RateSchedule
  let samples: Samples
  let seed: UInt64
  /// Iterations made with the full batch, and with the smaller one that ends an epoch, since the timing
  /// began.
  private(set) var counts = (full: 0, last: 0)
  private let order: UnsafeMutableBufferPointer<Int32>
  /// Of the samples; empty where all count the same.
  private let weights: FloatBuffer
  private let isWeighted: Bool
  /// That of the epoch, where it stays the same within it.
  private var rate = 0.0
  private var current: Snapshot
  private var previous: Snapshot?

  /// Parameters and optimizer state at the beginning of an epoch, or where one goes on.
  private struct Snapshot {
    let weights: FloatBuffer
    let states: FloatBuffer
    var updates: Int
    /// Iterations that the network had made.
    var trained: Int
    /// Counted over all trainings; 0 for none.
    var epoch = 0
    /// Counted from 0 in this training.
    var planned = 0
    /// The first iteration that follows, from 0.
    var iteration = 0
  }

  /// - Parameter memory: That of the training before, or of the phase, where it goes on.
  init(
    _ model: Model, _ samples: Samples, _ plan: PhasePlan, _ rates: RateSchedule,
    memory known: OptimizerMemory?, seed: UInt64, threads: Int
  ) throws(EngineError) {
    guard let rule = model.functions.optimizer(plan.optimizer) else {
      throw .unknownFunction(plan.optimizer)
    }
    (self.model, self.plan, self.rates) = (model, plan, rates)
    (self.samples, self.seed) = (samples, seed)
    if let known, known.reference == plan.optimizer {
      memory = known
    } else {
      memory = OptimizerMemory(plan.optimizer, rule, parameters: model.parameterLayout.count)
    }
    program = try TrainingProgram(
      model, samples, plan, rule, states: memory.states, seed: seed, threads: threads)
    weights = FloatBuffer(samples.weights ?? [])
    isWeighted = samples.weights != nil
    order = .allocate(capacity: samples.count)
    for index in order.indices { order[index] = Int32(truncatingIfNeeded: index) }
    current = Snapshot(
      weights: model.weights.copy(), states: memory.states.copy(), updates: memory.updates,
      trained: model.iterationsTrained)
  }

  deinit {
    order.deallocate()
  }

  /// Lets each iteration from now on look at the clock between its operations.
  func startTiming(_ now: @escaping () -> Double) {
    counts = (0, 0)
    program.startTiming(now)
  }

  /// Prepares an epoch: the order of its samples, and the state to come back to.
  ///
  /// - Parameter epoch: Counted over all trainings; `planned` counts in this one, from 0.
  /// - Parameter iteration: The first one to be run, from 0.
  func begin(epoch: Int, planned: Int, iteration: Int) {
    if current.epoch != 0 {
      let free = previous ?? copyOfState()
      (previous, current) = (current, free)
    }
    (current.epoch, current.planned, current.iteration) = (epoch, planned, iteration)
    (current.updates, current.trained) = (memory.updates, model.iterationsTrained)
    copy(model.weights, to: current.weights)
    copy(memory.states, to: current.states)
    rate = rates.rate(epoch: planned, number: 0)
    shuffle(epoch)
  }

  /// Runs iteration `number`, from 0, of the epoch begun, and returns its loss.
  func iterate(_ number: Int) -> Double {
    guard let start = order.baseAddress else { return .nan }
    let loss = program.iterate(
      number, order: start, rate: rate(of: number), update: memory.updates + 1)
    if loss.isFinite { count(number) }
    return loss
  }

  /// Does what `iterate` does, in parts between which `observer` looks.
  func iterate(_ number: Int, observer: StepObserver) -> Double {
    guard let start = order.baseAddress else { return .nan }
    let loss = program.computeGradients(number, order: start, update: memory.updates + 1)
    guard loss.isFinite else { return loss }
    observer.noteGradients()
    program.update(number, loss: loss, rate: rate(of: number), update: memory.updates + 1)
    observer.noteUpdate()
    count(number)
    return loss
  }

  private func rate(of number: Int) -> Double {
    rates.isByEpoch ? rate : rates.rate(epoch: current.planned, number: number)
  }

  private func count(_ number: Int) {
    if program.rows(in: number) == program.batch { counts.full += 1 } else { counts.last += 1 }
    memory.updates += 1
    model.iterationsTrained += 1
  }

  /// The network at the beginning of the epoch that was begun last; `nil` where it was begun before.
  var mark: Trail.Mark? {
    guard current.epoch != 0, current.iteration == 0 else { return nil }
    return Trail.Mark(
      iteration: current.trained, epochs: current.epoch - 1, begun: nil, weights: current.weights,
      memory: OptimizerMemory(memory.reference, states: current.states, updates: current.updates),
      isJump: false)
  }

  /// How much the samples of iteration `number` count together.
  func weight(in number: Int) -> Double {
    let rows = program.rows(in: number)
    guard isWeighted else { return Double(rows) }
    var sum = 0.0
    for place in number * program.batch..<number * program.batch + rows {
      sum += Double(weights.pointer[Int(order[place])])
    }
    return sum
  }

  /// The samples of iteration `number` of the epoch begun, in their order.
  func rows(in number: Int) -> [Int] {
    let first = number * program.batch
    return order[first..<first + program.rows(in: number)].map { Int($0) }
  }

  /// Goes back to the parameters before the last update, after which the loss was not finite.
  ///
  /// No parameters are kept for this in each iteration: training repeats itself bit for bit, so the
  /// epoch is run again up to there.
  ///
  /// - Parameter number: The iteration of the epoch begun, from 0, that found the loss not finite.
  /// - Returns: Whether there was an update to take back.
  func goBack(before number: Int) -> Bool {
    if number > current.iteration {
      replay(current, to: number - 1)
    } else if let previous {
      replay(previous, to: program.iterationsPerEpoch - 1)
    } else {
      restore(current)
      return false
    }
    return true
  }

  /// Runs a few iterations, and takes back what they did.
  ///
  /// - Parameter planned: An epoch of the phase, counted from 0 in the training.
  /// - Returns: Seconds for one iteration.
  func probe(planned: Int, seconds: Double, now: () -> Double) -> Double {
    shuffle(model.epochsTrained + 1)
    // Before the first epoch this is what was copied when the phase was made.
    let saved = current.epoch == 0 ? current : copyOfState()
    current.planned = planned
    rate = rates.rate(epoch: planned, number: 0)
    defer { restore(saved) }
    var best = Double.infinity
    let start = now()
    for round in 0..<5 {
      let begin = now()
      _ = iterate(round % program.iterationsPerEpoch)
      best = min(best, now() - begin)
      if now() - start > seconds { break }
    }
    return best
  }

  private func replay(_ snapshot: Snapshot, to iteration: Int) {
    restore(snapshot)
    current.planned = snapshot.planned
    rate = rates.rate(epoch: snapshot.planned, number: 0)
    shuffle(snapshot.epoch)
    for number in snapshot.iteration..<max(iteration, snapshot.iteration) { _ = iterate(number) }
  }

  private func copyOfState() -> Snapshot {
    Snapshot(
      weights: model.weights.copy(), states: memory.states.copy(), updates: memory.updates,
      trained: model.iterationsTrained)
  }

  private func restore(_ snapshot: Snapshot) {
    copy(snapshot.weights, to: model.weights)
    copy(snapshot.states, to: memory.states)
    (memory.updates, model.iterationsTrained) = (snapshot.updates, snapshot.trained)
  }

  private func shuffle(_ epoch: Int) {
    // A batch of all samples is not gathered, so it has no order.
    guard program.batch < samples.count else { return }
    RandomSource(seed, .shuffle(epoch: epoch)).stream.fillPermutation(order)
  }

  private func copy(_ source: FloatBuffer, to target: FloatBuffer) {
    target.pointer.update(from: source.pointer, count: source.count)
  }
}
