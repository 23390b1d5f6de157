import Diagnostics
import Engine
import Graphs
import Plans
import Shapes

extension PyTorchModule {
  /// Adds what `layer` needs to `__init__` and `load`.
  ///
  /// - Parameters:
  ///   - name: The attribute for the layer.
  ///   - inputs: What it takes, as `forward` calls it.
  /// - Returns: What it gives before its activation, as an expression of `forward`.
  mutating func expression(
    _ layer: LayerPlan, _ name: String, _ inputs: [String]
  ) throws(ExportProblem) -> String {
    let (x, shape) = (inputs[0], model.input(of: layer))
    let isImage = shape.rank == 3
    switch layer.kind {
    case "dense":
      add(name, "nn.Linear(\(shape.features), \(layer.output.features)\(bias(of: layer)))")
      copy(layer, "weight", to: "\(name).weight", then: ".T")
      if layer.hasBias { copy(layer, "bias", to: "\(name).bias") }
      return "self.\(name)(\(x))"
    case "conv": return convolution(layer, name, x)
    case "max_pool", "average_pool": return pooling(layer, name, x)
    case "global_average_pool": return isImage ? "\(x).mean(dim=(2, 3))" : "\(x).mean(dim=1)"
    case "dropout":
      add(name, "nn.Dropout(\((layer.number("fraction") ?? 0).pythonLiteral))")
      return "self.\(name)(\(x))"
    case "batch_norm": return batchNorm(layer, name, x)
    case "layer_norm":
      let epsilon = (layer.number("epsilon") ?? 1e-5).pythonLiteral
      add(
        name,
        isImage
          ? "nn.GroupNorm(1, \(shape.extents[0]), eps=\(epsilon))"
          : "nn.LayerNorm(\(shape.features), eps=\(epsilon))")
      copy(layer, "scale", to: "\(name).weight")
      copy(layer, "shift", to: "\(name).bias")
      return "self.\(name)(\(x))"
    case "flatten": return shape.rank == 1 ? x : "\(x).flatten(1)"
    case "reshape":
      let extents = layer.output.extents.map(String.init).joined(separator: ", ")
      return "\(x).reshape(-1, \(extents))"
    case "embedding": return embedding(layer, name, x)
    case "rnn", "lstm", "gru": return recurrent(layer, name, x)
    case "attention": return attention(layer, name, x)
    case "add": return inputs.joined(separator: " + ")
    case "concat":
      return "torch.cat([\(inputs.joined(separator: ", "))], dim=\(isImage ? 1 : -1))"
    case "activation": return x
    default: throw .unknownLayer(layer)
    }
  }

  private mutating func add(_ name: String, _ module: String) {
    layers.append("self.\(name) = \(module)")
  }

  private func tensor(_ layer: LayerPlan, _ name: String) -> String {
    "tensors[\("\(layer.name).\(name)".pythonLiteral)]"
  }

  /// Adds a line to `load` that copies one of our tensors.
  private mutating func copy(
    _ layer: LayerPlan, _ tensor: String, to place: String, then change: String = ""
  ) {
    loading.append("network.\(place).copy_(\(self.tensor(layer, tensor))\(change))")
  }

  private func bias(of layer: LayerPlan) -> String { layer.hasBias ? "" : ", bias=False" }

  // MARK: Windows

  private mutating func convolution(_ layer: LayerPlan, _ name: String, _ x: String) -> String {
    let shape = model.input(of: layer)
    let isSequence = shape.rank == 2
    guard let window = layer.window(over: shape) else { return x }
    let channels = isSequence ? shape.extents[1] : shape.extents[0]
    let outputs = isSequence ? layer.output.extents[1] : layer.output.extents[0]
    let groups = layer.count("groups") ?? 1
    var arguments = [
      "\(channels)", "\(outputs)", "kernel_size=\(extents(window.size, isSequence))",
    ]
    if window.stride != [1, 1] { arguments.append("stride=\(extents(window.stride, isSequence))") }
    if window.dilation != [1, 1] {
      arguments.append("dilation=\(extents(window.dilation, isSequence))")
    }
    if groups > 1 { arguments.append("groups=\(groups)") }
    if !layer.hasBias { arguments.append("bias=False") }
    let pads = window.pads
    var input = isSequence ? "\(x).transpose(1, 2)" : x
    if pads != [0, 0, 0, 0] {
      if pads[0] == pads[2], pads[1] == pads[3] {
        arguments.append("padding=\(extents(window.padding, isSequence))")
      } else {
        input = padded(input, pads, isSequence)
      }
    }
    add(name, "nn.Conv\(isSequence ? 1 : 2)d(\(arguments.joined(separator: ", ")))")
    let weights =
      groups == 1
      ? tensor(layer, "weight")
      : "torch.cat([tensors[f\("\(layer.name).weight_{group}".pythonLiteral)] "
        + "for group in range(1, \(groups + 1))], dim=1)"
    let size = isSequence ? [window.size[0]] : window.size
    let from = (size + [channels / groups, outputs]).map(String.init).joined(separator: ", ")
    let order = isSequence ? "2, 1, 0" : "3, 2, 0, 1"
    let kernel = "\(weights).reshape(\(from)).permute(\(order))"
    let opening = "network.\(name).weight.copy_("
    loading += (opening + kernel + ")").wrapped(behind: opening, arguments: [kernel])
    if layer.hasBias { copy(layer, "bias", to: "\(name).bias") }
    return "self.\(name)(\(input))" + (isSequence ? ".transpose(1, 2)" : "")
  }

