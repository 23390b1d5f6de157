import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// Brings each sample to mean 0 and deviation 1, then scales and shifts it by what is learnt.
///
/// Of a sequence each step is brought there by itself, of an image the whole.
///
/// - Shapes: `x` and `y` `[batch, …, features]`, `scale` and `shift` `[features]`.
/// - Source: Ba, Kiros and Hinton (2016).
package struct LayerNorm: LayerDefinition {
  package static let entry = Entry(
    .layer({ _, inputs throws(ShapeProblem) in inputs[0] }), "layer_norm",
    Text(
      en: "Brings each sample to mean 0 and deviation 1.",
      pt: "Leva cada amostra a média 0 e desvio 1."),
    settings: [epsilon.description], example: "layer_norm",
    foreignNames: [
      "keras": "LayerNormalization", "pytorch": "LayerNorm", "onnx": "LayerNormalization",
    ])

  static let epsilon = Setting<Double>(
    "epsilon", .above(0), default: 1e-5,
    Text(en: "Keeps the division finite.", pt: "Mantém a divisão finita."))

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let x = inputs[0]
    let rank = x.shape.count
    guard rank > 1, case .fixed(let features) = x.features else { return x }
    let axes = rank == 4 ? 1..<4 : rank - 1..<rank
    let centered = try graph.subtract(x, graph.mean(of: x, axes: axes))
    let variance = try graph.mean(of: graph.multiply(centered, centered), axes: axes)
    let root = try graph.sqrt(graph.add(variance, graph.constant(settings[epsilon])))
    let scale = graph.parameter("scale", [features], .ones)
    let shift = graph.parameter("shift", [features], .zeros)
    return try graph.add(graph.multiply(graph.divide(centered, root), scale), shift)
  }
}
