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

  /// The run that stands for the sweep: of the values whose loss is lowest on the mean of their seeds
  /// the one in the middle, so that neither is a lucky seed's.
  ///
  /// The loss is that on the validation part, where there is one. Values that diverged with some seed
  /// come behind those that did not.
  package var best: Run? {
    let compared = axes.indices.filter { !axes[$0].isSeed }
    let groups = Dictionary(grouping: runs) { run in compared.map { run.choice[$0] } }
    let candidates = groups.values.compactMap { Candidate($0) }
    return candidates.min { $0 < $1 }?.middle
  }

  /// The runs of one combination of values, with their seeds.
  private struct Candidate {
    private let diverged: Int
    private let mean: Double
    private let choice: [Int]
    let middle: Run

    /// `nil` where none of the runs has a loss.
    init?(_ runs: [Run]) {
      let measured = runs.compactMap { run in run.loss.map { (run: run, loss: $0) } }
        .sorted { $0.loss < $1.loss }
      guard !measured.isEmpty else { return nil }
      middle = measured[(measured.count - 1) / 2].run
      mean = measured.reduce(0) { $0 + $1.loss } / Double(measured.count)
      diverged = runs.count - measured.count
      choice = runs[0].choice
    }

    static func < (a: Candidate, b: Candidate) -> Bool {
      if a.diverged != b.diverged { return a.diverged < b.diverged }
      return a.mean == b.mean ? a.choice.lexicographicallyPrecedes(b.choice) : a.mean < b.mean
    }
  }
}

extension SweepResult.Run {
  /// The loss on the validation part, where there is one; `nil` where the training diverged.
  fileprivate var loss: Double? {
    let loss =
      results.first { $0.name == "validation.loss" } ?? results.first { $0.name == "loss" }
    return hasDiverged ? nil : loss.flatMap { $0.value.isFinite ? $0.value : nil }
  }
}
