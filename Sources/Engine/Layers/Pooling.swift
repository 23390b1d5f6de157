import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// The largest value of each window, channel by channel.
///
/// - Shapes: `x` `[batch, height, width, channels]`, `y` `[batch, places, places, channels]`.
package struct MaxPool: LayerDefinition {
  package static let entry = poolingEntry(
    "max_pool",
    Text(en: "The largest value of each window.", pt: "O maior valor de cada janela."),
    ["keras": "MaxPooling2D", "pytorch": "MaxPool2d", "onnx": "MaxPool"])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    try pooled(.maximum, inputs[0], settings, in: &graph)
  }
}

/// The mean of each window, channel by channel; zeros around the image do not count.
///
/// - Shapes: `x` `[batch, height, width, channels]`, `y` `[batch, places, places, channels]`.
package struct AveragePool: LayerDefinition {
  package static let entry = poolingEntry(
    "average_pool", Text(en: "The mean of each window.", pt: "A média de cada janela."),
    ["keras": "AveragePooling2D", "pytorch": "AvgPool2d", "onnx": "AveragePool"])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    try pooled(.mean, inputs[0], settings, in: &graph)
  }
}

/// The mean of each channel over the whole image or sequence.
///
/// - Shapes: `x` `[batch, height, width, channels]`, `y` `[batch, channels]`.
package struct GlobalAveragePool: LayerDefinition {
  package static let entry = Entry(
    .layer(outputShape), "global_average_pool",
    Text(
      en: "The mean of each channel over the whole image.",
      pt: "A média de cada canal na imagem inteira."),
    example: "global_average_pool",
    foreignNames: [
      "keras": "GlobalAveragePooling2D", "pytorch": "AdaptiveAvgPool2d",
      "onnx": "GlobalAveragePool",
    ])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    [try ImageShape(inputs[0]).channels]
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let x = try graph.images(inputs[0])
    let mean = try graph.mean(of: x, axes: 1..<3)
    return try graph.reshaped(mean, to: [x.shape[0], x.shape[3]])
  }
}

private let windowSize = Setting<Shape>(
  "window", .atLeast(1), positional: true,
  Text(
    en: "The window's extents; 2 stands for 2x2.", pt: "As extensões da janela; 2 vale por 2x2."))

private func poolingEntry(
  _ name: String, _ summary: Text, _ foreignNames: [String: String]
) -> Entry {
  Entry(
    .layer(pooledShape), name, summary,
    settings: [
      windowSize.description, WindowSettings.poolingStride.description,
      WindowSettings.padding.description,
    ], example: "\(name) 2", foreignNames: foreignNames)
}

@Sendable private func pooledShape(
  _ settings: Settings, _ inputs: [Shape]
) throws(ShapeProblem) -> Shape {
  let image = try ImageShape(inputs[0])
  guard let window = try poolingWindow(over: image, settings) else {
    throw image.tooSmall(for: settings[windowSize], inputs[0])
  }
  return image.shape(channels: image.channels, window.places)
}

func poolingWindow(
  over image: ImageShape, _ settings: Settings
) throws(ShapeProblem) -> Window? {
  try image.window(
    size: settings[windowSize], stride: settings[optional: WindowSettings.poolingStride],
    isPadded: settings[WindowSettings.padding] == "same")
}

private func pooled(
  _ kind: Pooling.Kind, _ input: Node, _ settings: Settings, in graph: inout GraphBuilder
) throws(GraphProblem) -> Node {
  guard let image = try? ImageShape(input.sampleShape),
    let window = try? poolingWindow(over: image, settings)
  else { throw GraphProblem(expected: ("an image", "uma imagem"), found: ("samples", "amostras")) }
  return try graph.likeInput(graph.pooled(kind, graph.images(input), window), input)
}
