package import Vocabulary

/// A training as it will be run: complete, so that it repeats the same after defaults change.
package struct TrainingPlan: Hashable, Codable, Sendable {
  package var loss: FunctionReference
  package var optimizer: FunctionReference
  /// The learning rate of each epoch of this training, in order; empty where the optimizer needs none.
  package var rates: [Double]
  package var batch: BatchSize
  package var epochs: Int
  package var metrics: [MetricPlan]
  package var seed: UInt64
  package var stopping: StoppingPlan?

  package init(
    loss: FunctionReference, optimizer: FunctionReference, rates: [Double], batch: BatchSize,
    epochs: Int, metrics: [MetricPlan] = [], seed: UInt64 = 0, stopping: StoppingPlan? = nil
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.rates = rates
    self.batch = batch
    self.epochs = epochs
    self.metrics = metrics
    self.seed = seed
    self.stopping = stopping
  }
}

/// How many samples one iteration sees.
package enum BatchSize: Hashable, Codable, Sendable {
  case samples(Int)
  case full

  /// The batch size for a part of `count` samples.
  package func size(of count: Int) -> Int {
    switch self {
    case .samples(let size): max(1, min(size, max(count, 1)))
    case .full: max(count, 1)
    }
  }
}

/// A metric with the name under which its results stand.
package struct MetricPlan: Hashable, Codable, Sendable {
  package var name: String
  package var function: FunctionReference

  package init(_ name: String, _ function: FunctionReference) {
    self.name = name
    self.function = function
  }
}

/// When a training ends before its last epoch.
package struct StoppingPlan: Hashable, Codable, Sendable {
  /// What is watched: `loss`, a metric, or the same under `validation.`.
  package var monitor: String
  /// Whether a larger value is better.
  package var isMaximized: Bool
  /// Epochs without an improvement.
  package var patience: Int
  /// Whether the weights of the best epoch come back at the end.
  package var restoresBest: Bool

  package init(monitor: String, isMaximized: Bool, patience: Int, restoresBest: Bool) {
    self.monitor = monitor
    self.isMaximized = isMaximized
    self.patience = patience
    self.restoresBest = restoresBest
  }
}
