import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// Sets random values to zero while the network is trained, and scales the others up.
///
/// - Shapes: `x` and the result `[batch, …]`.
/// - Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), in the inverted
///   form: values are divided by the probability of keeping them, so prediction needs no scaling.
package struct Dropout: LayerDefinition {
  static let fraction = Setting<Double>(
    "fraction", .from(0, below: 1), positional: true,
    Text(
      en: "Which part of the values is dropped, such as 50%.",
      pt: "Que parte dos valores é descartada, como 50%."))

  package static let entry = Entry(
    .layer({ _, inputs throws(ShapeProblem) in inputs[0] }), "dropout",
    Text(
      en: "Sets random values to zero while training, against over-fitting.",
      pt: "Zera valores ao acaso durante o treino, contra o sobreajuste."),
    settings: [fraction.description], example: "dropout 50%",
    foreignNames: ["keras": "Dropout", "pytorch": "Dropout", "onnx": "Dropout"])

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let keeping = 1 - settings[fraction]
    guard graph.isTraining, keeping < 1 else { return inputs[0] }
    return try graph.multiply(inputs[0], graph.randomMask(keeping: keeping, like: inputs[0]))
  }
}
