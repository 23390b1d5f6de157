import CKernels

/// What one look at a column of numbers tells.
package struct NumberStatistics: Hashable, Sendable {
  /// How many numbers are known, and how many are missing.
  package var known = 0
  package var missing = 0
  /// Of those that are known: infinite where there are none.
  package var least = Double.infinity
  package var most = -Double.infinity
  package var sum = 0.0

  package init() {}

  /// Those of `values`, where what is missing is not a number.
  package init(of values: some Sequence<Double>) {
    for value in values {
      if value.isNaN { missing += 1 } else { add(value) }
    }
  }

  /// Takes one more number in.
  package mutating func add(_ value: Double) {
    known += 1
    sum += value
    least = min(least, value)
    most = max(most, value)
  }

  package var mean: Double? { known == 0 ? nil : sum / Double(known) }
}

extension NumberMatrix {
  /// What each column holds in `rows`, or in all rows; one look at the matrix for all columns.
  ///
  /// - Complexity: O(rows · columns).
  package func statistics(of rows: RowIndices?) -> [NumberStatistics] {
    let count = rows?.count ?? self.rows
    guard count > 0 else { return Array(repeating: NumberStatistics(), count: columns) }
    let choice = nn_row_choice(indices: nil, first: 0, rows: rows?.start, count: count)
    switch form {
    case .bytes:
      var (least, most) = (
        [UInt8](repeating: .max, count: columns), [UInt8](repeating: 0, count: columns)
      )
      var sum = [UInt64](repeating: 0, count: columns)
      least.withUnsafeMutableBufferPointer { least in
        most.withUnsafeMutableBufferPointer { most in
          sum.withUnsafeMutableBufferPointer { sum in
            nn_column_ranges_of_bytes(
              bytes, columns, choice, columns,
              nn_byte_ranges(
                least: least.baseAddress, most: most.baseAddress, sum: sum.baseAddress))
          }
        }
      }
      return (0..<columns).map { column in
        NumberStatistics(
          known: count, missing: 0, least: Double(least[column]), most: Double(most[column]),
          sum: Double(sum[column]))
      }
    case .floats:
      let ranges = FloatBuffer(count: 2 * columns)
      for column in 0..<columns {
        (ranges[column], ranges[columns + column]) = (.infinity, -.infinity)
      }
      var sum = [Double](repeating: 0, count: columns)
      var known = [UInt64](repeating: 0, count: columns)
      sum.withUnsafeMutableBufferPointer { sum in
        known.withUnsafeMutableBufferPointer { known in
          nn_column_ranges_of_floats(
            floats, columns, choice, columns,
            nn_float_ranges(
              least: ranges.pointer, most: ranges.pointer + columns, sum: sum.baseAddress,
              known: known.baseAddress))
        }
      }
      return (0..<columns).map { column in
        NumberStatistics(
          known: Int(known[column]), missing: count - Int(known[column]),
          least: Double(ranges[column]), most: Double(ranges[columns + column]), sum: sum[column])
      }
    }
  }

  /// The sum of the squares of what is between each known number and its column's mean.
  package func squares(around means: [Double], of rows: RowIndices?) -> [Double] {
    precondition(means.count == columns, "a mean for each column")
    let count = rows?.count ?? self.rows
    var result = [Double](repeating: 0, count: columns)
    guard count > 0 else { return result }
    let choice = nn_row_choice(indices: nil, first: 0, rows: rows?.start, count: count)
    result.withUnsafeMutableBufferPointer { result in
      switch form {
      case .bytes:
        nn_column_squares_of_bytes(
          bytes, columns, choice, columns, means, result.baseAddress)
      case .floats:
        nn_column_squares_of_floats(
          floats, columns, choice, columns, means, result.baseAddress)
      }
    }
    return result
  }
}

extension NumberStatistics {
  fileprivate init(known: Int, missing: Int, least: Double, most: Double, sum: Double) {
    (self.known, self.missing, self.least, self.most) = (known, missing, least, most)
    self.sum = sum
  }
}
