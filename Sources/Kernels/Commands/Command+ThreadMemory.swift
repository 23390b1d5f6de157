import CKernels

/// A value that each thread has in memory of its own, for the samples of one piece of a section.
package struct ThreadValue {
  /// Where the first thread has it, and how many floats there are for it.
  var memory: UnsafeMutableBufferPointer<Float>
  /// Floats of one sample.
  var perSample: Int

  package init(_ memory: UnsafeMutableBufferPointer<Float>, perSample: Int) {
    (self.memory, self.perSample) = (memory, perSample)
  }
}

/// How many floats each operand of a command has for a sample, where it lies in the memory of threads;
/// else 0.
struct ThreadOperands {
  var first = 0
  var second = 0
  var result = 0
  /// For the arrays of an elementwise program.
  var arrays: UnsafePointer<Int>?
  var arrayCount = 0

  var isEmpty: Bool { first == 0 && second == 0 && result == 0 && arrayCount == 0 }
}

/// Where a thread puts the copies of calls whose pointers it moves.
struct ThreadWorkspace {
  /// Floats from the first thread's memory to its own.
  var distance: Int
  var product: UnsafeMutablePointer<nn_product>
  var program: UnsafeMutablePointer<nn_block_program>
  var arrays: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>

  /// From where an operand begins for the first thread and sample to where it would begin for a piece
  /// that starts with sample `first`, so that this sample lies at the beginning of the thread's memory.
  fileprivate func shift(_ perSample: Int, _ first: Int) -> Int {
    perSample == 0 ? 0 : distance - first * perSample
  }
}

extension Command {
  /// The same command with its operands in the memory of one thread.
  ///
  /// - Parameter first: The first sample of the piece.
  func moved(to workspace: ThreadWorkspace, first: Int) -> Command {
    var own = self
    let a = workspace.shift(threadOperands.first, first)
    let b = workspace.shift(threadOperands.second, first)
    let c = workspace.shift(threadOperands.result, first)
    own.result = result.map { $0 + c }
    switch kind {
    case .product(let product):
      workspace.product.pointee = product.pointee
      workspace.product.pointee.a += a
      workspace.product.pointee.result += c
      own.kind = .product(workspace.product)
    case .batchedProduct(var call):
      call.product.a += a
      call.product.b += b
      call.product.result += c
      own.kind = .batchedProduct(call)
    case .block(let program, let arrays, let sums):
      workspace.program.pointee = program.pointee
      for index in 0..<threadOperands.arrayCount {
        let perSample = threadOperands.arrays?[index] ?? 0
        workspace.arrays[index] =
          program.pointee.arrays[index].map { $0 + workspace.shift(perSample, first) }
      }
      workspace.program.pointee.arrays = UnsafePointer(workspace.arrays)
      own.kind = .block(UnsafePointer(workspace.program), arrays: arrays, sums)
    case .reduction(var call):
      call.from += a
      own.kind = .reduction(call)
    case .rowwise(var call):
      call.from += a
      call.indices = call.indices.map { $0 + b }
      own.kind = .rowwise(call)
    case .transposition(let from, let rows, let columns, let isReversed):
      own.kind = .transposition(
        from: from + a, rows: rows, columns: columns, isReversed: isReversed)
    case .window(var call):
      call.from += a
      call.gradient = call.gradient.map { $0 + b }
      own.kind = .window(call)
    case .copy(var call):
      call.from += a
      own.kind = .copy(call)
    default: break
    }
    return own
  }

  /// The operands that a section may move, beside the arrays of an elementwise program.
  var operands: (first: UnsafePointer<Float>?, second: UnsafePointer<Float>?) {
    switch kind {
    case .product(let product): (product.pointee.a, nil)
    case .batchedProduct(let call): (call.product.a, call.product.b)
    case .reduction(let call): (call.from, nil)
    case .rowwise(let call): (call.from, call.indices)
    case .transposition(let from, _, _, _): (from, nil)
    case .window(let call): (call.from, call.gradient)
    case .copy(let call): (call.from, nil)
    default: (nil, nil)
    }
  }
}
