/// The target of each row, before it is scaled.
enum TargetCells {
  /// One list for each column that is predicted.
  case numbers([[Double]])
  /// The place of each row's class.
  case classes([Int32])
}

extension TargetRule {
  /// Finds out what kind of target `columns` are, and reads it.
  ///
  /// - Problems: `target-kind`, `one-class`, `missing-cells`, `text-in-number-column`.
  static func learned(
    _ step: TargetStep, _ columns: [Column], isFormula: Bool, in table: Table
  ) throws(TableError) -> (rule: TargetRule, cells: TargetCells) {
    for column in columns {
      let missing = column.missingRows()
      guard missing.isEmpty else {
        throw .targetCellsMissing(column.name, missing, in: table, item: step.id)
      }
    }
    let kind = try kind(step, columns)
    var rule = TargetRule(
      kind: kind, names: columns.map(\.name), isFormula: isFormula, classes: [],
      scales: columns.map { _ in .identity })
    guard kind != .number, let column = columns.first else {
      return (rule, .numbers(columns.map { $0.numbers.values }))
    }
    rule.classes = column.levels(in: 0..<table.rowCount)
    rule.scales = []
    let count = rule.classes.count
    if !table.isPartial {
      guard count > 1 else { throw .oneClass(column.name, rule.classes, item: step.id) }
    }
    if kind == .binary, count > 2 {
      throw .notBinary(column.name, classes: rule.classes, item: step.id)
    }
    guard count <= 100 || count * 2 <= table.rowCount else {
      throw .tooManyClasses(column.name, classes: count, rows: table.rowCount, item: step.id)
    }
    return (rule, .classes(column.places(among: rule.classes)))
  }

  private static func kind(
    _ step: TargetStep, _ columns: [Column]
  ) throws(TableError) -> TargetKind {
    if columns.count > 1 {
      if let text = columns.first(where: { $0.isText }) {
        throw .severalTargetsNeedNumbers(text.name, item: step.id)
      }
      if let kind = step.kind, kind != .number {
        throw .severalTargetsAreNumbers(kind, item: step.id)
      }
      return .number
    }
    guard let column = columns.first else { return .number }
    switch column.cells {
    case .numbers: return step.kind ?? .number
    case .booleans: return step.kind ?? .binary
    case .texts(_, let levels):
      if step.kind == .number { throw .textIsNoNumber(column.name, item: step.id) }
      return step.kind ?? (levels.count == 2 ? .binary : .classes)
    }
  }
}

extension Column {
  /// The cells as numbers; texts have none.
  var numbers: NumberColumn {
    switch cells {
    case .numbers(let values), .booleans(let values): values
    case .texts(let places, _): NumberColumn(places.map { _ in .nan })
    }
  }
}
