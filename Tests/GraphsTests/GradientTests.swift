import Foundation
import Graphs
import TestSupport
import Testing

/// A formula in `x` `[3, 4]` and `y` `[3, 4]`, at points where it is smooth.
struct Formula: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// What is added to all numbers of the operands, to stay where the formula is defined.
  var shift = 0.0
  var shapes: [[Int]] = [[3, 4], [3, 4]]
  let write: @Sendable (inout GraphBuilder, Node, Node) throws -> Node

  init(
    _ name: String, shift: Double = 0, shapes: [[Int]] = [[3, 4], [3, 4]],
    _ write: @escaping @Sendable (inout GraphBuilder, Node, Node) throws -> Node
  ) {
    (testDescription, self.shift, self.shapes, self.write) = (name, shift, shapes, write)
  }

  static let elementwise: [Formula] = [
    Formula("negated") { graph, x, _ in graph.negated(x) },
    Formula("exp") { graph, x, _ in graph.exp(x) },
    Formula("log", shift: 3) { graph, x, _ in graph.log(x) },
    Formula("log1p", shift: 3) { graph, x, _ in graph.log1p(x) },
    Formula("expm1") { graph, x, _ in graph.expm1(x) },
    Formula("sqrt", shift: 3) { graph, x, _ in graph.sqrt(x) },
    Formula("abs") { graph, x, _ in graph.abs(x) },
    Formula("tanh") { graph, x, _ in graph.tanh(x) },
    Formula("sigmoid") { graph, x, _ in graph.sigmoid(x) },
    Formula("softplus") { graph, x, _ in graph.softplus(x) },
    Formula("erf") { graph, x, _ in graph.erf(x) },
    Formula("sin") { graph, x, _ in graph.sin(x) },
    Formula("cos") { graph, x, _ in graph.cos(x) },
    Formula("add") { graph, x, y in try graph.add(x, y) },
    Formula("subtract") { graph, x, y in try graph.subtract(x, y) },
    Formula("multiply") { graph, x, y in try graph.multiply(x, y) },
    Formula("divide", shift: 3) { graph, x, y in try graph.divide(x, y) },
    Formula("power", shift: 3) { graph, x, y in try graph.power(x, y) },
    Formula("square") { graph, x, _ in try graph.power(x, graph.constant(2)) },
    Formula("cube") { graph, x, _ in try graph.power(x, graph.constant(3)) },
    Formula("maximum") { graph, x, y in try graph.maximum(x, y) },
    Formula("minimum") { graph, x, y in try graph.minimum(x, y) },
    Formula("relu") { graph, x, _ in try graph.maximum(x, graph.constant(0)) },
    Formula("select") { graph, x, y in
      try graph.select(graph.less(x, y), graph.multiply(x, x), graph.exp(y))
    },
    Formula("used twice") { graph, x, _ in try graph.multiply(x, graph.tanh(x)) },
  ]

  static let tensors: [Formula] = [
    Formula("a row repeated", shapes: [[3, 4], [4]]) { graph, x, y in try graph.multiply(x, y) },
    Formula("a column repeated", shapes: [[3, 4], [3, 1]]) { graph, x, y in
      try graph.divide(x, graph.add(graph.multiply(y, y), graph.constant(1)))
    },
    Formula("a number repeated", shapes: [[3, 4], []]) { graph, x, y in try graph.multiply(x, y) },
    Formula("product", shapes: [[3, 4], [4, 2]]) { graph, x, y in try graph.matrixProduct(x, y) },
    Formula("product, first transposed", shapes: [[4, 3], [4, 2]]) { graph, x, y in
      try graph.matrixProduct(graph.transposed(x), y)
    },
    Formula("product, second transposed", shapes: [[3, 4], [2, 4]]) { graph, x, y in
      try graph.matrixProduct(x, graph.transposed(y))
    },
    Formula("product, both transposed", shapes: [[4, 3], [2, 4]]) { graph, x, y in
      try graph.matrixProduct(graph.transposed(x), graph.transposed(y))
    },
    Formula("rows of a table", shapes: [[5, 4], [3, 2]]) { graph, x, y in
      // The fourth of the places is none of the table's.
      let places = graph.stopGradient(try graph.argmax(x))
      let found = try graph.lookup(places, column: 0, in: y)
      return try graph.multiply(found, found)
    },
    Formula("transposed") { graph, x, _ in try graph.transposed(graph.multiply(x, x)) },
    Formula("sum of all") { graph, x, y in try graph.sum(of: graph.multiply(x, y)) },
    Formula("sum over samples") { graph, x, y in
      try graph.sum(of: graph.multiply(x, y), over: .samples)
    },
    Formula("sum over outputs") { graph, x, y in
      try graph.multiply(x, graph.sum(of: y, over: .outputs))
    },
    Formula("mean over outputs") { graph, x, y in
      try graph.subtract(x, graph.mean(of: graph.multiply(x, y), over: .outputs))
    },
    Formula("mean over samples") { graph, x, _ in
      let centred = try graph.subtract(x, graph.mean(of: x, over: .samples))
      return try graph.multiply(centred, centred)
    },
    Formula("maximum over outputs") { graph, x, _ in try graph.max(of: x, over: .outputs) },
    Formula("maximum of all") { graph, x, _ in try graph.max(of: x) },
    Formula("minimum over samples") { graph, x, _ in try graph.min(of: x, over: .samples) },
    Formula("softmax") { graph, x, y in try graph.multiply(graph.softmax(x), y) },
    Formula("log of softmax") { graph, x, y in
      try graph.multiply(graph.log(graph.softmax(x)), y)
    },
    Formula("log of sigmoid") { graph, x, y in
      try graph.multiply(graph.log(graph.sigmoid(x)), y)
    },
    Formula("log of 1 - sigmoid") { graph, x, y in
      let rest = try graph.subtract(graph.constant(1), graph.sigmoid(x))
      return try graph.multiply(graph.log(rest), y)
    },
    Formula("reshape") { graph, x, y in
      try graph.multiply(graph.reshaped(x, to: [4, 3]), graph.reshaped(graph.exp(y), to: [4, 3]))
    },
    Formula("broadcast", shapes: [[3, 1], [3, 4]]) { graph, x, y in
      try graph.matrixProduct(
        graph.transposed(graph.broadcast(x, to: [3, 4])), graph.multiply(y, y))
    },
    Formula("gather", shapes: [[3, 4], [3, 1]]) { graph, x, y in
      try graph.multiply(graph.gather(x, graph.argmax(x)), y)
    },
  ]
}

