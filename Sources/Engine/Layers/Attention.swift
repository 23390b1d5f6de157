import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// Self-attention with several heads: each step of a sequence takes from all steps what fits its
/// question, `softmax(q·kᵀ / √d)·v`, and the heads together are mixed by one more product.
///
/// - Shapes: `x` and `y` `[batch, steps, features]`; `weight` `[features, 3 · features]` gives
///   questions, keys and values, `output_weight` `[features, features]`.
/// - Source: Vaswani et al. (2017), section 3.2.
package struct Attention: LayerDefinition {
  static let heads = Setting<Int>(
    "heads", .atLeast(1), positional: true,
    Text(
      en: "Into how many heads the features are parted; it divides their number.",
      pt: "Em quantas cabeças os atributos são divididos; divide o seu número."))

  static let mask = Setting<String>(
    "mask", .oneOf(["none", "causal"]), default: "none",
    Text(
      en: "'causal' hides from each step those that come later.",
      pt: "'causal' esconde de cada passo os que vêm depois."))

  static let positions = Setting<String>(
    "positions", .oneOf(["none", "learned"]), default: "none",
    Text(
      en: "'learned' first adds a learned vector to each step, so that its place counts.",
      pt: "'learned' antes soma a cada passo um vetor aprendido, para que seu lugar conte."))

  package static let entry = Entry(
    .layer(outputShape), "attention",
    Text(
      en: "Each step of a sequence looks at all others.",
      pt: "Cada passo de uma sequência olha para todos os outros."),
    settings: [
      heads.description, mask.description, positions.description,
      SharedSettings.initializer.description, SharedSettings.bias.description,
    ] + SharedSettings.penalties, example: "attention 4",
    foreignNames: ["keras": "MultiHeadAttention", "pytorch": "MultiheadAttention"])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    let heads = settings[heads]
    guard inputs[0].rank == 2, inputs[0].extents[1] % heads == 0 else {
      throw ShapeProblem(
        expected: (
          "a sequence whose number of features \(heads) divides",
          "uma sequência cujo número de atributos \(heads) divida"
        ), found: inputs[0],
        remedy: (
          "put a 'dense' before it that gives so many features to each step",
          "ponha antes dela um 'dense' que dê tantos atributos a cada passo"
        ))
    }
    return inputs[0]
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    var x = inputs[0]
    guard x.shape.count == 3, case .fixed(let steps) = x.shape[1],
      case .fixed(let features) = x.shape[2]
    else {
      throw GraphProblem(expected: ("a sequence", "uma sequência"), found: ("samples", "amostras"))
    }
    if settings[positions] == "learned" {
      x = try graph.add(
        x,
        graph.parameter(
          "positions", [steps, features], .normal(deviation: 0.02), isWeight: false))
    }
    let distribution = settings.weightDistribution(inputs: features, outputs: features)
    let hasBias = settings[SharedSettings.bias]
    var given = try graph.matrixProduct(
      x, graph.parameter("weight", [features, 3 * features], distribution))
    if hasBias {
      given = try graph.add(given, graph.parameter("bias", [3 * features], .zeros))
    }
    let width = features / settings[heads]
    let scale = graph.constant(1 / Double(width).squareRoot())
    var parts: [Node] = []
    for head in 0..<settings[heads] {
      let first = head * width
      let question = try graph.columns(first..<first + width, of: given)
      let key = try graph.columns(features + first..<features + first + width, of: given)
      let value = try graph.columns(2 * features + first..<2 * features + first + width, of: given)
      var scores = try graph.multiply(graph.batched(question, key, (false, true)), scale)
      if settings[mask] == "causal" { scores = try graph.add(scores, graph.causalMask(steps)) }
      parts.append(try graph.batched(graph.softmax(scores), value, (false, false)))
    }
    let y = try graph.matrixProduct(
      graph.concatenated(parts),
      graph.parameter("output_weight", [features, features], distribution))
    return hasBias ? try graph.add(y, graph.parameter("output_bias", [features], .zeros)) : y
  }
}
