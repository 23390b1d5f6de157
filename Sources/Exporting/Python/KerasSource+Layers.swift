import Diagnostics
import Engine
import Graphs
import Plans
import Shapes
import Vocabulary

extension KerasSource {
  /// What `layer` gives, as an expression of `build`; without its activation where that stands in a
  /// line of its own.
  mutating func expression(
    _ layer: LayerPlan, _ inputs: [String]
  ) throws(ExportProblem) -> String {
    let (x, shape) = (inputs[0], model.input(of: layer))
    let dimensions = shape.rank == 3 ? 2 : 1
    switch layer.kind {
    case "dense":
      load(layer, ["weight"] + (layer.hasBias ? ["bias"] : []))
      return call(
        "Dense", ["\(layer.output.features)"] + activation(of: layer) + bias(of: layer), layer, x)
    case "conv": return try convolution(layer, x)
    case "max_pool", "average_pool": return pooling(layer, x)
    case "global_average_pool": return call("GlobalAveragePooling\(dimensions)D", [], layer, x)
    case "dropout":
      return call("Dropout", [(layer.number("fraction") ?? 0).pythonLiteral], layer, x)
    case "batch_norm":
      load(layer, ["scale", "shift", "mean", "variance"])
      let momentum = "momentum=\((layer.number("momentum") ?? 0.9).pythonLiteral)"
      return call("BatchNormalization", [momentum, epsilon(of: layer)], layer, x)
    case "layer_norm":
      load(layer, ["scale", "shift"])
      return shape.rank == 3
        ? call("GroupNormalization", ["groups=1", epsilon(of: layer)], layer, x)
        : call("LayerNormalization", [epsilon(of: layer)], layer, x)
    case "flatten": return shape.rank == 1 ? x : call("Flatten", [], layer, planes(x, shape))
    case "reshape":
      let reshaped = call("Reshape", [layer.output.extents.pythonTuple], layer, planes(x, shape))
      return layer.output.rank == 3 ? "layers.Permute((2, 3, 1))(\(reshaped))" : reshaped
    case "embedding": return embedding(layer, x)
    case "rnn", "lstm", "gru": return recurrent(layer, x)
    case "attention": return attention(layer, x)
    case "add": return call("Add", [], layer, "[\(inputs.joined(separator: ", "))]")
    case "concat": return call("Concatenate", [], layer, "[\(inputs.joined(separator: ", "))]")
    case "activation": return x
    default: throw .unknownLayer(layer)
    }
  }

  private func call(
    _ name: String, _ arguments: [String], _ layer: LayerPlan, _ x: String
  ) -> String {
    let all = arguments + ["name=\(names[layer.name].pythonLiteral)"]
    return "layers.\(name)(\(all.joined(separator: ", ")))(\(x))"
  }

  /// The values of an image in the order of the language, channel by channel.
  private func planes(_ x: String, _ shape: Shape) -> String {
    shape.rank == 3 ? "layers.Permute((3, 1, 2))(\(x))" : x
  }

  private func activation(of layer: LayerPlan) -> [String] {
    layer.kerasActivation.map { ["activation=\($0.pythonLiteral)"] } ?? []
  }

  private func bias(of layer: LayerPlan) -> [String] { layer.hasBias ? [] : ["use_bias=False"] }

  private func epsilon(of layer: LayerPlan) -> String {
    "epsilon=\((layer.number("epsilon") ?? 1e-5).pythonLiteral)"
  }

  /// An activation of `x` as a layer of its own.
  mutating func applied(
    _ activation: FunctionReference, to x: String, _ layer: LayerPlan
  ) throws(ExportProblem) -> String {
    let isOwnLayer = layer.kind == "activation"
    let name = isOwnLayer ? ", name=\(names[layer.name].pythonLiteral)" : ""
    var x = x
    if !isOwnLayer {
      addStep("x = \(x)")
      x = "x"
    }
    if let known = activation.kerasName {
      return "layers.Activation(\(known.pythonLiteral)\(name))(\(x))"
    }
    switch activation.name {
    case "leaky_relu":
      let slope = activation.number("slope", default: 0.01).pythonLiteral
      return "layers.LeakyReLU(negative_slope=\(slope)\(name))(\(x))"
    case "elu":
      return
        "layers.ELU(alpha=\(activation.number("alpha", default: 1).pythonLiteral)\(name))(\(x))"
    default:
      let function = try model.function(activation, of: layer.output).name
      return "layers.Activation(\(function)\(name))(\(x))"
    }
  }

  // MARK: Loading

  private func tensor(_ layer: LayerPlan, _ name: String) -> String {
    "tensors[\("\(layer.name).\(name)".pythonLiteral)]"
  }

