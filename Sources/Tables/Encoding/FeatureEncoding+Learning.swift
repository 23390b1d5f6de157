import Diagnostics
import Kernels

/// Learns the rules of features from the rows of the training part.
struct FeatureLearner {
  let table: Table
  let training: [Int]
  let steps: DataSteps
  let roles: ColumnRoles
  /// What each column of numbers holds in the training part.
  let statistics: [NumberStatistics?]
  /// Features that are the same in every training row, with that value.
  private var constants: [(name: String, value: String)] = []

  init(table: Table, training: [Int], steps: DataSteps, roles: ColumnRoles) {
    self.table = table
    self.training = training
    self.steps = steps
    self.roles = roles
    statistics = table.statistics(of: training)
  }

  /// What a person should know of the features, once their rules are learnt.
  var notes: [TableNote] {
    // With one row everything is constant.
    training.count < 2 ? [] : [TableNote.constantColumns(constants)].compactMap { $0 }
  }

  /// - Problems: `text-column`, `missing-cells`, `identifier-column`.
  mutating func rules() throws(TableError) -> [FeatureRule] {
    let derived = Set(steps.derived.map(\.name))
    try checkNamedColumns()
    let numbers = try learnedNumbers()
    var rules: [FeatureRule] = []
    for place in roles.features {
      let column = table.columns[place]
      rules.append(
        FeatureRule(
          name: column.name, isDerived: derived.contains(column.name), isText: column.isText,
          encoding: try encoding(of: column, at: place, numbers[place])))
    }
    return rules
  }

  /// What is learnt of a feature of numbers: what stands in for missing ones, and how it is then.
  private struct LearnedNumbers {
    var replacement: Double?
    var filled: NumberStatistics
    /// What is between the numbers and their mean, squared and summed.
    var squares = 0.0
  }

  /// For each column, where it is a feature of numbers.
  private func learnedNumbers() throws(TableError) -> [LearnedNumbers?] {
    var learned: [LearnedNumbers?] = Array(repeating: nil, count: table.columns.count)
    for place in roles.features where !roles.isLevels(place, in: table) {
      let column = table.columns[place]
      let known = statistics[place] ?? NumberStatistics()
      let missing = steps.missingRule(for: column.name)
      let replacement = replacement(missing.rule, of: column, known)
      if replacement == nil, missing.rule.fillsIn {
        throw .nothingToFillIn(column.name, item: missing.item)
      }
      var filled = known
      for _ in 0..<(replacement == nil ? 0 : known.missing) { filled.add(replacement ?? 0) }
      learned[place] = LearnedNumbers(replacement: replacement, filled: filled)
    }
    let means: [Double?] = learned.indices.map { place in
      steps.scaleRule(for: table.columns[place].name).rule == .standard
        ? learned[place]?.filled.mean : nil
    }
    guard means.contains(where: { $0 != nil }) else { return learned }
    for (place, squares) in table.squares(around: means, of: training).enumerated() {
      guard let numbers = learned[place], let mean = means[place] else { continue }
      learned[place]?.squares = squares
      guard let replacement = numbers.replacement else { continue }
      for _ in 0..<(statistics[place]?.missing ?? 0) {
        learned[place]?.squares += (replacement - mean) * (replacement - mean)
      }
    }
    return learned
  }

  private mutating func encoding(
    of column: Column, at place: Int, _ numbers: LearnedNumbers?
  ) throws(TableError) -> FeatureRule.Encoding {
    guard let numbers else { return try levels(of: column, at: place) }
    return number(of: column, numbers)
  }

  private mutating func number(
    of column: Column, _ numbers: LearnedNumbers
  ) -> FeatureRule.Encoding {
    if numbers.filled.known > 0, numbers.filled.least == numbers.filled.most {
      constants.append((column.name, NumberText.short(numbers.filled.least)))
    }
    let rule = steps.scaleRule(for: column.name).rule
    return .number(
      replacement: numbers.replacement,
      scale: LinearScale(rule, of: numbers.filled, squares: numbers.squares))
  }

  private mutating func levels(of column: Column, at place: Int) throws(TableError)
    -> FeatureRule.Encoding
  {
    let levels = column.levels(in: training)
    let isAllDifferent = training.count >= 20 && levels.count == training.count
    let isMany = levels.count > 100 && levels.count * 2 > training.count
    if !roles.categories.contains(place), isAllDifferent || isMany {
      throw .identifierColumn(column.name, levels: levels.count, rows: training.count)
    }
    if let only = levels.first, levels.count == 1, !training.contains(where: column.isMissing) {
      constants.append((column.name, "'\(only)'"))
    }
    let missing = steps.missingRule(for: column.name)
    let form: FeatureRule.LevelForm = roles.embedded.contains(place) ? .place : .oneHot
    guard missing.rule == .mostFrequent else {
      return .levels(levels, replacement: nil, form)
    }
    var counts = [Int](repeating: 0, count: levels.count)
    let places = column.places(among: levels)
    for row in training where places[row] >= 0 { counts[Int(places[row])] += 1 }
    // The first in order where several are equally frequent.
    guard let most = counts.max(), let first = counts.firstIndex(of: most) else {
      throw .nothingToFillIn(column.name, item: missing.item)
    }
    return .levels(levels, replacement: levels[first], form)
  }

  /// What a column that is named for a rule of numbers holds must be numbers.
  private func checkNamedColumns() throws(TableError) {
    func isLevels(_ name: String) -> Bool {
      table.index(of: name).map { roles.isLevels($0, in: table) } ?? false
    }
    for step in steps.missing where step.rule == .mean || step.rule == .median {
      for name in step.columns where isLevels(name) {
        throw .ruleNeedsNumbers(step.rule.rawValue, name, item: step.id)
      }
    }
    for step in steps.scales where step.rule != .none {
      for name in step.columns where isLevels(name) {
        throw .ruleNeedsNumbers(step.rule.rawValue, name, item: step.id)
      }
    }
  }

  /// What stands in for a missing number of `column`.
  private func replacement(
    _ rule: MissingStep.Rule, of column: Column, _ known: NumberStatistics
  ) -> Double? {
    guard known.known > 0 else { return nil }
    let numbers = column.numbers
    func values() -> [Double] { training.lazy.map { numbers[$0] }.filter { !$0.isNaN } }
    switch rule {
    case .drop, .error: return nil
    case .mean: return known.mean
    case .median:
      let sorted = values().sorted()
      let middle = sorted.count / 2
      return sorted.count.isMultiple(of: 2)
        ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    case .mostFrequent:
      var counts: [Double: Int] = [:]
      for value in values() { counts[value, default: 0] += 1 }
      // The smallest where several are equally frequent.
      return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }
}

extension MissingStep.Rule {
  /// Whether something is put in the place of a missing cell.
  var fillsIn: Bool {
    switch self {
    case .mean, .median, .mostFrequent: true
    case .drop, .error: false
    }
  }
}
