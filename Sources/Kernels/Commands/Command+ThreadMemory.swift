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

/// Where a thread puts the copy of a call whose pointers it moves.
struct ThreadWorkspace {
  /// Floats from the first thread's memory to its own.
  var distance: Int
  /// Room for one call.
  var call: UnsafeMutableRawPointer
  var arrays: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>

  /// Bytes that any call takes that is moved.
  static var callBytes: Int {
    [
      MemoryLayout<nn_product>.size, MemoryLayout<BlockCall>.size,
      MemoryLayout<BatchedProductCall>.size, MemoryLayout<MiddleReduction>.size,
      MemoryLayout<RowwiseCall>.size, MemoryLayout<TranspositionCall>.size,
      MemoryLayout<WindowCall>.size, MemoryLayout<ColumnCopy>.size,
    ].reduce(0, max)
  }

  /// The thread's copy of a call, with other pointers.
  fileprivate func moved<Call>(
    _ original: UnsafePointer<Call>, _ move: (inout Call) -> Void
  ) -> UnsafePointer<Call> {
    let own = call.bindMemory(to: Call.self, capacity: 1)
    own.initialize(to: original.pointee)
    move(&own.pointee)
    return UnsafePointer(own)
  }

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
      own.kind = .product(
        workspace.moved(product) {
          $0.a += a
          $0.result += c
        })
    case .batchedProduct(let call):
      own.kind = .batchedProduct(
        workspace.moved(call) {
          $0.product.a += a
          $0.product.b += b
          $0.product.result += c
        })
    case .block(let call):
      for index in 0..<threadOperands.arrayCount {
        let perSample = threadOperands.arrays?[index] ?? 0
        workspace.arrays[index] =
          call.pointee.program.arrays[index].map { $0 + workspace.shift(perSample, first) }
      }
      own.kind = .block(
        workspace.moved(call) { $0.program.arrays = UnsafePointer(workspace.arrays) })
    case .reduction(let call): own.kind = .reduction(workspace.moved(call) { $0.from += a })
    case .rowwise(let call):
      own.kind = .rowwise(
        workspace.moved(call) {
          $0.from += a
          $0.indices = $0.indices.map { $0 + b }
        })
    case .transposition(let call):
      own.kind = .transposition(workspace.moved(call) { $0.from += a })
    case .window(let call):
      own.kind = .window(
        workspace.moved(call) {
          $0.from += a
          $0.gradient = $0.gradient.map { $0 + b }
        })
    case .copy(let call): own.kind = .copy(workspace.moved(call) { $0.from += a })
    default: break
    }
    return own
  }

  /// The operands that a section may move, beside the arrays of an elementwise program.
  var operands: (first: UnsafePointer<Float>?, second: UnsafePointer<Float>?) {
    switch kind {
    case .product(let product): (product.pointee.a, nil)
    case .batchedProduct(let call): (call.pointee.product.a, call.pointee.product.b)
    case .reduction(let call): (call.pointee.from, nil)
    case .rowwise(let call): (call.pointee.from, call.pointee.indices)
    case .transposition(let call): (call.pointee.from, nil)
    case .window(let call): (call.pointee.from, call.pointee.gradient)
    case .copy(let call): (call.pointee.from, nil)
    default: (nil, nil)
    }
  }
}
