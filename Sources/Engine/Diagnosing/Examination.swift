import Graphs
import Kernels
import Plans
import Shapes
import Vocabulary

/// The units and gradients of a network on some of its samples, measured beside the training.
struct Examination {
  var samples = 0
  /// The layers with `relu`, each with how many of its units gave 0 for all samples.
  var units: [(layer: String, dead: Int, count: Int)] = []
  /// The root mean square of the gradient in the weights of each layer, in order.
  var gradients: [(layer: String, size: Double)] = []

  private static let mostSamples = 1_000
  /// Numbers of the widest layer for all samples together.
  private static let mostNumbers = 4_000_000

  /// Measures with the present weights; `nil` where the network does not fit in memory twice.
  init?(_ model: Model, _ all: Samples, loss: FunctionReference) {
    let widest = model.plan.layers.compactMap(\.output.count).max() ?? 1
    let most = max(1, min(Self.mostSamples, Self.mostNumbers / max(widest, 1)))
    let samples = all.count > most ? all.subset((0..<most).map { $0 * all.count / most }) : all
    guard let targets = samples.targets, samples.count > 0,
      let graph = try? ExaminationGraph(model, samples, loss: loss)
    else { return nil }
    let compiled = CompiledGraph(graph.graph, graph.places, capacity: samples.count)
    let results = graph.units.reduce(0) { $0 + $1.count } * samples.count
    guard bytesOfFloats(saturatingSum([compiled.arenaCount, results])) <= model.memory / 4 else {
      return nil
    }
    let program = Program(compiled, capacity: samples.count)
    let (outputs, gradients) = (
      FloatBuffer(count: results), FloatBuffer(count: model.parameterLayout.count)
    )
    let (inputs, targetBuffer) = (samples.inputs.floats, targets.asFloats(count: samples.count))
    let list = program.commands(
      rows: samples.count,
      areas: [
        .inputs: inputs.pointer, .targets: targetBuffer.pointer,
        .parameters: model.weights.pointer, .results: outputs.pointer,
        .gradients: gradients.pointer,
      ], threads: 1)
    for owner in [inputs, targetBuffer, model.weights, outputs, gradients] {
      list.keepAlive(owner)
    }
    list.run(on: nil)
    self.samples = samples.count
    var offset = 0
    for layer in graph.units {
      let dead = (0..<layer.count).count { unit in
        (0..<samples.count).allSatisfy { outputs[offset + $0 * layer.count + unit] == 0 }
      }
      units.append((layer.layer, dead, layer.count))
      offset += layer.count * samples.count
    }
    // Of a table only the rows that the samples name have a gradient, so its size says nothing.
    let tables = Set(model.plan.layers.filter { $0.kind == Embedding.entry.name }.map(\.name))
    for place in model.parameterLayout.trainable where place.name.hasSuffix(".weight") {
      let sum = (place.offset..<place.offset + place.count).reduce(0.0) {
        $0 + Double(gradients[$1]) * Double(gradients[$1])
      }
      let layer = String(place.name.dropLast(".weight".count))
      if tables.contains(layer) { continue }
      self.gradients.append((layer, (sum / Double(max(place.count, 1))).squareRoot()))
    }
  }
}

/// The loss and its gradients as an evaluation sees them, and the outputs behind each `relu`.
private struct ExaminationGraph {
  var graph = GraphBuilder()
  var places = GraphPlaces()
  var units: [(layer: String, count: Int)] = []

  init(_ model: Model, _ samples: Samples, loss: FunctionReference) throws(EngineError) {
    let nodes = try model.plan.write(into: &graph, model.functions)
    let target = try graph.target(for: nodes.prediction, outputs: samples.outputs)
    let loss = try model.plan.write(
      loss: loss, nodes.prediction, target.node, graph.parameters, model.functions, in: &graph)
    let gradients: [Node]
    do {
      gradients = try graph.gradients(of: loss, withRespectTo: graph.trainable)
    } catch {
      throw .graph(error, layer: nil)
    }
    places.leaves = model.parameterLayout.leafPlaces(of: graph)
    places.leaves[nodes.input] = Place(.inputs, 0)
    places.leaves[target.input] = Place(.targets, 0)
    places.scalars = [loss]
    for (gradient, place) in zip(gradients, model.parameterLayout.trainable) {
      places.outputs.append((gradient, Place(.gradients, place.offset)))
    }
    var offset = 0
    for (layer, node) in zip(model.plan.layers, nodes.layerOutputs)
    where layer.activation?.name == "relu" && layer.output.rank == 1 {
      let count = layer.output.count ?? 0
      units.append((layer.name, count))
      places.outputs.append((node, Place(.results, offset)))
      offset += count * samples.count
    }
  }
}
