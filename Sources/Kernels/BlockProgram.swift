import CKernels

/// A fused elementwise expression over `[rows, columns]`.
///
/// Its instructions are run one at a time over a block of elements that stays in the first-level
/// cache. A register that `constant`, `loadScalar` or `loadRow` writes is written by no other
/// instruction: it is filled once, not for each block. A program may read and write one array.
package struct BlockProgram: Sendable {
  /// The most registers that a program may use.
  package static var mostRegisters: Int { Int(NN_BLOCK_REGISTERS) }

  private let instructions: [nn_instruction]
  /// How many registers, arrays and sums the instructions name.
  package let registers: Int
  package let arrays: Int
  package let sums: Int

  package init(_ instructions: [BlockInstruction]) {
    let written = Set(instructions.filter { $0.operation == .store }.map(\.index))
    self.instructions = instructions.map { instruction in
      var code = instruction.encoded
      code.copies = instruction.operation == .load && written.contains(instruction.index)
      return code
    }
    registers = 1 + (instructions.map(\.highestRegister).max() ?? -1)
    arrays = 1 + (instructions.compactMap { $0.operation.usesArray ? $0.index : nil }.max() ?? -1)
    sums = 1 + (instructions.compactMap { $0.operation == .sum ? $0.index : nil }.max() ?? -1)
    precondition(registers <= Self.mostRegisters, "no more registers than there are")
  }

  /// How many pieces a run over these extents is cut into.
  package static func pieces(rows: Int, columns: Int) -> Int { nn_block_pieces(rows, columns) }

  /// How many floats of scratch memory a thread needs, from a `FloatBuffer`.
  package var scratchCount: Int { nn_block_scratch(registers) }

  /// Runs one piece.
  ///
  /// - Parameter arrays: The arrays that the instructions name by index.
  /// - Parameter sums: The piece's own `sums` numbers, which this adds to.
  package func run(
    piece: Int, rows: Int, columns: Int,
    arrays: UnsafePointer<UnsafeMutablePointer<Float>?>,
    scratch: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Double>? = nil
  ) {
    precondition(self.sums == 0 || sums != nil, "a place for the sums")
    instructions.withUnsafeBufferPointer { list in
      var program = nn_block_program(
        instructions: list.baseAddress, count: list.count, rows: rows, columns: columns,
        arrays: arrays)
      nn_block_piece(&program, piece, scratch, sums)
    }
  }
}

/// One instruction of a block program.
package struct BlockInstruction: Hashable, Sendable {
  package var operation: BlockOperation
  /// The register written; unused by stores and reductions.
  package var result: Int
  package var a: Int
  package var b: Int
  package var c: Int
  /// The array that is loaded, stored or reduced to, or the sum.
  package var index: Int
  package var constant: Float

  package init(
    _ operation: BlockOperation, result: Int = 0, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0,
    index: Int = 0, constant: Float = 0
  ) {
    self.operation = operation
    self.result = result
    self.a = a
    self.b = b
    self.c = c
    self.index = index
    self.constant = constant
  }

  fileprivate var highestRegister: Int { max(max(result, a), max(b, c)) }

  var encoded: nn_instruction {
    precondition(index >= 0 && index <= Int(UInt16.max), "an index that fits 16 bits")
    precondition(min(min(result, a), min(b, c)) >= 0, "registers from 0")
    return nn_instruction(
      opcode: operation.rawValue, r: UInt16(result), a: UInt16(a), b: UInt16(b), c: UInt16(c),
      index: UInt16(index), copies: false, constant: constant)
  }
}

/// What an instruction does with its registers; `r` is the result.
///
/// Comparisons and the like give 1 or 0; every number but 0 is true, NaN too.
package enum BlockOperation: UInt16, Sendable, CaseIterable {
  /// `r` = an element of an array `[rows, columns]`, `[columns]`, `[rows]` or `[1]`.
  case load, loadRow, loadColumn, loadScalar
  case constant
  /// An array `[rows, columns]` = `a`.
  case store
  case add, subtract, multiply, divide, power
  /// NaN where either is.
  case maximum, minimum
  case equal, less, lessOrEqual, and, or
  case not, negate, absolute, sign, square, reciprocal, squareRoot, reciprocalSquareRoot
  /// `round` takes halves to the even neighbour.
  case floor, ceil, round
  case exp, expm1, log, log1p, tanh, sigmoid, softplus, erf, sin, cos
  case relu
  /// `r` = `a` is true ? `b` : `c`.
  case select
  /// `r` = `a * b + c`.
  case multiplyAdd
  /// The piece's sum `index` += all of `a`.
  case sum
  /// An array `[rows]` = the sum, or the largest, of `a` over the columns.
  case rowSum, rowMaximum

  /// Whether `index` is that of an array.
  package var usesArray: Bool {
    switch self {
    case .load, .loadRow, .loadColumn, .loadScalar, .store, .rowSum, .rowMaximum: true
    default: false
    }
  }
}
