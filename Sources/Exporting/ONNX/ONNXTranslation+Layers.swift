import Engine
import Graphs
import Plans
import Vocabulary

extension ONNXTranslation {
  /// Whether ONNX has a word for what `layer` computes.
  func hasOwnWord(_ layer: NetworkGraph.Layer) -> Bool {
    let rank = layer.output.shape.count
    return switch layer.plan.kind {
    case "rnn", "lstm", "gru": true
    // Their channels have to be the second axis, and the features the last one.
    case "batch_norm": rank == 2 || rank == 4
    case "layer_norm": rank == 2 || rank == 3
    default: false
    }
  }

  /// Adds a layer in the word that ONNX has for it.
  mutating func add(_ layer: NetworkGraph.Layer, _ node: Node) throws(ExportProblem) {
    let x = layer.inputs[0]
    switch layer.plan.kind {
    case "batch_norm":
      let form: Form = node.shape.count == 4 ? .channelsFirst : .plain
      let inputs =
        [try value(x, form)] + ["scale", "shift", "mean", "variance"].map { tensor($0, layer) }
      set(
        node, to: target.node("BatchNormalization", inputs, [epsilon(of: layer)]), form)
    case "layer_norm":
      let inputs = [try value(x)] + ["scale", "shift"].map { tensor($0, layer) }
      set(
        node,
        to: target.node(
          "LayerNormalization", inputs, [ONNXAttribute("axis", -1), epsilon(of: layer)]))
    default: try addRecurrent(layer, node)
    }
  }

  private func epsilon(of layer: NetworkGraph.Layer) -> ONNXAttribute {
    guard case .number(let epsilon)? = layer.plan.settings["epsilon"] else {
      return ONNXAttribute("epsilon", Float(1e-5))
    }
    return ONNXAttribute("epsilon", Float(epsilon))
  }

  private mutating func tensor(_ name: String, _ layer: NetworkGraph.Layer) -> String {
    let full = "\(layer.plan.name).\(name)"
    let values = numbers(full)
    return target.tensor(full, [values.count], .floats(values))
  }

  // MARK: Recurrent layers

  /// Adds the layers of a recurrent one, each over all steps of the one below.
  private mutating func addRecurrent(
    _ layer: NetworkGraph.Layer, _ node: Node
  ) throws(ExportProblem) {
    let recurrent = RecurrentTensors(layer.plan, values: source.values)
    // ONNX has the steps before the samples.
    var below = target.node(
      "Transpose", [try value(layer.inputs[0])], [ONNXAttribute("perm", [1, 0, 2])])
    for level in 1...recurrent.levels {
      let isLast = level == recurrent.levels && !recurrent.givesAllSteps
      let tensors = recurrent.tensors(level: level)
      let name = layer.plan.name + (level == 1 ? "" : "_\(level)")
      let directions = recurrent.sides.count
      var attributes = [
        ONNXAttribute("hidden_size", recurrent.units),
        ONNXAttribute("direction", directions == 2 ? "bidirectional" : "forward"),
      ]
      if layer.plan.kind == "gru" { attributes.append(ONNXAttribute("linear_before_reset", 1)) }
      let inputs = [
        below,
        target.tensor(
          name + ".weight", [directions, recurrent.width, tensors.features],
          .floats(tensors.weight)),
        target.tensor(
          name + ".state_weight", [directions, recurrent.width, recurrent.units],
          .floats(tensors.stateWeight)),
        target.tensor(name + ".bias", [directions, 2 * recurrent.width], .floats(tensors.bias)),
      ]
      let results = target.nodes(
        layer.plan.kind.uppercased(), inputs, attributes,
        results: isLast ? [nil, ""] : [""])
      let flat = [0, 0, recurrent.units * directions]
      if isLast {
        // What each direction ends with: `[directions, samples, units]`.
        let turned = target.node("Transpose", [results[1]], [ONNXAttribute("perm", [1, 0, 2])])
        set(node, to: target.node("Reshape", [turned, target.integers(Array(flat.dropFirst()))]))
      } else {
        // `[steps, directions, samples, units]`, with the samples first at the end.
        let order = level == recurrent.levels ? [2, 0, 1, 3] : [0, 2, 1, 3]
        let turned = target.node("Transpose", [results[0]], [ONNXAttribute("perm", order)])
        below = target.node("Reshape", [turned, target.integers(flat)])
        if level == recurrent.levels { set(node, to: below) }
      }
    }
  }
}
