package import Graphs
import Kernels

extension GraphBuilder {
  /// The numbers of `node`, row-major, computed once by a compiled program.
  ///
  /// - Precondition: No shape counts the samples of a batch; all extents are numbers.
  /// - Parameter inputs: The inputs that `node` rests on, with their numbers, row-major.
  package func values(of node: Node, inputs: [(node: Node, values: [Float])]) -> [Float] {
    var places = GraphPlaces()
    var memory: [Float] = []
    for input in inputs {
      precondition(input.values.count == count(of: input.node), "as many numbers as the shape has")
      places.leaves[input.node] = Place(.inputs, memory.count)
      memory += input.values
      memory += [Float](
        repeating: 0, count: ProgramLayout.padded(memory.count) - memory.count)
    }
    places.outputs = [(node, Place(.results, 0))]
    let program = Program(CompiledGraph(self, places, capacity: 1), capacity: 1)
    let result = FloatBuffer(count: ProgramLayout.padded(count(of: node)))
    let given = FloatBuffer(memory)
    program.commands(
      rows: 1, areas: [.inputs: given.pointer, .results: result.pointer], threads: 1
    ).run(on: nil)
    return Array(result.view(0..<count(of: node)))
  }

  private func count(of node: Node) -> Int {
    node.shape.elementCount.value(rows: 1)
  }
}
