import Foundation
package import Graphs

/// Numbers with extents, row-major.
package struct SlowTensor: Hashable, Sendable {
  package var extents: [Int]
  package var values: [Double]

  package init(_ extents: [Int], _ values: [Double]) {
    precondition(extents.reduce(1, *) == values.count, "extents and values")
    self.extents = extents
    self.values = values
  }

  /// A matrix from its rows.
  package init(_ rows: [[Double]]) {
    self.init([rows.count, rows.first?.count ?? 0], rows.flatMap { $0 })
  }

  package init(_ number: Double) {
    self.init([], [number])
  }

  /// The place in `values` of the element at `position`, where extents of 1 are repeated and
  /// missing leading axes are added.
  fileprivate subscript(broadcast position: [Int]) -> Double {
    var index = 0
    for (axis, extent) in extents.enumerated() {
      let coordinate = position[position.count - extents.count + axis]
      index = index * extent + (extent == 1 ? 0 : coordinate)
    }
    return values[index]
  }
}

/// Computes a graph node by node, in double precision and in the plainest way: the obvious twin
/// that formulas, gradients and compiled programs are held against.
package struct SlowGraph {
  private let graph: GraphBuilder
  private let rows: Int
  /// The values of inputs, parameters and states, by name.
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
    case let leaf as Constant: return SlowTensor(leaf.value)
    case is RowCount: return SlowTensor(Double(rows))
    case let function as Elementwise:
      return filled(extents) { position in
        value(of: function.function, x.map { $0[broadcast: position] })
      }
    case is Broadcast: return filled(extents) { x[0][broadcast: $0] }
    case is Reshape: return SlowTensor(extents, x[0].values)
    case is StopGradient: return x[0]
    case let reduction as Reduction: return reduced(x[0], reduction, extents)
    case is Softmax: return alongOutputs(x[0], softmax)
    case is LogSoftmax: return alongOutputs(x[0], logSoftmax)
    case is ArgumentOfMaximum:
      return SlowTensor(
        extents, rowsOf(x[0]).map { row in Double(row.firstIndex(of: row.max() ?? 0) ?? 0) })
    case is OneHot:
      return filled(extents) { position in
        x[0][broadcast: position.dropLast() + [0]] == Double(position.last ?? 0) ? 1 : 0
      }
    case is Gather:
      return filled(extents) { position in
        let index = Int(x[1][broadcast: position])
        return x[0][broadcast: position.dropLast() + [index]]
      }
    case let lookup as Lookup:
      return filled(extents) { position in
        let index = Int(x[0][broadcast: position.dropLast() + [lookup.column]])
        let isKnown = index >= 0 && index < x[1].extents[0]
        return isKnown ? x[1][broadcast: [index, position.last ?? 0]] : 0
      }
    case let lookup as LookupGradient:
      return filled(extents) { position in
        positions(Array(x[0].extents.dropLast())).reduce(0) { sum, place in
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
    case is Transpose: return filled(extents) { x[0][broadcast: [$0[1], $0[0]]] }
    case let product as MatrixProduct:
      let inner = x[0].extents[product.transposesFirst ? 0 : 1]
      return filled(extents) { position in
        (0..<inner).reduce(0) { sum, k in
          let a = product.transposesFirst ? [k, position[0]] : [position[0], k]
          let b = product.transposesSecond ? [position[1], k] : [k, position[1]]
          return sum + x[0][broadcast: a] * x[1][broadcast: b]
        }
      }
    default: return nil
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

  private func filled(_ extents: [Int], _ element: ([Int]) -> Double) -> SlowTensor {
    SlowTensor(extents, positions(extents).map(element))
  }

  private func positions(_ extents: [Int]) -> [[Int]] {
    extents.reduce([[]]) { positions, extent in
      positions.flatMap { position in (0..<extent).map { position + [$0] } }
    }
  }

  private func reduced(
    _ x: SlowTensor, _ reduction: Reduction, _ extents: [Int]
  ) -> SlowTensor {
    var groups: [[Int]: [Double]] = [:]
    for position in positions(x.extents) {
      var kept = position
      for axis in reduction.axes { kept[axis] = 0 }
      groups[kept, default: []].append(x[broadcast: position])
    }
    let values = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { key in
      let group = groups[key] ?? []
      return reduction.kind == .sum ? group.reduce(0, +) : group.max() ?? 0
    }
    return SlowTensor(extents, values)
  }

  private func rowsOf(_ x: SlowTensor) -> [[Double]] {
    let width = x.extents.last ?? 1
    return stride(from: 0, to: x.values.count, by: max(width, 1)).map {
      Array(x.values[$0..<$0 + width])
    }
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

  private func value(of function: Elementwise.Function, _ x: [Double]) -> Double {
    switch function {
    case .negated: -x[0]
    case .exp: exp(x[0])
    case .log: log(x[0])
    case .log1p: log1p(x[0])
    case .expm1: expm1(x[0])
    case .sqrt: x[0].squareRoot()
    case .abs: abs(x[0])
    case .tanh: tanh(x[0])
    case .sigmoid: 1 / (1 + exp(-x[0]))
    case .softplus: max(x[0], 0) + log1p(exp(-abs(x[0])))
    case .erf: erf(x[0])
    case .sin: sin(x[0])
    case .cos: cos(x[0])
    case .sign: x[0] > 0 ? 1 : x[0] < 0 ? -1 : 0
    case .floor: x[0].rounded(.down)
    case .ceil: x[0].rounded(.up)
    case .round: x[0].rounded(.toNearestOrEven)
    case .not: x[0] == 0 ? 1 : 0
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[0] / x[1]
    case .power: pow(x[0], x[1])
    case .maximum: max(x[0], x[1])
    case .minimum: min(x[0], x[1])
    case .equal: x[0] == x[1] ? 1 : 0
    case .less: x[0] < x[1] ? 1 : 0
    case .lessOrEqual: x[0] <= x[1] ? 1 : 0
    case .and: x[0] != 0 && x[1] != 0 ? 1 : 0
    case .or: x[0] != 0 || x[1] != 0 ? 1 : 0
    case .select: x[0] != 0 ? x[1] : x[2]
    }
  }
}
