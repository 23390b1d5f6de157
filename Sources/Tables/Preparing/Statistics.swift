import Kernels

extension Table {
  /// What each column of numbers holds in `rows`, or in all; `nil` for texts.
  ///
  /// Columns that lie in one matrix are looked at together, row by row, since a look at one of them
  /// passes through the memory of all.
  func statistics(of rows: [Int]? = nil) -> [NumberStatistics?] {
    var looks = MatrixLooks(rows) { matrix, rows in matrix.statistics(of: rows) }
    return columns.map { column in
      guard let numbers = column.numbersIfAny else { return nil }
      if let found = looks.found(for: numbers) { return found }
      guard let rows else { return NumberStatistics(of: numbers) }
      return NumberStatistics(of: rows.lazy.map { numbers[$0] })
    }
  }

  /// For each column of numbers, the sum of the squares of what is between them and `means`.
  func squares(around means: [Double?], of rows: [Int]) -> [Double] {
    var byMatrix: [ObjectIdentifier: [Double]] = [:]
    for (column, mean) in zip(columns, means) {
      guard let mean, case .shared(let matrix, let place, _)? = column.numbersIfAny?.storage else {
        continue
      }
      let none = Array(repeating: 0.0, count: matrix.columns)
      byMatrix[ObjectIdentifier(matrix), default: none][place] = mean
    }
    var looks = MatrixLooks(rows) { matrix, rows in
      let means = byMatrix[ObjectIdentifier(matrix)] ?? Array(repeating: 0, count: matrix.columns)
      return matrix.squares(around: means, of: rows)
    }
    return zip(columns, means).map { column, mean in
      guard let mean, let numbers = column.numbersIfAny else { return 0 }
      if let found = looks.found(for: numbers) { return found }
      return rows.reduce(0) { sum, row in
        let difference = numbers[row] - mean
        return difference.isNaN ? sum : sum + difference * difference
      }
    }
  }
}

/// Looks at matrices, at each only once, and gives what was found for a column.
private struct MatrixLooks<Found> {
  private let look: (NumberMatrix, RowIndices?) -> [Found]
  private let isOfAll: Bool
  private var picker: RowPicker
  private var known: [Key: [Found]] = [:]

  private struct Key: Hashable {
    var matrix: ObjectIdentifier
    var rows: ObjectIdentifier?
  }

  init(_ rows: [Int]?, _ look: @escaping (NumberMatrix, RowIndices?) -> [Found]) {
    (self.look, isOfAll, picker) = (look, rows == nil, RowPicker(rows ?? []))
  }

  mutating func found(for column: NumberColumn) -> Found? {
    guard case .shared(let matrix, let place, let outer) = column.storage else { return nil }
    let key = Key(matrix: ObjectIdentifier(matrix), rows: outer.map(ObjectIdentifier.init))
    if let made = known[key] { return made[place] }
    let made = look(matrix, isOfAll ? outer : picker.indices(in: outer))
    known[key] = made
    return made[place]
  }
}
