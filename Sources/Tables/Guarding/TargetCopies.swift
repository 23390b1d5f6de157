extension DataGuard {
  /// Fewer rows agree by chance.
  private static let fewestRows = 10
  /// A column with more different values is only compared as a straight line.
  private static let mostValues = 1_000
  /// Of so many rows the first are looked at alone before all of them are.
  private static let longTable = 100_000

  /// Features that say what the target says: equal to it but for names or units, or with one answer
  /// for each of their values.
  ///
  /// With a single feature there is nothing to leave out, and to learn its line is the exercise.
  func targetCopies() -> [TableNote] {
    guard rows.rowCount >= Self.fewestRows, features.count > 1, !isGenerated else { return [] }
    var copies: [(name: String, how: TargetCopy)] = []
    for column in features {
      if let how = copy(column) { copies.append((column.name, how)) }
    }
    guard let first = copies.first else { return [] }
    return [
      .targetCopy(
        copies.map(\.name), first.how, target: rule.names.first ?? "", rows: rows.rowCount,
        item: targetItem)
    ]
  }

  /// How `column` says what the target says; `nil` where it does not.
  private func copy(_ column: Column) -> TargetCopy? {
    switch target {
    case .classes(let places): return levels(column) { UInt64(bitPattern: Int64(places[$0])) }
    case .numbers(let targets):
      for values in targets {
        if !column.isText, let line = line(from: column.numbers, to: values) { return line }
        if let how = levels(column, { values[$0].key }), how == .oneToOne { return how }
      }
      return nil
    }
  }

  /// Compares a column of few values with the target, value by value.
  private func levels(_ column: Column, _ target: (Int) -> UInt64) -> TargetCopy? {
    let most = min(Self.mostValues, rows.rowCount / 3)
    var targetOfValue: [UInt64: UInt64] = [:]
    for row in 0..<rows.rowCount {
      let (value, answer) = (column.key(of: row), target(row))
      if let known = targetOfValue[value] {
        guard known == answer else { return nil }
      } else {
        guard targetOfValue.count < most else { return nil }
        targetOfValue[value] = answer
      }
    }
    let answers = Set(targetOfValue.values).count
    guard answers > 1 else { return nil }
    if answers == targetOfValue.count { return .oneToOne }
    // Several values for one answer agree by chance, unless each is met often.
    return rows.rowCount >= 10 * targetOfValue.count ? .determined : nil
  }

  /// Whether the first of many rows leave it possible that all lie on one line.
  ///
  /// It spares most columns of a long table a look at each of their rows.
  private func mayBeLine(from values: NumberColumn, to target: [Double]) -> Bool {
    guard values.count >= Self.longTable else { return true }
    let head = 0..<1_000
    guard head.allSatisfy({ !values[$0].isNaN }),
      let low = head.min(by: { values[$0] < values[$1] }),
      let high = head.max(by: { values[$0] < values[$1] }), values[low] < values[high]
    else { return true }
    let factor = (target[high] - target[low]) / (values[high] - values[low])
    let offset = target[low] - factor * values[low]
    // Far more than the tolerance below can be, which only all rows tell.
    let size = target.reduce(abs(offset)) { max($0, abs($1)) }
    return head.allSatisfy { abs(factor * values[$0] + offset - target[$0]) <= 1e-4 * size }
  }

  /// Whether `target = factor · values + offset` in every row.
  private func line(from values: NumberColumn, to target: [Double]) -> TargetCopy? {
    guard var low = values.indices.first, mayBeLine(from: values, to: target) else { return nil }
    var high = low
    for row in values.indices {
      guard !values[row].isNaN else { return nil }
      if values[row] < values[low] { low = row }
      if values[row] > values[high] { high = row }
    }
    guard values[low] < values[high], target[low] != target[high] else { return nil }
    let factor = (target[high] - target[low]) / (values[high] - values[low])
    let offset = target[low] - factor * values[low]
    // What rounding of the file's decimals leaves, and no more.
    let tolerance = 1e-6 * max(abs(target[low]), abs(target[high]), abs(offset))
    for row in values.indices where abs(factor * values[row] + offset - target[row]) > tolerance {
      return nil
    }
    let isThrough0 = abs(offset) <= tolerance
    if abs(factor - 1) < 1e-9, isThrough0 { return .equal }
    return .line(factor: factor, offset: isThrough0 ? 0 : offset)
  }
}

/// How a feature says what the target says.
enum TargetCopy: Equatable {
  case equal
  case line(factor: Double, offset: Double)
  /// Each value of the one goes with one value of the other.
  case oneToOne
  /// Each value of the feature has one answer.
  case determined
}
