import Kernels

extension FeatureEncoding {
  /// The inputs of `rows` of `table`, one sample after another.
  ///
  /// - Problems: `unknown-column`, `missing-cells`, `text-column`, `text-in-number-column`; a level
  ///   that the training part did not have gives zeros, or the place -1, and a note.
  func inputs(
    of table: Table, rows: [Int]
  ) throws(TableError) -> (values: InputRows, notes: [TableNote]) {
    try checkColumns(of: table, features)
    if let rows = scaledRows(of: table, rows) { return (InputRows(rows), []) }
    let width = self.width
    let (size, overflow) = rows.count.multipliedReportingOverflow(by: width)
    guard !overflow, size <= availableMemory() / 8 else {
      throw .inputsTooLarge(rows: rows.count, width: width)
    }
    let values = FloatBuffer(count: size)
    var notes: [TableNote] = []
    var offset = 0
    for feature in features {
      guard let place = table.index(of: feature.name) else { continue }
      let column = table.columns[place]
      switch feature.encoding {
      case .number(let replacement, let scale):
        try encode(
          column, replacement, scale, rows, in: table, to: values, at: offset, of: width)
      case .levels(let levels, let replacement, let form):
        let unseen = try encode(
          column, levels, replacement, form, rows, in: table, to: values, at: offset, of: width)
        if !unseen.isEmpty { notes.append(.unseenLevels(feature.name, unseen, in: table)) }
      }
      offset += feature.width
    }
    return (InputRows(values, count: rows.count, width: width), notes)
  }

  /// Holds a table to have the columns of `features`.
  func checkColumns(of table: Table, _ features: [FeatureRule]) throws(TableError) {
    let names = features.map(\.name)
    let missing = names.filter { table.index(of: $0) == nil }
    guard missing.isEmpty else {
      throw .columnsMissingForPrediction(missing, of: names, in: table)
    }
  }

  /// The inputs as they lie in a matrix, to be scaled when they are used; `nil` where they do not
  /// all come from one, or have to be looked at one by one.
  private func scaledRows(of table: Table, _ rows: [Int]) -> ScaledRows? {
    var inputs: [ColumnScaling.Input] = []
    var source: (matrix: NumberMatrix, rows: RowIndices?)?
    for feature in features {
      guard case .number(let replacement, let scale) = feature.encoding,
        let place = table.index(of: feature.name),
        case .numbers(let numbers) = table.columns[place].cells,
        case .shared(let matrix, let column, let outer) = numbers.storage,
        source.map({ $0.matrix === matrix && $0.rows === outer }) ?? true,
        replacement != nil || !numbers.mayMiss
      else { return nil }
      source = (matrix, outer)
      inputs.append(
        ColumnScaling.Input(
          column: column, shift: scale.shift, factor: scale.factor,
          replacement: numbers.mayMiss ? replacement : nil))
    }
    guard let (matrix, outer) = source else { return nil }
    let areAll =
      outer == nil && rows.count == matrix.rows && rows.indices.allSatisfy { rows[$0] == $0 }
    var picker = RowPicker(rows)
    return ScaledRows(
      matrix, ColumnScaling(inputs), rows: areAll ? nil : picker.indices(in: outer))
  }

  /// The inputs of some of `samples`, each with all rows of its window.
  func inputs(
    of table: Table, samples: SampleRows, _ chosen: [Int]
  ) throws(TableError) -> (values: InputRows, notes: [TableNote]) {
    guard window != nil else {
      return try inputs(of: table, rows: chosen.map { samples.starts[$0] })
    }
    let rows = samples.rows(of: chosen)
    let (inputs, notes) = try inputs(of: table, rows: rows)
    let values = inputs.floats
    let perSample = samples.size * width
    let (count, overflow) = perSample.multipliedReportingOverflow(by: chosen.count)
    guard !overflow, count <= availableMemory() / 8 else {
      throw .inputsTooLarge(rows: chosen.count, width: perSample)
    }
    let windows = FloatBuffer(count: count)
    let placeOfRow = Dictionary(
      rows.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for (place, sample) in chosen.enumerated() {
      // The rows of one window lie one behind the other among `rows` too.
      let first = placeOfRow[samples.starts[sample]] ?? 0
      (windows.pointer + place * perSample)
        .update(from: values.pointer + first * width, count: perSample)
    }
    return (InputRows(windows, count: chosen.count, width: perSample), notes)
  }

  private func encode(
    _ column: Column, _ replacement: Double?, _ scale: LinearScale, _ rows: [Int], in table: Table,
    to values: FloatBuffer, at offset: Int, of width: Int
  ) throws(TableError) {
    if column.isText {
      throw .textWhereNumbersWere(column, in: table)
    }
    let numbers = column.numbers
    let places = values.all
    var position = offset
    for row in rows {
      var number = numbers[row]
      if number.isNaN {
        guard let replacement else {
          throw .cellMissingForPrediction(column.name, at: table.place(of: row))
        }
        number = replacement
      }
      places[position] = Float(scale.scaled(number))
      position += width
    }
  }

  /// - Returns: The rows whose level the rule does not know.
  private func encode(
    _ column: Column, _ levels: [String], _ replacement: String?, _ form: FeatureRule.LevelForm,
    _ rows: [Int], in table: Table, to values: FloatBuffer, at offset: Int, of width: Int
  ) throws(TableError) -> [Int] {
    let places = column.places(among: levels)
    let standIn = replacement.flatMap { levels.firstIndex(of: $0) }
    var unseen: [Int] = []
    var position = offset
    for row in rows {
      var place = Int(places[row])
      if places[row] == Column.missingPlace {
        guard let standIn else {
          throw .cellMissingForPrediction(column.name, at: table.place(of: row))
        }
        place = standIn
      }
      if places[row] == Column.unseenPlace {
        unseen.append(row)
        if form == .place { values[position] = -1 }
      } else if form == .place {
        values[position] = Float(place)
      } else {
        values[position + place] = 1
      }
      position += width
    }
    return unseen
  }

  /// A table of `rows`, each with a value for each column in the order of `columnNames`.
  ///
  /// - Problems: `shape-mismatch` for a row that is too short or too long, `text-column`.
  func table(ofRows rows: [[CellValue]]) throws(TableError) -> Table {
    var builders = features.map { _ in ColumnBuilder() }
    for row in rows {
      guard row.count == features.count else {
        throw .rowOfWrongLength(row.count, columns: columnNames)
      }
      for (index, cell) in row.enumerated() where !builders[index].append(cell) {
        throw .rowsMixTypes(features[index].name)
      }
    }
    let columns = zip(builders, features).map { $0.column($1.name) }
    return Table(
      name: "", columns: columns, rowCount: rows.count, lines: [], isPartial: false, contentHash: 0,
      defaultTarget: nil, notes: [])
  }
}
