import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// A fully connected layer: `y = x·W + b`.
///
/// - Shapes: `x` `[batch, inputs]`, `W` `[inputs, units]`, `b` `[units]`, `y` `[batch, units]`; of
///   a sequence each position by itself.
/// - Source: Glorot and Bengio (2010), equation 16, for the initial `W`; `b` starts at zero.
package struct Dense: LayerDefinition {
  static let units = Setting<Int>(
    "units", .atLeast(1), positional: true,
    Text(en: "How many outputs the layer has.", pt: "Quantas saídas a camada tem."))

  package static let entry = Entry(
    .layer(outputShape), "dense",
    Text(
      en: "Connects every input to every output.", pt: "Liga cada entrada a cada saída."),
    settings: [
      units.description, SharedSettings.activation.description,
      SharedSettings.initializer.description, SharedSettings.bias.description,
    ] + SharedSettings.penalties,
    example: "dense 64, relu",
    foreignNames: ["keras": "Dense", "pytorch": "Linear", "onnx": "Gemm"])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    guard inputs[0].rank <= 2 else {
      throw ShapeProblem(
        expected: ("a flat input", "uma entrada plana"), found: inputs[0],
        remedy: ("put 'flatten' before it", "ponha 'flatten' antes dela"))
    }
    return inputs[0].replacingLast(with: settings[units])
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    guard case .fixed(let features) = inputs[0].features else {
      throw GraphProblem(
        expected: ("features for each sample", "atributos para cada amostra"),
        found: ("samples alone", "apenas amostras"))
    }
    let units = settings[Dense.units]
    let weight = graph.parameter(
      "weight", [features, units], settings.weightDistribution(inputs: features, outputs: units))
    let product = try graph.matrixProduct(inputs[0], weight)
    guard settings[SharedSettings.bias] else { return product }
    return try graph.add(product, graph.parameter("bias", [units], .zeros))
  }
}
