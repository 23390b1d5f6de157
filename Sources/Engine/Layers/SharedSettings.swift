import Diagnostics
package import Graphs
package import Vocabulary

/// Settings that several layers take.
enum SharedSettings {
  static let activation = Setting<FunctionReference>(
    "activation", positional: true, optional: true,
    Text(en: "The function applied to each output.", pt: "A função aplicada a cada saída."))

  static let initializer = {
    var setting = Setting<FunctionReference>(
      "init", default: FunctionReference("glorot_uniform"),
      Text(en: "How the first weights are drawn.", pt: "Como os primeiros pesos são sorteados."))
    setting.description.type = .function(.initializer)
    return setting
  }()

  static let bias = Setting<Bool>(
    "bias", default: true,
    Text(
      en: "Whether a learned offset is added.",
      pt: "Se um deslocamento aprendido é somado."))

  /// Penalties on the weights of a layer, which are added to the loss wherever it is computed.
  static let l1 = Setting<Double>(
    "l1", .atLeast(0), default: 0,
    Text(
      en: "How much the sizes of its weights, without biases, add to the loss: l1 · Σ|w|.",
      pt: "Quanto os tamanhos de seus pesos, sem os vieses, somam à perda: l1 · Σ|w|."))

  static let l2 = Setting<Double>(
    "l2", .atLeast(0), default: 0,
    Text(
      en: "How much the squares of its weights, without biases, add to the loss: l2 · Σw².",
      pt: "Quanto os quadrados de seus pesos, sem os vieses, somam à perda: l2 · Σw²."))

  static let penalties = [l1.description, l2.description]
}

extension Settings {
  /// The factors of the penalties; 0 for a layer that has none.
  package var l1: Double { self[optional: SharedSettings.l1] ?? 0 }
  package var l2: Double { self[optional: SharedSettings.l2] ?? 0 }

  /// What a weight adds to the loss: `l1 · Σ|w| + l2 · Σw²`.
  ///
  /// - Source: Tibshirani (1996) for the sizes, Hoerl and Kennard (1970) for the squares.
  package func penalty(on weight: Node, _ graph: inout GraphBuilder) throws(GraphProblem) -> Node {
    var sum = graph.constant(0)
    if l1 > 0 {
      let sizes = try graph.sum(of: graph.abs(weight))
      sum = try graph.add(sum, graph.multiply(sizes, graph.constant(l1)))
    }
    if l2 > 0 {
      let squares = try graph.sum(of: graph.multiply(weight, weight))
      sum = try graph.add(sum, graph.multiply(squares, graph.constant(l2)))
    }
    return sum
  }

  /// The distribution of a weight between so many inputs and outputs of a unit.
  func weightDistribution(inputs: Int, outputs: Int) -> Initializer {
    let definition = initializer(named: self[SharedSettings.initializer].name) ?? .glorotUniform
    return definition.distribution(inputs, outputs)
  }
}
