package import Kernels
package import Plans
package import Shapes

/// A data set as networks see it: its parts as samples, and all that was learnt on the way.
package struct PreparedData: Sendable {
  package let name: String
  package let train: Samples
  package let validation: Samples?
  package let test: Samples?
  package let encoding: FeatureEncoding
  /// Every column of the table, with what it is for and what the rows that stayed hold.
  package let columns: [ColumnSummary]
  /// The same for the training, the validation and the test part; none where there is no such part.
  package let partColumns: [[ColumnSummary]]
  package let notes: [TableNote]
  /// Whether only the beginning of the file was read; counts and levels are then not final.
  package let isPartial: Bool
  package let contentHash: UInt64
  package let trainPlaces: TrainingPlaces

  package var inputShape: Shape { encoding.inputShape }
  package var form: SampleForm { SampleForm(inputShape, categories: encoding.categories) }
  package var inputNames: [String] { encoding.inputNames }
  package var classes: [String] { encoding.target.classes }
  package var sampleCount: Int { train.count + (validation?.count ?? 0) + (test?.count ?? 0) }
}

extension PreparedData {
  /// What is left of data whose rows are not there: all that was learnt from them.
  ///
  /// - Precondition: The inputs of a sample are few enough to be counted.
  package init(name: String, learnt encoding: FeatureEncoding, contentHash: UInt64) {
    self.init(
      name: name,
      train: Samples(
        count: 0, inputShape: encoding.inputShape, inputs: FloatBuffer(count: 0), targets: nil),
      validation: nil, test: nil, encoding: encoding, columns: [], partColumns: [], notes: [],
      isPartial: false, contentHash: contentHash, trainPlaces: TrainingPlaces(lines: []))
  }
}

/// Where the samples of the training part stand in the file.
package struct TrainingPlaces: Sendable {
  let lines: [Int32]

  /// The line of a sample, from 1; `nil` where there is no file.
  package func line(of sample: Int) -> Int? {
    lines.indices.contains(sample) ? Int(lines[sample]) : nil
  }
}

/// Makes samples of a table as `steps` ask, in an order that does not depend on theirs.
///
/// New columns are computed, rows leave, the rest is split; then everything that is learnt from data
/// (levels, what stands in for missing cells, scales) is learnt from the training part alone.
///
/// - Parameter seed: Decides on the split, together with nothing else.
package func prepare(
  _ table: Table, _ steps: DataSteps, seed: UInt64
) throws(TableError) -> PreparedData {
  let whole = try table.adding(steps.derived)
  let target = try steps.target(of: whole)
  let roles = try ColumnRoles(of: whole, steps, target: target)
  try checkStrayTexts(whole, roles, target)

  let targetColumns = try whole.targetColumns(target, roles)
  let features = roles.features.map { whole.columns[$0] }
  let staying = try whole.rowsThatStay(steps, used: features + targetColumns)
  let rows = staying.count == whole.rowCount ? whole : whole.selecting(staying)
  let (rule, targetCells) = try TargetRule.learned(
    target, targetColumns.map { $0.selecting(staying) }, isFormula: roles.targets.isEmpty, in: rows)
  try checkMissingCells(rows, roles, steps)

  let weights = try sampleWeights(of: rows, roles, steps)
  let samples = try SampleRows(of: rows, steps.window)
  let split = try splitSamples(samples, rows, targetCells, rule, steps, seed: seed)
  let training = samples.rows(of: split.train)
  var learner = FeatureLearner(table: rows, training: training, steps: steps, roles: roles)
  var encoding = FeatureEncoding(
    features: try learner.rules(), target: rule, window: steps.window?.window)
  try encoding.target.learnScale(of: targetCells, training: training, steps)

  // Its pixels, all of them and nothing else, are an image, of which some are always the same.
  if let image = table.image, steps.window == nil, image.count == encoding.width,
    encoding.categories.isEmpty,
    encoding.features.map(\.name) == table.columnNames.prefix(encoding.width).map({ $0 })
  {
    encoding.image = image
  }
  var notes = table.notes + (encoding.image == nil ? learner.notes : [])
  notes += DataGuard(
    rows: rows, features: roles.features.map { rows.columns[$0] }, target: targetCells, rule: rule,
    split: split.mapped(samples.targetRow), steps: steps, targetItem: target.id
  ).notes()
  let parts = try [split.train, split.validation, split.test].map {
    part throws(TableError) -> Samples? in
    guard !part.isEmpty else { return nil }
    let inputs = try encoding.inputs(of: rows, samples: samples, part)
    notes += inputs.notes
    let targetRows = part.map(samples.targetRow)
    return encoding.samples(
      inputs.values, targetCells.selecting(targetRows), count: part.count,
      weights: weights.map { all in targetRows.map { all[$0] } })
  }
  guard let train = parts[0] else { throw .noRowsLeft(table.name, item: nil) }
  // Where all rows are in one part, what they hold is known already.
  let areAllTraining = training.count == rows.rowCount
  let summaries = rows.summaries(
    roles, statistics: areAllTraining ? learner.statistics : nil)
  let partSummaries = [training, samples.rows(of: split.validation), samples.rows(of: split.test)]
    .enumerated().map { part, own in
      if own.isEmpty { return [ColumnSummary]() }
      if part == 0, areAllTraining { return summaries }
      return rows.summaries(roles, of: own, statistics: part == 0 ? learner.statistics : nil)
    }
  return PreparedData(
    name: steps.name, train: train, validation: parts[1], test: parts[2], encoding: encoding,
    columns: summaries, partColumns: partSummaries, notes: notes, isPartial: table.isPartial,
    contentHash: table.contentHash,
    trainPlaces: TrainingPlaces(
      lines: rows.lines.isEmpty ? [] : split.train.map { rows.lines[$0] }))
}

