package import Kernels
package import Plans

extension Model {
  /// What one iteration did.
  package struct Step: Sendable {
    package let step: StepReport
    /// The numbers of the epoch, where it ended one.
    package var epoch: EpochResult?
    /// Where the loss stopped being finite, if it did; nothing is changed then.
    package var origin: DivergenceOrigin?
  }

  /// Makes one iteration of a training by `plan`, which goes on where the network stands.
  package func step(
    on samples: Samples, validation: Samples?, by plan: TrainingPlan, threads: Int
  ) throws(EngineError) -> Step {
    var whole = plan
    whole.limit = nil
    let rest = unfinished.flatMap { $0.plan == whole ? $0 : nil }
    if let rest { takeUp(rest) }
    let done = rest?.done ?? donePart(of: whole, on: samples)
    var training = try Training(
      self, samples, validation, whole, threads: threads, done: done, stopping: rest?.stopping)
    unfinished = nil
    let result = training.step()
    if rest != nil, training.done < whole.epochs {
      leave(unfinished: training, restoresBest: false)
    }
    return result
  }

  /// How many epochs of `plan` the network has done, where it was last trained by it step by step.
  private func donePart(of plan: TrainingPlan, on samples: Samples) -> Int {
    guard let leg = trail.present, leg.plan == plan, leg.samples.inputs === samples.inputs,
      leg.isStepwise
    else { return 0 }
    // Beyond its end a training begins once more, as another 'train' would.
    let done = leg.done(at: epochsTrained)
    return done < plan.epochs ? done : 0
  }

  /// How a network can be brought to where it was.
  package enum Return: Hashable, Sendable {
    case done(BackReport)
    /// Only so many iterations can be undone.
    case tooFar(iterations: Int)
    /// The network has not come to that epoch, or nothing is known of it any more.
    case unknownEpoch(first: Int, last: Int)
  }

  /// Undoes the last `count` iterations.
  package func goBack(_ count: Int, threads: Int) throws(EngineError) -> Return {
    let most = iterationsTrained - (trail.start ?? iterationsTrained)
    guard count <= most else { return .tooFar(iterations: most) }
    return try goBack(to: iterationsTrained - count, threads: threads)
  }

  /// Puts the network to where it stood at the end of `epoch`; 0 is the beginning.
  package func rewind(to epoch: Int, threads: Int) throws(EngineError) -> Return {
    guard epoch <= epochsTrained, let target = trail.end(of: epoch) else {
      return .unknownEpoch(first: trail.firstKnownEpoch, last: epochsTrained)
    }
    return try goBack(to: target, threads: threads)
  }

  private func goBack(to target: Int, threads: Int) throws(EngineError) -> Return {
    let before = iterationsTrained
    guard target < before else { return .done(report(undone: 0)) }
    guard let mark = trail.mark(before: target) else { return .tooFar(iterations: 0) }
    restore(mark)
    try repeatIterations(to: target, along: trail, threads: threads)
    trail.cut(after: target, epochs: epochsTrained)
    iterationLosses.cut(after: target)
    (unfinished, hasJumped) = (nil, false)
    return .done(report(undone: before - iterationsTrained))
  }

  /// Runs the iterations up to `target` once more, from where the network stands.
  func repeatIterations(to target: Int, along way: Trail, threads: Int) throws(EngineError) {
    while iterationsTrained < target, let (leg, end) = way.leg(at: iterationsTrained) {
      if iterationsTrained == leg.start, leg.begun == 0 { begun = nil }
      var plan = leg.plan
      (plan.metrics, plan.stopping) = ([], nil)
      var training = try Training(
        self, leg.samples, nil, plan, threads: threads, done: leg.done(at: epochsTrained))
      let start = iterationsTrained
      training.repeatIterations(min(target, end) - start)
      // What was finite once is so again; without progress there would be no end.
      guard iterationsTrained > start else { break }
    }
  }

  func restore(_ mark: Trail.Mark) {
    weights.pointer.update(from: mark.weights.pointer, count: weights.count)
    optimizer = mark.memory?.copy()
    iterationsTrained = mark.iteration
    epochsTrained = mark.epochs
    begun = mark.begun
  }

  private func report(undone: Int) -> BackReport {
    let leg = trail.present
    let count = leg.map { leg in
      let phase = leg.plan.phases[leg.plan.phase(of: leg.done(at: epochsTrained))]
      let batch = phase.batch.size(of: leg.samples.count)
      return (leg.samples.count + batch - 1) / batch
    }
    return BackReport(
      network: plan.name, iterations: undone, iteration: iterationsTrained,
      next: BegunEpoch(
        epoch: epochsTrained + 1, iterations: begun?.iterations ?? 0, of: count ?? 0))
  }
}