  /// Adds a line to `load` that gives a layer its tensors as they are.
  private mutating func load(_ layer: LayerPlan, _ names: [String]) {
    load(self.names[layer.name], names.map { tensor(layer, $0) })
  }

  /// Adds a line to `load` that gives a layer its tensors, each an expression.
  private mutating func load(_ name: String, _ weights: [String]) {
    let list = "[" + weights.joined(separator: ", ") + "]"
    guard list.utf8.count > 84 else { return load(name, list) }
    loadedLayers.append(name)
    loading.append("model.get_layer(\(name.pythonLiteral)).set_weights([")
    loading += weights.map { $0 + "," }.indented + ["])"]
  }

  private mutating func load(_ name: String, _ weights: String) {
    loadedLayers.append(name)
    let opening = "model.get_layer(\(name.pythonLiteral)).set_weights("
    loading += (opening + weights + ")").wrapped(behind: opening, arguments: [weights])
  }

  // MARK: Windows

  private mutating func convolution(
    _ layer: LayerPlan, _ x: String
  ) throws(ExportProblem) -> String {
    let shape = model.input(of: layer)
    let isSequence = shape.rank == 2
    guard let window = layer.window(over: shape) else { throw .unknownLayer(layer) }
    guard window.stride == [1, 1] || window.dilation == [1, 1] else {
      throw .strideAndDilation(layer)
    }
    let channels = isSequence ? shape.extents[1] : shape.extents[0]
    let outputs = isSequence ? layer.output.extents[1] : layer.output.extents[0]
    let groups = layer.count("groups") ?? 1
    var arguments = ["\(outputs)", extents(window.size, isSequence)]
    if window.stride != [1, 1] {
      arguments.append("strides=\(extents(window.stride, isSequence))")
    }
    if layer.isPadded { arguments.append("padding=\"same\"") }
    if window.dilation != [1, 1] {
      arguments.append("dilation_rate=\(extents(window.dilation, isSequence))")
    }
    if groups > 1 { arguments.append("groups=\(groups)") }
    arguments += activation(of: layer) + bias(of: layer)
    let weights =
      groups == 1
      ? tensor(layer, "weight")
      : "np.concatenate([tensors[f\("\(layer.name).weight_{group}".pythonLiteral)] "
        + "for group in range(1, \(groups + 1))], axis=1)"
    let size = isSequence ? [window.size[0]] : window.size
    let kernel = "\(weights).reshape(\((size + [channels / groups, outputs]).pythonTuple))"
    load(names[layer.name], [kernel] + (layer.hasBias ? [tensor(layer, "bias")] : []))
    return call("Conv\(isSequence ? 1 : 2)D", arguments, layer, x)
  }

  private func pooling(_ layer: LayerPlan, _ x: String) -> String {
    let shape = model.input(of: layer)
    let isSequence = shape.rank == 2
    guard let window = layer.window(over: shape) else { return x }
    var arguments = [extents(window.size, isSequence)]
    if window.stride != window.size {
      arguments.append("strides=\(extents(window.stride, isSequence))")
    }
    if layer.isPadded { arguments.append("padding=\"same\"") }
    let name = layer.kind == "max_pool" ? "MaxPooling" : "AveragePooling"
    return call("\(name)\(isSequence ? 1 : 2)D", arguments, layer, x)
  }

  private func extents(_ extents: [Int], _ isSequence: Bool) -> String {
    isSequence ? "\(extents[0])" : extents.pythonExtents
  }

  // MARK: Sequences and categories

  private mutating func embedding(_ layer: LayerPlan, _ x: String) -> String {
    let features = model.input(of: layer).features
    let tables = layer.settings.tables(features: features)
    let units = layer.count("units") ?? 1
    var parts: [String] = []
    var next = 0
    for (index, table) in tables.enumerated() {
      if table.column > next { parts.append("\(x)[..., \(next):\(table.column)]") }
      next = table.column + 1
      let own =
        tables.count == 1 ? names[layer.name] : names.name(like: "\(layer.name)_\(index + 1)")
      let weight = tensor(layer, tables.count == 1 ? "weight" : "weight_\(index + 1)")
      // The row in front, of zeros, is for a category that is not known, which is -1.
      load(own, ["np.pad(\(weight), ((1, 0), (0, 0)))"])
      parts.append(
        "layers.Embedding(\(table.categories + 1), \(units), name=\(own.pythonLiteral))"
          + "(ops.cast(\(x)[..., \(table.column)], \"int32\") + 1)")
    }
    if next < features { parts.append("\(x)[..., \(next):]") }
    return parts.count == 1
      ? parts[0] : "layers.Concatenate()([\(parts.joined(separator: ", "))])"
  }

