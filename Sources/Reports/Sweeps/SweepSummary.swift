package import Plans

/// The runs of a sweep brought together: one row for each combination of compared values.
package struct SweepSummary: Sendable {
  /// A combination of compared values, with the runs that repeat it under other seeds.
  package struct Row: Sendable {
    /// For each compared axis the number of its value.
    package var choice: [Int]
    /// In the order of the seeds.
    package var runs: [SweepRun]

    package var divergedCount: Int { runs.count { $0.divergence != nil } }
    package var finishedCount: Int { runs.count - divergedCount }

    /// The result called `name` of each run that finished, by the numbers of its seeds.
    package func values(_ name: String, seeds: [Int]) -> [[Int]: Double] {
      var values: [[Int]: Double] = [:]
      for run in runs {
        guard let value = run.results.first(where: { $0.name == name })?.value else { continue }
        values[seeds.map { run.choice[$0] }] = value
      }
      return values
    }

    /// Mean and spread of a result over the runs that finished; `nil` where none did.
    package func spread(_ name: String) -> Spread? {
      let values = runs.compactMap { run in run.results.first { $0.name == name }?.value }
      return values.isEmpty ? nil : Spread(values)
    }
  }

  /// How a row stands against the best.
  package enum Standing: Hashable, Sendable {
    /// Too few seeds, or seeds that change nothing.
    case unknown
    case insideTheNoise
    case worse
  }

  /// Who can give the sweep seeds.
  package enum SeedSource: Hashable, Sendable {
    case script
    /// The command line, by a `param` that the script uses as a seed; `nil` where it has none.
    case commandLine(String?)
  }

  package let record: SweepRecord
  package var seedSource = SeedSource.script
  package let compared: [Int]
  package let seeds: [Int]
  /// The names of all results, in the order in which a table has them.
  package let results: [String]
  /// The result that decides what is best; `nil` where the runs had different losses and no metric.
  package let measure: String?
  /// Whether the runs had different losses, which cannot be compared with each other.
  package let hasSeveralLosses: Bool
  /// Best first.
  package let rows: [Row]

  package init(_ record: SweepRecord) {
    self.record = record
    compared = record.axes.indices.filter { !record.axes[$0].isSeed }
    seeds = record.axes.indices.filter { record.axes[$0].isSeed }
    let names = record.runs.map { $0.results.map(\.name) }
    var results: [String] = []
    for name in names.joined() where !results.contains(name) { results.append(name) }
    let finished = record.runs.filter { $0.divergence == nil }
    hasSeveralLosses = Set(finished.map(\.loss)).count > 1
    measure = Self.measure(results, of: finished, hasSeveralLosses: hasSeveralLosses)
    self.results = Self.ordered(results, measure)
    rows = Self.sorted(Self.rows(of: record, compared), by: measure)
  }

  /// The combination that is best, unless all runs diverged or nothing can be compared.
  package var best: Row? {
    guard measure != nil, let first = rows.first, first.finishedCount > 0 else { return nil }
    return first
  }

  /// The test of the best row against `row`; `nil` where there are fewer than three common seeds.
  func test(against row: Row) -> PairedTest? {
    guard let best, let measure else { return nil }
    let (own, others) = (best.values(measure, seeds: seeds), row.values(measure, seeds: seeds))
    let common = own.keys.filter { others[$0] != nil }.sorted { $0.lexicographicallyPrecedes($1) }
    return PairedTest(
      common.compactMap { key in
        guard let a = own[key], let b = others[key] else { return nil }
        return (a, b)
      })
  }

  /// The rows that are compared with the best: those that diverged no oftener than it did.
  package var rivals: [Row] {
    guard let best else { return [] }
    return rows.dropFirst().filter {
      $0.finishedCount > 0 && $0.divergedCount <= best.divergedCount
    }
  }

  /// How `row`, a rival, stands against the best.
  package func standing(of row: Row) -> Standing {
    guard let test = test(against: row), test.hasSpread else { return .unknown }
    return test.isClear ? .worse : .insideTheNoise
  }

  // MARK: Putting together

  private static func rows(of record: SweepRecord, _ compared: [Int]) -> [Row] {
    var rows: [Row] = []
    var places: [[Int]: Int] = [:]
    for run in record.runs {
      let choice = compared.map { run.choice[$0] }
      if let place = places[choice] {
        rows[place].runs.append(run)
      } else {
        places[choice] = rows.count
        rows.append(Row(choice: choice, runs: [run]))
      }
    }
    return rows
  }

  /// The validation loss where every run has one, else the loss.
  private static func measure(
    _ results: [String], of finished: [SweepRun], hasSeveralLosses: Bool
  ) -> String? {
    func isEverywhere(_ name: String) -> Bool {
      finished.allSatisfy { run in run.results.contains { $0.name == name } }
    }
    guard !finished.isEmpty else { return nil }
    let metrics = results.filter { !$0.hasSuffix("loss") && isEverywhere($0) }
    if hasSeveralLosses {
      return metrics.first { $0.hasPrefix("validation.") } ?? metrics.first
    }
    return isEverywhere("validation.loss") ? "validation.loss" : "loss"
  }

  private static func ordered(_ results: [String], _ measure: String?) -> [String] {
    let usual = [measure, "validation.loss", "loss"].compactMap { $0 }.filter(results.contains)
    var ordered: [String] = []
    for name in usual + results where !ordered.contains(name) { ordered.append(name) }
    return ordered
  }

  /// What diverged stands behind what did not: a value that breaks with one seed is no safe choice.
  private static func sorted(_ rows: [Row], by measure: String?) -> [Row] {
    guard let measure else { return rows }
    let sign: Double = StoppingPlan.isMaximized(measure) ? -1 : 1
    let keys = rows.map { row -> (diverged: Int, value: Double) in
      let value = row.spread(measure).map { $0.mean * sign } ?? .infinity
      return (row.divergedCount, value.isNaN ? .infinity : value)
    }
    let order = rows.indices.sorted { a, b in
      (keys[a].diverged, keys[a].value, Double(a)) < (keys[b].diverged, keys[b].value, Double(b))
    }
    return order.map { rows[$0] }
  }
}
