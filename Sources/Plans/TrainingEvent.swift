/// What a training says about itself while it runs; nobody who listens can change it.
package enum TrainingEvent: Sendable {
  case started(TrainingCard)
  /// A phase of several begins, or goes on; `number` from 1.
  case phaseBegan(number: Int, PhaseCard)
  /// Between epochs and at most some times a second; `fraction` of the whole training is done.
  case progressed(epoch: Int, iteration: Int, fraction: Double, loss: Double, seconds: Double)
  case epochEnded(EpochResult)
  /// Something that a teacher would point out.
  case noticed(Finding)
  case ended(TrainingEnd)
  /// Behind the end, where somebody asked for it.
  case profiled(TrainingProfile)
}

/// What will happen, said before it starts.
package struct TrainingCard: Hashable, Codable, Sendable {
  package var network: String
  package var samples: Int
  package var validationSamples: Int
  package var batch: Int
  /// Samples of the last batch of an epoch.
  package var lastBatch: Int
  package var iterationsPerEpoch: Int
  package var epochs: Int
  package var updates: Int
  package var parameters: Int
  /// Bytes of the compiled program: weights, gradients, optimizer state and work space.
  package var memory: Int
  package var threads: Int
  /// From a probe that changes no weight and no random stream; `nil` where none was made.
  package var expectedSeconds: Double?
  /// The phases in order, where there are several; `batch` and the like are those of the first.
  package var phases: [PhaseCard]
  /// Epochs of the network before this training.
  package var epochsBefore: Int
  /// Where a training goes on that had ended before its end, or an epoch that had begun.
  package var goesOnFrom: BegunEpoch?
  /// How many of the updates are not done yet; the same as all of them at the beginning.
  package var updatesLeft: Int
  /// How many of the parameters stay as they are.
  package var frozen = 0
  /// What some layers add to the loss for their weights.
  package var penalties: [PenaltyCard] = []

  package init(
    network: String, samples: Int, validationSamples: Int, batch: Int, lastBatch: Int,
    iterationsPerEpoch: Int, epochs: Int, updates: Int, parameters: Int, memory: Int, threads: Int,
    expectedSeconds: Double?, phases: [PhaseCard] = [], epochsBefore: Int = 0,
    goesOnFrom: BegunEpoch? = nil, updatesLeft: Int? = nil
  ) {
    self.updatesLeft = updatesLeft ?? updates
    self.network = network
    self.samples = samples
    self.validationSamples = validationSamples
    self.batch = batch
    self.lastBatch = lastBatch
    self.iterationsPerEpoch = iterationsPerEpoch
    self.epochs = epochs
    self.updates = updates
    self.parameters = parameters
    self.memory = memory
    self.threads = threads
    self.expectedSeconds = expectedSeconds
    self.phases = phases
    self.epochsBefore = epochsBefore
    self.goesOnFrom = goesOnFrom
  }
}

/// What a layer adds to the loss: `l1 · Σ|w| + l2 · Σw²`.
package struct PenaltyCard: Hashable, Codable, Sendable {
  package var layer: String
  package var l1: Double
  package var l2: Double

  package init(layer: String, l1: Double, l2: Double) {
    (self.layer, self.l1, self.l2) = (layer, l1, l2)
  }
}

/// One phase of several, in numbers.
package struct PhaseCard: Hashable, Codable, Sendable {
  package var batch: Int
  package var lastBatch: Int
  package var iterationsPerEpoch: Int
  package var epochs: Int
  package var optimizer: String
  /// The rate of its first iteration.
  package var rate: Double
  /// The rate that a warm-up leads to; `nil` where there is none.
  package var rateAfterWarmup: Double?

  package init(
    batch: Int, lastBatch: Int, iterationsPerEpoch: Int, epochs: Int, optimizer: String,
    rate: Double, rateAfterWarmup: Double? = nil
  ) {
    self.rateAfterWarmup = rateAfterWarmup
    self.batch = batch
    self.lastBatch = lastBatch
    self.iterationsPerEpoch = iterationsPerEpoch
    self.epochs = epochs
    self.optimizer = optimizer
    self.rate = rate
  }

  package var updates: Int { iterationsPerEpoch * epochs }
}

/// An epoch of which some iterations are done.
package struct BegunEpoch: Hashable, Codable, Sendable {
  /// From 1, counted over all trainings of the network.
  package var epoch: Int
  /// How many of its iterations are done; 0 at its beginning.
  package var iterations: Int
  /// How many it has.
  package var count: Int

  package init(epoch: Int, iterations: Int, of count: Int) {
    self.epoch = epoch
    self.iterations = iterations
    self.count = count
  }
}

/// The numbers of one epoch.
package struct EpochResult: Hashable, Codable, Sendable {
  /// From 1, counted over all trainings of the network since its weights were made.
  package var epoch: Int
  /// The loss, averaged over the samples as they were seen during the epoch.
  package var loss: Double
  /// Metrics of the training part at the end of the epoch, by name, in the order written.
  package var metrics: [NamedValue]
  package var validationLoss: Double?
  package var validationMetrics: [NamedValue]
  package var rate: Double
  /// Since the training began.
  package var seconds: Double

  package init(
    epoch: Int, loss: Double, metrics: [NamedValue] = [], validationLoss: Double? = nil,
    validationMetrics: [NamedValue] = [], rate: Double, seconds: Double
  ) {
    self.epoch = epoch
    self.loss = loss
    self.metrics = metrics
    self.validationLoss = validationLoss
    self.validationMetrics = validationMetrics
    self.rate = rate
    self.seconds = seconds
  }
}

package struct NamedValue: Hashable, Codable, Sendable {
  package var name: String
  package var value: Double

  package init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// How a training ended.
package struct TrainingEnd: Hashable, Codable, Sendable {
  package enum Reason: Hashable, Codable, Sendable {
    case completed
    /// The monitored value did not improve any more; the best epoch by its number.
    case stoppedEarly(best: Int)
    /// Somebody asked it to stop.
    case interrupted
    /// It has gone as far as its plan lets it go at once.
    case limitReached(TrainingLimit)
    /// The loss was not finite; the weights are those before that iteration.
    case diverged(epoch: Int, iteration: Int, loss: Double)
  }
  package var reason: Reason
  package var epochs: Int
  package var iterations: Int
  package var seconds: Double
  /// What comes next, where the training did not come to its end and can go on.
  package var next: BegunEpoch?
  /// Where a training that diverged did so, as far as that was found.
  package var origin: DivergenceOrigin?
  /// A hash of the weights that it leaves: equal ones are equal bit for bit. `nil` in a dry run.
  package var weightHash: UInt64?

  package init(
    _ reason: Reason, epochs: Int, iterations: Int, seconds: Double, next: BegunEpoch? = nil,
    origin: DivergenceOrigin? = nil, weightHash: UInt64? = nil
  ) {
    self.weightHash = weightHash
    self.origin = origin
    self.next = next
    self.reason = reason
    self.epochs = epochs
    self.iterations = iterations
    self.seconds = seconds
  }
}
