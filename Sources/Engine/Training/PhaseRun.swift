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
  private var begun = Begun()
  /// The last beginning whose first loss was finite.
  private var snapshot: Snapshot?
  /// Memory for it.
  private var spare: Snapshot?

  /// An epoch, or the rest of one.
  private struct Begun {
    /// Counted over all trainings; 0 for none.
    var epoch = 0
    /// Counted from 0 in this training.
    var planned = 0
    /// The first iteration, from 0.
    var iteration = 0
  }

  /// Parameters and optimizer state before the first update of what was begun.
  private struct Snapshot {
    let weights: FloatBuffer
    let states: FloatBuffer
    var updates: Int
    /// Iterations that the network had made.
    var trained: Int
    var begun = Begun()
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
  }

  deinit {
    order.deallocate()
  }

  /// Lets each iteration from now on look at the clock between its operations.
  func startTiming(_ now: @escaping () -> Double) {
    counts = (0, 0)
    program.startTiming(now)
  }

  /// Prepares an epoch: the order of its samples.
  ///
  /// - Parameter epoch: Counted over all trainings; `planned` counts in this one, from 0.
  /// - Parameter iteration: The first one to be run, from 0.
  func begin(epoch: Int, planned: Int, iteration: Int) {
    begin(Begun(epoch: epoch, planned: planned, iteration: iteration))
  }

  private func begin(_ begun: Begun) {
    self.begun = begun
    rate = rates.rate(epoch: begun.planned, number: 0)
    shuffle(begun.epoch)
  }

  /// Runs iteration `number`, from 0, of the epoch begun, and returns its loss; where that is not finite,
  /// nothing is updated.
  func iterate(_ number: Int) -> Double { iterate(number, observer: nil) }

  /// Does what `iterate` does, in parts between which `observer` looks.
  func iterate(_ number: Int, observer: StepObserver?) -> Double {
    guard let start = order.baseAddress else { return .nan }
    let loss = program.computeGradients(number, order: start, update: memory.updates + 1)
    guard loss.isFinite else { return loss }
    if number == begun.iteration { keepBeginning() }
    observer?.noteGradients()
    program.update(number, loss: loss, rate: rate(of: number), update: memory.updates + 1)
    observer?.noteUpdate()
    count(number)
    return loss
  }

  private func rate(of number: Int) -> Double {
    rates.isByEpoch ? rate : rates.rate(epoch: begun.planned, number: number)
  }

  private func count(_ number: Int) {
    if program.rows(in: number) == program.batch { counts.full += 1 } else { counts.last += 1 }
    memory.updates += 1
    model.iterationsTrained += 1
  }

  /// The network at the beginning of the last epoch with an update; `nil` where it was begun before.
  var mark: Trail.Mark? {
    guard let snapshot, snapshot.begun.iteration == 0 else { return nil }
    return Trail.Mark(
      iteration: snapshot.trained, epochs: snapshot.begun.epoch - 1, begun: nil,
      weights: snapshot.weights,
      memory: OptimizerMemory(
        memory.reference, states: snapshot.states, updates: snapshot.updates), isJump: false)
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

  /// Whether iteration `number` of the epoch begun finds a finite loss; nothing is changed.
  func isFinite(at number: Int) -> Bool {
    guard let start = order.baseAddress else { return false }
    return program.computeGradients(number, order: start, update: memory.updates + 1).isFinite
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
    guard let snapshot else { return false }
    // Before its first update the epoch begun has no snapshot: the last one is that of the epoch before.
    let isBefore = number <= begun.iteration
    restore(snapshot)
    begin(snapshot.begun)
    let end = (isBefore ? program.iterationsPerEpoch : number) - 1
    for number in begun.iteration..<max(end, begun.iteration) { _ = iterate(number) }
    return true
  }

  /// Runs a few iterations, and takes back what they did.
  ///
  /// - Parameter planned: An epoch of the phase, counted from 0 in the training.
  /// - Returns: Seconds for one iteration.
  func probe(planned: Int, seconds: Double, now: () -> Double) -> Double {
    shuffle(model.epochsTrained + 1)
    let (saved, known) = (copyOfState(), begun)
    // No iteration is the first one, so that none is kept.
    begun = Begun(epoch: 0, planned: planned, iteration: -1)
    rate = rates.rate(epoch: planned, number: 0)
    defer {
      restore(saved)
      begun = known
      if snapshot == nil { spare = saved }
    }
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

  private func keepBeginning() {
    var kept = snapshot ?? spare ?? copyOfState()
    spare = nil
    (kept.begun, kept.updates, kept.trained) = (begun, memory.updates, model.iterationsTrained)
    copy(model.weights, to: kept.weights)
    copy(memory.states, to: kept.states)
    snapshot = kept
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
