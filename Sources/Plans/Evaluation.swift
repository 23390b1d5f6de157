/// The results of a network on one part of a data set, beside what guessing would score.
package struct Evaluation: Hashable, Codable, Sendable {
  package var network: String
  /// As the script writes it: `iris.test`.
  package var part: String
  package var samples: Int
  /// Averaged over the samples; `nil` before any training has named a loss.
  package var loss: Double?
  package var lossBaseline: Baseline?
  package var metrics: [EvaluatedMetric]
  package var confusion: ConfusionCounts?

  package init(
    network: String, part: String, samples: Int, loss: Double? = nil,
    lossBaseline: Baseline? = nil, metrics: [EvaluatedMetric] = [],
    confusion: ConfusionCounts? = nil
  ) {
    self.network = network
    self.part = part
    self.samples = samples
    self.loss = loss
    self.lossBaseline = lossBaseline
    self.metrics = metrics
    self.confusion = confusion
  }
}

/// A metric and what the simplest guess scores in it.
package struct EvaluatedMetric: Hashable, Codable, Sendable {
  package var name: String
  package var value: Double
  package var baseline: Baseline?

  package init(_ name: String, _ value: Double, baseline: Baseline? = nil) {
    self.name = name
    self.value = value
    self.baseline = baseline
  }
}

/// The score of a guess that looks at no feature.
package struct Baseline: Hashable, Codable, Sendable {
  package enum Guess: Hashable, Codable, Sendable {
    /// Always the most frequent class of the training part.
    case majority(String)
    /// Always the mean of the training part's target.
    case mean(Double)
    /// The same of several numbers.
    case means
    /// For each class, how much of the training part it is.
    case shares
  }
  package var guess: Guess
  package var value: Double

  package init(_ guess: Guess, _ value: Double) {
    self.guess = guess
    self.value = value
  }
}

/// How often each class was taken for each.
package struct ConfusionCounts: Hashable, Codable, Sendable {
  package var classes: [String]
  /// `counts[truth][prediction]`.
  package var counts: [[Int]]

  package init(classes: [String], counts: [[Int]]) {
    self.classes = classes
    self.counts = counts
  }
}
