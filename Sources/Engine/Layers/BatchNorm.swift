import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// Brings each feature, or each channel of an image, to mean 0 and deviation 1 over the batch, then
/// scales and shifts it by what is learnt.
///
/// While training the batch's own mean and variance are used, and running ones are kept, which a
/// prediction uses.
///
/// - Shapes: `x` and `y` `[batch, …, features]`; `scale`, `shift` and what is kept `[features]`.
/// - Source: Ioffe and Szegedy (2015), algorithms 1 and 2; the running variance is the unbiased one.
package struct BatchNorm: LayerDefinition {
  static let momentum = Setting<Double>(
    "momentum", .from(0, below: 1), default: 0.9,
    Text(
      en: "Which part of the running mean each iteration keeps.",
      pt: "Que parte da média móvel cada iteração mantém."))

  package static let entry = Entry(
    .layer({ _, inputs throws(ShapeProblem) in inputs[0] }), "batch_norm",
    Text(
      en: "Brings each feature to mean 0 and deviation 1 over the batch.",
      pt: "Leva cada atributo a média 0 e desvio 1 no lote."),
    settings: [momentum.description, LayerNorm.epsilon.description], example: "batch_norm",
    foreignNames: [
      "keras": "BatchNormalization", "pytorch": "BatchNorm2d", "onnx": "BatchNormalization",
    ])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let x = inputs[0]
    guard x.shape.count > 1, case .fixed(let features) = x.features else { return x }
    let scale = graph.parameter("scale", [features], .ones)
    let shift = graph.parameter("shift", [features], .zeros)
    let runningMean = graph.state("mean", like: scale, initial: 0)
    let runningVariance = graph.state("variance", like: scale, initial: 1)
    var (mean, variance) = (runningMean, runningVariance)
    if graph.isTraining {
      let axes = 0..<x.shape.count - 1
      let ofBatch = try graph.mean(of: x, axes: axes)
      let centered = try graph.subtract(x, ofBatch)
      let squares = try graph.mean(of: graph.multiply(centered, centered), axes: axes)
      mean = try graph.reshaped(ofBatch, to: scale.shape)
      variance = try graph.reshaped(squares, to: scale.shape)
      let kept = graph.constant(settings[momentum])
      let taken = graph.constant(1 - settings[momentum])
      let unbiased = try graph.multiply(variance, bias(over: x, axes, in: &graph))
      for (state, value) in [(runningMean, mean), (runningVariance, unbiased)] {
        graph.update(
          state, to: try graph.add(graph.multiply(kept, state), graph.multiply(taken, value)))
      }
    }
    let root = try graph.sqrt(graph.add(variance, graph.constant(settings[LayerNorm.epsilon])))
    let factor = try graph.divide(scale, root)
    return try graph.add(graph.multiply(graph.subtract(x, mean), factor), shift)
  }

  /// `n / (n - 1)`, by which the variance of a sample is too small; 1 where there is one value.
  private static func bias(
    over x: Node, _ axes: Range<Int>, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    var count = graph.constant(1)
    for axis in axes {
      switch x.shape[axis] {
      case .fixed(let extent): count = try graph.multiply(count, graph.constant(Double(extent)))
      case .rows: count = try graph.multiply(count, graph.rowCount())
      }
    }
    let others = try graph.maximum(graph.subtract(count, graph.constant(1)), graph.constant(1))
    return try graph.divide(count, others)
  }
}
