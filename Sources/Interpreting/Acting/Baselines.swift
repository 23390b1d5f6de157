import Engine
import Kernels
import Plans
import Tables
import Vocabulary

/// What guessing without a look at the features would score.
///
/// A guess is the same prediction for all samples, learnt from the training part: of numbers their
/// mean, of classes the most frequent one. Where a sure guess would be infinitely wrong, as in a
/// log loss, it is the share of each class.
struct Baselines {
  private(set) var loss: Baseline?
  private(set) var metrics: [String: Baseline] = [:]

  init(
    of model: Model, trainedOn training: TrainedWith, _ prepared: PreparedData, _ samples: Samples,
    _ metrics: [MetricPlan], threads: Int
  ) {
    guard let guess = training.guess ?? Guess(samples, classes: prepared.classes) else { return }
    let unsure = Set(metrics.map(\.name)).intersection(["perplexity"])
    let loss = training.loss
    func score(_ prediction: [Float], _ loss: FunctionReference?, _ metrics: [MetricPlan]) -> (
      loss: Double?, metrics: [NamedValue]
    ) {
      let found = try? model.evaluate(
        constant: prediction, on: samples, loss: loss, metrics: metrics, threads: threads)
      return found ?? (nil, [])
    }
    let sure = score(
      guess.prediction, guess.shares == nil ? loss : nil,
      metrics.filter { guess.shares == nil || !unsure.contains($0.name) })
    note(sure.metrics, guess.kind)
    self.loss = sure.loss.flatMap { Baseline(finite: $0, guess.kind) }
    guard let shares = guess.shares else { return }
    let ofShares = Set(["log_loss", "binary_cross_entropy", "cross_entropy", "mse"])
    let shared = score(
      shares, ofShares.contains(loss?.name ?? "") ? loss : nil,
      metrics.filter { unsure.contains($0.name) })
    note(shared.metrics, .shares)
    self.loss = shared.loss.flatMap { Baseline(finite: $0, .shares) }
  }

  private mutating func note(_ values: [NamedValue], _ guess: Baseline.Guess) {
    for value in values { metrics[value.name] = Baseline(finite: value.value, guess) }
  }
}

/// The prediction that is the same for all samples.
struct Guess: Hashable, Codable {
  var kind: Baseline.Guess
  /// One number for each output.
  var prediction: [Float]
  /// How much of the training part each class is; of two classes the second. `nil` for numbers.
  var shares: [Float]?

  /// What `samples` suggest; `nil` where there are none.
  init?(_ samples: Samples, classes: [String]) {
    guard samples.count > 0 else { return nil }
    switch samples.targets {
    case .values(_, let outputs):
      guard let scaled = samples.numberTargets, let own = samples.targetsInOwnUnit else {
        return nil
      }
      prediction = Self.means(scaled.map { Double($0) }, outputs).map { Float($0) }
      kind = outputs == 1 ? .mean(Self.means(own, 1)[0]) : .means
    case .binary, .classes:
      guard let indices = samples.classIndices, let outputs = samples.targets?.outputs else {
        return nil
      }
      let count = outputs == 1 ? 2 : outputs
      var counts = [Int](repeating: 0, count: count)
      var weights = [Double](repeating: 0, count: count)
      for (row, index) in indices.enumerated() where counts.indices.contains(index) {
        counts[index] += 1
        weights[index] += Double(samples.weights?[row] ?? 1)
      }
      guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else { return nil }
      kind = .majority(classes.indices.contains(most) ? classes[most] : String(most))
      let total = weights.reduce(0, +)
      let all = weights.map { Float($0 / total) }
      shares = outputs == 1 ? [all[1]] : all
      prediction = outputs == 1 ? [Float(most)] : all.indices.map { $0 == most ? 1 : 0 }
    case nil: return nil
    }
  }

  /// Whether it is one for a network with so many outputs.
  func isSound(outputs: Int) -> Bool {
    (prediction + (shares ?? [])).allSatisfy(\.isFinite) && prediction.count == outputs
      && (shares?.count ?? outputs) == outputs
  }

  private static func means(_ values: [Double], _ outputs: Int) -> [Double] {
    (0..<outputs).map { output in
      let own = stride(from: output, to: values.count, by: outputs).map { values[$0] }
      return own.reduce(0, +) / Double(own.count)
    }
  }
}

extension TrainedWith {
  /// What the training part suggests; what a file said, where the network was loaded from one.
  var guess: Guess? {
    if let savedGuess { return savedGuess }
    guard let prepared = data.prepared else { return nil }
    return Guess(prepared.train.weighted(byClass: classWeights), classes: prepared.classes)
  }
}

extension Baseline {
  /// `nil` for a score that is no number: an r2 of samples that are all the same.
  fileprivate init?(finite value: Double, _ guess: Guess) {
    guard value.isFinite else { return nil }
    self.init(guess, value)
  }
}
