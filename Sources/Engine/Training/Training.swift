import Kernels
import Plans
import Vocabulary

/// A training under way: its phases ready to be run, and how far it is.
///
/// It goes on from where the network stands, also in the middle of an epoch: that counts as its
/// first.
struct Training {
  let model: Model
  let plan: TrainingPlan
  let samples: Samples
  let validation: Samples?
  /// What of each phase is known before it is run.
  private let phases: PhaseLayout
  /// From the present phase on.
  let runs: [Int: PhaseRun]
  private let evaluation: EpochEvaluation
  let threads: Int
  /// Epochs of the plan that are done.
  private(set) var done: Int
  private(set) var stopping: EarlyStopping?
  private let epochsBefore: Int
  private(set) var doctor: Doctor
  private var origin: DivergenceOrigin?
  private var start = 0.0
  private var lastProgress = 0.0
  /// What this run of it has done, which may be a part of the whole.
  private(set) var epochs = 0
  private(set) var iterations = 0
  /// What keeps checkpoints, and after how many epochs or iterations each; whether one is due.
  private var keep: ((TrainingCheckpoint) -> Void)?
  private var checkpointEpochs: Int?
  private var checkpointIterations: Int?
  private var isCheckpointDue = false
  /// What it has taken before, in another process.
  private var secondsBefore = 0.0

  /// - Parameter done: Epochs of the plan that were done before.
  /// - Parameter stopping: What was watched until then; it stays as it is, since the training may
  ///   be gone on with from there once more.
  init(
    _ model: Model, _ samples: Samples, _ validation: Samples?, _ plan: TrainingPlan,
    threads: Int, done: Int = 0, stopping known: EarlyStopping? = nil
  ) throws(EngineError) {
    try model.checkInput(samples)
    self.model = model
    self.plan = plan
    self.threads = threads
    (self.samples, self.validation) = (samples, validation)
    self.done = done
    epochsBefore = model.epochsTrained - done
    doctor = Doctor(
      epochsBefore: model.epochsTrained, validationSamples: validation?.count ?? 0)
    let weighted = samples.weighted(byClass: plan.classWeights)
    phases = try PhaseLayout(plan, samples: samples.count, model.functions)
    runs = try Training.runs(of: plan, phases, from: done, model, weighted, threads: threads)
    evaluation = try EpochEvaluation(model, plan, weighted, validation, threads: threads)
    stopping =
      known?.copy()
      ?? plan.stopping.map { EarlyStopping($0, parameters: model.weights.count) }
  }

  private static func runs(
    of plan: TrainingPlan, _ phases: PhaseLayout, from done: Int, _ model: Model,
    _ samples: Samples, threads: Int
  ) throws(EngineError) -> [Int: PhaseRun] {
    var runs: [Int: PhaseRun] = [:]
    var memory = model.optimizer
    var need = MemoryNeed()
    for index in plan.phase(of: done)..<plan.phases.count {
      let run = try PhaseRun(
        model, samples, plan.phases[index], phases.rates[index], memory: memory, seed: plan.seed,
        threads: threads)
      memory = run.memory
      runs[index] = run
      need.parameters = saturatingSum([need.parameters, run.program.need.parameters])
      need.batch = saturatingSum([need.batch, run.program.need.batch])
      guard need.bytes <= model.memory else { throw .tooLarge(need, available: model.memory) }
    }
    return runs
  }

  // MARK: Going on

  /// Lets the training keep checkpoints as its plan says, and go on from one, where its network stands.
  mutating func keepCheckpoints(with keeper: CheckpointKeeper) {
    keep = keeper.keep
    let every = plan.checkpoint.flatMap { Int(exactly: $0.value) }.map { max($0, 1) }
    checkpointEpochs = plan.checkpoint?.unit == .epochs ? every : nil
    checkpointIterations = plan.checkpoint?.unit == .iterations ? every : nil
    guard let progress = keeper.known?.progress else { return }
    (epochs, iterations) = (progress.epochs, progress.iterations)
    secondsBefore = progress.seconds
    doctor = progress.doctor ?? doctor
  }

  mutating func run(
    now: () -> Double, shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) -> TrainingEnd {
    start = now() - secondsBefore
    lastProgress = now()
    var announced: Int?
    while done < plan.epochs {
      let index = plan.phase(of: done)
      guard let phase = runs[index] else { break }
      if plan.phases.count > 1, announced != index {
        report(.phaseBegan(number: index + 1, phases.cards[index]))
        announced = index
      }
      if let reason = runEpoch(phase, now, shouldStop, report) { return end(reason, phase, now) }
      if stopping?.hasEnded == true {
        return end(.stoppedEarly(best: stopping?.bestEpoch ?? 0), phase, now)
      }
      if case .epochs(let most)? = plan.limit, epochs >= most, done < plan.epochs {
        return end(.limitReached(.epochs(most)), phase, now)
      }
    }
    return end(.completed, runs[plan.phases.count - 1], now)
  }

