import CKernels
import Kernels
import Testing

/// Inputs that are scaled while they are copied, against the formula written out.
@Suite struct InputRowsTests {
  /// A matrix of `rows` by `columns`, and the same numbers in rows.
  private func matrix(
    _ form: NumberMatrix.Form, rows: Int, columns: Int, missing: Bool = false
  ) -> (matrix: NumberMatrix, numbers: [[Double]]) {
    var made = Numbers(seed: UInt64(rows * 31 + columns))
    let matrix = NumberMatrix(form, columns: columns)
    var numbers: [[Double]] = []
    for _ in 0..<rows {
      switch form {
      case .bytes:
        let row = (0..<columns).map { _ in UInt8(made.next(below: 256)) }
        #expect(row.withUnsafeBytes(matrix.append))
        numbers.append(row.map(Double.init))
      case .floats:
        let row = made.next(columns).map { missing && $0 > 0.7 ? .nan : $0 }
        #expect(row.withUnsafeBytes(matrix.append))
        numbers.append(row.map(Double.init))
      }
    }
    return (matrix, numbers)
  }

  private func inputs(_ columns: [Int], replacement: Double? = nil) -> [ColumnScaling.Input] {
    columns.map {
      ColumnScaling.Input(
        column: $0, shift: 0.1 * Double($0 - 3), factor: 1 / Double($0 + 3),
        replacement: replacement)
    }
  }

  private func expected(_ row: [Double], _ inputs: [ColumnScaling.Input]) -> [Float] {
    inputs.map { input in
      let value = row[input.column].isNaN ? input.replacement ?? .nan : row[input.column]
      return Float((value - input.shift) * input.factor)
    }
  }

  @Test(arguments: [NumberMatrix.Form.bytes, .floats], variants.map(\.rawValue))
  func `rows are scaled as the formula says`(form: NumberMatrix.Form, variant: UInt32) {
    for (rows, columns) in [(1, 1), (7, 5), (23, 37)] {
      let (matrix, numbers) = matrix(form, rows: rows, columns: columns)
      let all = inputs(Array(0..<columns))
      let some = inputs(Array(stride(from: columns - 1, through: 0, by: -2)))
      for (scaling, chosen) in [
        (all, nil), (all, Array((0..<rows).reversed())), (some, [rows / 2]),
        (inputs([columns - 1]), [0, 0]),
      ] as [([ColumnScaling.Input], [Int]?)] {
        let samples = InputRows(
          ScaledRows(matrix, ColumnScaling(scaling), rows: chosen.map { RowIndices($0) }))
        let truth = (chosen ?? Array(0..<rows)).flatMap { expected(numbers[$0], scaling) }
        #expect(with(nn_variant(variant)) { samples.floats.values } == truth)
        #expect((0..<samples.count).map { samples[$0, 0] } == truth.every(scaling.count))
      }
    }
  }

  @Test func `what is missing is replaced before it is scaled`() {
    let (matrix, numbers) = matrix(.floats, rows: 40, columns: 9, missing: true)
    #expect(numbers.contains { $0.contains { $0.isNaN } })
    let scaling = inputs(Array(2..<9), replacement: 0.25)
    let samples = InputRows(ScaledRows(matrix, ColumnScaling(scaling), rows: nil))
    #expect(samples.floats.values == numbers.flatMap { expected($0, scaling) })
  }

  @Test func `a list gathers the samples that its indices name, in pieces too`() {
    let (matrix, numbers) = matrix(.bytes, rows: 300, columns: 200)
    let scaling = inputs(Array(0..<200))
    let rows = (0..<250).map { $0 * 7 % 300 }
    let samples = InputRows(
      ScaledRows(matrix, ColumnScaling(scaling), rows: RowIndices(rows)))
    let (list, result) = (CommandList(scalarCount: 0), FloatBuffer(count: 249 * 200))
    samples.appendGather(to: list, count: 249, to: result.pointer)
    list.finish(threadCount: 2)
    let order = RowIndices((0..<249).map { 249 - $0 })
    list.setIndices(order.start)
    list.run(on: ThreadTeam(2))
    #expect(result.values == (0..<249).flatMap { expected(numbers[rows[249 - $0]], scaling) })
  }

  @Test(arguments: [NumberMatrix.Form.bytes, .floats], variants.map(\.rawValue))
  func `one look tells what a look at each column tells`(
    form: NumberMatrix.Form, variant: UInt32
  ) {
    for (rows, columns) in [(1, 1), (19, 33), (200, 70)] {
      let (matrix, numbers) = matrix(form, rows: rows, columns: columns, missing: true)
      for chosen in [nil, Array(stride(from: 0, to: rows, by: 3))] {
        let own = (chosen ?? Array(0..<rows)).map { numbers[$0] }
        let truth = (0..<columns).map { column in NumberStatistics(of: own.map { $0[column] }) }
        let indices = chosen.map { RowIndices($0) }
        let found = with(nn_variant(variant)) { matrix.statistics(of: indices) }
        #expect(found == truth)
        let means = truth.map { $0.mean ?? 0 }
        let squares = with(nn_variant(variant)) { matrix.squares(around: means, of: indices) }
        for column in 0..<columns {
          let sum = own.reduce(0.0) { sum, row in
            let difference = row[column] - means[column]
            return difference.isNaN ? sum : sum + difference * difference
          }
          #expect(squares[column] == sum)
        }
      }
    }
  }

  @Test func `a matrix without rows has nothing to tell`() {
    let matrix = NumberMatrix(.floats, columns: 3)
    #expect(matrix.rows == 0 && matrix.statistics(of: nil).allSatisfy { $0.mean == nil })
  }
}

extension [Float] {
  fileprivate func every(_ count: Int) -> [Float] {
    stride(from: 0, to: self.count, by: count).map { self[$0] }
  }
}
