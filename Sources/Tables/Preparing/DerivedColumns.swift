extension Table {
  /// This table with the columns that formulas make of it; each sees those before it.
  ///
  /// - Problems: `duplicate-column`, `formula-failed`.
  func adding(_ steps: [DerivedStep]) throws(TableError) -> Table {
    var table = self
    for step in steps {
      guard table.index(of: step.name) == nil else {
        throw .derivedColumnExists(step.name, item: step.id)
      }
      let column = try table.column(step.name, item: step.id, step.formula)
      table.columns.append(column)
    }
    return table
  }

  /// What `formula` gives for each row, as a column.
  func column(
    _ name: String, item: Int, _ formula: RowFormula
  ) throws(TableError) -> Column {
    var builder = ColumnBuilder()
    let cells = NamedColumns(columns)
    for row in 0..<rowCount {
      let value = try self.value(
        of: formula, in: RowCells(cells, row: row), item: item, named: name)
      guard builder.append(value) else {
        throw .formulaMixesTypes(name, at: place(of: row), item: item)
      }
    }
    return builder.column(name)
  }

  /// What `formula` gives for one row; a number is finite.
  ///
  /// - Parameter name: The column that it makes, if any.
  func value(
    of formula: RowFormula, in cells: RowCells, item: Int, named name: String? = nil
  ) throws(TableError) -> CellValue {
    let value: CellValue
    do throws(RowFormulaFailed) {
      value = try formula(cells)
    } catch {
      throw .formulaFailed(name, at: place(of: cells.row), item: item)
    }
    if case .number(let number) = value, !isUsable(number) {
      throw .formulaNotFinite(number, name, at: place(of: cells.row), item: item)
    }
    return value
  }
}

/// Gathers cells that are all of one type, or missing.
struct ColumnBuilder {
  private enum Kind {
    case number, boolean, text
  }
  private var kind: Kind?
  private var values: [Double] = []
  private var texts = LevelBuilder()

  /// - Returns: Whether the cell has the type of those before it.
  mutating func append(_ cell: CellValue) -> Bool {
    let found: Kind?
    var value = Double.nan
    var text: String?
    switch cell {
    case .missing: found = nil
    case .number(let number): (found, value) = (.number, number)
    case .boolean(let truth): (found, value) = (.boolean, truth ? 1 : 0)
    case .text(let own): (found, text) = (.text, own)
    }
    values.append(value)
    texts.append(text)
    guard let found else { return true }
    if kind == nil { kind = found }
    return kind == found
  }

  func column(_ name: String) -> Column {
    switch kind {
    case .text: Column(name, .texts(texts.places, levels: texts.levels))
    case .boolean: Column(name, .booleans(NumberColumn(values)))
    case .number, nil: Column(name, .numbers(NumberColumn(values)))
    }
  }
}
