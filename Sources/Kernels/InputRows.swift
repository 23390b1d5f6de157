import CKernels

/// The inputs of samples, a row for each.
///
/// They lie as floats as a network takes them, or as they were read: then they are scaled while the
/// rows of a batch are copied, so that the data is in memory only once.
///
/// - Shapes: `[count, width]`, row-major.
package final class InputRows: @unchecked Sendable {
  package let count: Int
  package let width: Int
  private let storage: Storage

  private enum Storage {
    case floats(FloatBuffer)
    case scaled(ScaledRows)
  }

  /// - Precondition: `values` has `width` numbers for each of `count` rows.
  package init(_ values: FloatBuffer, count: Int, width: Int) {
    precondition(values.count == count * width, "one row of inputs a sample")
    (self.count, self.width, storage) = (count, width, .floats(values))
  }

  /// Inputs that are scaled whenever they are copied.
  package init(_ rows: ScaledRows) {
    (count, width, storage) = (rows.count, rows.scaling.count, .scaled(rows))
  }

  /// All of them as floats; a copy where they lie otherwise.
  package var floats: FloatBuffer {
    switch storage {
    case .floats(let values): return values
    case .scaled:
      let values = FloatBuffer(count: count * width)
      copy(0..<count, to: values.pointer)
      return values
    }
  }

  /// The number at `column` of a row.
  package subscript(row: Int, column: Int) -> Float {
    precondition(row >= 0 && row < count && column >= 0 && column < width, "an input that there is")
    switch storage {
    case .floats(let values): return values[row * width + column]
    case .scaled(let rows): return rows[row, column]
    }
  }

  /// Copies the rows of `range` to `result` `[range, width]`.
  package func copy(_ range: Range<Int>, to result: UnsafeMutablePointer<Float>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows that there are")
    switch storage {
    case .floats(let values):
      result.update(from: values.pointer + range.lowerBound * width, count: range.count * width)
    case .scaled(let rows):
      rows.call.run(nil, first: range.lowerBound, count: range.count, to: result)
    }
  }

  /// The inputs at `rows`, in that order.
  func subset(_ rows: [Int]) -> InputRows {
    switch storage {
    case .floats(let values):
      InputRows(values.rows(rows, columns: width), count: rows.count, width: width)
    case .scaled(let scaled): InputRows(scaled.subset(rows))
    }
  }

  /// Lets `list` copy the rows that its indices name.
  package func appendGather(
    to list: CommandList, count rows: Int, to result: UnsafeMutablePointer<Float>
  ) {
    list.keepAlive(self)
    switch storage {
    case .floats(let values):
      list.appendGather(values.pointer, columns: width, count: rows, to: result)
    case .scaled(let scaled): list.appendGather(scaled.call, count: rows, to: result)
    }
  }
}

/// Rows of a matrix that become inputs by `(x - shift) · factor`, computed in double precision.
package final class ScaledRows: @unchecked Sendable {
  package let matrix: NumberMatrix
  package let scaling: ColumnScaling
  private let rows: RowIndices?

  /// - Parameter rows: Which rows of the matrix are samples; `nil` for all.
  /// - Precondition: they are rows of the matrix.
  package init(_ matrix: NumberMatrix, _ scaling: ColumnScaling, rows: RowIndices?) {
    precondition(scaling.columns.allSatisfy { $0 >= 0 && $0 < matrix.columns }, "its columns")
    (self.matrix, self.scaling, self.rows) = (matrix, scaling, rows)
  }

  var count: Int { rows?.count ?? matrix.rows }

  subscript(row: Int, column: Int) -> Float {
    scaling.input(matrix[rows?[row] ?? row, scaling.columns[column]], at: column)
  }

  func subset(_ chosen: [Int]) -> ScaledRows {
    let rows = rows
    return ScaledRows(matrix, scaling, rows: RowIndices(chosen.map { rows?[$0] ?? $0 }))
  }

  var call: ScaledGatherCall {
    ScaledGatherCall(
      matrix: matrix.form == .bytes ? .bytes(matrix.bytes) : .floats(matrix.floats),
      stride: matrix.columns, scaling: scaling.parameters, rows: rows?.start)
  }
}

/// How the columns of a matrix become inputs.
package final class ColumnScaling: @unchecked Sendable {
  /// The column of each input.
  package let columns: [Int]
  package var count: Int { columns.count }
  let parameters: nn_scaling
  private let numbers: UnsafeMutablePointer<Double>
  private let places: UnsafeMutablePointer<Int32>

  /// One input: the column that it comes from, and what is done with its numbers.
  package struct Input {
    package var column: Int
    package var shift: Double
    package var factor: Double
    /// Stands in for what is missing.
    package var replacement: Double?

    package init(column: Int, shift: Double, factor: Double, replacement: Double?) {
      (self.column, self.shift, self.factor) = (column, shift, factor)
      self.replacement = replacement
    }
  }

  package init(_ inputs: [Input]) {
    columns = inputs.map(\.column)
    let count = inputs.count
    numbers = .allocate(capacity: max(3 * count, 1))
    places = .allocate(capacity: max(count, 1))
    for (index, input) in inputs.enumerated() {
      numbers[index] = input.shift
      numbers[count + index] = input.factor
      numbers[2 * count + index] = input.replacement ?? .nan
      places[index] = Int32(input.column)
    }
    let first = inputs.first?.column ?? 0
    // Columns side by side are read without looking up each.
    let areSideBySide = inputs.indices.allSatisfy { inputs[$0].column == first + $0 }
    let isReplacing = inputs.contains { $0.replacement != nil }
    parameters = nn_scaling(
      count: count, first: first, columns: areSideBySide ? nil : UnsafePointer(places),
      shift: UnsafePointer(numbers), factor: UnsafePointer(numbers + count),
      replacement: isReplacing ? UnsafePointer(numbers + 2 * count) : nil)
  }

  deinit {
    numbers.deallocate()
    places.deallocate()
  }

  func input(_ value: Double, at index: Int) -> Float {
    let known = value.isNaN ? numbers[2 * count + index] : value
    return Float((known - numbers[index]) * numbers[count + index])
  }
}

/// The copying of rows that are scaled on the way.
struct ScaledGatherCall {
  enum Matrix {
    case bytes(UnsafePointer<UInt8>)
    case floats(UnsafePointer<Float>)
  }
  var matrix: Matrix
  /// Numbers of one row of the matrix.
  var stride: Int
  var scaling: nn_scaling
  var rows: UnsafePointer<Int32>?

  /// Copies the samples at `indices`, or those from `first` on, to `result` `[count, inputs]`.
  func run(
    _ indices: UnsafePointer<Int32>?, first: Int, count: Int,
    to result: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: scaling) { scaling in
      let loops = nn_row_choice(indices: indices, first: first, rows: rows, count: count)
      switch matrix {
      case .bytes(let x): nn_gather_bytes(x, stride, scaling, loops, result)
      case .floats(let x): nn_gather_floats(x, stride, scaling, loops, result)
      }
    }
  }
}
