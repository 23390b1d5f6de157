import Kernels

/// The rows that each sample is made of: its own, or a window of a series.
struct SampleRows {
  let window: SampleWindow?
  /// Rows from the first of a sample to its target, or to its last where no target is wanted.
  private let reach: Int
  /// The first row of each sample.
  let starts: [Int]

  /// The samples of `table`; a window does not reach from one file into another.
  ///
  /// - Problems: `empty-table` where the series is shorter than a window.
  init(of table: Table, _ step: WindowStep?) throws(TableError) {
    let window = step?.window
    let reach = window?.reach ?? 1
    (self.window, self.reach) = (window, reach)
    let parts = step == nil ? nil : table.parts
    starts = (0..<max(0, table.rowCount - reach + 1)).filter { start in
      parts.map { $0.part[start] == $0.part[start + reach - 1] } ?? true
    }
    if let step, starts.isEmpty, !table.isPartial {
      throw .seriesTooShort(table.rowCount, needs: reach, item: step.id)
    }
  }

  /// The samples of a table that a network did not learn from; where no targets are wanted, the
  /// last window ends with the last row.
  ///
  /// - Problems: `empty-table` where the table is shorter than a window.
  init(of table: Table, _ window: SampleWindow?, hasTargets: Bool) throws(TableError) {
    let reach = window.map { hasTargets ? $0.reach : $0.size } ?? 1
    (self.window, self.reach) = (window, reach)
    guard table.rowCount >= reach else {
      throw .seriesTooShort(table.rowCount, needs: reach, item: nil)
    }
    starts = Array(0...(table.rowCount - reach))
  }

  /// Rows of one sample's inputs.
  var size: Int { window?.size ?? 1 }

  func targetRow(_ sample: Int) -> Int { starts[sample] + reach - 1 }

  /// All rows that `samples` see, with their targets, in order.
  func rows(of samples: [Int]) -> [Int] {
    guard window != nil else { return samples.map { starts[$0] } }
    var rows: [Int] = []
    for start in samples.map({ starts[$0] }).sorted() {
      let first = max(start, (rows.last ?? -1) + 1)
      rows += first..<max(first, start + reach)
    }
    return rows
  }
}

extension SampleWindow {
  /// Rows from the first input to the target; at most `Int.max`.
  var reach: Int {
    let (sum, overflow) = size.addingReportingOverflow(horizon)
    return overflow ? Int.max : sum
  }
}

/// Divides the samples into parts, as the files or `split` say.
///
/// - Problems: `split-impossible`, `unseen-level`.
func splitSamples(
  _ samples: SampleRows, _ table: Table, _ target: TargetCells, _ rule: TargetRule,
  _ steps: DataSteps, seed: UInt64
) throws(TableError) -> SplitRows {
  if let step = steps.split, samples.window != nil {
    try step.checkOrderOfSeries()
  }
  guard let parts = table.parts else {
    return try splitSamples(Array(samples.starts.indices), samples, target, steps.split, seed: seed)
  }
  func own(_ part: Int) -> [Int] {
    samples.starts.indices.filter { parts.part[samples.starts[$0]] == UInt8(part) }
  }
  var split = SplitRows(train: own(0), validation: own(1), test: own(2))
  if let step = steps.split {
    try step.checkParts(parts)
    let inner = try splitSamples(split.train, samples, target, step, seed: seed)
    split.train = inner.train
    if parts.files[1] == nil { split.validation = inner.validation }
    if parts.files[2] == nil { split.test = inner.test }
  }
  try checkClasses(split, samples, table, target, rule, steps)
  return split
}

/// Divides those of `samples` that stand in `chosen`.
private func splitSamples(
  _ chosen: [Int], _ samples: SampleRows, _ target: TargetCells, _ step: SplitStep?, seed: UInt64
) throws(TableError) -> SplitRows {
  guard let step else { return SplitRows(train: chosen) }
  var classes: [Int32]?
  if case .classes(let places) = target {
    classes = chosen.map { places[samples.targetRow($0)] }
  }
  let order = RandomSource(seed, .split).stream.permutation(of: chosen.count)
  return try splitRows(chosen.count, classes: classes, step, permutation: order)
    .mapped { chosen[$0] }
}

/// A class that only the file of another part has cannot be learnt.
private func checkClasses(
  _ split: SplitRows, _ samples: SampleRows, _ table: Table, _ target: TargetCells,
  _ rule: TargetRule, _ steps: DataSteps
) throws(TableError) {
  guard case .classes(let places) = target, !table.isPartial else { return }
  let known = Set(split.train.map { places[samples.targetRow($0)] })
  for sample in split.validation + split.test {
    let row = samples.targetRow(sample)
    guard known.contains(places[row]) else {
      throw .classOnlyElsewhere(
        rule.classes[Int(places[row])], target: rule.names.first ?? "", at: table.place(of: row),
        known: known.sorted().map { rule.classes[Int($0)] }, item: steps.target?.id)
    }
  }
}

extension SplitStep {
  /// Windows of a series overlap, so parts that are drawn by chance would share rows.
  fileprivate func checkOrderOfSeries() throws(TableError) {
    let isByStride = [validation, test].contains {
      if case .every = $0 { true } else { false }
    }
    guard keepsOrder, !isByStride else { throw .windowsNeedOrder(item: id) }
  }

  /// What has a file of its own is not split off again.
  fileprivate func checkParts(_ parts: FileParts) throws(TableError) {
    for (name, size, file) in [
      ("validation", validation, parts.files[1]), ("test", test, parts.files[2]),
    ] where size != nil {
      if let file { throw .partHasFile(name, file, item: id) }
    }
  }
}