  private mutating func recurrent(_ layer: LayerPlan, _ x: String) -> String {
    let levels = max(1, layer.count("layers") ?? 1)
    let isGRU = layer.kind == "gru"
    let name = layer.kind == "rnn" ? "SimpleRNN" : layer.kind.uppercased()
    if isGRU { addHelper(Self.gruWeights) }
    var value = x
    for level in 1...levels {
      let suffix = level == 1 ? "" : "_\(level)"
      let layerName = level == 1 ? names[layer.name] : names.name(like: layer.name + suffix)
      var arguments = ["\(layer.count("units") ?? 1)"]
      if level < levels || layer.givesAllSteps { arguments.append("return_sequences=True") }
      arguments += bias(of: layer)
      let own = "name=\(layerName.pythonLiteral)"
      var weights: [String] = []
      for side in layer.isBidirectional ? ["", "backward_"] : [""] {
        if isGRU {
          weights.append(
            "*gru_weights(tensors, \("\(layer.name).\(side)".pythonLiteral), \(suffix.pythonLiteral))"
          )
        } else {
          let names = ["weight", "state_weight"] + (layer.hasBias ? ["bias"] : [])
          weights += names.map { tensor(layer, side + $0 + suffix) }
        }
      }
      load(layerName, weights)
      let made = "layers.\(name)(\(arguments.joined(separator: ", "))"
      let whole =
        layer.isBidirectional
        ? "layers.Bidirectional(\(made)), \(own))(\(value))" : "\(made), \(own))(\(value))"
      if level == levels { return whole }
      addStep("x = \(whole)")
      value = "x"
    }
    return value
  }

  private static let gruWeights = """
    def gru_weights(tensors, name, end):
        \"\"\"The weights of a GRU, whose gates Keras has in another order, and with two biases.\"\"\"

        def turned(tensor):
            reset, update, candidate = np.split(tensor, 3, axis=-1)
            return np.concatenate([update, reset, candidate], axis=-1)

        weights = [turned(tensors[f"{name}{kind}{end}"]) for kind in ("weight", "state_weight")]
        if f"{name}bias{end}" in tensors:
            bias = turned(tensors[f"{name}bias{end}"])
            state_bias = tensors[f"{name}state_bias{end}"]
            weights.append(np.stack([bias, np.pad(state_bias, (len(bias) - len(state_bias), 0))]))
        return weights
    """

  private mutating func attention(_ layer: LayerPlan, _ x: String) -> String {
    let shape = model.input(of: layer)
    let heads = layer.count("heads") ?? 1
    addHelper(Self.attentionWeights)
    load(names[layer.name], "attention_weights(tensors, \(layer.name.pythonLiteral), \(heads))")
    var x = x
    if layer.word("positions") == "learned" {
      addHelper(Self.positions)
      let name = names.name(like: layer.name + "_positions")
      load(name, [tensor(layer, "positions")])
      addStep("x = Positions(name=\(name.pythonLiteral))(\(x))")
      x = "x"
    }
    var operands = [x, x]
    if layer.word("mask") == "causal" { operands.append("use_causal_mask=True") }
    let arguments = ["\(heads)", "key_dim=\(shape.features / max(1, heads))"] + bias(of: layer)
    return call("MultiHeadAttention", arguments, layer, operands.joined(separator: ", "))
  }

  private static let attentionWeights = """
    def attention_weights(tensors, name, heads):
        \"\"\"The weights of an attention, which Keras has apart for questions, keys and values.\"\"\"
        weight = tensors[f"{name}.weight"]
        features = len(weight)
        weights = []
        for part in range(3):
            columns = slice(part * features, (part + 1) * features)
            weights.append(weight[:, columns].reshape(features, heads, -1))
            if f"{name}.bias" in tensors:
                weights.append(tensors[f"{name}.bias"][columns].reshape(heads, -1))
        weights.append(tensors[f"{name}.output_weight"].reshape(heads, -1, features))
        if f"{name}.output_bias" in tensors:
            weights.append(tensors[f"{name}.output_bias"])
        return weights
    """

  private static let positions = """
    @keras.saving.register_keras_serializable()
    class Positions(layers.Layer):
        \"\"\"Adds a learned vector to each step of a sequence.\"\"\"

        def build(self, shape):
            self.vectors = self.add_weight(shape=shape[1:], initializer="zeros", name="vectors")

        def call(self, x):
            return x + self.vectors
    """
}

extension ExportProblem {
  /// What Keras refuses.
  fileprivate static func strideAndDilation(_ layer: LayerPlan) -> ExportProblem {
    ExportProblem(
      Text(
        en: "a convolution of Keras has a stride or a dilation, not both",
        pt: "uma convolução de Keras tem passo ou dilatação, não ambos"),
      layer: layer.name,
      remedy: Text(
        en: "take 'format: pytorch', or '.onnx'", pt: "use 'format: pytorch', ou '.onnx'"))
  }
}