  /// Runs what is left of the present epoch.
  ///
  /// - Returns: Why the training ends within it.
  private mutating func runEpoch(
    _ phase: PhaseRun, _ now: () -> Double, _ shouldStop: () -> Bool,
    _ report: (TrainingEvent) -> Void
  ) -> TrainingEnd.Reason? {
    let epoch = model.epochsTrained + 1
    var begun = begin(phase)
    let count = phase.program.iterationsPerEpoch
    if epochs == 0 { noteLeg(begun, isStepwise: false) }
    for number in begun.iterations..<count {
      if let reason = reasonToEnd(phase, now, shouldStop) {
        model.begun = begun
        if reason == .interrupted { keepCheckpoint(phase, begun, now) }
        return reason
      }
      if isCheckpointDue {
        isCheckpointDue = false
        keepCheckpoint(phase, begun, now)
      }
      let loss = phase.iterate(number)
      guard loss.isFinite else {
        return diverged(phase, epoch: epoch, before: number, loss)
      }
      iterations += 1
      begun.add(loss, weight: phase.weight(in: number))
      model.iterationLosses.note(loss, iteration: model.iterationsTrained)
      if let checkpointIterations, iterations % checkpointIterations == 0 { isCheckpointDue = true }
      reportProgress(phase, epoch, number, loss, now, report)
    }
    guard model.hasFiniteWeights else {
      // The last update of the epoch broke the parameters, which no loss has seen yet.
      return diverged(phase, epoch: epoch, before: count, .nan)
    }
    let result = endEpoch(begun, phase, seconds: now() - start)
    report(.epochEnded(result))
    let examine = {
      Examination(
        phase.model, phase.samples, loss: phase.plan.loss, in: phase.program)
    }
    for finding in doctor.findings(after: result, examine) { report(.noticed(finding)) }
    if let checkpointEpochs, done % checkpointEpochs == 0 { isCheckpointDue = true }
    return nil
  }

  /// Keeps what it takes to go on from before the next iteration, unless that is about to diverge.
  private func keepCheckpoint(_ phase: PhaseRun, _ begun: EpochInProgress, _ now: () -> Double) {
    guard let keep, phase.isFinite(at: begun.iterations) else { return }
    keep(checkpoint(phase, begun, seconds: now() - start))
  }

  /// Prepares the present epoch, of which some may be done.
  func begin(_ phase: PhaseRun) -> EpochInProgress {
    let begun = model.epochBegun(like: EpochKey(phase, plan))
    phase.begin(epoch: model.epochsTrained + 1, planned: done, iteration: begun.iterations)
    return begun
  }

  /// Notes how the network goes on, so that it can come back.
  func noteLeg(_ begun: EpochInProgress, isStepwise: Bool) {
    guard model.keepsTrail else { return }
    var whole = plan
    whole.limit = nil
    model.trail.begin(
      whole, samples, done: done, begun: begun.iterations, isStepwise: isStepwise, of: model)
  }

  /// Counts the epoch, all of whose iterations have been run.
  mutating func passEpoch() {
    model.begun = nil
    model.epochsTrained += 1
    epochs += 1
    done += 1
  }

  /// The numbers of the epoch, all of whose iterations have been run.
  mutating func endEpoch(
    _ begun: EpochInProgress, _ phase: PhaseRun, seconds: Double
  ) -> EpochResult {
    let rate = phase.rates.rate(epoch: done, number: phase.program.iterationsPerEpoch - 1)
    passEpoch()
    if model.keepsTrail { model.trail.noteEpochEnd(after: model.iterationsTrained) }
    let result = evaluation.result(
      epoch: model.epochsTrained, begun.loss, phase.plan, rate: rate, seconds: seconds)
    stopping?.note(result, model.weights)
    return result
  }

  private func reasonToEnd(
    _ phase: PhaseRun, _ now: () -> Double, _ shouldStop: () -> Bool
  ) -> TrainingEnd.Reason? {
    if shouldStop() { return .interrupted }
    switch plan.limit {
    case nil, .epochs: return nil
    case .iterations(let most): return iterations >= most ? .limitReached(.iterations(most)) : nil
    case .seconds(let most):
      // The clock is not looked at in every iteration, since small ones take less than it does.
      guard iterations % 64 == 0 || phase.program.isSlow, now() - start >= most else { return nil }
      return .limitReached(.seconds(most))
    }
  }

