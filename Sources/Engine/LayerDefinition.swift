package import Graphs
package import Vocabulary

/// A layer offered by name: what the language says about it, and its mathematics.
///
/// Nobody writes its backward pass; that follows from the operations it is written with.
package protocol LayerDefinition: SendableMetatype {
  static var entry: Entry { get }

  /// Adds the layer to `graph`: its parameters, and its output for `inputs` with the batch axis.
  static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node
}

/// A way to draw first weights, offered by name.
package struct InitializerDefinition: Sendable {
  package let entry: Entry
  /// The distribution for a weight between so many inputs and outputs of a unit.
  package let distribution: @Sendable (_ inputs: Int, _ outputs: Int) -> Initializer
}
