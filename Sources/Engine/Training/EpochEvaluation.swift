import Kernels
import Plans
import Vocabulary

/// What is measured at the end of each epoch.
struct EpochEvaluation {
  /// How many samples each measuring passes through the network.
  let sampleCount: Int
  private let training: Evaluator?
  /// One for each loss of the phases.
  private var validation: [(loss: FunctionReference, evaluator: Evaluator)] = []

  init(
    _ model: Model, _ plan: TrainingPlan, _ samples: Samples, _ validation: Samples?, threads: Int
  ) throws(EngineError) {
    training =
      plan.metrics.isEmpty
      ? nil : try Evaluator(model, samples, loss: nil, metrics: plan.metrics, threads: threads)
    sampleCount = (validation?.count ?? 0) + (training == nil ? 0 : samples.count)
    guard let validation, validation.count > 0 else { return }
    try model.checkInput(validation)
    let weighted = validation.weighted(byClass: plan.classWeights)
    for phase in plan.phases where !self.validation.contains(where: { $0.loss == phase.loss }) {
      let evaluator = try Evaluator(
        model, weighted, loss: phase.loss, metrics: plan.metrics, threads: threads)
      self.validation.append((phase.loss, evaluator))
    }
  }

  func result(
    epoch: Int, _ loss: Double, _ phase: PhasePlan, rate: Double, seconds: Double
  ) -> EpochResult {
    let own = training?.run()
    let other = validation.first { $0.loss == phase.loss }?.evaluator.run()
    return EpochResult(
      epoch: epoch, loss: loss, metrics: own?.metrics ?? [], validationLoss: other?.loss,
      validationMetrics: other?.metrics ?? [], rate: rate, seconds: seconds)
  }
}
