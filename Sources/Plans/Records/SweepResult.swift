/// What the runs of a sweep reached.
package struct SweepResult: Hashable, Codable, Sendable {
  package struct Run: Hashable, Codable, Sendable {
    /// For each axis the number of its value, from 0.
    package var choice: [Int]
    package var results: [NamedValue]
    package var hasDiverged: Bool
    package var iterations: Int
    package var seconds: Double
    package var weightHash: UInt64?
    package var history: [EpochResult]

    package init(
      choice: [Int], results: [NamedValue], hasDiverged: Bool, iterations: Int, seconds: Double,
      weightHash: UInt64?, history: [EpochResult] = []
    ) {
      self.choice = choice
      self.results = results
      self.hasDiverged = hasDiverged
      self.iterations = iterations
      self.seconds = seconds
      self.weightHash = weightHash
      self.history = history
    }

    package init(_ run: SweepRun) {
      self.init(
        choice: run.choice, results: run.results, hasDiverged: run.divergence != nil,
        iterations: run.iterations, seconds: run.seconds, weightHash: run.weightHash,
        history: run.history)
    }
  }

  package var axes: [SweepRecord.Axis]
  /// How many runs there were to be.
  package var planned: Int
  package var runs: [Run]
  /// What decides on the training that ends each run, as far as it is the same in all of them.
  package var values: [ValueRecord]

  package init(
    axes: [SweepRecord.Axis], planned: Int, runs: [Run] = [], values: [ValueRecord] = []
  ) {
    (self.axes, self.planned, self.runs, self.values) = (axes, planned, runs, values)
  }

  /// Adds a run, on whose training `values` decided.
  package mutating func add(_ run: Run, _ values: [ValueRecord]) {
    let known = Set(values)
    self.values = runs.isEmpty ? values : self.values.filter(known.contains)
    runs.append(run)
  }

  /// The run with the lowest loss, on the validation part where there is one.
  package var best: Run? {
    let measured = runs.compactMap { run in
      (run.results.first { $0.name == "validation.loss" } ?? run.results.first { $0.name == "loss" })
        .map { (run: run, loss: $0.value) }
    }
    return measured.filter { $0.loss.isFinite }.min { $0.loss < $1.loss }?.run
  }
}
