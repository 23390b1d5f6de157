package import Graphs
import Plans
import Shapes
package import Vocabulary

/// The ends of a network in a graph.
struct NetworkNodes {
  var input: Node
  /// The input as the layers get it, with the channels of a pixel together.
  var given: Node
  /// Before the last activation, where the network ends with one.
  var logits: Node
  var lastActivation: FunctionReference?
  var prediction: Node
  /// The output of each layer, behind its activation.
  var layerOutputs: [Node] = []
}

extension ModelPlan {
  /// Writes the network into `graph`.
  func write(
    into graph: inout GraphBuilder, _ functions: FunctionTable
  ) throws(EngineError) -> NetworkNodes {
    let input = graph.input("input", .batch(of: self.input.extents))
    var given = input
    do {
      // Inside a network the channels of a pixel lie together.
      if self.input.rank == 3 { given = try graph.reordered(input, channelsLast: true) }
    } catch {
      throw .graph(error, layer: nil)
    }
    var nodes = NetworkNodes(input: input, given: given, logits: given, prediction: given)
    var outputs = [given]
    let isTraining = graph.isTraining
    for (index, layer) in layers.enumerated() {
      (graph.scope, graph.layer, graph.isFrozen) = (layer.name, index, layer.isFrozen)
      graph.isTraining = isTraining && !layer.isFrozen
      let inputs = layer.inputs.map { outputs[$0] }
      do {
        nodes.logits = try layer.computation(of: inputs, in: &graph)
      } catch {
        throw .graph(error, layer: layer.name)
      }
      nodes.lastActivation = layer.activationReference
      nodes.prediction = nodes.logits
      if let reference = nodes.lastActivation {
        nodes.prediction = try functions.apply(reference, to: nodes.logits, in: &graph)
      }
      outputs.append(nodes.prediction)
      nodes.layerOutputs.append(nodes.prediction)
    }
    (graph.scope, graph.layer, graph.isFrozen) = ("", 0, false)
    graph.isTraining = isTraining
    return nodes
  }

  /// The loss with what the weights of some layers add to it.
  ///
  /// - Parameter weights: All parameters of the network.
  func write(
    loss reference: FunctionReference, _ prediction: Node, _ target: Node, _ weights: [Node],
    _ functions: FunctionTable, in graph: inout GraphBuilder
  ) throws(EngineError) -> Node {
    var loss = try functions.write(loss: reference, prediction, target, weights, in: &graph)
    do {
      for layer in layers where layer.isPenalized && !layer.isFrozen {
        let own = weights.filter { node in
          guard let parameter = graph.operation(of: node) as? Parameter else { return false }
          return parameter.isWeight && parameter.layer == layer.name
        }
        for weight in own { loss = try graph.add(loss, layer.settings.penalty(on: weight, &graph)) }
      }
    } catch {
      throw .graph(error, layer: nil)
    }
    return loss
  }
}

extension LayerPlan {
  /// Whether its weights add something to the loss.
  package var isPenalized: Bool { settings.l1 > 0 || settings.l2 > 0 }
}

extension LayerPlan {
  /// What the layer computes before its activation; the input for a line that is an activation.
  fileprivate func computation(
    of inputs: [Node], in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    if let definition = layer(named: kind) {
      return try definition.output(of: inputs, settings, in: &graph)
    }
    switch kind {
    case "add":
      var sum = inputs[0]
      for other in inputs.dropFirst() { sum = try graph.add(sum, other) }
      return sum
    case "concat": return try graph.concatenated(inputs)
    default: return inputs[0]
    }
  }

  /// The layer's activation, or the activation that the layer is.
  fileprivate var activationReference: FunctionReference? {
    if let activation { return activation }
    return layer(named: kind) == nil && !["add", "concat"].contains(kind)
      ? FunctionReference(kind, settings) : nil
  }
}

extension FunctionTable {
  package func apply(
    _ reference: FunctionReference, to node: Node, in graph: inout GraphBuilder
  ) throws(EngineError) -> Node {
    guard let rule = activation(reference) else { throw .unknownFunction(reference) }
    do {
      return try rule(node, &graph)
    } catch {
      throw .function(error)
    }
  }

  /// The loss as a node of shape `[]`.
  func write(
    loss reference: FunctionReference, _ prediction: Node, _ target: Node, _ weights: [Node],
    in graph: inout GraphBuilder
  ) throws(EngineError) -> Node {
    guard let rule = loss(reference) else { throw .unknownFunction(reference) }
    let value: Node
    do {
      value = try rule(prediction, target, weights, &graph)
    } catch {
      throw .function(error)
    }
    return try graph.oneNumber(value, reference)
  }

  /// The metric as a node of shape `[]`.
  func write(
    metric reference: FunctionReference, _ prediction: Node, _ target: Node,
    in graph: inout GraphBuilder
  ) throws(EngineError) -> Node {
    guard let rule = metric(reference) else { throw .unknownFunction(reference) }
    let value: Node
    do {
      value = try rule(prediction, target, &graph)
    } catch {
      throw .function(error)
    }
    return try graph.oneNumber(value, reference)
  }
}

extension GraphBuilder {
  /// `node` with the shape `[]`, if it holds one number.
  fileprivate mutating func oneNumber(
    _ node: Node, _ reference: FunctionReference
  ) throws(EngineError) -> Node {
    guard node.shape.elementCount == .one else {
      throw .notOneNumber(reference, found: node.shape)
    }
    do {
      return try reshaped(node, to: [])
    } catch {
      throw .graph(error, layer: nil)
    }
  }
}
