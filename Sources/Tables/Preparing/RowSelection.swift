extension Table {
  /// The rows that stay: those for which all of `where` is true, and that have no missing cell in a
  /// used column whose rule is `drop`.
  ///
  /// - Problems: `formula-failed`, `empty-table`.
  func rowsThatStay(
    _ steps: DataSteps, used columns: [Column]
  ) throws(TableError) -> [Int] {
    var rows = Array(0..<rowCount)
    let cells = NamedColumns(self.columns)
    for filter in steps.filters {
      var kept: [Int] = []
      for row in rows {
        switch try value(of: filter.formula, in: RowCells(cells, row: row), item: filter.id) {
        case .boolean(true): kept.append(row)
        case .boolean(false), .missing: break
        case .number, .text: throw .filterNotBoolean(at: place(of: row), item: filter.id)
        }
      }
      rows = kept
      guard !rows.isEmpty || isPartial else { throw .noRowsLeft(name, item: filter.id) }
    }
    for column in columns {
      let (rule, item) = steps.missingRule(for: column.name)
      guard rule == .drop, column.numbersIfAny?.mayMiss ?? true else { continue }
      rows.removeAll { column.isMissing($0) }
      guard !rows.isEmpty || isPartial else { throw .noRowsLeft(name, item: item) }
    }
    guard !rows.isEmpty else { throw .noRowsLeft(name, item: steps.filters.last?.id) }
    return rows
  }
}
