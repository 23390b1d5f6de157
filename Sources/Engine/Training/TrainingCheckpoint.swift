package import Kernels
package import Plans
import Vocabulary

/// All that it takes to go on with a training as if it had never been stopped: to the same weights, bit for
/// bit.
///
/// It is taken only where the next loss is known to be finite, so that a training which goes on from it
/// and diverges has an update of its own to take back.
package struct TrainingCheckpoint: Sendable {
  /// How far it had come.
  package let progress: Progress
  /// The network's tensors, and others whose names begin with a slash.
  package let tensors: [NamedTensor]
  /// How it ended, where it did.
  package let end: TrainingEnd?

  package struct Progress: Codable, Sendable {
    /// Epochs and iterations of the network, over all its trainings.
    var epochsTrained: Int
    var iterationsTrained: Int
    /// Epochs of the plan that are done, and what this training has done of it.
    var done: Int
    var epochs: Int
    var iterations: Int
    var seconds: Double
    /// The epoch that was begun and not ended.
    var begun: EpochInProgress.Sums?
    var optimizer: FunctionReference
    var updates: Int
    var losses: LossSeries
    var doctor: Doctor?
    var stopping: EarlyStopping.Memory?
    var hasJumped: Bool
    /// Of a training that was left before its end: the epoch to go on with, where the network was given its
    /// best parameters meanwhile.
    var last: EpochInProgress.Sums?
    /// After how many iterations each epoch ended.
    var epochEnds: [Int]
  }

  package init(progress: Progress, tensors: [NamedTensor], end: TrainingEnd?) {
    (self.progress, self.tensors, self.end) = (progress, tensors, end)
  }

  /// Epochs of the plan that are done.
  package var epochsDone: Int { progress.done }

  private enum Name {
    static let optimizer = "/optimizer"
    static let best = "/best"
    static let last = "/last"
  }

  fileprivate func values(_ name: String) -> [Float] {
    tensors.first { $0.name == name }?.values ?? []
  }

  fileprivate var optimizerStates: [Float] { values(Name.optimizer) }
  fileprivate var bestParameters: [Float] { values(Name.best) }
  fileprivate var lastParameters: [Float] { values(Name.last) }

  fileprivate init(
    _ model: Model, _ progress: Progress, memory: OptimizerMemory?, stopping: EarlyStopping?,
    last: FloatBuffer? = nil, end: TrainingEnd? = nil
  ) {
    func flat(_ name: String, _ values: [Float]) -> NamedTensor {
      NamedTensor(name: name, shape: [values.count], values: values)
    }
    var tensors = model.parameters + model.keptTensors
    tensors.append(flat(Name.optimizer, memory?.states.values ?? []))
    if let best = stopping?.bestParameters, !best.isEmpty { tensors.append(flat(Name.best, best)) }
    if let last { tensors.append(flat(Name.last, last.values)) }
    self.init(progress: progress, tensors: tensors, end: end)
  }
}

/// Where a training keeps what it takes to go on.
package struct CheckpointKeeper {
  /// From where it goes on, if it does.
  let known: TrainingCheckpoint?
  let keep: (TrainingCheckpoint) -> Void

  package init(known: TrainingCheckpoint?, keep: @escaping (TrainingCheckpoint) -> Void) {
    (self.known, self.keep) = (known, keep)
  }
}

extension Training {
  /// What it takes to go on from before the next iteration.
  func checkpoint(_ phase: PhaseRun, _ begun: EpochInProgress, seconds: Double)
    -> TrainingCheckpoint
  {
    TrainingCheckpoint(
      model,
      TrainingCheckpoint.Progress(
        epochsTrained: model.epochsTrained, iterationsTrained: model.iterationsTrained, done: done,
        epochs: epochs, iterations: iterations, seconds: seconds,
        begun: begun.iterations == 0 ? nil : begun.sums, optimizer: phase.memory.reference,
        updates: phase.memory.updates, losses: model.iterationLosses, doctor: doctor,
        stopping: stopping?.memory, hasJumped: false, epochEnds: model.trail.endsOfLeg),
      memory: phase.memory, stopping: stopping)
  }

  /// What a training has left that ended; `nil` where it is to be run again from its last checkpoint.
  func checkpoint(of end: TrainingEnd) -> TrainingCheckpoint? {
    switch end.reason {
    case .diverged, .interrupted: return nil
    case .completed, .stoppedEarly, .limitReached: break
    }
    guard let memory = model.optimizer else { return nil }
    let rest = model.unfinished
    return TrainingCheckpoint(
      model,
      TrainingCheckpoint.Progress(
        epochsTrained: model.epochsTrained, iterationsTrained: model.iterationsTrained, done: done,
        epochs: epochs, iterations: iterations, seconds: end.seconds, begun: model.begun?.sums,
        optimizer: memory.reference, updates: memory.updates, losses: model.iterationLosses,
        stopping: rest?.stopping?.memory, hasJumped: model.hasJumped, last: rest?.last?.begun?.sums,
        epochEnds: model.trail.endsOfLeg),
      memory: memory, stopping: rest?.stopping, last: rest?.last?.weights, end: end)
  }
}

