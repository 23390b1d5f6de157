import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// A convolution: at each place of a window, `y = patch·W + b`.
///
/// - Shapes: `x` `[batch, height, width, channels]`, `W` `[window · channels / groups, outputs]`,
///   `b` `[outputs]`, `y` `[batch, places, places, outputs]`; a sequence is an image of width 1.
/// - Source: LeCun, Bottou, Bengio and Haffner (1998); as in other frameworks the window is not
///   turned over, so it is a cross-correlation.
package struct Convolution: LayerDefinition {
  static let channels = Setting<Int>(
    "channels", .atLeast(1), positional: true,
    Text(en: "How many outputs each place has.", pt: "Quantas saídas cada lugar tem."))

  static let kernel = Setting<Shape>(
    "kernel", .atLeast(1),
    Text(en: "The window's extents, such as 5x5.", pt: "As extensões da janela, como 5x5."))

  static let groups = Setting<Int>(
    "groups", .atLeast(1), default: 1,
    Text(
      en: "Into how many groups the channels are parted, each with outputs of its own.",
      pt: "Em quantos grupos os canais são divididos, cada um com suas saídas."))

  package static let entry = Entry(
    .layer(outputShape), "conv",
    Text(
      en: "A window of weights that moves over images or sequences.",
      pt: "Uma janela de pesos que se move sobre imagens ou sequências."),
    settings: [
      channels.description, SharedSettings.activation.description, kernel.description,
      WindowSettings.stride.description, WindowSettings.padding.description,
      WindowSettings.dilation.description, groups.description,
      SharedSettings.initializer.description, SharedSettings.bias.description,
    ] + SharedSettings.penalties,
    example: "conv 20, kernel: 5x5, relu",
    foreignNames: ["keras": "Conv2D", "pytorch": "Conv2d", "onnx": "Conv"])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    let image = try ImageShape(inputs[0])
    let groups = settings[groups]
    guard image.channels % groups == 0, settings[channels] % groups == 0 else {
      throw ShapeProblem(
        expected: (
          "channels that \(groups) groups divide, as inputs and outputs",
          "canais que \(groups) grupos dividam, como entradas e saídas"
        ), found: inputs[0])
    }
    let window = try window(over: image, settings)
    guard let window else { throw image.tooSmall(for: settings[kernel], inputs[0]) }
    return image.shape(channels: settings[channels], window.places)
  }

  static func window(
    over image: ImageShape, _ settings: Settings
  ) throws(ShapeProblem) -> Window? {
    try image.window(
      size: settings[kernel], stride: settings[WindowSettings.stride],
      dilation: settings[WindowSettings.dilation],
      isPadded: settings[WindowSettings.padding] == "same")
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let x = try graph.images(inputs[0])
    guard let image = try? ImageShape(inputs[0].sampleShape),
      let window = try? window(over: image, settings)
    else {
      throw GraphProblem(expected: ("an image", "uma imagem"), found: ("samples", "amostras"))
    }
    let (groups, outputs) = (settings[groups], settings[channels] / settings[groups])
    let channels = image.channels / groups
    let distribution = settings.weightDistribution(
      inputs: window.count * channels, outputs: window.count * outputs)
    var parts: [Node] = []
    for group in 0..<groups {
      let own = try graph.columns(group * channels..<(group + 1) * channels, of: x)
      let name = groups == 1 ? "weight" : "weight_\(group + 1)"
      let weight = graph.parameter(name, [window.count * channels, outputs], distribution)
      parts.append(try graph.matrixProduct(graph.patches(own, window), weight))
    }
    var y = try graph.concatenated(parts)
    if settings[SharedSettings.bias] {
      y = try graph.add(y, graph.parameter("bias", [settings[Self.channels]], .zeros))
    }
    return try graph.likeInput(y, inputs[0])
  }
}
