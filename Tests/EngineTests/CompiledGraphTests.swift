import Graphs
import Kernels
import TestSupport
import Testing

@testable import Engine

/// A formula in `x` `[rows, 6]`, `y` `[rows, 6]`, a row `r` `[6]`, a column `c` `[rows, 1]` and a
/// matrix `w` `[6, 3]`, with all its gradients.
struct ProgramFormula: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let write: @Sendable (inout GraphBuilder, Leaves) throws -> [Node]

  struct Leaves {
    var x, y, r, c, w: Node
    var all: [Node] { [x, y, r, c, w] }
  }

  init(
    _ name: String, _ write: @escaping @Sendable (inout GraphBuilder, Leaves) throws -> [Node]
  ) {
    (testDescription, self.write) = (name, write)
  }

  static let all: [ProgramFormula] = [
    ProgramFormula("a chain") { graph, l in
      [graph.exp(graph.negated(try graph.multiply(graph.tanh(l.x), l.y)))]
    },
    ProgramFormula("rows, columns and numbers") { graph, l in
      let sum = try graph.add(graph.multiply(l.x, l.r), l.c)
      return [try graph.divide(sum, graph.add(graph.sum(of: l.r), graph.constant(9)))]
    },
    ProgramFormula("a product with bias and relu") { graph, l in
      let bias = try graph.sum(of: l.w, over: .samples)
      let product = try graph.add(graph.matrixProduct(l.x, l.w), bias)
      return [try graph.maximum(product, graph.constant(0))]
    },
    ProgramFormula("products of transposed operands") { graph, l in
      let square = try graph.matrixProduct(graph.transposed(l.x), l.y)
      return [square, try graph.matrixProduct(l.w, graph.transposed(l.w))]
    },
    ProgramFormula("a transposed matrix") { graph, l in [graph.exp(try graph.transposed(l.x))] },
    ProgramFormula("sums and maxima") { graph, l in
      [
        try graph.sum(of: l.x), try graph.sum(of: l.x, over: .outputs),
        try graph.sum(of: l.x, over: .samples), try graph.max(of: l.x),
        try graph.max(of: l.x, over: .outputs), try graph.max(of: l.y, over: .samples),
        try graph.mean(of: graph.multiply(l.x, l.y)),
      ]
    },
    ProgramFormula("a sum that the same elements wait for") { graph, l in
      let squares = try graph.multiply(l.x, l.x)
      let norm = graph.sqrt(try graph.sum(of: squares))
      return [try graph.divide(l.x, norm), try graph.divide(squares, norm)]
    },
    ProgramFormula("a row sum that the same elements wait for") { graph, l in
      let powers = graph.exp(l.x)
      return [try graph.divide(powers, graph.sum(of: powers, over: .outputs))]
    },
    ProgramFormula("softmax and its logarithm") { graph, l in
      let soft = try graph.softmax(l.x)
      return [try graph.multiply(soft, l.y), try graph.multiply(graph.log(soft), l.y)]
    },
    ProgramFormula("classes") { graph, l in
      let place = try graph.argmax(l.x)
      return [place, try graph.oneHot(place, classes: 6), try graph.gather(l.y, place)]
    },
    ProgramFormula("rows of a table") { graph, l in
      // Some of the places lie beyond the table, on either side.
      let places = try graph.subtract(graph.argmax(l.x), graph.constant(1))
      let table = try graph.transposed(l.w)
      let found = try graph.lookup(places, column: 0, in: table)
      let whole = graph.floor(try graph.multiply(l.x, graph.constant(3)))
      return [try graph.multiply(found, l.y), try graph.lookup(whole, column: 5, in: l.w)]
    },
    ProgramFormula("order") { graph, l in [try graph.sort(of: l.x), try graph.rank(of: l.x)] },
    ProgramFormula("a selection") { graph, l in
      [try graph.select(graph.less(l.x, l.y), graph.sin(l.x), graph.power(l.y, graph.constant(2)))]
    },
    ProgramFormula("other shapes") { graph, l in
      let long = try graph.reshaped(l.w, to: [18])
      return [
        try graph.multiply(long, long), try graph.broadcast(l.c, to: [.rows, 6]),
        try graph.broadcast(l.r, to: [.rows, 6]), l.x,
      ]
    },
    ProgramFormula("numbers alone") { graph, l in
      let total = try graph.sum(of: l.r)
      return [
        graph.log(try graph.add(graph.multiply(total, total), graph.rowCount())), graph.constant(3),
      ]
    },
    ProgramFormula("axes that no pair of rows and columns describes") { graph, l in
      let cube = try graph.reshaped(l.x, to: [.rows, 2, 3])
      let middle = try graph.reshaped(l.c, to: [.rows, 1, 1])
      let row = try graph.reshaped(l.r, to: [2, 3])
      let odd = try graph.sum(of: graph.reshaped(l.w, to: [6, 1, 3]), over: .samples)
      let sum = try graph.add(graph.multiply(cube, middle), graph.multiply(row, odd))
      return [sum]
    },
    ProgramFormula("more values than a block has registers") { graph, l in
      var sum = l.x
      for number in 1...150 {
        sum = try graph.add(
          graph.sin(graph.multiply(sum, graph.constant(1 / Double(number + 1)))), l.y)
      }
      return [sum]
    },
  ]
}

