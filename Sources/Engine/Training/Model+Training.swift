package import Kernels
package import Plans

extension Model {
  /// Trains the network as `plan` says, and tells `report` what happens.
  ///
  /// - Parameter now: Seconds of a clock that only goes forward.
  /// - Parameter isAnnounced: Whether the training is described before it begins, for which some
  ///   iterations are timed.
  /// - Parameter shouldStop: Asked between iterations; `true` ends the training there.
  package func train(
    on samples: Samples, validation: Samples?, by plan: TrainingPlan, threads: Int,
    isAnnounced: Bool = true, now: () -> Double, shouldStop: () -> Bool,
    report: (TrainingEvent) -> Void
  ) throws(EngineError) -> TrainingEnd {
    var training = try Training(self, samples, validation, plan, threads: threads)
    unfinished = nil
    return run(&training, isAnnounced: isAnnounced, now, shouldStop, report)
  }

  /// Whether a training was left before its end, and nothing has happened to the network since.
  package var canContinue: Bool { unfinished != nil }

  /// Goes on with the training that was left before its end, to its end, as if it never had been.
  ///
  /// - Returns: `nil` where there is none.
  package func continueTraining(
    threads: Int, now: () -> Double, shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws(EngineError) -> TrainingEnd? {
    guard let rest = unfinished else { return nil }
    takeUp(rest)
    var training = try Training(
      self, rest.samples, rest.validation, rest.plan, threads: threads, done: rest.done,
      stopping: rest.stopping)
    unfinished = nil
    return run(&training, now, shouldStop, report)
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
    _ training: inout Training, isAnnounced: Bool = true, _ now: () -> Double,
    _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) -> TrainingEnd {
    if isAnnounced { report(.started(training.card(now: now))) }
    if let profilingClock { training.startTiming(profilingClock) }
    let end = training.run(now: now, shouldStop: shouldStop, report: report)
    for finding in training.lastFindings(end) { report(.noticed(finding)) }
    report(.ended(end))
    if let profilingClock {
      report(.profiled(training.profile(of: end, now: profilingClock)))
    }
    return end
  }
}
