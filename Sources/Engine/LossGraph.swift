import Graphs
import Vocabulary

/// A network's loss and the gradients of its parameters as an evaluation sees them: nothing is dropped, and
/// all samples count the same.
struct LossGraph {
  private(set) var graph = GraphBuilder()
  /// The loss is a scalar, and the gradients lie in the order of the parameters.
  private(set) var places = GraphPlaces()
  /// What each layer gives.
  let layerOutputs: [Node]

  /// - Parameter outputs: Numbers of the target for a sample.
  init(_ model: Model, outputs: Int, loss: FunctionReference) throws(EngineError) {
    let nodes = try model.plan.write(into: &graph, model.functions)
    let target = try graph.target(for: nodes.prediction, outputs: outputs)
    let loss = try model.plan.write(
      loss: loss, nodes.prediction, target.node, graph.parameters, model.functions, in: &graph)
    let gradients: [Node]
    do {
      gradients = try graph.gradients(of: loss, withRespectTo: graph.trainable)
    } catch {
      throw .graph(error, layer: nil)
    }
    layerOutputs = nodes.layerOutputs
    places.leaves = model.parameterLayout.leafPlaces(of: graph)
    places.leaves[nodes.input] = Place(.inputs, 0)
    places.leaves[target.input] = Place(.targets, 0)
    places.scalars = [loss]
    for (gradient, place) in zip(gradients, model.parameterLayout.trainable) {
      places.outputs.append((gradient, Place(.gradients, place.offset)))
    }
  }
}