extension TrainingCheckpoint.Progress {
  /// Whether its numbers are some that a training can have, from which it counts on.
  fileprivate var isSound: Bool {
    // So many that no training ever comes near, and that a sum of some of them is one, too.
    let counts = 0...(1 << 53)
    let all =
      [epochsTrained, iterationsTrained, done, epochs, iterations, updates] + epochEnds
      + [stopping?.bestEpoch, stopping?.epochsSince].compactMap(\.self)
    return all.allSatisfy(counts.contains) && losses.isSound && doctor?.isSound != false
  }
}

extension Model {
  /// Why a checkpoint is not one of this network and this training.
  package struct ForeignCheckpoint: Error {}

  /// Comes to where a training was when `checkpoint` was taken.
  ///
  /// - Parameters:
  ///   - plan: That of the training; the network stands where it began.
  ///   - first: Epochs of the plan that were done before it began.
  /// - Returns: What was watched until then.
  func takeUp(
    _ checkpoint: TrainingCheckpoint, of plan: TrainingPlan, on samples: Samples, from first: Int
  ) throws(ForeignCheckpoint) -> EarlyStopping? {
    let progress = checkpoint.progress
    guard fits(checkpoint), progress.isSound, (first...plan.epochs).contains(progress.done) else {
      throw ForeignCheckpoint()
    }
    let batch = plan.phases[plan.phase(of: progress.done)].batch.size(of: samples.count)
    let iterations = (samples.count + batch - 1) / batch
    for begun in [progress.begun, progress.last].compactMap(\.self)
    where !(0..<iterations).contains(begun.iterations) {
      throw ForeignCheckpoint()
    }
    beginLeg(of: plan, on: samples, done: first)
    _ = setTensors(checkpoint.tensors)
    (epochsTrained, iterationsTrained) = (progress.epochsTrained, progress.iterationsTrained)
    iterationLosses = progress.losses
    optimizer = OptimizerMemory(
      progress.optimizer, states: FloatBuffer(checkpoint.optimizerStates), updates: progress.updates
    )
    hasJumped = progress.hasJumped
    let key = EpochKey(plan.phases[plan.phase(of: progress.done)], of: plan, on: samples)
    begun = progress.begun.map { EpochInProgress(key, $0) }
    if keepsTrail { trail.takeUp(endsOfLeg: progress.epochEnds) }
    guard let stopping = plan.stopping, let memory = progress.stopping else { return nil }
    guard
      let watched = EarlyStopping(
        stopping, parameters: weights.count, memory, bestParameters: checkpoint.bestParameters)
    else { throw ForeignCheckpoint() }
    return watched
  }

  /// Comes to where a training has left the network that ended.
  package func takeUpEnd(
    _ checkpoint: TrainingCheckpoint, of plan: TrainingPlan, on samples: Samples,
    validation: Samples?
  ) throws(ForeignCheckpoint) {
    try takeUpEnd(checkpoint, of: plan, on: samples, validation, from: 0)
  }

  /// The same for a training that went on with one which had been left before its end.
  package func takeUpEndOfContinued(
    _ checkpoint: TrainingCheckpoint
  ) throws(ForeignCheckpoint) {
    guard let rest = unfinished else { throw ForeignCheckpoint() }
    takeUp(rest)
    try takeUpEnd(checkpoint, of: rest.plan, on: rest.samples, rest.validation, from: rest.done)
  }

  private func takeUpEnd(
    _ checkpoint: TrainingCheckpoint, of plan: TrainingPlan, on samples: Samples,
    _ validation: Samples?, from first: Int
  ) throws(ForeignCheckpoint) {
    let stopping = try takeUp(checkpoint, of: plan, on: samples, from: first)
    unfinished = nil
    guard case .limitReached? = checkpoint.end?.reason else { return }
    var last: (FloatBuffer, EpochInProgress?)?
    if !checkpoint.lastParameters.isEmpty {
      guard checkpoint.lastParameters.count == weights.count else { throw ForeignCheckpoint() }
      let key = EpochKey(
        plan.phases[plan.phase(of: checkpoint.progress.done)], of: plan, on: samples)
      last = (
        FloatBuffer(checkpoint.lastParameters),
        checkpoint.progress.last.map { EpochInProgress(key, $0) }
      )
    }
    var whole = plan
    whole.limit = nil
    unfinished = UnfinishedTraining(
      plan: whole, samples: samples, validation: validation, done: checkpoint.progress.done,
      stopping: stopping, last: last)
  }

  /// Whether the numbers of a checkpoint have places in this network.
  private func fits(_ checkpoint: TrainingCheckpoint) -> Bool {
    let places = parameterLayout.places + parameterLayout.states
    let shapes = Dictionary(checkpoint.tensors.map { ($0.name, $0.shape) }) { first, _ in first }
    let states = functions.optimizer(checkpoint.progress.optimizer)?.states.count
    return places.allSatisfy { shapes[$0.name] == $0.extents }
      && states.map { $0 * parameterLayout.count } == checkpoint.optimizerStates.count
  }

  /// Notes how the training began that goes on, so that the network can come back.
  private func beginLeg(of plan: TrainingPlan, on samples: Samples, done: Int) {
    guard keepsTrail else { return }
    var whole = plan
    whole.limit = nil
    let key = EpochKey(plan.phases[plan.phase(of: done)], of: plan, on: samples)
    let begun = epochBegun(like: key).iterations
    trail.begin(whole, samples, done: done, begun: begun, isStepwise: false, of: self)
  }
}
