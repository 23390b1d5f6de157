/// A data set of a run.
package struct DataRecord: Hashable, Codable, Sendable {
  /// A file, or a generator by its name, with a hash of all its content.
  package struct Source: Hashable, Codable, Sendable {
    package var path: String
    package var hash: UInt64

    package init(path: String, hash: UInt64) { (self.path, self.hash) = (path, hash) }
  }

  package var name: String
  package var sources: [Source]
  /// Samples of each part: `train`, `validation`, `test`.
  package var parts: [Part]
  package var features: Int
  package var classes: Int
  /// What its lines say, and what holds where they say nothing.
  package var values: [ValueRecord]

  package struct Part: Hashable, Codable, Sendable {
    package var name: String
    package var samples: Int

    package init(_ name: String, samples: Int) { (self.name, self.samples) = (name, samples) }
  }

  package init(
    name: String, sources: [Source], parts: [Part], features: Int, classes: Int,
    values: [ValueRecord] = []
  ) {
    self.values = values
    self.name = name
    self.sources = sources
    self.parts = parts
    self.features = features
    self.classes = classes
  }
}

/// A training of a run.
package struct TrainingRecord: Hashable, Codable, Sendable {
  package var network: String
  /// The part that it learns from: `iris.train`.
  package var data: String
  /// Every value that decides on it, those by default too.
  package var values: [ValueRecord]
  package var parameters: Int
  package var history: [EpochResult]
  /// What its last epoch reached, by its names in the language.
  package var results: [NamedValue]
  /// `nil` where it did not come to any end.
  package var end: End?

  package struct End: Hashable, Codable, Sendable {
    /// In one word: `completed`, `stopped_early`, `interrupted`, `limit_reached`, `diverged`.
    package var reason: String
    package var epochs: Int
    package var iterations: Int
    package var seconds: Double
    package var weightHash: UInt64?

    package init(
      reason: String, epochs: Int, iterations: Int, seconds: Double, weightHash: UInt64?
    ) {
      self.reason = reason
      self.epochs = epochs
      self.iterations = iterations
      self.seconds = seconds
      self.weightHash = weightHash
    }
  }

  package init(network: String, data: String, values: [ValueRecord], parameters: Int = 0) {
    self.network = network
    self.data = data
    self.values = values
    self.parameters = parameters
    (history, results) = ([], [])
  }
}

/// Iterations of a network that 'step' made one by one, and where they, 'back' and 'rewind' led.
package struct StepsRecord: Hashable, Codable, Sendable {
  package var network: String
  /// The part that it learns from; empty where it only went back.
  package var data: String
  /// Every value that decides on them, those by default too; empty where it only went back.
  package var values: [ValueRecord]
  /// How many iterations 'step' made.
  package var count: Int
  /// How many the network has made in all, trainings included and what was undone left out.
  package var iteration: Int
  /// Of the batch that was stepped on last, before its update.
  package var loss: Double?
  package var weightHash: UInt64
  /// How many trainings the run had begun before.
  package var trainingsBefore: Int

  package init(
    network: String, data: String = "", values: [ValueRecord] = [], count: Int, iteration: Int,
    loss: Double? = nil, weightHash: UInt64, trainingsBefore: Int = 0
  ) {
    self.values = values
    self.network = network
    self.data = data
    self.count = count
    self.iteration = iteration
    self.loss = loss
    self.weightHash = weightHash
    self.trainingsBefore = trainingsBefore
  }
}

extension EpochResult {
  /// The numbers by their names in the language: `loss`, `accuracy`, `validation.loss`.
  package var results: [NamedValue] {
    var results = [NamedValue("loss", loss)] + metrics
    if let validationLoss { results.append(NamedValue("validation.loss", validationLoss)) }
    return results + validationMetrics.map { NamedValue("validation." + $0.name, $0.value) }
  }
}

extension TrainingEnd.Reason {
  /// The reason in one word, the same in all languages.
  package var word: String {
    switch self {
    case .completed: "completed"
    case .stoppedEarly: "stopped_early"
    case .interrupted: "interrupted"
    case .limitReached: "limit_reached"
    case .diverged: "diverged"
    }
  }
}
