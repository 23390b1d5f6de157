package import Graphs
import Kernels

extension GraphBuilder {
  /// The numbers of `node`, row-major, computed once by a compiled program.
  ///
  /// - Precondition: No shape counts the samples of a batch; all extents are numbers.
  /// - Parameter inputs: The inputs that `node` rests on, with their numbers, row-major.
  package func values(of node: Node, inputs: [(node: Node, values: [Float])]) -> [Float] {
    GraphValues(self, of: [node], inputs: inputs.map(\.node)).values(inputs.map(\.values))[0]
  }
}

/// Some nodes of a graph, compiled to be computed again and again.
package final class GraphValues {
  private let given: FloatBuffer
  private let results: FloatBuffer
  private let givenRanges: [Range<Int>]
  private let resultRanges: [Range<Int>]
  private let list: CommandList

  /// - Precondition: No shape counts the samples of a batch; all extents are numbers.
  /// - Parameter inputs: The inputs that the nodes rest on.
  package init(_ graph: GraphBuilder, of nodes: [Node], inputs: [Node]) {
    var places = GraphPlaces()
    givenRanges = GraphValues.ranges(of: inputs)
    resultRanges = GraphValues.ranges(of: nodes)
    for (input, range) in zip(inputs, givenRanges) {
      places.leaves[input] = Place(.inputs, range.lowerBound)
    }
    for (node, range) in zip(nodes, resultRanges) {
      places.outputs.append((node, Place(.results, range.lowerBound)))
    }
    given = FloatBuffer(count: ProgramLayout.padded(givenRanges.last?.upperBound ?? 0))
    results = FloatBuffer(count: ProgramLayout.padded(resultRanges.last?.upperBound ?? 0))
    list = Program(CompiledGraph(graph, places, capacity: 1), capacity: 1).commands(
      rows: 1, areas: [.inputs: given.pointer, .results: results.pointer], threads: 1)
  }

  /// The numbers of each node, row-major.
  ///
  /// - Parameter inputs: Those of each input, row-major.
  package func values(_ inputs: [[Float]]) -> [[Float]] {
    precondition(inputs.count == givenRanges.count, "numbers for each input")
    for (range, values) in zip(givenRanges, inputs) {
      precondition(values.count == range.count, "as many numbers as the shape has")
      _ = given.view(range).update(from: values)
    }
    list.run(on: nil)
    return resultRanges.map { Array(results.view($0)) }
  }

  /// A range for each node, each beginning at a cache line.
  private static func ranges(of nodes: [Node]) -> [Range<Int>] {
    var end = 0
    return nodes.map { node in
      let count = node.shape.elementCount.value(rows: 1)
      defer { end += ProgramLayout.padded(count) }
      return end..<end + count
    }
  }
}
