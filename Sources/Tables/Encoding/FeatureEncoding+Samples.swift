package import Kernels
import Shapes

/// Samples of a table that a network did not learn from.
package struct EncodedTable: Sendable {
  package let samples: Samples
  package let notes: [TableNote]
}

extension FeatureEncoding {
  /// The rows of another table as samples; columns that are not needed may be there.
  ///
  /// - Parameters:
  ///   - derived: The steps that made the columns which the table does not have.
  ///   - target: Where the targets are wanted too.
  /// - Problems: `unknown-column`, `missing-cells`, `text-in-number-column`, `formula-failed`,
  ///   `unseen-level` for an unknown class.
  package func samples(
    from table: Table, derived: [DerivedStep] = [], target: TargetStep? = nil
  ) throws(TableError) -> EncodedTable {
    // A formula that misses one of them could say less.
    try checkColumns(of: table, features.filter { !$0.isDerived })
    let isDerived = features.contains { $0.isDerived && table.index(of: $0.name) == nil }
    let missing = derived.filter { table.index(of: $0.name) == nil }
    let whole = isDerived || target != nil ? try table.adding(missing) : table
    let rows = try SampleRows(of: whole, window, hasTargets: target != nil)
    let all = Array(rows.starts.indices)
    let inputs = try inputs(of: whole, samples: rows, all)
    let cells = try target.map { step throws(TableError) in
      try targetCells(of: whole, step).selecting(all.map(rows.targetRow))
    }
    return EncodedTable(
      samples: samples(inputs.values, cells, count: all.count),
      notes: inputs.notes + farCells(in: inputs.values, of: whole, rows))
  }

  /// A note for each scaled column of which most cells lie far from all that the training part had:
  /// more than ten deviations from its mean, or ten ranges.
  private func farCells(in inputs: InputRows, of table: Table, _ rows: SampleRows) -> [TableNote] {
    var notes: [TableNote] = []
    var place = 0
    for feature in features {
      defer { place += feature.width }
      guard case .number(_, let scale) = feature.encoding, scale != .identity else { continue }
      let far = (0..<inputs.count).filter { abs(inputs[$0, place]) > 10 }
      guard let first = far.first, far.count > inputs.count / 2 else { continue }
      notes.append(.farFromTraining(feature.name, rows.starts[first], far.count, in: table))
    }
    return notes
  }

  /// One sample; `row` has a value for each of `columnNames`, in their order.
  package func samples(ofRow row: [Double]) throws(TableError) -> Samples {
    try samples(ofRows: [row.map { .number($0) }])
  }

  /// Samples of rows that have a value for each of `columnNames`, in their order; of a series, the
  /// windows that the rows have.
  ///
  /// - Problems: `shape-mismatch`, `text-column`, `text-in-number-column`, `missing-cells`; what is
  ///   written by hand and not known is `unseen-level`.
  package func samples(ofRows rows: [[CellValue]]) throws(TableError) -> Samples {
    let table = try table(ofRows: rows)
    let own = try SampleRows(of: table, window, hasTargets: false)
    let inputs = try inputs(of: table, samples: own, Array(own.starts.indices))
    if let unseen = inputs.notes.first {
      let known = features.first { $0.name == unseen.column }?.levels ?? []
      throw .levelUnknown(unseen, known: known)
    }
    return samples(inputs.values, nil, count: own.starts.count)
  }

  func samples(
    _ inputs: InputRows, _ target: TargetCells?, count: Int, weights: [Float]? = nil
  ) -> Samples {
    Samples(
      count: count, inputShape: inputShape, inputs: inputs,
      targets: target.map { self.target.values($0, count: count) }, weights: weights,
      targetUnits: target == nil ? nil : self.target.units)
  }

  /// The target of each row of another table, by the classes that are known.
  private func targetCells(of table: Table, _ step: TargetStep) throws(TableError) -> TargetCells {
    var columns: [Column] = []
    switch step.form {
    case .columns(let names):
      for name in names {
        guard let place = table.index(of: name) else {
          throw .unknownColumn(name, in: table, item: step.id)
        }
        columns.append(table.columns[place])
      }
    case .formula(let name, _, let formula):
      columns = [try table.column(name, item: step.id, formula)]
    }
    for column in columns {
      let missing = column.missingRows()
      guard missing.isEmpty else {
        throw .targetsMissingForEvaluation(column.name, missing, in: table)
      }
      if target.kind == .number, column.isText {
        throw .textWhereNumbersWere(column, in: table)
      }
    }
    guard target.kind != .number, let column = columns.first else {
      return .numbers(columns.map { $0.numbers.values })
    }
    let places = column.places(among: target.classes)
    if let row = places.firstIndex(of: Column.unseenPlace) {
      throw .classUnknown(column.name, in: table, row: row, column: column)
    }
    return .classes(places)
  }
}

extension TargetRule {
  /// What brings each number of a scaled target back to its own unit; `nil` where none is scaled.
  fileprivate var units: [TargetUnit]? {
    guard scales.contains(where: { $0 != .identity }) else { return nil }
    return scales.map { scale in
      TargetUnit(
        scale: scale.factor == 0 ? 0 : Float(1 / scale.factor), shift: Float(scale.shift))
    }
  }

  /// `cells` as a network is to give them.
  fileprivate func values(_ cells: TargetCells, count: Int) -> TargetValues {
    switch cells {
    case .classes(let places) where kind == .binary:
      return .binary(FloatBuffer(places.map { $0 == 0 ? 0 : 1 }))
    case .classes(let places):
      return .classes(places, count: classes.count)
    case .numbers(let columns):
      let values = FloatBuffer(count: count * columns.count)
      for (place, column) in columns.enumerated() {
        for row in 0..<count {
          values[row * columns.count + place] = Float(scales[place].scaled(column[row]))
        }
      }
      return .values(values, outputs: columns.count)
    }
  }
}
