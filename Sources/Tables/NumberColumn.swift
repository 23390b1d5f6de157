package import Kernels

/// The numbers of a column, wherever they lie; one that is missing is not a number.
package struct NumberColumn: RandomAccessCollection, Sendable {
  package enum Storage: Sendable {
    case own([Double])
    /// A column of a matrix that others share, of all its rows or of some.
    case shared(NumberMatrix, column: Int, rows: RowIndices?)
  }
  package let storage: Storage

  package init(_ values: [Double]) { storage = .own(values) }

  package init(_ matrix: NumberMatrix, column: Int, rows: RowIndices? = nil) {
    storage = .shared(matrix, column: column, rows: rows)
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch storage {
    case .own(let values): values.count
    case .shared(let matrix, _, let rows): rows?.count ?? matrix.rows
    }
  }

  package subscript(row: Int) -> Double {
    switch storage {
    case .own(let values): values[row]
    case .shared(let matrix, let column, let rows): matrix[rows?[row] ?? row, column]
    }
  }

  /// Whether a number may be missing.
  var mayMiss: Bool {
    switch storage {
    case .own: true
    case .shared(let matrix, let column, _): matrix.columnsWithMissing.contains(column)
    }
  }

  /// A copy of all of them.
  var values: [Double] {
    if case .own(let values) = storage { values } else { Array(self) }
  }
}

/// Picks rows of tables, once for all columns that lie in the same rows of the same matrix.
struct RowPicker {
  let rows: [Int]
  private var known: [ObjectIdentifier?: RowIndices] = [:]

  init(_ rows: [Int]) { self.rows = rows }

  mutating func picked(_ column: NumberColumn) -> NumberColumn {
    switch column.storage {
    case .own(let values): NumberColumn(rows.map { values[$0] })
    case .shared(let matrix, let place, let rows):
      NumberColumn(matrix, column: place, rows: indices(in: rows))
    }
  }

  /// Where the picked rows are in the matrix.
  mutating func indices(in outer: RowIndices?) -> RowIndices {
    if let made = known[outer.map(ObjectIdentifier.init)] { return made }
    let made = RowIndices(outer.map { outer in rows.map { outer[$0] } } ?? rows)
    known[outer.map(ObjectIdentifier.init)] = made
    return made
  }
}
