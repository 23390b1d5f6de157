package import Vocabulary

/// A training as it will be run: complete, so that it repeats the same after defaults change.
package struct TrainingPlan: Hashable, Codable, Sendable {
  /// One behind the other, at least one; a training without phases is one of them.
  package var phases: [PhasePlan]
  package var metrics: [MetricPlan]
  package var seed: UInt64
  package var stopping: StoppingPlan?
  /// How far the training goes at most; `continue` goes on from there.
  package var limit: TrainingLimit?
  /// How much a sample of each class counts in the loss; all the same where there are none.
  package var classWeights: [Double]?
  /// After how many epochs or iterations each it keeps what it takes to go on; `nil` for never.
  package var checkpoint: Quantity?

  package init(
    phases: [PhasePlan], metrics: [MetricPlan] = [], seed: UInt64 = 0,
    stopping: StoppingPlan? = nil, limit: TrainingLimit? = nil, classWeights: [Double]? = nil,
    checkpoint: Quantity? = nil
  ) {
    self.checkpoint = checkpoint
    precondition(!phases.isEmpty, "a phase at least")
    self.phases = phases
    self.metrics = metrics
    self.seed = seed
    self.stopping = stopping
    self.limit = limit
    self.classWeights = classWeights
  }

  /// A training of one phase.
  ///
  /// - Parameter rates: The learning rate of each epoch, the last one for all further ones.
  package init(
    loss: FunctionReference, optimizer: FunctionReference, rates: [Double], batch: BatchSize,
    epochs: Int, metrics: [MetricPlan] = [], seed: UInt64 = 0, stopping: StoppingPlan? = nil
  ) {
    let phase = PhasePlan(
      loss: loss, optimizer: optimizer, rate: RatePlan(rates, epochs: epochs), batch: batch,
      epochs: epochs)
    self.init(phases: [phase], metrics: metrics, seed: seed, stopping: stopping)
  }

  /// Epochs of all phases.
  package var epochs: Int { phases.reduce(0) { $0 + $1.epochs } }

  /// The phase of an epoch counted from 0; the last one for all beyond.
  package func phase(of epoch: Int) -> Int {
    var first = 0
    for (index, phase) in phases.enumerated() {
      first += phase.epochs
      if epoch < first { return index }
    }
    return phases.count - 1
  }
}

/// A stretch of a training.
package struct PhasePlan: Hashable, Codable, Sendable {
  package var loss: FunctionReference
  package var optimizer: FunctionReference
  package var rate: RatePlan
  package var batch: BatchSize
  package var epochs: Int
  package var clipping: ClippingPlan?

  package init(
    loss: FunctionReference, optimizer: FunctionReference, rate: RatePlan, batch: BatchSize,
    epochs: Int, clipping: ClippingPlan? = nil
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.rate = rate
    self.batch = batch
    self.epochs = epochs
    self.clipping = clipping
  }
}

/// The learning rate over the epochs that a `rate` line holds for: those of its phase, or of the
/// whole training where it stands beside the phases.
///
/// At each iteration it is the rate of the epoch, times the share that the decay leaves, times
/// the share that the warm-up has reached. The decay begins where the warm-up ends.
package struct RatePlan: Hashable, Codable, Sendable {
  /// The rate of each epoch, the last one for all further ones; empty where the optimizer needs
  /// none.
  package var rates: [Double]
  /// A function of the epochs that have passed, with their fraction, and of all there are.
  package var decay: FunctionReference?
  /// Epochs or iterations in which the rate grows in a straight line.
  package var warmup: Quantity?
  /// Epochs of the training before those that the line holds for.
  package var start: Int
  /// How many epochs the line holds for.
  package var epochs: Int

  package init(
    _ rates: [Double], epochs: Int, start: Int = 0, decay: FunctionReference? = nil,
    warmup: Quantity? = nil
  ) {
    self.rates = rates
    self.epochs = epochs
    self.start = start
    self.decay = decay
    self.warmup = warmup
  }

  /// Whether the rate stays the same within an epoch.
  package var isByEpoch: Bool { decay == nil && warmup == nil }

  /// The rate of an epoch of the training, counted from 0, before decay and warm-up; 0 for an
  /// optimizer that needs none.
  package func base(in epoch: Int) -> Double {
    let index = max(epoch - start, 0)
    return index < rates.count ? rates[index] : rates.last ?? 0
  }
}

/// Limits of the gradients: first of each value, then of all of them together.
package struct ClippingPlan: Hashable, Codable, Sendable {
  package var value: Double?
  /// The largest Euclidean norm of all gradients together.
  package var norm: Double?

  package init(value: Double? = nil, norm: Double? = nil) {
    self.value = value
    self.norm = norm
  }
}

/// How far a training goes at most.
package enum TrainingLimit: Hashable, Codable, Sendable {
  case epochs(Int)
  case iterations(Int)
  case seconds(Double)
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

/// What is watched during a training, and what follows from it.
package struct StoppingPlan: Hashable, Codable, Sendable {
  /// What is watched: `loss`, a metric, or the same under `validation.`.
  package var monitor: String
  /// Whether a larger value is better.
  package var isMaximized: Bool
  /// Epochs without an improvement after which the training ends; `nil` for never.
  package var patience: Int?
  /// Whether the weights of the best epoch come back at the end.
  package var restoresBest: Bool

  package init(monitor: String, isMaximized: Bool, patience: Int?, restoresBest: Bool) {
    self.monitor = monitor
    self.isMaximized = isMaximized
    self.patience = patience
    self.restoresBest = restoresBest
  }

  /// Whether more of what a training measures is better; `name` as a monitor has it.
  package static func isMaximized(_ name: String) -> Bool {
    let metric = name.split(separator: ".").last.map(String.init) ?? name
    return ["accuracy", "top", "precision", "recall", "f1", "auc", "r2"].contains(metric)
  }
}
