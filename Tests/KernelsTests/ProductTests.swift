import CKernels
import Foundation
import Kernels
import Testing

@Suite struct ProductTests {
  /// Odd extents, those beside a vector's, a panel's and a block's, and none at all.
  private static let extents = [1, 2, 3, 5, 7, 8, 10, 15, 16, 17, 31, 33, 48, 63, 64, 65, 130, 300]

  private struct Case {
    var rows = 1, columns = 1, inner = 1
    var transposesA = false, transposesB = false, adds = false, hasBias = false
    var activation = MatrixProduct.Activation.none
    var a: [Float] = [], b: [Float] = [], bias: [Float] = [], before: [Float] = []

    init(_ numbers: inout Numbers) {
      let extents = ProductTests.extents
      rows = extents[numbers.next(below: extents.count)]
      columns = extents[numbers.next(below: extents.count)]
      inner = numbers.next(below: 20) == 0 ? 0 : extents[numbers.next(below: extents.count)]
      transposesA = numbers.next() > 0
      transposesB = numbers.next() > 0
      adds = numbers.next() > 0.3
      if !adds {
        hasBias = numbers.next() > 0
        activation = [.none, .relu, .tanh, .sigmoid][numbers.next(below: 4)]
      }
      a = numbers.next(rows * inner)
      b = numbers.next(inner * columns)
      bias = numbers.next(columns)
      before = numbers.next(rows * columns)
    }

    /// The result, and the sums of the columns of `b`, each with a number behind it that no loop may
    /// touch.
    var results: (product: [Float], columnSums: [Float]) {
      var result = before + [777]
      var sums = [Float](repeating: 1, count: columns) + [777]
      let scratch = FloatBuffer(count: MatrixProduct.scratchCount)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          bias.withUnsafeBufferPointer { bias in
            result.withUnsafeMutableBufferPointer { result in
              sums.withUnsafeMutableBufferPointer { sums in
                guard let to = result.baseAddress else { return }
                let none = UnsafePointer(to)
                let product = MatrixProduct(
                  rows: rows, columns: columns, inner: inner,
                  transposesA
                    ? .transposed(a.baseAddress ?? none, columns: rows)
                    : .rows(a.baseAddress ?? none, columns: inner),
                  transposesB
                    ? .transposed(b.baseAddress ?? none, columns: inner)
                    : .rows(b.baseAddress ?? none, columns: columns),
                  to: to, adds: adds, bias: hasBias ? bias.baseAddress : nil,
                  activation: activation, columnSums: sums.baseAddress)
                for piece in 0..<product.pieces {
                  product.run(piece: piece, scratch: scratch.pointer)
                }
              }
            }
          }
        }
      }
      return (result, sums)
    }

    func columnSum(_ j: Int) -> Double {
      (0..<inner).reduce(0) { $0 + Double(transposesB ? b[j * inner + $1] : b[$1 * columns + j]) }
    }

    func expected(_ i: Int, _ j: Int) -> Double {
      var sum = adds ? Double(before[i * columns + j]) : hasBias ? Double(bias[j]) : 0
      for k in 0..<inner {
        sum +=
          Double(transposesA ? a[k * rows + i] : a[i * inner + k])
          * Double(transposesB ? b[j * inner + k] : b[k * columns + j])
      }
      switch activation {
      case .none: return sum
      case .relu: return max(sum, 0)
      case .tanh: return tanh(sum)
      case .sigmoid: return 1 / (1 + exp(-sum))
      }
    }
  }

  @Test(arguments: variants.map(\.rawValue))
  func `products of all shapes are those of the definition`(variant: UInt32) {
    var numbers = Numbers(seed: 1)
    for _ in 0..<300 {
      let product = Case(&numbers)
      let (found, sums) = with(nn_variant(variant)) { product.results }
      #expect(found.last == 777 && sums.last == 777)
      for j in 0..<product.columns {
        #expect(abs(Double(sums[j]) - product.columnSum(j)) <= 1e-6 * Double(product.inner + 4))
      }
      var largest = 0.0
      for i in 0..<product.rows {
        for j in 0..<product.columns {
          let error = abs(Double(found[i * product.columns + j]) - product.expected(i, j))
          largest = max(largest, error)
        }
      }
      #expect(
        largest <= 1e-6 * Double(product.inner + 4),
        "\(product.rows)×\(product.inner)×\(product.columns)")
    }
  }

  /// The last batch of an epoch is smaller; its rows are to be what they were in a larger one.
  @Test(arguments: variants.map(\.rawValue), [1, 10, 64, 100])
  func `a row does not depend on how many there are`(variant: UInt32, columns: Int) {
    var numbers = Numbers(seed: 2)
    var whole = Case(&numbers)
    (whole.rows, whole.columns, whole.inner) = (150, columns, 300)
    (whole.transposesA, whole.adds) = (false, false)
    (whole.a, whole.b) = (numbers.next(150 * 300), numbers.next(300 * columns))
    (whole.bias, whole.before) = (numbers.next(columns), numbers.next(150 * columns))
    let rows = with(nn_variant(variant)) { whole.results.product }
    for count in [1, 7, 33, 129] {
      var part = whole
      part.rows = count
      part.before = Array(whole.before.prefix(count * columns))
      let found = with(nn_variant(variant)) { part.results.product }
      #expect(found.prefix(count * columns) == rows.prefix(count * columns))
    }
  }
}
