import CKernels
import Foundation
import Kernels
import Testing

/// The elementary functions of the block programs, against those of the C library in double.
@Suite struct FunctionTests {
  struct Function: Sendable, CustomStringConvertible {
    let description: String
    let operation: Kernels.BlockOperation
    let range: ClosedRange<Double>
    let truth: @Sendable (Double) -> Double
  }

  static let functions = [
    Function(description: "exp", operation: .exp, range: -100...88, truth: { exp($0) }),
    Function(description: "expm1", operation: .expm1, range: -10...10, truth: { expm1($0) }),
    Function(description: "log", operation: .log, range: 1e-6...1000, truth: { log($0) }),
    Function(description: "log1p", operation: .log1p, range: -0.999...10, truth: { log1p($0) }),
    Function(description: "tanh", operation: .tanh, range: -10...10, truth: { tanh($0) }),
    Function(
      description: "sigmoid", operation: .sigmoid, range: -80...80, truth: { 1 / (1 + exp(-$0)) }),
    Function(
      description: "softplus", operation: .softplus, range: -80...80,
      truth: { max($0, 0) + log1p(exp(-abs($0))) }),
    Function(
      description: "square root", operation: .squareRoot, range: 0...100, truth: { $0.squareRoot() }
    ),
  ]

  @Test(arguments: functions, variants.map(\.rawValue))
  func `a function is exact to a few units in the last place`(
    function: Function, variant: UInt32
  ) {
    let count = 20_001
    let step = (function.range.upperBound - function.range.lowerBound) / Double(count - 1)
    let x = (0..<count).map { Float(function.range.lowerBound + Double($0) * step) }
    let y = with(nn_variant(variant)) { results(of: function.operation, x) }
    var worst = (units: 0.0, at: Float(0))
    for (x, y) in zip(x, y) {
      let truth = function.truth(Double(x))
      let unit = max(Double(Float(abs(truth)).ulp), Double(Float.leastNonzeroMagnitude))
      let units = abs(Double(y) - truth) / unit
      if units > worst.units { worst = (units, x) }
    }
    #expect(worst.units < 4, "\(worst.units) at \(worst.at)")
  }

  @Test(arguments: variants.map(\.rawValue))
  func `limits and what is no number come out as they should`(variant: UInt32) {
    let tiny = 1000 * Float.leastNonzeroMagnitude
    let x: [Float] = [0, -0.0, .infinity, -.infinity, .nan, tiny]
    let found = { (operation: Kernels.BlockOperation) in
      with(nn_variant(variant)) { results(of: operation, x) }
    }
    let infinity = Float.infinity
    #expect(found(.exp).prefix(4) == [1, 1, infinity, 0])
    #expect(found(.tanh).prefix(4) == [0, 0, 1, -1])
    #expect(found(.sigmoid).prefix(4) == [0.5, 0.5, 1, 0])
    #expect(found(.expm1).prefix(4) == [0, 0, infinity, -1])
    #expect(found(.relu).prefix(4) == [0, 0, infinity, 0])
    #expect(found(.softplus)[2...3] == [infinity, 0])
    for operation: Kernels.BlockOperation in [.exp, .tanh, .sigmoid, .expm1, .relu, .log] {
      #expect(found(operation)[4].isNaN)
    }
    let logarithms = found(.log)
    #expect(logarithms.prefix(3) == [-infinity, -infinity, infinity])
    #expect(logarithms[3].isNaN)
    #expect(abs(Double(logarithms[5]) - log(Double(tiny))) < 1e-4)
    #expect(found(.expm1)[5] == tiny)
  }

  /// Rows, columns, sums and splits of rows, against the same program in plain Swift.
  @Test(arguments: variants.map(\.rawValue), [1, 3, 16, 100, 256, 257, 700])
  func `a program means the same for any width of its rows`(variant: UInt32, columns: Int) {
    let rows = columns > 256 ? 5 : 130
    var numbers = Numbers(seed: 3)
    var x = numbers.next(rows * columns), row = numbers.next(columns), column = numbers.next(rows)
    var y = [Float](repeating: 0, count: rows * columns), sums = [Float](repeating: 0, count: rows)
    var total = 0.0
    let program = BlockProgram([
      BlockInstruction(.load, result: 0, index: 0), BlockInstruction(.loadRow, result: 1, index: 1),
      BlockInstruction(.loadColumn, result: 2, index: 2),
      BlockInstruction(.multiplyAdd, result: 3, 0, 1, 2),
      BlockInstruction(.store, 3, index: 3), BlockInstruction(.rowSum, 3, index: 4),
      BlockInstruction(.sum, 3, index: 0),
    ])
    let scratch = FloatBuffer(count: program.scratchCount)
    x.withUnsafeMutableBufferPointer { x in
      row.withUnsafeMutableBufferPointer { row in
        column.withUnsafeMutableBufferPointer { column in
          y.withUnsafeMutableBufferPointer { y in
            sums.withUnsafeMutableBufferPointer { sums in
              let arrays = [
                x.baseAddress, row.baseAddress, column.baseAddress, y.baseAddress,
                sums.baseAddress,
              ]
              with(nn_variant(variant)) {
                for piece in 0..<BlockProgram.pieces(rows: rows, columns: columns) {
                  program.run(
                    piece: piece, rows: rows, columns: columns, arrays: arrays,
                    scratch: scratch.pointer, sums: &total)
                }
              }
            }
          }
        }
      }
    }
    var whole = 0.0
    for i in 0..<rows {
      var sum = 0.0
      for j in 0..<columns {
        let exact = Double(x[i * columns + j]) * Double(row[j]) + Double(column[i])
        #expect(abs(Double(y[i * columns + j]) - exact) < 1e-6)
        sum += exact
      }
      #expect(abs(Double(sums[i]) - sum) < 1e-4)
      whole += sum
    }
    #expect(abs(total - whole) < 1e-2)
  }

  private func results(of operation: Kernels.BlockOperation, _ x: [Float]) -> [Float] {
    var (x, y) = (x, x)
    let program = BlockProgram([
      BlockInstruction(.load, result: 0, index: 0), BlockInstruction(operation, result: 1, 0),
      BlockInstruction(.store, 1, index: 1),
    ])
    let scratch = FloatBuffer(count: program.scratchCount)
    let count = x.count
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        let arrays = [x.baseAddress, y.baseAddress]
        for piece in 0..<BlockProgram.pieces(rows: count, columns: 1) {
          program.run(
            piece: piece, rows: count, columns: 1, arrays: arrays, scratch: scratch.pointer)
        }
      }
    }
    return y
  }
}
