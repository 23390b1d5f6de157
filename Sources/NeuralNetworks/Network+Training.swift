import Engine
import Plans

extension Network {
  /// Trains the network, from where it stands, as `training` says.
  ///
  /// The number of epochs and the optimizer's state are kept, so 25 epochs twice are 50, bit for bit.
  ///
  /// - Parameters:
  ///   - validation: Samples that are only measured, after each epoch.
  ///   - report: Gets each epoch when it has ended, and says whether there is to be another.
  /// - Returns: All epochs, and why the last one was the last.
  /// - Throws: `diverged` where a loss was not finite: the network then has the weights before that
  ///   iteration. Before the training begins: `unknownName`, `illegalSetting`, `shapeMismatch`,
  ///   `illegalNumber`, `tooLarge`.
  @discardableResult
  public func train(
    on data: TrainingData, validation: TrainingData? = nil, _ training: Training,
    report: (Epoch) -> Decision = { _ in .goOn }
  ) throws(NetworkError) -> TrainingResult {
    let plan = try training.plan(hasValidation: validation != nil)
    let clock = ContinuousClock()
    let start = clock.now
    var epochs: [Epoch] = []
    var isStopped = false
    let end: TrainingEnd
    do throws(EngineError) {
      end = try model.train(
        on: data.samples, validation: validation?.samples, by: plan, threads: threads,
        isAnnounced: false, now: { (clock.now - start) / .seconds(1) },
        shouldStop: { isStopped }
      ) { event in
        guard case .epochEnded(let result) = event else { return }
        let epoch = Epoch(result)
        epochs.append(epoch)
        isStopped = report(epoch) == .stop
      }
    } catch {
      throw NetworkError(error)
    }
    // Nobody goes back here, and samples that the caller lets go of are not to be kept.
    model.forgetPast()
    switch end.reason {
    case .completed, .limitReached: return TrainingResult(.completed, epochs)
    case .interrupted: return TrainingResult(.stopped, epochs)
    case .stoppedEarly(let best): return TrainingResult(.stoppedEarly(bestEpoch: best), epochs)
    case .diverged(let epoch, let iteration, _):
      throw .diverged(epoch: epoch, iteration: iteration, layer: end.origin?.layer)
    }
  }

  /// The loss and metrics of the network on samples as they are.
  ///
  /// A metric is computed over all samples at once; the loss is their mean, with the penalties of
  /// the layers that have some.
  ///
  /// - Throws: `unknownName`, `illegalSetting`, `shapeMismatch`, `tooLarge`.
  public func evaluate(
    on data: TrainingData, loss: Loss, metrics: [Metric] = []
  ) throws(NetworkError) -> Evaluation {
    let reference = try loss.reference()
    let plans = try metrics.plans()
    do throws(EngineError) {
      let result = try model.evaluate(
        on: data.samples, loss: reference, metrics: plans, threads: threads)
      return Evaluation(
        samples: data.count, loss: result.loss ?? .nan, metrics: result.metrics.byName)
    } catch {
      throw NetworkError(error)
    }
  }
}

/// How a network does on some samples.
public struct Evaluation: Hashable, Sendable {
  /// How many there are.
  public let samples: Int
  /// Averaged over the samples.
  public let loss: Double
  /// By the metrics' names.
  public let metrics: [String: Double]
}

/// Whether a training is to go on.
public enum Decision: Hashable, Sendable {
  case goOn, stop
}

/// The numbers of one epoch.
public struct Epoch: Hashable, Sendable {
  /// From 1, counted over all trainings of the network since its first weights were drawn.
  public let number: Int
  /// Averaged over the samples as they were seen during the epoch.
  public let loss: Double
  /// Of the samples trained on, at the end of the epoch, by the metrics' names.
  public let metrics: [String: Double]
  /// At the end of the epoch; `nil` without samples for validation.
  public let validationLoss: Double?
  /// The metrics of the samples for validation; empty without these.
  public let validationMetrics: [String: Double]
  /// Since the training began.
  public let seconds: Double

  init(_ result: EpochResult) {
    (number, loss, validationLoss) = (result.epoch, result.loss, result.validationLoss)
    (metrics, validationMetrics) = (result.metrics.byName, result.validationMetrics.byName)
    seconds = result.seconds
  }
}

/// What came of a training.
public struct TrainingResult: Hashable, Sendable {
  /// Why the last epoch was the last.
  public enum End: Hashable, Sendable {
    /// All epochs were made.
    case completed
    /// What `stopping` watched did not improve any more.
    case stoppedEarly(bestEpoch: Int)
    /// Whoever got the reports stopped it; the weights are those of the last epoch.
    case stopped
  }
  /// Why the last epoch was the last.
  public let end: End
  /// In order.
  public let epochs: [Epoch]

  init(_ end: End, _ epochs: [Epoch]) {
    (self.end, self.epochs) = (end, epochs)
  }
}

extension [NamedValue] {
  var byName: [String: Double] {
    Dictionary(map { ($0.name, $0.value) }) { first, _ in first }
  }
}
