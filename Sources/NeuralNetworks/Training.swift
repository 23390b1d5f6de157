import Plans
import Vocabulary

/// How a network is trained: nothing of it has a hidden default.
public struct Training: Hashable, Sendable {
  /// How many samples one iteration sees.
  public enum Batch: Hashable, Sendable, ExpressibleByIntegerLiteral {
    case samples(Int)
    /// All there are.
    case full

    /// So many samples.
    public init(integerLiteral count: Int) { self = .samples(count) }
  }

  /// What is made small.
  public var loss: Loss
  /// How the gradients change the weights.
  public var optimizer: Optimizer
  /// The learning rate; `nil` for an optimizer that needs none.
  public var rate: Double?
  /// How many samples one iteration sees.
  public var batch: Batch
  /// How often all samples are seen.
  public var epochs: Int
  /// What is measured after each epoch, beside the loss.
  public var metrics: [Metric]
  /// For the order of the samples, and for what layers such as `dropout` draw.
  public var seed: UInt64
  /// An end before the last epoch; `nil` for none.
  public var stopping: EarlyStopping?

  /// A training of these parts, which `train(on:validation:_:report:)` checks.
  public init(
    loss: Loss, optimizer: Optimizer, rate: Double? = nil, batch: Batch, epochs: Int,
    metrics: [Metric] = [], seed: UInt64 = 0, stopping: EarlyStopping? = nil
  ) {
    (self.loss, self.optimizer, self.rate) = (loss, optimizer, rate)
    (self.batch, self.epochs) = (batch, epochs)
    (self.metrics, self.seed, self.stopping) = (metrics, seed, stopping)
  }
}

/// An end of the training before its last epoch, where something does not improve any more.
public struct EarlyStopping: Hashable, Sendable {
  /// What is watched.
  public enum Measure: Hashable, Sendable {
    case loss, validationLoss
    /// One of the training's metrics.
    case metric(Metric)
    case validationMetric(Metric)
  }

  /// What is watched; a metric is also one of the training's `metrics`.
  public var measure: Measure
  /// Epochs without an improvement after which the training ends.
  public var patience: Int
  /// Whether the weights of the best epoch come back, unless somebody stopped the training.
  public var restoresBest: Bool

  /// Watches the loss over the samples for validation, where nothing else is said.
  public init(
    _ measure: Measure = .validationLoss, patience: Int, restoresBest: Bool = true
  ) {
    (self.measure, self.patience, self.restoresBest) = (measure, patience, restoresBest)
  }
}

// MARK: - Checking

extension Training {
  /// The complete plan.
  func plan(hasValidation: Bool) throws(NetworkError) -> TrainingPlan {
    let optimizer = try optimizer.reference()
    try checkCounts()
    let findsRate = try self.optimizer.entry().doesWithout.contains("rate")
    if findsRate, batch != .full { throw .needsFullBatch(self.optimizer.name) }
    if rate == nil, !findsRate { throw .missingRate(self.optimizer.name) }
    if let rate, !rate.isFinite || rate <= 0 { throw .illegalRate(rate) }
    return TrainingPlan(
      loss: try loss.reference(), optimizer: optimizer, rates: rate.map { [$0] } ?? [],
      batch: batch.size, epochs: epochs, metrics: try metrics.plans(), seed: seed,
      stopping: try stopping?.plan(of: metrics, hasValidation: hasValidation))
  }

  private func checkCounts() throws(NetworkError) {
    // So many iterations are counted without an overflow.
    let legal = 1...1_000_000_000
    guard legal.contains(epochs) else { throw .illegalCount("epochs", epochs, legal) }
    if case .samples(let count) = batch, !legal.contains(count) {
      throw .illegalCount("batch", count, legal)
    }
  }
}

extension Training.Batch {
  fileprivate var size: BatchSize {
    switch self {
    case .samples(let count): .samples(count)
    case .full: .full
    }
  }
}

extension EarlyStopping {
  fileprivate func plan(
    of metrics: [Metric], hasValidation: Bool
  ) throws(NetworkError) -> StoppingPlan {
    let legal = 1...1_000_000_000
    guard legal.contains(patience) else { throw .illegalCount("patience", patience, legal) }
    if case .metric(let metric) = measure, !metrics.contains(metric) {
      throw .notMeasured(metric.key)
    }
    if case .validationMetric(let metric) = measure, !metrics.contains(metric) {
      throw .notMeasured(metric.key)
    }
    if measure.isOfValidation, !hasValidation { throw .missingValidation() }
    return StoppingPlan(
      monitor: (measure.isOfValidation ? "validation." : "") + measure.key,
      isMaximized: measure.isMaximized, patience: patience, restoresBest: restoresBest)
  }
}

extension EarlyStopping.Measure {
  fileprivate var isOfValidation: Bool {
    switch self {
    case .loss, .metric: false
    case .validationLoss, .validationMetric: true
    }
  }

  fileprivate var key: String {
    switch self {
    case .loss, .validationLoss: "loss"
    case .metric(let metric), .validationMetric(let metric): metric.key
    }
  }

  fileprivate var isMaximized: Bool {
    switch self {
    case .loss, .validationLoss: false
    case .metric(let metric), .validationMetric(let metric):
      StoppingPlan.isMaximized(metric.name)
    }
  }
}
