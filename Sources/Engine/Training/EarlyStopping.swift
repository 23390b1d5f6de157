import Kernels
import Plans

/// Watches one value of each epoch, and keeps the parameters of the best.
struct EarlyStopping {
  private let plan: StoppingPlan
  private var bestWeights: FloatBuffer
  private var best: Double?
  private(set) var bestEpoch = 0
  private var epochsSince = 0

  init(_ plan: StoppingPlan, parameters: Int) {
    self.plan = plan
    bestWeights = FloatBuffer(count: plan.restoresBest ? parameters : 0)
  }

  /// What has been seen so far, beside the best parameters.
  struct Memory: Codable {
    var best: Double?
    var bestEpoch: Int
    var epochsSince: Int
  }

  var memory: Memory { Memory(best: best, bestEpoch: bestEpoch, epochsSince: epochsSince) }

  /// The parameters of the best epoch; none where they are not to come back.
  var bestParameters: [Float] { bestWeights.values }

  /// Watches on from where another one was.
  ///
  /// - Returns: `nil` where the parameters are not as many as there are to come back.
  init?(_ plan: StoppingPlan, parameters: Int, _ memory: Memory, bestParameters: [Float]) {
    self.init(plan, parameters: parameters)
    guard bestParameters.count == bestWeights.count else { return nil }
    (best, bestEpoch, epochsSince) = (memory.best, memory.bestEpoch, memory.epochsSince)
    bestWeights = FloatBuffer(bestParameters)
  }

  /// The same, with parameters of its own: what comes later does not change these.
  func copy() -> EarlyStopping {
    var copy = self
    copy.bestWeights = bestWeights.copy()
    return copy
  }

  /// Whether the value has not improved for as long as the plan allows.
  var hasEnded: Bool { plan.patience.map { epochsSince >= $0 } ?? false }

  /// Takes note of an epoch; a value that is as good as the best, or none at all, is no improvement.
  mutating func note(_ result: EpochResult, _ weights: FloatBuffer) {
    guard let value = result.value(named: plan.monitor) else { return }
    let isBetter = best.map { plan.isMaximized ? value > $0 : value < $0 } ?? !value.isNaN
    guard isBetter else {
      epochsSince += 1
      return
    }
    (best, bestEpoch, epochsSince) = (value, result.epoch, 0)
    bestWeights.pointer.update(from: weights.pointer, count: bestWeights.count)
  }

  /// Whether the parameters of the best epoch come back.
  var restores: Bool { plan.restoresBest && best != nil }

  /// Puts the parameters of the best epoch back, where the plan says so.
  func restore(_ weights: FloatBuffer) {
    guard best != nil else { return }
    weights.pointer.update(from: bestWeights.pointer, count: bestWeights.count)
  }
}

extension EpochResult {
  /// The value that a monitor names: `loss`, a metric, or the same under `validation.`.
  func value(named name: String) -> Double? {
    let prefix = "validation."
    let isValidation = name.hasPrefix(prefix)
    let name = isValidation ? String(name.dropFirst(prefix.count)) : name
    if name == "loss" { return isValidation ? validationLoss : loss }
    return (isValidation ? validationMetrics : metrics).first { $0.name == name }?.value
  }
}
