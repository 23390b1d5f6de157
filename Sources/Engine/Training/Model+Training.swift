package import Kernels
package import Plans

extension Model {
  /// Trains the network as `plan` says, and tells `report` what happens.
  ///
  /// - Parameter now: Seconds of a clock that only goes forward.
  /// - Parameter shouldStop: Asked between iterations; `true` ends the training there.
  package func train(
    on samples: Samples, validation: Samples?, by plan: TrainingPlan, threads: Int,
    now: () -> Double, shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws(EngineError) -> TrainingEnd {
    var training = try Training(self, samples, validation, plan, threads: threads)
    report(.started(training.card(now: now)))
    let end = training.run(now: now, shouldStop: shouldStop, report: report)
    report(.ended(end))
    return end
  }

  /// What a training would be like, with the time it should take; nothing is changed.
  package func card(
    for plan: TrainingPlan, on samples: Samples, validation: Samples?, threads: Int,
    now: () -> Double
  ) throws(EngineError) -> TrainingCard {
    let training = try Training(self, samples, validation, plan, threads: threads)
    return training.card(now: now)
  }
}

/// A training under way.
private struct Training {
  private let model: Model
  private let plan: TrainingPlan
  private let run: TrainingRun
  private let threads: Int
  private let validationCount: Int
  private let trainEvaluator: Evaluator?
  private let validationEvaluator: Evaluator?
  private var stopping: EarlyStopping?
  private var start = 0.0
  private var lastProgress = 0.0
  private var epochs = 0
  private var iterations = 0

  init(
    _ model: Model, _ samples: Samples, _ validation: Samples?, _ plan: TrainingPlan, threads: Int
  ) throws(EngineError) {
    try model.checkInput(samples)
    self.model = model
    self.plan = plan
    self.threads = threads
    run = try TrainingRun(model, samples, plan, threads: threads)
    validationCount = validation?.count ?? 0
    trainEvaluator =
      plan.metrics.isEmpty
      ? nil : try Evaluator(model, samples, loss: nil, metrics: plan.metrics, threads: threads)
    if let validation, validation.count > 0 {
      try model.checkInput(validation)
      validationEvaluator = try Evaluator(
        model, validation, loss: plan.loss, metrics: plan.metrics, threads: threads)
    } else {
      validationEvaluator = nil
    }
    stopping = plan.stopping.map { EarlyStopping($0, parameters: model.weights.count) }
  }

  func card(now: () -> Double) -> TrainingCard {
    let program = run.program
    let last = run.sampleCount % program.batch
    let updates = program.iterationsPerEpoch * plan.epochs
    var card = TrainingCard(
      network: model.plan.name, samples: run.sampleCount, validationSamples: validationCount,
      batch: program.batch, lastBatch: last == 0 ? program.batch : last,
      iterationsPerEpoch: program.iterationsPerEpoch, epochs: plan.epochs, updates: updates,
      parameters: model.parameterCount, memory: program.bytes, threads: threads,
      expectedSeconds: nil)
    guard plan.epochs > 0 else { return card }
    let iteration = run.probe(now: now)
    // An evaluation is a forward pass, about a third of an iteration for as many samples.
    let evaluated = validationCount + (trainEvaluator == nil ? 0 : run.sampleCount)
    let evaluation = iteration * Double(evaluated) / Double(3 * program.batch)
    card.expectedSeconds = iteration * Double(updates) + evaluation * Double(plan.epochs)
    return card
  }

  mutating func run(
    now: () -> Double, shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) -> TrainingEnd {
    start = now()
    lastProgress = start
    for index in 0..<plan.epochs {
      let epoch = model.epochsTrained + 1
      run.begin(epoch: epoch, rate: plan.rate(in: index))
      var sum = 0.0
      for number in 0..<run.program.iterationsPerEpoch {
        if shouldStop() { return end(.interrupted, now) }
        let loss = run.iterate(number)
        guard loss.isFinite else {
          run.goBack(before: number)
          return end(.diverged(epoch: epoch, iteration: number + 1, loss: loss), now)
        }
        iterations += 1
        sum += loss * Double(run.program.rows(in: number))
        reportProgress(epoch, number, loss, now, report)
      }
      guard model.hasFiniteWeights else {
        // The last update of the epoch broke the parameters, which no loss has seen yet.
        let count = run.program.iterationsPerEpoch
        run.goBack(before: count)
        return end(.diverged(epoch: epoch, iteration: count, loss: .nan), now)
      }
      epochs += 1
      model.epochsTrained = epoch
      let result = result(epoch, sum / Double(run.sampleCount), plan.rate(in: index), now)
      report(.epochEnded(result))
      if stopping?.shouldStop(after: result, model.weights) == true {
        return end(.stoppedEarly(best: stopping?.bestEpoch ?? epoch), now)
      }
    }
    return end(.completed, now)
  }

  private func result(
    _ epoch: Int, _ loss: Double, _ rate: Double, _ now: () -> Double
  ) -> EpochResult {
    let own = trainEvaluator?.run()
    let validation = validationEvaluator?.run()
    return EpochResult(
      epoch: epoch, loss: loss, metrics: own?.metrics ?? [], validationLoss: validation?.loss,
      validationMetrics: validation?.metrics ?? [], rate: rate, seconds: now() - start)
  }

  private mutating func reportProgress(
    _ epoch: Int, _ number: Int, _ loss: Double, _ now: () -> Double,
    _ report: (TrainingEvent) -> Void
  ) {
    // The clock is not looked at in every iteration, since small ones take less than it does.
    guard iterations % 64 == 0 || run.program.isSlow else { return }
    let time = now()
    guard time - lastProgress > 0.1 else { return }
    lastProgress = time
    let total = run.program.iterationsPerEpoch * plan.epochs
    report(
      .progressed(
        epoch: epoch, iteration: number + 1, fraction: Double(iterations) / Double(total),
        loss: loss, seconds: time - start))
  }

  private func end(_ reason: TrainingEnd.Reason, _ now: () -> Double) -> TrainingEnd {
    // A training that diverged or was interrupted keeps what it has reached.
    switch reason {
    case .completed, .stoppedEarly: stopping?.restore(model.weights)
    case .interrupted, .diverged: break
    }
    model.optimizer = run.memory
    return TrainingEnd(reason, epochs: epochs, iterations: iterations, seconds: now() - start)
  }
}
