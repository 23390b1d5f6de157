import Kernels
import Plans
import Vocabulary

/// What an epoch must have in common with the rest of one that was begun, so that it can be ended.
struct EpochKey {
  let seed: UInt64
  let batch: Int
  let loss: FunctionReference
  let classWeights: [Double]?
  let inputs: InputRows

  init(_ phase: PhaseRun, _ plan: TrainingPlan) {
    self.init(phase.plan, of: plan, on: phase.samples)
  }

  init(_ phase: PhasePlan, of plan: TrainingPlan, on samples: Samples) {
    seed = plan.seed
    batch = phase.batch.size(of: samples.count)
    loss = phase.loss
    classWeights = plan.classWeights
    inputs = samples.inputs
  }

  func fits(_ other: EpochKey) -> Bool {
    seed == other.seed && batch == other.batch && loss == other.loss
      && classWeights == other.classWeights && inputs === other.inputs
  }
}

/// An epoch of which not all iterations are done.
struct EpochInProgress {
  let key: EpochKey
  private(set) var iterations = 0
  private var lossSum = 0.0
  private var weightSum = 0.0

  init(_ key: EpochKey) { self.key = key }

  /// What the iterations that are done have given.
  struct Sums: Codable {
    var iterations = 0
    var loss = 0.0
    var weight = 0.0
  }

  var sums: Sums { Sums(iterations: iterations, loss: lossSum, weight: weightSum) }

  /// An epoch of which some iterations were done before.
  init(_ key: EpochKey, _ sums: Sums) {
    self.key = key
    (iterations, lossSum, weightSum) = (sums.iterations, sums.loss, sums.weight)
  }

  /// Adds the loss of the next iteration, whose samples count as much as `weight` says.
  mutating func add(_ loss: Double, weight: Double) {
    iterations += 1
    lossSum += loss * weight
    weightSum += weight
  }

  /// The loss, averaged over the samples as they were seen.
  var loss: Double { lossSum / weightSum }
}

/// A training that did not come to its end, with what it needs to go on.
struct UnfinishedTraining {
  let plan: TrainingPlan
  let samples: Samples
  let validation: Samples?
  /// Epochs of the plan that are done.
  let done: Int
  let stopping: EarlyStopping?
  /// The parameters to go on from, and the epoch begun with them, where the network was given its
  /// best ones.
  let last: (weights: FloatBuffer, begun: EpochInProgress?)?
}

extension Model {
  /// How much is done of the epoch that comes next; nothing, where what was begun is another.
  func epochBegun(like key: EpochKey) -> EpochInProgress {
    if let begun, begun.key.fits(key) { return begun }
    return EpochInProgress(key)
  }

  /// Keeps what is left of `training`.
  ///
  /// - Parameter restoresBest: Whether the network gets the parameters of the best epoch meanwhile.
  func leave(unfinished training: Training, restoresBest: Bool) {
    var last: (FloatBuffer, EpochInProgress?)?
    if restoresBest, let stopping = training.stopping, stopping.restores {
      last = (weights.copy(), begun)
      stopping.restore(weights)
      (begun, hasJumped) = (nil, true)
    }
    var plan = training.plan
    // What goes on goes to its end.
    plan.limit = nil
    unfinished = UnfinishedTraining(
      plan: plan, samples: training.samples, validation: training.validation, done: training.done,
      stopping: training.stopping, last: last)
  }
}
