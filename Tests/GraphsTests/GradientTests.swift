import Foundation
import Graphs
import TestSupport
import Testing

@Test(arguments: OperationCase.all, [0, 1, 3, 7])
func `a gradient agrees with the slope along a random direction`(
  _ formula: OperationCase, rows: Int
) throws {
  guard formula.isDifferentiated else { return }
  var written = try formula.graph()
  let (loss, gradients) = try written.differentiate()
  let (graph, operands) = (written.graph, written.operands)
  let values = written.leafValues(rows: rows, shift: formula.shift)
  var random = SeededNumbers(seed: 99)
  let names = operands.compactMap { graph.leafName($0) }
  let directions = names.map { random.tensor(values[$0]?.extents ?? []) }

  func value(at step: Double) -> Double {
    var moved = values
    for (name, direction) in zip(names, directions) {
      guard let point = values[name] else { continue }
      moved[name] = SlowTensor(
        point.extents, zip(point.values, direction.values).map { $0 + step * $1 })
    }
    var slow = SlowGraph(graph, rows: rows, moved)
    return slow.value(of: loss).values[0]
  }
  let step = 1e-5
  let slope = (value(at: step) - value(at: -step)) / (2 * step)
  var slow = SlowGraph(graph, rows: rows, values)
  var along = 0.0
  for (gradient, direction) in zip(gradients, directions) {
    along += zip(slow.value(of: gradient).values, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
  // In double precision rounding costs 1e-16 / 1e-5 of the value, curvature about (1e-5)².
  let size = max(1, abs(slope), abs(value(at: 0)))
  #expect(abs(along - slope) <= 1e-7 * size, "\(along) for a slope of \(slope)")
}

@Test func `every operation has a formula that uses it`() throws {
  var used: Set<String> = []
  var functions: Set<Elementwise.Function> = []
  for formula in OperationCase.all {
    var written = try formula.graph()
    _ = try written.differentiate()
    for id in 0..<written.graph.nodeCount {
      let operation = written.graph.operation(of: written.graph.node(id))
      used.insert("\(type(of: operation))")
      if let elementwise = operation as? Elementwise { functions.insert(elementwise.function) }
    }
  }
  let folder = "Sources/Graphs/Operations"
  let declared = ProjectFiles.paths(in: folder).flatMap { path in
    ProjectFiles.text(of: path).matches(of: /struct (\w+): (?:Operation|Leaf)\b/).map {
      String($0.1)
    }
  }
  #expect(declared.count > 20)
  for name in declared { #expect(used.contains(name), "\(name) is in no formula") }
  for function in Elementwise.Function.allCases {
    #expect(functions.contains(function), "\(function) is in no formula")
  }
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

@Test func `the gradient of a pooled image is taken once`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [1, 3, 3, 1])
  let window = try #require(Window(image: [3, 3], size: [2, 2], stride: [1, 1]))
  let once = try graph.gradients(
    of: graph.sum(of: graph.exp(graph.pooled(.maximum, x, window))), withRespectTo: [x])[0]
  let sum = try graph.sum(of: once)
  #expect(throws: GraphProblem.self) { try graph.gradients(of: sum, withRespectTo: [x]) }
}
