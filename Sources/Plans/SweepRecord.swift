package import Vocabulary

/// What the runs of a sweep gave, in the order of the runs.
package struct SweepRecord: Hashable, Codable, Sendable {
  /// A name with its values as a person reads them.
  package struct Axis: Hashable, Codable, Sendable {
    package var name: String
    /// Whether its values repeat a run with other chance, and are not compared.
    package var isSeed: Bool
    package var values: [String]

    package init(name: String, isSeed: Bool, values: [String]) {
      self.name = name
      self.isSeed = isSeed
      self.values = values
    }
  }

  package var axes: [Axis]
  /// How many runs there were to be; more than `runs` where somebody interrupted them.
  package var planned: Int
  package var runs: [SweepRun]

  package init(axes: [Axis], planned: Int, runs: [SweepRun] = []) {
    self.axes = axes
    self.planned = planned
    self.runs = runs
  }

  /// The name and the value of each axis in `run`.
  package func values(of run: SweepRun) -> [(name: String, value: String)] {
    zip(axes, run.choice).map { axis, index in
      (axis.name, axis.values.indices.contains(index) ? axis.values[index] : "")
    }
  }
}

/// One run of a sweep, with what its last trained network reached.
package struct SweepRun: Hashable, Codable, Sendable {
  /// For each axis the number of its value, from 0.
  package var choice: [Int]
  /// The epochs of all trainings of the network that was trained last.
  package var history: [EpochResult]
  /// The latest evaluation of that network on each part, by the part's name.
  package var evaluations: [String: Evaluation]
  /// Where the loss ceased to be finite.
  package var divergence: Divergence?
  /// The loss of the last training, so that only equal ones are compared.
  package var loss: FunctionReference?
  package var iterations: Int
  package var seconds: Double
  /// A hash of the weights that the last training left.
  package var weightHash: UInt64?

  package struct Divergence: Hashable, Codable, Sendable {
    package var epoch: Int
    package var iteration: Int

    package init(epoch: Int, iteration: Int) {
      self.epoch = epoch
      self.iteration = iteration
    }
  }

  package init(
    choice: [Int], history: [EpochResult] = [], evaluations: [String: Evaluation] = [:],
    divergence: Divergence? = nil, loss: FunctionReference? = nil, iterations: Int = 0,
    seconds: Double = 0, weightHash: UInt64? = nil
  ) {
    self.weightHash = weightHash
    self.choice = choice
    self.history = history
    self.evaluations = evaluations
    self.divergence = divergence
    self.loss = loss
    self.iterations = iterations
    self.seconds = seconds
  }

  /// The results by their names in the language: `loss`, `validation.accuracy`, `test.loss`.
  package var results: [NamedValue] {
    guard divergence == nil, let last = history.last else { return [] }
    var results = [NamedValue("loss", last.loss)] + last.metrics
    if let loss = last.validationLoss { results.append(NamedValue("validation.loss", loss)) }
    results += last.validationMetrics.map { NamedValue("validation." + $0.name, $0.value) }
    for (part, evaluation) in evaluations.sorted(by: { $0.key < $1.key }) {
      // What was measured afterwards stands above what was measured while the weights changed.
      let own =
        (evaluation.loss.map { [NamedValue("loss", $0)] } ?? [])
        + evaluation.metrics.map { NamedValue($0.name, $0.value) }
      results += own.map { NamedValue(part + "." + $0.name, $0.value) }
        .filter { value in !results.contains { $0.name == value.name } }
    }
    return results
  }
}
