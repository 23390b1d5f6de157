import Graphs
import TestSupport
import Testing

private func operation(_ graph: GraphBuilder, _ node: Node) -> Elementwise.Function? {
  (graph.operation(of: node) as? Elementwise)?.function
}

private func expect(_ node: Node, is other: Node) { #expect(node == other) }

private func expect(_ node: Node, isNot other: Node) { #expect(node != other) }

@Test func `equal operations on equal inputs are one node`() throws {
  var graph = GraphBuilder()
  let (x, y) = (graph.input("x", [2]), graph.input("y", [2]))
  let first = try graph.add(x, y)
  try expect(graph.add(x, y), is: first)
  try expect(graph.add(y, x), is: first)
  try expect(graph.subtract(y, x), isNot: graph.subtract(x, y))
}

@Test func `what is known while building is computed then`() throws {
  var graph = GraphBuilder()
  let five = try graph.add(graph.constant(2), graph.constant(3))
  #expect(graph.constantValue(of: five) == 5)
  let three = graph.sqrt(graph.constant(9))
  #expect(graph.constantValue(of: three) == 3)
}

@Test func `neutral operands leave nothing behind`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [.rows, 3])
  let (zero, one) = (graph.constant(0), graph.constant(1))
  try expect(graph.add(x, zero), is: x)
  try expect(graph.subtract(x, zero), is: x)
  try expect(graph.multiply(one, x), is: x)
  try expect(graph.divide(x, one), is: x)
  try expect(graph.power(x, one), is: x)
  let negative = graph.negated(x)
  expect(graph.negated(negative), is: x)
  try expect(graph.reshaped(graph.reshaped(x, to: [3, .rows]), to: [.rows, 3]), is: x)
  try expect(graph.transposed(graph.transposed(x)), is: x)
}

@Test func `logarithms of probabilities are taken from the logits`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [.rows, 3])
  let logarithm = graph.log(try graph.softmax(x))
  #expect(graph.operation(of: logarithm) is LogSoftmax)
  let ofYes = graph.log(graph.sigmoid(x))
  #expect(operation(graph, graph.inputs(of: ofYes)[0]) == .softplus)
  let ofNo = graph.log(try graph.subtract(graph.constant(1), graph.sigmoid(x)))
  #expect(operation(graph, graph.inputs(of: ofNo)[0]) == .softplus)
}

@Test func `a logarithm of a probability that rounds to 0 is finite`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [1, 2])
  let node = graph.log(try graph.softmax(x))
  var slow = SlowGraph(graph, ["x": SlowTensor([1, 2], [0, 1000])])
  #expect(slow.value(of: node).values == [-1000, 0])
}

@Test func `what is repeated is computed once`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [4])
  let wide = try graph.broadcast(x, to: [.rows, 4])
  let result = graph.exp(wide)
  #expect(result.shape == [.rows, 4])
  #expect(graph.inputs(of: result)[0].shape == [4])
}

@Test func `shapes that do not fit are a problem with both of them`() {
  var graph = GraphBuilder()
  let (x, y) = (graph.input("x", [.rows, 3]), graph.input("y", [.rows, 4]))
  let problem = #expect(throws: GraphProblem.self) { try graph.add(x, y) }
  #expect(problem?.found.en == "samples×3 and samples×4")
  #expect(problem?.found.pt == "amostras×3 e amostras×4")
  #expect(throws: GraphProblem.self) { try graph.matrixProduct(x, y) }
  #expect(throws: GraphProblem.self) { try graph.reshaped(x, to: [.rows, 4]) }
  #expect(throws: GraphProblem.self) { try graph.transposed(graph.constant(1)) }
}
