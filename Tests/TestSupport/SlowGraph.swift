import Foundation
package import Graphs

/// Computes a graph node by node, in double precision and in the plainest way: the obvious twin
/// that formulas, gradients and compiled programs are held against.
package struct SlowGraph {
  private let graph: GraphBuilder
  private let rows: Int
  /// The values of inputs, parameters and states, by name; those of a random mask as `mask 0`, by
  /// its stream.
  private let leaves: [String: SlowTensor]
  private var known: [Int: SlowTensor] = [:]

  package init(_ graph: GraphBuilder, rows: Int = 1, _ leaves: [String: SlowTensor]) {
    self.graph = graph
    self.rows = rows
    self.leaves = leaves
  }

  package mutating func value(of node: Node) -> SlowTensor {
    // Nodes stand in an order in which each can be computed, so that no recursion gets deep.
    for id in 0...node.id where known[id] == nil {
      let node = graph.node(id)
      if let value = computed(node) { known[id] = value }
    }
    guard let value = known[node.id] else { preconditionFailure("a leaf has no value") }
    return value
  }

  /// The value of `node`; `nil` where a leaf that it needs is not given.
  private func computed(_ node: Node) -> SlowTensor? {
    let inputs = graph.inputs(of: node).map { known[$0.id] }
    guard !inputs.contains(nil) else { return nil }
    let x = inputs.compactMap { $0 }
    let extents = extents(of: node.shape)
    switch graph.operation(of: node) {
    case let leaf as Input: return leaves[leaf.name]
    case let leaf as Parameter: return leaves[leaf.name]
    case let leaf as State: return leaves[leaf.name]
    case let mask as RandomMask: return leaves["mask \(mask.layer)"]
    case let leaf as Constant: return SlowTensor(leaf.value)
    case is RowCount: return SlowTensor(Double(rows))
    case let function as Elementwise:
      return SlowTensor(extents) { position in
        value(of: function.function, x.map { $0[broadcast: position] })
      }
    case is Broadcast: return SlowTensor(extents) { x[0][broadcast: $0] }
    case is Reshape: return SlowTensor(extents, x[0].values)
    case is StopGradient: return x[0]
    case let reduction as Reduction: return reduced(x[0], reduction, extents)
    case is Softmax: return alongOutputs(x[0], softmax)
    case is LogSoftmax: return alongOutputs(x[0], logSoftmax)
    case is ArgumentOfMaximum:
      return SlowTensor(
        extents, rowsOf(x[0]).map { row in Double(row.firstIndex(of: row.max() ?? 0) ?? 0) })
    case is OneHot:
      return SlowTensor(extents) { position in
        x[0][broadcast: position.dropLast() + [0]] == Double(position.last ?? 0) ? 1 : 0
      }
    case is Gather:
      return SlowTensor(extents) { position in
        let index = Int(x[1][broadcast: position])
        return x[0][broadcast: position.dropLast() + [index]]
      }
    case let lookup as Lookup:
      return SlowTensor(extents) { position in
        let index = Int(x[0][broadcast: position.dropLast() + [lookup.column]])
        let isKnown = index >= 0 && index < x[1].extents[0]
        return isKnown ? x[1][broadcast: [index, position.last ?? 0]] : 0
      }
    case let lookup as LookupGradient:
      return SlowTensor(extents) { position in
        SlowTensor.positions(Array(x[0].extents.dropLast())).reduce(0) { sum, place in
          let index = Int(x[0][broadcast: place + [lookup.column]])
          return index == position[0] ? sum + x[1][broadcast: place + [position[1]]] : sum
        }
      }
    case is Sort: return alongSamples(x[0]) { $0.sorted() }
    case is Rank:
      return alongSamples(x[0]) { column in
        column.map { value in
          Double(column.count { $0 < value }) + Double(column.count { $0 == value } + 1) / 2
        }
      }
    case is Transpose: return SlowTensor(extents) { x[0][broadcast: [$0[1], $0[0]]] }
    case let product as MatrixProduct:
      return matrixProduct(x, (product.transposesFirst, product.transposesSecond), extents)
    case let product as BatchedProduct: return batchedProduct(x, product, extents)
    case let mask as CausalMask: return causalMask(mask.extent)
    case is Concatenation:
      let parts = x.map(rowsOf)
      return SlowTensor(extents, parts[0].indices.flatMap { row in parts.flatMap { $0[row] } })
    case let columns as Columns:
      return SlowTensor(extents, rowsOf(x[0]).flatMap { $0[columns.range] })
    default: return windowed(graph.operation(of: node), x, extents)
    }
  }

  private func extents(of shape: GraphShape) -> [Int] {
    shape.map { extent in
      switch extent {
      case .fixed(let extent): extent
      case .rows: rows
      }
    }
  }

  private func reduced(
    _ x: SlowTensor, _ reduction: Reduction, _ extents: [Int]
  ) -> SlowTensor {
    var kept = x.extents
    for axis in reduction.axes { kept[axis] = 1 }
    let group = reduction.axes.map { x.extents[$0] }
    return SlowTensor(
      extents,
      SlowTensor.positions(kept).map { place in
        let values = SlowTensor.positions(group).map { offsets in
          var position = place
          for (axis, offset) in zip(reduction.axes, offsets) { position[axis] = offset }
          return x[broadcast: position]
        }
        return reduction.kind == .sum ? values.reduce(0, +) : values.max() ?? -.infinity
      })
  }

  private func rowsOf(_ x: SlowTensor) -> [[Double]] {
    let width = x.extents.last ?? 1
    let rows = x.extents.dropLast().reduce(1, *)
    return (0..<rows).map { Array(x.values[$0 * width..<($0 + 1) * width]) }
  }

  private func alongOutputs(_ x: SlowTensor, _ function: ([Double]) -> [Double]) -> SlowTensor {
    SlowTensor(x.extents, rowsOf(x).flatMap(function))
  }

  private func alongSamples(_ x: SlowTensor, _ function: ([Double]) -> [Double]) -> SlowTensor {
    let samples = x.extents.first ?? 1
    let width = x.values.count / max(samples, 1)
    var result = x
    for column in 0..<width {
      let values = function((0..<samples).map { x.values[$0 * width + column] })
      for (row, value) in values.enumerated() { result.values[row * width + column] = value }
    }
    return result
  }

  /// Leading axes of `a`, or where it is transposed its first ones, are taken as one.
  private func matrixProduct(
    _ x: [SlowTensor], _ transposes: (first: Bool, second: Bool), _ extents: [Int]
  ) -> SlowTensor {
    let (a, b) = (x[0], x[1])
    let columns = transposes.second ? b.extents.first ?? 1 : b.extents.last ?? 1
    let own = a.extents.last ?? 1
    let others = a.extents.dropLast().reduce(1, *)
    let (rows, inner) = transposes.first ? (own, others) : (others, own)
    return SlowTensor(
      extents,
      SlowTensor.positions([rows, columns]).map { position in
        (0..<inner).reduce(0) { sum, k in
          let first = transposes.first ? k * rows + position[0] : position[0] * inner + k
          let second = transposes.second ? position[1] * inner + k : k * columns + position[1]
          return sum + a.values[first] * b.values[second]
        }
      })
  }

  private func batchedProduct(
    _ x: [SlowTensor], _ product: BatchedProduct, _ extents: [Int]
  ) -> SlowTensor {
    let inner = x[0].extents[product.transposesFirst ? 1 : 2]
    return SlowTensor(extents) { position in
      let (sample, row, column) = (position[0], position[1], position[2])
      return (0..<inner).reduce(0) { sum, k in
        let a = product.transposesFirst ? [sample, k, row] : [sample, row, k]
        let b = product.transposesSecond ? [sample, column, k] : [sample, k, column]
        return sum + x[0][broadcast: a] * x[1][broadcast: b]
      }
    }
  }

  private func causalMask(_ extent: Int) -> SlowTensor {
    SlowTensor([extent, extent]) { $0[1] <= $0[0] ? 0 : -1e9 }
  }

  private func softmax(_ x: [Double]) -> [Double] {
    let largest = x.max() ?? 0
    let parts = x.map { exp($0 - largest) }
    return parts.map { $0 / parts.reduce(0, +) }
  }

  private func logSoftmax(_ x: [Double]) -> [Double] {
    let largest = x.max() ?? 0
    let logarithm = largest + log(x.reduce(0) { $0 + exp($1 - largest) })
    return x.map { $0 - logarithm }
  }
}
