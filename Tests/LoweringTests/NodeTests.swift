import Checking
import Graphs
import Lowering
import TestSupport
import Testing

/// What only the samples decide becomes a graph, computed here by the slow evaluator.
struct NodeTests {
  @Test func `an if on samples takes each sample's branch`() {
    let lowered = Lowered("fn f(x) = if x > 0 then x else -2 * x")
    #expect(lowered.values([-1, 0, 3]) == [2, 0, 3])
  }

  @Test func `a block with an if on samples joins what its branches assign`() {
    let lowered = Lowered(
      """
      fn f(x) {
        var y = 1
        var z = 10
        if x > 2 { y = x } else if x < 0 { y = -x; z = 20 }
        return y + z
      }
      """)
    #expect(lowered.values([-3, 1, 5]) == [23, 11, 15])
  }

  @Test func `samples that have returned are not touched by what follows`() {
    let lowered = Lowered(
      """
      fn f(x) {
        if x < 0 { return 0 }
        var y = x
        for limit in [10, 5, 2] {
          if y > limit { return limit }
          y = y + 1
        }
        if y == 4 { return 100 } else { return y }
      }
      """)
    // 0 becomes 3; 1 is 3 and 4 is 6 at the limit 2; 11 is above 10 at once.
    #expect(lowered.values([-5, 0, 1, 4, 11]) == [0, 3, 2, 2, 10])
  }

  @Test func `and, or, not and in work on samples`() {
    let lowered = Lowered(
      "fn f(x) = if (x > 1 and not (x > 3)) or x in [7, 9] then 1 else 0")
    #expect(lowered.values([0, 2, 4, 7, 8, 9]) == [0, 1, 0, 1, 0, 1])
  }

  @Test(arguments: [
    ("x != 2", [1, 0, 1]), ("x <= 2", [1, 1, 0]), ("x >= 2", [0, 1, 1]), ("x < 2", [1, 0, 0]),
    ("x == 2", [0, 1, 0]), ("x > 2", [0, 0, 1]),
  ])
  func `a comparison gives 1 where it holds`(_ comparison: String, _ expected: [Double]) {
    #expect(Lowered("fn f(x) = \(comparison)").values([1, 2, 3]) == expected)
  }

  @Test(arguments: [
    ("mod(x, 3)", [2, 0, 1]), ("pow(x, 2)", [1, 0, 16]), ("round(x / 3)", [0, 0, 1]),
    ("max(x, 0, 2)", [2, 2, 4]), ("min(x, 1)", [-1, 0, 1]), ("x ^ 3", [-1, 0, 64]),
    ("floor(x / 3)", [-1, 0, 1]), ("ceil(x / 3)", [0, 0, 2]), ("sign(x)", [-1, 0, 1]),
    ("tan(x) * cos(x) - sin(x)", [0, 0, 0]), ("sort(-x)", [-4, 0, 1]), ("rank(-x)", [3, 2, 1]),
    ("x - mean(x)", [-2, -1, 3]), ("x + count(x)", [2, 3, 7]), ("x / max(x)", [-0.25, 0, 1]),
    ("x * norm(x) ^ 2", [-17, 0, 68]), ("x * length(x)", [-3, 0, 12]),
  ])
  func `a primitive is that of its name`(_ expression: String, _ expected: [Double]) {
    let values = Lowered("fn f(x) = \(expression)").values([-1, 0, 4])
    #expect(values.count == expected.count)
    // Double precision throughout: a few roundings of numbers below 100.
    #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(values)")
  }

  @Test func `over says along which axis a sum is taken`() throws {
    let lowered = Lowered(
      """
      fn f(x) = sum(x, over: outputs)
      fn g(x) = max(x, over: samples)
      fn h(x) = x * [1, 10, 100]
      fn number(x) = count(x, over: outputs)
      fn chosen(x) = one_hot(argmax(x, over: outputs), count(x, over: outputs))
      """)
    #expect(try lowered.matrix("f") == SlowTensor([2, 1], [6, 15]))
    #expect(try lowered.matrix("g") == SlowTensor([3], [4, 5, 6]))
    #expect(try lowered.matrix("h") == SlowTensor([2, 3], [1, 20, 300, 4, 50, 600]))
    #expect(try lowered.matrix("number") == SlowTensor(3))
    #expect(try lowered.matrix("chosen") == SlowTensor([2, 3], [0, 0, 1, 0, 0, 1]))
  }

  @Test func `matmul and transpose are those of matrices`() throws {
    let lowered = Lowered("fn f(x) = matmul(transpose(x), x)")
    #expect(
      try lowered.matrix("f") == SlowTensor([3, 3], [17, 22, 27, 22, 29, 36, 27, 36, 45]))
  }

  @Test func `a sum over all weights of a network takes every tensor`() throws {
    let lowered = Lowered(
      """
      fn loss(prediction, target, weights) =
        mean((prediction - target) ^ 2) + 0.1 * sum(weights ^ 2) + mean(abs(weights))
      """)
    var graph = GraphBuilder()
    let (p, t) = (graph.input("p", [.rows, 1]), graph.input("t", [.rows, 1]))
    let (a, b) = (graph.input("a", [2]), graph.input("b", [1, 1]))
    let loss = try #require(lowered.function("loss"))
    let node = try lowered.lowering.score(
      .function(loss), prediction: p, target: t, weights: [a, b], at: loss.function.span,
      in: &graph)
    var slow = SlowGraph(
      graph, rows: 2,
      [
        "p": SlowTensor([2, 1], [1, 2]), "t": SlowTensor([2, 1], [0, 4]),
        "a": SlowTensor([2], [3, -1]), "b": SlowTensor([1, 1], [2]),
      ])
    // (1 + 4) / 2 + 0.1 · (9 + 1 + 4) + (3 + 1 + 2) / 3
    #expect(abs(slow.value(of: node).values[0] - 5.9) < 1e-12)
  }
}

extension Lowered {
  /// The function `name` of `[[1, 2, 3], [4, 5, 6]]`.
  fileprivate func matrix(_ name: String) throws -> SlowTensor {
    var graph = GraphBuilder()
    let x = graph.input("x", [.rows, 3])
    let function = try #require(self.function(name))
    let value = try lowering.call(function, [.node(x)], in: &graph)
    let node = try lowering.node(value, at: function.function.span, in: &graph)
    var slow = SlowGraph(graph, rows: 2, ["x": SlowTensor([[1, 2, 3], [4, 5, 6]])])
    return slow.value(of: node)
  }
}
