import Engine
import Graphs
import Prelude
import TestSupport
import Testing
import Vocabulary

/// Each formula's gradient against the slope that its own values have.
struct PreludeGradientTests {
  private static let table = BuiltinFormulas.functions { _ in nil }

  private static func names(_ role: FunctionRole) -> [String] {
    Catalogue.builtin.entries.filter { $0.role == role && $0.definition != nil }.map(\.name)
  }

  /// Away from kinks, which all lie at 0, and at errors of 1 for huber and margins of 1 for hinge.
  private let point: [[Double]] = [[0.31, -0.72, 1.4], [-1.13, 0.58, 0.24]]
  private let direction: [[Double]] = [[0.9, -0.4, 0.3], [-0.7, 0.2, 0.6]]

  @Test(arguments: names(.activation))
  func `an activation's gradient agrees with its slope`(_ name: String) throws {
    let rule = try #require(Self.table.activation(FunctionReference(name)))
    try expectGradient { x, graph in
      let y = try rule(x, &graph)
      // The sum of the squares, since softmax sums to 1 whatever its inputs are.
      return try graph.sum(of: graph.multiply(y, y))
    }
  }

  @Test(arguments: names(.loss))
  func `a loss's gradient agrees with its slope`(_ name: String) throws {
    let rule = try #require(Self.table.loss(FunctionReference(name)))
    try expectGradient { x, graph in
      let target = graph.input("target", [.rows, 3])
      // Shares, so that every loss is defined for them.
      return try rule(graph.softmax(x), target, [], &graph)
    }
  }

  /// A central difference with step h errs by h² times the third derivative and by the rounding
  /// 1e-16 / h of the values, about 1e-10 each for h = 1e-5 where both are near 1; 1e-7 is roomy.
  private func expectGradient(
    of value: (Node, inout GraphBuilder) throws -> Node
  ) throws {
    var graph = GraphBuilder()
    let x = graph.input("x", [.rows, 3])
    let result = try value(x, &graph)
    let gradient = try graph.gradients(of: result, withRespectTo: [x])[0]
    let (x0, d) = (SlowTensor(point), SlowTensor(direction))
    var along = 0.0
    var slow = slowGraph(graph, x0)
    for (slope, direction) in zip(slow.value(of: gradient).values, d.values) {
      along += slope * direction
    }
    let step = 1e-5
    let values = [step, -step].map { step in
      var moved = x0
      for index in moved.values.indices { moved.values[index] += step * d.values[index] }
      var slow = slowGraph(graph, moved)
      return slow.value(of: result).values[0]
    }
    let slope = (values[0] - values[1]) / (2 * step)
    #expect(abs(along - slope) < 1e-7 * max(1, abs(slope)))
  }

  private func slowGraph(_ graph: GraphBuilder, _ x: SlowTensor) -> SlowGraph {
    let target = SlowTensor([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]])
    return SlowGraph(graph, rows: 2, ["x": x, "target": target])
  }
}
