package import Kernels
package import Plans

extension Model {
  /// Trains the network as `plan` says, and tells `report` what happens.
  ///
  /// - Parameter now: Seconds of a clock that only goes forward.
  /// - Parameter isAnnounced: Whether the training is described before it begins, for which some
  ///   iterations are timed.
  /// - Parameter shouldStop: Asked between iterations; `true` ends the training there.
  /// - Parameter keeper: What keeps checkpoints, and may know one to go on from.
  /// - Precondition: A checkpoint that is known is one of a training that has not ended; the network
  ///   stands where that began.
  package func train(
    on samples: Samples, validation: Samples?, by plan: TrainingPlan, threads: Int,
    isAnnounced: Bool = true, keeper: CheckpointKeeper? = nil, now: () -> Double,
    shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws(EngineError) -> TrainingEnd {
    let known = try keeper?.known.map { known throws(EngineError) in
      try stopping(at: known, of: plan, on: samples, from: 0)
    }
    var training = try Training(
      self, samples, validation, plan, threads: threads,
      done: keeper?.known?.progress.done ?? 0, stopping: known ?? nil)
    unfinished = nil
    return run(&training, isAnnounced: isAnnounced, keeper, now, shouldStop, report)
  }

  /// Comes to where a training was at a checkpoint, and gives what was watched until then.
  private func stopping(
    at checkpoint: TrainingCheckpoint, of plan: TrainingPlan, on samples: Samples, from first: Int
  ) throws(EngineError) -> EarlyStopping? {
    do throws(ForeignCheckpoint) {
      return try takeUp(checkpoint, of: plan, on: samples, from: first)
    } catch {
      throw .foreignCheckpoint
    }
  }

  /// Whether a training was left before its end, and nothing has happened to the network since.
  package var canContinue: Bool { unfinished != nil }

  /// The plan of the training that was left before its end.
  package var unfinishedPlan: TrainingPlan? { unfinished?.plan }

  /// Goes on with the training that was left before its end, to its end, as if it never had been.
  ///
  /// - Returns: `nil` where there is none.
  package func continueTraining(
    threads: Int, keeper: CheckpointKeeper? = nil, now: () -> Double, shouldStop: () -> Bool,
    report: (TrainingEvent) -> Void
  ) throws(EngineError) -> TrainingEnd? {
    guard let rest = unfinished else { return nil }
    takeUp(rest)
    let known = try keeper?.known.map { known throws(EngineError) in
      try stopping(at: known, of: rest.plan, on: rest.samples, from: rest.done)
    }
    var training = try Training(
      self, rest.samples, rest.validation, rest.plan, threads: threads,
      done: keeper?.known?.progress.done ?? rest.done, stopping: known ?? rest.stopping)
    unfinished = nil
    return run(&training, keeper, now, shouldStop, report)
  }

  /// Puts the network where a training was left, if it was given other parameters meanwhile.
  func takeUp(_ rest: UnfinishedTraining) {
    guard let last = rest.last else { return }
    weights.pointer.update(from: last.weights.pointer, count: weights.count)
    (begun, hasJumped) = (last.begun, true)
  }

  /// What a training would be like, with the time it should take; nothing is changed.
  package func card(
    for plan: TrainingPlan, on samples: Samples, validation: Samples?, threads: Int,
    now: () -> Double
  ) throws(EngineError) -> TrainingCard {
    let training = try Training(self, samples, validation, plan, threads: threads)
    return training.card(now: now)
  }

  private func run(
    _ training: inout Training, isAnnounced: Bool = true, _ keeper: CheckpointKeeper?,
    _ now: () -> Double, _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) -> TrainingEnd {
    if let keeper { training.keepCheckpoints(with: keeper) }
    if isAnnounced { report(.started(training.card(now: now))) }
    if let profilingClock { training.startTiming(profilingClock) }
    let end = training.run(now: now, shouldStop: shouldStop, report: report)
    if let keeper, let left = training.checkpoint(of: end) { keeper.keep(left) }
    for finding in training.lastFindings(end) { report(.noticed(finding)) }
    report(.ended(end))
    if let profilingClock {
      report(.profiled(training.profile(of: end, now: profilingClock)))
    }
    return end
  }
}