extension DataSteps {
  /// What is to be predicted: what the script says, or what a generator made for it.
  fileprivate func target(of table: Table) throws(TableError) -> TargetStep {
    if let target { return target }
    guard let name = table.defaultTarget else {
      throw .noTarget(self.name, columns: table.columnNames)
    }
    // No line of the script says it, so none is at fault.
    return TargetStep(id: -1, .columns([name]))
  }
}

extension Table {
  fileprivate func targetColumns(
    _ target: TargetStep, _ roles: ColumnRoles
  ) throws(TableError) -> [Column] {
    switch target.form {
    case .columns: roles.targets.map { columns[$0] }
    case .formula(let name, _, let formula): [try column(name, item: target.id, formula)]
    }
  }
}

/// Columns that are used as numbers must not have texts among them.
private func checkStrayTexts(
  _ table: Table, _ roles: ColumnRoles, _ target: TargetStep
) throws(TableError) {
  for place in roles.features + roles.targets where !roles.categories.contains(place) {
    let column = table.columns[place]
    if !column.strayTexts.isEmpty {
      throw .textAmongNumbers(
        column, in: table, item: roles.targets.contains(place) ? target.id : nil)
    }
  }
}

/// Every missing cell of a feature needs a rule that can deal with it.
private func checkMissingCells(
  _ table: Table, _ roles: ColumnRoles, _ steps: DataSteps
) throws(TableError) {
  var unruled: [(column: Column, rows: [Int])] = []
  var item: Int?
  for place in roles.features {
    let column = table.columns[place]
    let missing = column.missingRows()
    guard !missing.isEmpty else { continue }
    let (rule, ruleItem) = steps.missingRule(for: column.name)
    switch rule {
    case .drop, .mostFrequent: continue
    case .error:
      unruled.append((column, missing))
      item = item ?? ruleItem
    case .mean, .median:
      guard roles.isLevels(place, in: table) else { continue }
      throw .textCannotBeFilledIn(rule, column, missing, in: table, item: ruleItem)
    }
  }
  if !unruled.isEmpty { throw .cellsMissing(unruled, in: table, item: item) }
}

/// How much each row counts, where a column says so.
private func sampleWeights(
  of table: Table, _ roles: ColumnRoles, _ steps: DataSteps
) throws(TableError) -> [Float]? {
  guard let place = roles.weight else { return nil }
  let column = table.columns[place]
  guard column.strayTexts.isEmpty, !column.isText else {
    throw .textWeights(column, item: steps.weight?.id)
  }
  let weights = column.numbers
  let wrong = weights.indices.filter { !(weights[$0] > 0) || Float(weights[$0]).isInfinite }
  guard wrong.isEmpty else {
    throw .weightsNotPositive(column, wrong, in: table, item: steps.weight?.id)
  }
  return weights.map { Float($0) }
}

extension TargetRule {
  fileprivate mutating func learnScale(
    of cells: TargetCells, training: [Int], _ steps: DataSteps
  ) throws(TableError) {
    let (scaling, item) = steps.targetScaleRule(named: names)
    guard scaling != .none else { return }
    guard case .numbers(let columns) = cells else {
      throw .classesHaveNoScale(scaling, item: item)
    }
    scales = columns.map { values in LinearScale(scaling, of: training.map { values[$0] }) }
  }
}

extension TargetCells {
  func selecting(_ rows: [Int]) -> TargetCells {
    switch self {
    case .numbers(let columns): .numbers(columns.map { values in rows.map { values[$0] } })
    case .classes(let places): .classes(rows.map { places[$0] })
    }
  }
}
