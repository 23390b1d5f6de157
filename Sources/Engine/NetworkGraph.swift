package import Graphs
package import Plans

/// A network as it predicts, as a graph, with the places of its layers in it.
package struct NetworkGraph: Sendable {
  package let graph: GraphBuilder
  package let input: Node
  package let prediction: Node
  package let layers: [Layer]

  /// One layer of the plan.
  package struct Layer: Sendable {
    package let plan: LayerPlan
    package let inputs: [Node]
    /// Behind its activation.
    package let output: Node
  }

  /// Writes the network of `plan` without what only a training needs.
  package init(_ plan: ModelPlan, _ functions: FunctionTable) throws(EngineError) {
    var graph = GraphBuilder()
    let nodes = try plan.write(into: &graph, functions)
    self.graph = graph
    (input, prediction) = (nodes.input, nodes.prediction)
    let outputs = [nodes.given] + nodes.layerOutputs
    layers = plan.layers.enumerated().map { index, layer in
      Layer(plan: layer, inputs: layer.inputs.map { outputs[$0] }, output: outputs[index + 1])
    }
  }
}