  /// Takes back the update after which the loss was not finite.
  private mutating func diverged(
    _ phase: PhaseRun, epoch: Int, before number: Int, _ loss: Double
  ) -> TrainingEnd.Reason {
    origin = phase.divergence(in: number)
    if !phase.goBack(before: number), let earlier = runs[plan.phase(of: done) - 1] {
      // The last update was that of the phase before.
      _ = earlier.goBack(before: earlier.program.iterationsPerEpoch)
    }
    // The epoch is begun anew, so its iterations cannot be run again up to here.
    (model.begun, model.hasJumped) = (nil, true)
    return .diverged(epoch: epoch, iteration: number + 1, loss: loss)
  }

  private mutating func reportProgress(
    _ phase: PhaseRun, _ epoch: Int, _ number: Int, _ loss: Double, _ now: () -> Double,
    _ report: (TrainingEvent) -> Void
  ) {
    guard iterations % 64 == 0 || phase.program.isSlow else { return }
    let time = now()
    guard time - lastProgress > 0.1 else { return }
    lastProgress = time
    let share = Double(number + 1) / Double(phase.program.iterationsPerEpoch)
    report(
      .progressed(
        epoch: epoch, iteration: number + 1, fraction: (Double(done) + share) / Double(plan.epochs),
        loss: loss, seconds: time - start))
  }

  private func end(
    _ reason: TrainingEnd.Reason, _ phase: PhaseRun?, _ now: () -> Double
  ) -> TrainingEnd {
    model.optimizer = phase?.memory ?? model.optimizer
    if model.keepsTrail, let mark = phase?.mark { model.trail.add(mark) }
    var next: BegunEpoch?
    switch reason {
    case .completed, .stoppedEarly:
      if let stopping, stopping.restores {
        stopping.restore(model.weights)
        model.hasJumped = true
      }
    // A training that diverged or was interrupted keeps what it has reached.
    case .diverged: break
    case .interrupted, .limitReached:
      next = BegunEpoch(
        epoch: model.epochsTrained + 1, iterations: model.begun?.iterations ?? 0,
        of: runs[plan.phase(of: done)]?.program.iterationsPerEpoch ?? 0)
      model.leave(unfinished: self, restoresBest: reason != .interrupted)
    }
    return TrainingEnd(
      reason, epochs: epochs, iterations: iterations, seconds: now() - start, next: next,
      origin: origin, weightHash: model.weightHash)
  }

  /// What the network that the training has come to shows.
  mutating func lastFindings(_ end: TrainingEnd) -> [Finding] {
    switch end.reason {
    case .diverged, .interrupted: return []
    case .completed, .stoppedEarly, .limitReached: break
    }
    guard let phase = runs[plan.phase(of: max(done - 1, 0))] else { return [] }
    return doctor.findings {
      Examination(model, samples, loss: phase.plan.loss, in: phase.program)
    }
  }

  // MARK: The card

  func card(now: () -> Double) -> TrainingCard {
    let (cards, present) = (phases.cards, plan.phase(of: done))
    let begun = runs[present].map { model.epochBegun(like: EpochKey($0, plan)).iterations } ?? 0
    let updates = saturatingSum(cards.map(\.updates))
    var card = TrainingCard(
      network: model.plan.name, samples: samples.count, validationSamples: validation?.count ?? 0,
      batch: cards[0].batch, lastBatch: cards[0].lastBatch,
      iterationsPerEpoch: cards[0].iterationsPerEpoch, epochs: plan.epochs, updates: updates,
      parameters: model.parameterCount,
      memory: saturatingSum(runs.values.map(\.program.need.bytes)), threads: threads,
      expectedSeconds: expectedSeconds(now: now), phases: cards.count > 1 ? cards : [],
      epochsBefore: epochsBefore,
      goesOnFrom: done == 0 && begun == 0
        ? nil
        : BegunEpoch(
          epoch: model.epochsTrained + 1, iterations: begun, of: cards[present].iterationsPerEpoch),
      updatesLeft: updates - phases.iterations(before: done) - begun)
    card.frozen = model.parameterCount - model.trainableCount
    card.penalties = model.plan.layers.filter { $0.isPenalized && !$0.isFrozen }.map {
      PenaltyCard(layer: $0.name, l1: $0.settings.l1, l2: $0.settings.l2)
    }
    return card
  }

  /// The time that the rest should take, from a few iterations of each phase.
  private func expectedSeconds(now: () -> Double) -> Double? {
    guard done < plan.epochs else { return nil }
    var total = 0.0
    for phase in runs.values {
      let first = phase.rates.firstEpoch
      let left = min(first + phase.plan.epochs - done, phase.plan.epochs)
      let iteration = phase.probe(
        planned: max(first, done), seconds: 0.03 / Double(runs.count), now: now)
      // An evaluation is a forward pass, about a third of an iteration for as many samples.
      let evaluation =
        iteration * Double(evaluation.sampleCount) / Double(3 * phase.program.batch)
      total +=
        Double(left) * (iteration * Double(phase.program.iterationsPerEpoch) + evaluation)
    }
    return total
  }
}
