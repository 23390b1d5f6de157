import Graphs

extension ONNXTranslation {
  /// Adds a convolution; weights of ours are `[window · channels, outputs]`, those of ONNX `[outputs,
  /// channels, height, width]`.
  mutating func addConvolution(
    of x: Node, _ window: Window, _ weights: [Node], _ bias: Node?, _ node: Node
  ) throws(ExportProblem) {
    var turned: [Float] = []
    var (outputs, channels) = (0, 0)
    for weight in weights {
      let extents = weight.shape.numbers
      channels = extents[0] / window.count
      outputs += extents[1]
      turned += numbers(tensorName(of: weight) ?? "").filters(
        pixels: window.count, channels: channels, outputs: extents[1])
    }
    let layer = graph.scope(of: weights[0])
    let name = (layer.isEmpty ? "" : layer + ".") + "weight"
    let weight = target.tensor(name, [outputs, channels] + window.size, .floats(turned))
    var inputs = [try value(x, .channelsFirst), weight]
    if let bias { inputs.append(try value(bias)) }
    set(
      node,
      to: target.node(
        "Conv", inputs,
        [
          ONNXAttribute("kernel_shape", window.size), ONNXAttribute("strides", window.stride),
          ONNXAttribute("dilations", window.dilation), ONNXAttribute("pads", window.pads),
          ONNXAttribute("group", weights.count),
        ]), .channelsFirst)
  }

  mutating func add(_ pooling: Pooling, _ x: Node, _ node: Node) throws(ExportProblem) {
    let window = pooling.window
    var attributes = [
      ONNXAttribute("kernel_shape", window.size), ONNXAttribute("strides", window.stride),
      ONNXAttribute("pads", window.pads),
    ]
    if pooling.kind == .mean { attributes.append(ONNXAttribute("count_include_pad", 0)) }
    set(
      node,
      to: target.node(
        pooling.kind == .mean ? "AveragePool" : "MaxPool", [try value(x, .channelsFirst)],
        attributes), .channelsFirst)
  }

  /// Channels last or first are the two forms of one value.
  mutating func add(_ order: ChannelOrder, _ x: Node, _ node: Node) throws(ExportProblem) {
    if order.isLast {
      set(node, to: try value(x), .channelsFirst)
    } else {
      set(node, to: try value(x, .channelsFirst))
    }
  }
}

extension [Float] {
  /// Weights `[pixels · channels, outputs]` as `[outputs, channels, pixels]`.
  func filters(pixels: Int, channels: Int, outputs: Int) -> [Float] {
    guard count == pixels * channels * outputs else { return self }
    var result: [Float] = []
    result.reserveCapacity(count)
    for output in 0..<outputs {
      for channel in 0..<channels {
        for pixel in 0..<pixels {
          result.append(self[(pixel * channels + channel) * outputs + output])
        }
      }
    }
    return result
  }
}
