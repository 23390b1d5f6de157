import Diagnostics
package import Graphs
import Shapes
package import Vocabulary

/// Puts all values of a sample into one row.
///
/// - Shapes: `x` `[batch, …]`, the result `[batch, features]`, in the same order.
package struct Flatten: LayerDefinition {
  package static let entry = Entry(
    .layer(outputShape), "flatten",
    Text(
      en: "Puts all values of a sample into one row.",
      pt: "Põe todos os valores de uma amostra em uma só linha."),
    example: "flatten",
    foreignNames: ["keras": "Flatten", "pytorch": "Flatten", "onnx": "Flatten"])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    guard let count = inputs[0].count else {
      throw ShapeProblem(
        expected: ("fewer values", "menos valores"), found: inputs[0])
    }
    return [count]
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    try graph.flattened(graph.channelsFirst(inputs[0]))
  }
}
