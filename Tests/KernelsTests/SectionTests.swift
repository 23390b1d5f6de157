import CKernels
import Kernels
import Testing

/// A chain of commands that treats each sample by itself: `y = tanh(x·W)`, and `z = y² · V`.
private struct Chain {
  static let (inputs, middle, outputs) = (37, 70, 19)
  let samples: Int
  let x: FloatBuffer
  let weights: FloatBuffer
  let second: FloatBuffer

  init(samples: Int) {
    var numbers = Numbers(seed: UInt64(samples))
    self.samples = samples
    x = FloatBuffer(numbers.next(samples * Chain.inputs))
    weights = FloatBuffer(numbers.next(Chain.inputs * Chain.middle))
    // It is read transposed.
    second = FloatBuffer(numbers.next(Chain.outputs * Chain.middle))
  }

  /// - Parameter samplesPerPiece: `nil` where each command runs for all samples before the next.
  /// - Parameter keepsInThreads: Whether `y` has room for the samples of one piece alone, with each thread.
  func result(
    samplesPerPiece: Int?, packs: Bool, threads: Int, keepsInThreads: Bool = false
  ) -> [Float] {
    let list = CommandList(scalarCount: 0)
    let perPiece = keepsInThreads ? min(samplesPerPiece ?? samples, samples) : samples
    let (y, z) = (
      FloatBuffer(count: (keepsInThreads ? threads : 1) * perPiece * Chain.middle),
      FloatBuffer(count: samples * Chain.outputs)
    )
    if keepsInThreads {
      list.threadStride = perPiece * Chain.middle
      list.threadValues = [
        ThreadValue(
          UnsafeMutableBufferPointer(start: y.pointer, count: list.threadStride),
          perSample: Chain.middle)
      ]
    }
    let (packed, packedSecond) = (
      FloatBuffer(
        count: MatrixProduct.packedCount(inner: Chain.inputs, columns: Chain.middle)),
      FloatBuffer(
        count: MatrixProduct.packedCount(inner: Chain.middle, columns: Chain.outputs))
    )
    let w = MatrixProduct.Operand.rows(weights.pointer, columns: Chain.middle)
    let v = MatrixProduct.Operand.transposed(second.pointer, columns: Chain.middle)
    if packs {
      list.appendPacking(w, to: packed.pointer, columns: Chain.middle, inner: Chain.inputs)
      list.appendPacking(v, to: packedSecond.pointer, columns: Chain.outputs, inner: Chain.middle)
    }
    let first = list.count
    list.rowsPerSample = 1
    list.appendProduct(
      .rows(x.pointer, columns: Chain.inputs), packs ? .packed(packed.pointer) : .matrix(w),
      to: y.pointer, rows: samples, columns: Chain.middle, inner: Chain.inputs, bias: nil,
      activation: .tanh)
    list.rowsPerSample = Chain.middle
    list.appendBlock(
      [
        BlockInstruction(.load, result: 0, index: 0), BlockInstruction(.square, result: 1, 0),
        BlockInstruction(.store, 1, index: 0),
      ], rows: samples * Chain.middle, columns: 1, arrays: [y.pointer], sums: [])
    list.rowsPerSample = 1
    list.appendProduct(
      .rows(y.pointer, columns: Chain.middle),
      packs ? .packed(packedSecond.pointer) : .matrix(v), to: z.pointer, rows: samples,
      columns: Chain.outputs, inner: Chain.middle, bias: nil, activation: .none)
    if let samplesPerPiece {
      list.joinCommands(from: first, samples: samples, samplesPerPiece: samplesPerPiece)
    }
    list.finish(threadCount: threads)
    for owner in [x, weights, second, y, z, packed, packedSecond] { list.keepAlive(owner) }
    list.run(on: threads > 1 ? ThreadTeam(threads) : nil)
    return Array(z.all)
  }
}

@Suite struct SectionTests {
  @Test(arguments: [1, 2, 6, 7, 64, 131], variants.map(\.rawValue))
  func `commands in sections give the bits of commands one by one`(
    samples: Int, variant: UInt32
  ) {
    with(nn_variant(variant)) {
      let chain = Chain(samples: samples)
      let expected = chain.result(samplesPerPiece: nil, packs: false, threads: 1)
      for samplesPerPiece in [nil, 1, 5, 32, 1_000] {
        for packs in [false, true] {
          #expect(
            chain.result(samplesPerPiece: samplesPerPiece, packs: packs, threads: 1) == expected)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 5], [1, 7, 66])
  func `what lies in the memory of threads has the same bits`(threads: Int, samplesPerPiece: Int) {
    let chain = Chain(samples: 131)
    let expected = chain.result(samplesPerPiece: nil, packs: false, threads: 1)
    for packs in [false, true] {
      #expect(
        chain.result(
          samplesPerPiece: samplesPerPiece, packs: packs, threads: threads, keepsInThreads: true)
          == expected)
    }
  }

  @Test(arguments: [2, 5])
  func `any number of threads gives a section's bits`(threads: Int) {
    let chain = Chain(samples: 131)
    let expected = chain.result(samplesPerPiece: nil, packs: false, threads: 1)
    for samplesPerPiece in [7, 66] {
      #expect(
        chain.result(samplesPerPiece: samplesPerPiece, packs: true, threads: threads) == expected)
    }
  }

  @Test(arguments: variants.map(\.rawValue))
  func `a sum of products is the sum of their numbers`(variant: UInt32) {
    let (rows, columns, inner, count) = (13, 70, 9, 5)
    var numbers = Numbers(seed: 3)
    let a = FloatBuffer(numbers.next(count * inner * rows))
    let b = FloatBuffer(numbers.next(count * inner * columns))
    let result = FloatBuffer(count: rows * columns)
    with(nn_variant(variant)) {
      let list = CommandList(scalarCount: 0)
      list.appendProductSum(
        (0..<count).map { n in
          (
            .transposed(a.pointer + n * inner * rows, columns: rows),
            .rows(b.pointer + n * inner * columns, columns: columns)
          )
        }, to: result.pointer, rows: rows, columns: columns, inner: inner)
      list.finish(threadCount: 1)
      list.run(on: nil)
    }
    for i in 0..<rows {
      for j in 0..<columns {
        var sum = 0.0
        for k in 0..<count * inner { sum += Double(a[k * rows + i]) * Double(b[k * columns + j]) }
        // 45 products below 1 in single precision.
        #expect(abs(Double(result[i * columns + j]) - sum) < 1e-5)
      }
    }
  }

  @Test func `the clock is looked at for every command, and what each took is kept by group`() {
    let chain = Chain(samples: 4)
    let y = FloatBuffer(count: 4 * Chain.middle)
    let list = CommandList(scalarCount: 0)
    for group in [3, 8] {
      list.group = group
      list.appendProduct(
        .rows(chain.x.pointer, columns: Chain.inputs),
        .matrix(.rows(chain.weights.pointer, columns: Chain.middle)), to: y.pointer, rows: 4,
        columns: Chain.middle, inner: Chain.inputs, bias: nil, activation: .none)
    }
    list.finish(threadCount: 1)
    var ticks = 0.0
    list.startTiming {
      ticks += 1
      return ticks
    }
    for _ in 0..<3 { list.run(on: nil) }
    #expect(list.secondsByGroup == [3: 3, 8: 3])
  }
}
