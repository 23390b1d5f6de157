import Graphs
import Kernels
import TestSupport
import Testing

@testable import Engine

@Test(arguments: OperationCase.all, [0, 1, 3, 7])
func `a compiled operation and its gradients are those of their slow twins`(
  _ formula: OperationCase, rows: Int
) throws {
  var written = try formula.graph()
  let (loss, gradients) = try written.differentiate()
  let graph = written.graph
  let masks = (0..<graph.nodeCount).map { graph.node($0) }.filter {
    graph.operation(of: $0) is RandomMask
  }
  let outputs = [written.result, loss] + gradients
  var values = written.leafValues(rows: rows, shift: formula.shift)
  let results = compiledValues(of: outputs + masks, in: graph, values, rows: rows)
  for (mask, drawn) in zip(masks, results.suffix(masks.count)) {
    guard let name = graph.leafName(mask), let extents = values[name]?.extents else { continue }
    values[name] = SlowTensor(extents, drawn.map(Double.init))
  }

  var slow = SlowGraph(graph, rows: rows, values)
  for (output, result) in zip(outputs, results) {
    let expected = slow.value(of: output).values
    try #require(expected.count == result.count)
    let scale = expected.reduce(1) { max($0, abs($1)) }
    for (a, b) in zip(expected, result) {
      // Sums of some hundred terms, each rounded to 24 bits.
      #expect(abs(a - Double(b)) <= 2e-5 * scale, "\(a) but \(b)")
    }
  }
  for threads in [2, 5] {
    let other = compiledValues(of: outputs, in: graph, values, rows: rows, threads: threads)
    #expect(
      other.map { $0.map(\.bitPattern) }
        == results.prefix(outputs.count).map { $0.map(\.bitPattern) })
  }
}

/// The numbers of `outputs`, of a program that is compiled for batches of up to 40 rows.
///
/// - Parameter leaves: The numbers of inputs, parameters and states, by name.
func compiledValues(
  of outputs: [Node], in graph: GraphBuilder, _ leaves: [String: SlowTensor], rows: Int,
  threads: Int = 1
) -> [[Float]] {
  var places = GraphPlaces()
  var memory: [Float] = []
  for id in 0..<graph.nodeCount {
    let node = graph.node(id)
    guard let name = graph.leafName(node), !(graph.operation(of: node) is RandomMask) else {
      continue
    }
    places.leaves[node] = Place(.inputs, memory.count)
    memory += leaves[name]?.values.map { Float($0) } ?? []
    memory += [Float](repeating: 0, count: (16 - memory.count % 16) % 16)
  }
  var end = 0
  for output in outputs {
    places.outputs.append((output, Place(.results, end)))
    end += ProgramLayout.padded(output.shape.elementCount.value(rows: 40))
  }
  let program = Program(CompiledGraph(graph, places, capacity: 40), capacity: 40)
  let (inputs, results) = (FloatBuffer(memory), FloatBuffer(count: end))
  let list = program.commands(
    rows: rows, areas: [.inputs: inputs.pointer, .results: results.pointer], threads: threads)
  let team = threads > 1 ? ThreadTeam(threads) : nil
  list.run(on: team)
  // Twice, since nothing of the first run may be left in the second.
  list.run(on: team)
  return places.outputs.map { output, place in
    let count = output.shape.elementCount.value(rows: rows)
    return Array(results.view(place.offset..<place.offset + count))
  }
}