  private mutating func pooling(_ layer: LayerPlan, _ name: String, _ x: String) -> String {
    let shape = model.input(of: layer)
    let isSequence = shape.rank == 2
    guard let window = layer.window(over: shape) else { return x }
    let isMean = layer.kind == "average_pool"
    let pads = window.pads
    var arguments = [extents(window.size, isSequence)]
    if window.stride != window.size {
      arguments.append("stride=\(extents(window.stride, isSequence))")
    }
    let isEven = pads[0] == pads[2] && pads[1] == pads[3]
    if isEven, pads != [0, 0, 0, 0] {
      arguments.append("padding=\(extents(window.padding, isSequence))")
      if isMean { arguments.append("count_include_pad=False") }
    }
    add(
      name,
      "nn.\(isMean ? "Avg" : "Max")Pool\(isSequence ? 1 : 2)d(\(arguments.joined(separator: ", ")))"
    )
    let input = isSequence ? "\(x).transpose(1, 2)" : x
    let end = isSequence ? ".transpose(1, 2)" : ""
    if isEven { return "self.\(name)(\(input))\(end)" }
    guard isMean else {
      return "self.\(name)(\(padded(input, pads, isSequence, value: "-float(\"inf\")")))\(end)"
    }
    // Zeros around the image do not count, so the mean is taken of how much of a window lies in it.
    let sum = "self.\(name)(\(padded(input, pads, isSequence)))"
    let share = "self.\(name)(\(padded("torch.ones_like(\(input))", pads, isSequence)))"
    return isSequence ? "(\(sum) / \(share))\(end)" : "\(sum) / \(share)"
  }

  private func extents(_ extents: [Int], _ isSequence: Bool) -> String {
    isSequence ? "\(extents[0])" : extents.pythonExtents
  }

  private func padded(
    _ x: String, _ pads: [Int], _ isSequence: Bool, value: String? = nil
  ) -> String {
    let sides = isSequence ? [pads[0], pads[2]] : [pads[1], pads[3], pads[0], pads[2]]
    let value = value.map { ", value=\($0)" } ?? ""
    return "F.pad(\(x), \(sides.pythonTuple)\(value))"
  }

  // MARK: Other layers

  private mutating func batchNorm(_ layer: LayerPlan, _ name: String, _ x: String) -> String {
    let shape = model.input(of: layer)
    let isImage = shape.rank == 3
    let features = isImage ? shape.extents[0] : shape.features
    // Of the running mean we say what is kept, PyTorch what is taken.
    let momentum = (1e6 * (1 - (layer.number("momentum") ?? 0.9))).rounded() / 1e6
    let epsilon = (layer.number("epsilon") ?? 1e-5).pythonLiteral
    add(
      name,
      "nn.BatchNorm\(isImage ? 2 : 1)d(\(features), eps=\(epsilon), momentum=\(momentum.pythonLiteral))"
    )
    copy(layer, "scale", to: "\(name).weight")
    copy(layer, "shift", to: "\(name).bias")
    copy(layer, "mean", to: "\(name).running_mean")
    copy(layer, "variance", to: "\(name).running_var")
    return shape.rank == 2
      ? "self.\(name)(\(x).transpose(1, 2)).transpose(1, 2)" : "self.\(name)(\(x))"
  }

  private mutating func embedding(_ layer: LayerPlan, _ name: String, _ x: String) -> String {
    let features = model.input(of: layer).features
    let tables = layer.settings.tables(features: features)
    let units = layer.count("units") ?? 1
    var parts: [String] = []
    var next = 0
    for (index, table) in tables.enumerated() {
      if table.column > next { parts.append("\(x)[..., \(next):\(table.column)]") }
      next = table.column + 1
      let own = tables.count == 1 ? name : attribute(like: "\(name)_\(index + 1)")
      let weight = tables.count == 1 ? "weight" : "weight_\(index + 1)"
      // The row in front, of zeros, is for a category that is not known, which is -1.
      add(own, "nn.Embedding(\(table.categories + 1), \(units), padding_idx=0)")
      loading.append("network.\(own).weight[1:].copy_(\(tensor(layer, weight)))")
      parts.append("self.\(own)(\(x)[..., \(table.column)].long() + 1)")
    }
    if next < features { parts.append("\(x)[..., \(next):]") }
    return parts.count == 1 ? parts[0] : "torch.cat([\(parts.joined(separator: ", "))], dim=-1)"
  }

  private mutating func recurrent(_ layer: LayerPlan, _ name: String, _ x: String) -> String {
    let shape = model.input(of: layer)
    let units = layer.count("units") ?? 1
    var arguments = ["\(shape.features)", "\(units)"]
    if let levels = layer.count("layers"), levels > 1 { arguments.append("num_layers=\(levels)") }
    if !layer.hasBias { arguments.append("bias=False") }
    if layer.isBidirectional { arguments.append("bidirectional=True") }
    arguments.append("batch_first=True")
    add(name, "nn.\(layer.kind.uppercased())(\(arguments.joined(separator: ", ")))")
    addHelper(Self.recurrentLoading)
    loading.append("load_recurrent(network.\(name), tensors, \(layer.name.pythonLiteral))")
    let all = "self.\(name)(\(x))[0]"
    if layer.givesAllSteps { return all }
    guard layer.isBidirectional else { return "\(all)[:, -1]" }
    // Read backwards, the sequence ends at its first step.
    addStep("x = \(all)")
    return "torch.cat([x[:, -1, :\(units)], x[:, 0, \(units):]], dim=-1)"
  }

  private static let recurrentLoading = """
    def load_recurrent(layer, tensors, name):
        \"\"\"Copies the weights of all layers and directions.

        PyTorch adds two biases where NNScript has one, or, of a GRU's candidate, two as well.
        \"\"\"
        for level in range(layer.num_layers):
            end = "" if level == 0 else f"_{level + 1}"
            sides = [("", ""), ("backward_", "_reverse")] if layer.bidirectional else [("", "")]
            for side, suffix in sides:
                def own(kind):
                    return getattr(layer, f"{kind}_l{level}{suffix}")

                own("weight_ih").copy_(tensors[f"{name}.{side}weight{end}"].T)
                own("weight_hh").copy_(tensors[f"{name}.{side}state_weight{end}"].T)
                if layer.bias:
                    own("bias_ih").copy_(tensors[f"{name}.{side}bias{end}"])
                    own("bias_hh").zero_()
                    state_bias = tensors.get(f"{name}.{side}state_bias{end}")
                    if state_bias is not None:
                        own("bias_hh")[-len(state_bias):] = state_bias
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

  private mutating func attention(_ layer: LayerPlan, _ name: String, _ x: String) -> String {
    let shape = model.input(of: layer)
    let (steps, features) = (shape.extents[0], shape.features)
    let heads = layer.count("heads") ?? 1
    add(
      name,
      "nn.MultiheadAttention(\(features), \(heads)\(bias(of: layer)), batch_first=True)")
    copy(layer, "weight", to: "\(name).in_proj_weight", then: ".T")
    copy(layer, "output_weight", to: "\(name).out_proj.weight", then: ".T")
    if layer.hasBias {
      copy(layer, "bias", to: "\(name).in_proj_bias")
      copy(layer, "output_bias", to: "\(name).out_proj.bias")
    }
    var x = x
    if layer.word("positions") == "learned" {
      let positions = attribute(like: "\(name)_positions")
      add(positions, "nn.Parameter(torch.zeros(\(steps), \(features)))")
      copy(layer, "positions", to: positions)
      addStep("x = \(x) + self.\(positions)")
      x = "x"
    }
    var arguments = [x, x, x, "need_weights=False"]
    if layer.word("mask") == "causal" {
      let mask = local(like: "mask")
      addStep("\(mask) = nn.Transformer.generate_square_subsequent_mask(\(steps))")
      arguments.append("attn_mask=\(mask)")
    }
    return "self.\(name)(\(arguments.joined(separator: ", ")))[0]"
  }
}

extension ExportProblem {
  /// A layer that a later version of the engine brings.
  static func unknownLayer(_ layer: LayerPlan) -> ExportProblem {
    ExportProblem(
      Text(
        en: "the layer '\(layer.kind)' has no counterpart there",
        pt: "a camada '\(layer.kind)' não tem equivalente lá"),
      layer: layer.name,
      remedy: Text(en: "write it as '.onnx'", pt: "grave como '.onnx'"))
  }
}