@Test(arguments: ProgramFormula.all, [1, 7, 40])
func `a compiled program computes what its graph says`(
  _ formula: ProgramFormula, rows: Int
) throws {
  var graph = GraphBuilder()
  let leaves = ProgramFormula.Leaves(
    x: graph.input("x", [.rows, 6]), y: graph.input("y", [.rows, 6]), r: graph.input("r", [6]),
    c: graph.input("c", [.rows, 1]), w: graph.input("w", [6, 3]))
  var outputs = try formula.write(&graph, leaves)
  var loss = graph.constant(0)
  for output in outputs { loss = try graph.add(loss, graph.sum(of: graph.tanh(output))) }
  outputs.append(loss)
  outputs += try graph.gradients(of: loss, withRespectTo: leaves.all)

  let values = leafValues(graph, leaves.all, rows: rows)
  let results = compiledValues(of: outputs, in: graph, values, rows: rows)
  var slow = SlowGraph(graph, rows: rows, values)
  for (output, result) in zip(outputs, results) {
    let expected = slow.value(of: output).values
    try #require(expected.count == result.count)
    let scale = expected.reduce(1) { max($0, abs($1)) }
    for (a, b) in zip(expected, result) {
      // Sums of at most 240 terms, each rounded to 24 bits.
      #expect(abs(a - Double(b)) <= 2e-5 * scale, "\(a) but \(b)")
    }
  }
}

@Test(arguments: [false, true])
func `values that are not needed together share memory`(areSorted: Bool) throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [.rows, 64])
  var node = x
  for index in 0..<20 {
    let weight = graph.input("w\(index)", [64, 64])
    node = try graph.matrixProduct(node, weight)
    // That needs all samples at once.
    if areSorted { node = try graph.sort(of: node) }
  }
  var places = GraphPlaces()
  for id in 0..<graph.nodeCount where graph.operation(of: graph.node(id)) is Input {
    places.leaves[graph.node(id)] = Place(.inputs, 0)
  }
  places.outputs = [(node, Place(.results, 0))]
  let compiled = CompiledGraph(graph, places, capacity: 32)
  let count = 2 * 32 * 64
  #expect(compiled.arenaCount == (areSorted ? count : 0))
  #expect(compiled.threadFloats == (areSorted ? 0 : count))
}

/// The gradient of a layer's output is read once for both.
@Test func `the gradient of a bias is summed beside that of the weights`() throws {
  var graph = GraphBuilder()
  let x = graph.input("x", [.rows, 6])
  let (w, b) = (graph.input("w", [6, 3]), graph.input("b", [3]))
  let output = try graph.add(graph.matrixProduct(x, w), b)
  let loss = try graph.sum(of: graph.multiply(output, output))
  let gradients = try graph.gradients(of: loss, withRespectTo: [w, b])
  var places = GraphPlaces()
  for leaf in [x, w, b] { places.leaves[leaf] = Place(.inputs, 0) }
  places.outputs = gradients.map { ($0, Place(.results, 0)) }
  let compiled = CompiledGraph(graph, places, capacity: 8)
  let hasReduction = compiled.steps.contains { step in
    if case .reduction = step { true } else { false }
  }
  let sums = compiled.steps.compactMap { step in
    if case .product(let product) = step { product.columnSums } else { nil }
  }
  #expect(!hasReduction && sums.count == 1)
}

private func leafValues(
  _ graph: GraphBuilder, _ leaves: [Node], rows: Int
) -> [String: SlowTensor] {
  var values: [String: SlowTensor] = [:]
  for leaf in leaves {
    guard let input = graph.operation(of: leaf) as? Input else { continue }
    let extents = leaf.shape.map { extent in
      if case .fixed(let extent) = extent { extent } else { rows }
    }
    var stream = RandomSource(5, .generator(input.name)).stream
    // Floats, so that both sides see the same numbers.
    let numbers = (0..<extents.reduce(1, *)).map { _ in Double(Float(2 * stream.uniform() - 1)) }
    values[input.name] = SlowTensor(extents, numbers)
  }
  return values
}
