import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// The same values of a sample in another shape, in the order of the language: channel by channel.
///
/// - Shapes: `x` `[batch, …]`, the result `[batch, …]` with as many values.
package struct ReshapeLayer: LayerDefinition {
  static let shape = Setting<Shape>(
    "shape", .atLeast(1), positional: true,
    Text(
      en: "The extents, such as 1x28x28 for an image or 28x4 for a sequence.",
      pt: "As extensões, como 1x28x28 para uma imagem ou 28x4 para uma sequência."))

  package static let entry = Entry(
    .layer(outputShape), "reshape",
    Text(en: "The same values in another shape.", pt: "Os mesmos valores em outra forma."),
    settings: [shape.description], example: "reshape 1x28x28",
    foreignNames: ["keras": "Reshape", "pytorch": "Unflatten", "onnx": "Reshape"])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    let wanted = settings[shape]
    guard let count = wanted.count, count == inputs[0].count, wanted.rank <= 3 else {
      throw ShapeProblem(
        expected: (
          "as many values as \(wanted), in at most three extents",
          "tantos valores quanto \(wanted), em no máximo três extensões"
        ), found: inputs[0])
    }
    return wanted
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    try graph.shaped(try graph.flattened(graph.channelsFirst(inputs[0])), settings[shape])
  }
}

extension GraphBuilder {
  /// `x` in the order of the language: the planes of an image one after another.
  mutating func channelsFirst(_ x: Node) throws(GraphProblem) -> Node {
    x.shape.count == 4 ? try reordered(x, channelsLast: false) : x
  }

  /// Values in the order of the language as a batch of samples of `shape`.
  mutating func shaped(_ x: Node, _ shape: Shape) throws(GraphProblem) -> Node {
    let y = try reshaped(x, to: [x.shape[0]] + shape.extents.map(Extent.fixed))
    return shape.rank == 3 ? try reordered(y, channelsLast: true) : y
  }
}
