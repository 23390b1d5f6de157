package import Graphs
import Testing

/// A formula whose operations are held against their slow twins, and whose gradients against
/// central differences, at points where it is smooth.
package struct OperationCase: Sendable, CustomTestStringConvertible {
  package let testDescription: String
  /// The shapes of the inputs that it is written with.
  let shapes: [GraphShape]
  /// What is added to all numbers, to stay where the formula is defined.
  package var shift = 0.0
  /// Whether the gradient rules promise its slope; what is not differentiated has others.
  package var isDifferentiated = true
  let write: @Sendable (inout GraphBuilder, [Node]) throws -> Node

  init(
    _ name: String, _ shapes: [GraphShape], shift: Double = 0, isDifferentiated: Bool = true,
    _ write: @escaping @Sendable (inout GraphBuilder, [Node]) throws -> Node
  ) {
    (testDescription, self.shapes) = ("\(name) of \(shapes.map(\.text))", shapes)
    (self.shift, self.isDifferentiated, self.write) = (shift, isDifferentiated, write)
  }

  /// All formulas, with axes of 1, 3 and 7 elements.
  package static let all: [OperationCase] = {
    var all: [OperationCase] = []
    for extent in [1, 3, 7] {
      all += elementwise(extent)
      all += tensors(extent)
      all += products(extent)
      all += joints(extent)
      all += images(extent)
      all += leaves(extent)
    }
    return all
  }()

  /// The formula as a graph.
  package func graph() throws -> Written {
    var graph = GraphBuilder()
    let operands = shapes.enumerated().map { graph.input("x\($0.offset)", $0.element) }
    let result = try write(&graph, operands)
    return Written(graph: graph, operands: operands, result: result)
  }

  /// A formula in a graph, with its value.
  package struct Written {
    package var graph: GraphBuilder
    package let operands: [Node]
    package let result: Node

    /// The sum of all elements of the value, each with a weight of its own, and its gradients.
    ///
    /// The weights keep gradients apart that would cancel each other in a plain sum.
    package mutating func differentiate() throws -> (loss: Node, gradients: [Node]) {
      let weights = graph.input("weights", result.shape)
      let loss = try graph.sum(of: graph.multiply(result, weights))
      return (loss, try graph.gradients(of: loss, withRespectTo: operands))
    }

    /// Numbers for all leaves, the same in each run, and exact as `Float`.
    package func leafValues(rows: Int, shift: Double) -> [String: SlowTensor] {
      var values: [String: SlowTensor] = [:]
      for id in 0..<graph.nodeCount {
        let node = graph.node(id)
        guard let name = graph.leafName(node) else { continue }
        let extents = node.shape.map { extent in
          if case .fixed(let extent) = extent { extent } else { rows }
        }
        var random = SeededNumbers(seed: UInt64(id + 1))
        values[name] = random.tensor(extents, shift: name == "weights" ? 0 : shift)
      }
      return values
    }
  }
}

extension GraphBuilder {
  /// The name of a leaf that gets its numbers from outside.
  package func leafName(_ node: Node) -> String? {
    switch operation(of: node) {
    case let leaf as Input: leaf.name
    case let leaf as Parameter: leaf.name
    case let leaf as State: leaf.name
    case let leaf as RandomMask: "mask \(leaf.layer)"
    default: nil
    }
  }
}

/// Numbers of (-1, 1) that are never near 0, and never equal.
package struct SeededNumbers {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    // The first numbers of a small seed are small.
    for _ in 0..<8 { _ = next() }
  }

  package mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let unit = Double(state >> 11) * 0x1p-53
    return Double(Float((state & 1 == 0 ? 1 : -1) * (0.05 + 0.95 * unit)))
  }

  package mutating func tensor(_ extents: [Int], shift: Double = 0) -> SlowTensor {
    SlowTensor(extents, (0..<extents.reduce(1, *)).map { _ in Double(Float(next() + shift)) })
  }
}
