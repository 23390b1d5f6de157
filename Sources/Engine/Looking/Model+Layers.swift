import Graphs
package import Kernels
import Plans
import Shapes
package import Vocabulary

extension Model {
  /// What goes through the layers for some samples.
  package struct LayerNumbers: Sendable {
    package let layer: String
    /// The outputs, sample after sample.
    package var outputs: [Float]
    /// The gradients of the loss in the layer's weights; none where it has no weights.
    package var gradients: [Float]
  }

  /// The most numbers that are kept of all layers together.
  private static let mostOutputs = 4_000_000

  /// The outputs and the gradients of each layer, as an evaluation sees them.
  ///
  /// - Parameter samples: All of them, of which some are evenly chosen where there are many.
  package func layerNumbers(
    on samples: Samples, loss: FunctionReference
  ) throws(EngineError) -> [LayerNumbers] {
    try checkInput(samples)
    guard samples.count > 0 else { throw .noSamples }
    guard samples.targets != nil else { throw .noTarget }
    let width = saturatingSum(plan.layers.map { $0.output.count ?? 1 })
    let count = max(1, min(samples.count, 256, Self.mostOutputs / max(width, 1)))
    let some = samples.subset((0..<count).map { $0 * samples.count / count })
    let graph = try LayerGraph(self, some, loss: loss)
    let compiled = CompiledGraph(graph.graph, graph.places, capacity: count)
    let floats = saturatingSum([compiled.arenaCount, graph.resultCount, parameterLayout.count])
    guard bytesOfFloats(floats) <= memory else {
      throw .tooLarge(MemoryNeed(batch: bytesOfFloats(floats)), available: memory)
    }
    let results = FloatBuffer(count: graph.resultCount)
    let gradients = FloatBuffer(count: parameterLayout.count)
    let (inputs, targets) = (
      some.inputs.floats, some.targets?.asFloats(count: count) ?? FloatBuffer(count: 0)
    )
    let program = Program(compiled, capacity: count)
    let list = program.commands(
      rows: count,
      areas: [
        .inputs: inputs.pointer, .targets: targets.pointer, .parameters: weights.pointer,
        .results: results.pointer, .gradients: gradients.pointer,
      ], threads: 1)
    for owner in [inputs, targets, weights, results, gradients] { list.keepAlive(owner) }
    list.run(on: nil)
    return zip(plan.layers, graph.outputs).map { layer, place in
      var numbers = LayerNumbers(
        layer: layer.name, outputs: Array(results.view(place)), gradients: [])
      for weight in parameterLayout.trainable where weight.name.hasPrefix(layer.name + ".") {
        numbers.gradients += gradients.view(weight.offset..<weight.offset + weight.count)
      }
      return numbers
    }
  }
}

/// The loss with its gradients, and the outputs of all layers.
private struct LayerGraph {
  let graph: GraphBuilder
  private(set) var places: GraphPlaces
  /// Where the outputs of each layer are.
  var outputs: [Range<Int>] = []
  var resultCount = 0

  init(_ model: Model, _ samples: Samples, loss: FunctionReference) throws(EngineError) {
    let written = try LossGraph(model, outputs: samples.outputs, loss: loss)
    (graph, places) = (written.graph, written.places)
    for node in written.layerOutputs {
      let count = node.shape.elementCount.value(rows: samples.count)
      outputs.append(resultCount..<resultCount + count)
      places.outputs.append((node, Place(.results, resultCount)))
      resultCount += count
    }
  }
}
