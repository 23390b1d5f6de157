package import Shapes
package import Vocabulary

/// A network as it will be built: every default written in, every shape known.
package struct ModelPlan: Hashable, Codable, Sendable {
  package var name: String
  package var input: Shape
  /// The columns of the input that hold categories, in order.
  package var categories: [CategoryColumn]
  /// In order; each takes the outputs of earlier ones.
  package var layers: [LayerPlan]

  package init(
    name: String, input: Shape, categories: [CategoryColumn] = [], layers: [LayerPlan]
  ) {
    self.name = name
    self.input = input
    self.categories = categories
    self.layers = layers
  }

  package var form: SampleForm { SampleForm(input, categories: categories) }

  package var output: Shape { layers.last?.output ?? input }
}

/// One layer of a plan.
package struct LayerPlan: Hashable, Codable, Sendable {
  /// What the script calls it, or its kind and number among its kind: `dense_1`.
  package var name: String
  /// The layer's or activation's name in the catalogue; a function of the script is `function`.
  package var kind: String
  package var settings: Settings
  /// Which outputs it takes: 0 is the network's input, `i` the output of layer `i - 1`.
  package var inputs: [Int]
  package var output: Shape
  /// The activation behind the layer's own computation, where it has one.
  package var activation: FunctionReference?
  /// Whether its parameters stay as they are, and it computes as when it predicts.
  package var isFrozen = false

  package init(
    name: String, kind: String, settings: Settings, inputs: [Int], output: Shape,
    activation: FunctionReference? = nil
  ) {
    self.name = name
    self.kind = kind
    self.settings = settings
    self.inputs = inputs
    self.output = output
    self.activation = activation
  }
}