@Test(arguments: Formula.elementwise + Formula.tensors)
func `a gradient agrees with the slope along a random direction`(_ formula: Formula) throws {
  var graph = GraphBuilder()
  let x = graph.input("x", .fixed(formula.shapes[0]))
  let y = graph.input("y", .fixed(formula.shapes[1]))
  let loss = try graph.sum(of: formula.write(&graph, x, y))
  let gradients = try graph.gradients(of: loss, withRespectTo: [x, y])

  var random = SeededNumbers(seed: 7)
  let points = formula.shapes.map { random.tensor($0, shift: formula.shift) }
  let directions = formula.shapes.map { random.tensor($0, shift: 0) }
  func value(at step: Double) -> Double {
    let moved = zip(points, directions).map { point, direction in
      SlowTensor(point.extents, zip(point.values, direction.values).map { $0 + step * $1 })
    }
    var slow = SlowGraph(graph, ["x": moved[0], "y": moved[1]])
    return slow.value(of: loss).values[0]
  }
  let step = 1e-5
  let slope = (value(at: step) - value(at: -step)) / (2 * step)
  var slow = SlowGraph(graph, ["x": points[0], "y": points[1]])
  var along = 0.0
  for (gradient, direction) in zip(gradients, directions) {
    along += zip(slow.value(of: gradient).values, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
  // In double precision rounding costs 1e-16 / 1e-5 of the value, curvature about (1e-5)².
  #expect(abs(along - slope) <= 1e-7 * max(1, abs(slope)), "\(along) for a slope of \(slope)")
}

@Test func `the gradient for what a loss does not depend on is zero`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [2])
  let y = graph.input("y", [3])
  let gradients = try graph.gradients(
    of: graph.sum(of: graph.stopGradient(x)), withRespectTo: [x, y])
  var slow = SlowGraph(graph, ["x": SlowTensor([2], [1, 2]), "y": SlowTensor([3], [1, 2, 3])])
  #expect(slow.value(of: gradients[0]).values == [0, 0])
  #expect(slow.value(of: gradients[1]).values == [0, 0, 0])
}

@Test func `only a single number has a gradient`() {
  var graph = GraphBuilder()
  let x = graph.input("x", [2])
  #expect(throws: GraphProblem.self) { try graph.gradients(of: x, withRespectTo: [x]) }
}

/// Numbers of (-1, 1) that are never near 0, and never equal.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    let unit = Double(state >> 11) * 0x1p-53
    return (state & 1 == 0 ? 1 : -1) * (0.05 + 0.95 * unit)
  }

  mutating func tensor(_ extents: [Int], shift: Double) -> SlowTensor {
    SlowTensor(extents, (0..<extents.reduce(1, *)).map { _ in next() + shift })
  }
}
