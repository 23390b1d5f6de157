import Diagnostics
import Graphs
import Vocabulary

extension InitializerDefinition {
  /// Normal with the deviation `√(2 / inputs)`.
  ///
  /// - Source: He, Zhang, Ren and Sun (2015), equation 10.
  static let heNormal = InitializerDefinition(
    entry: Entry(
      .initializer, "he",
      Text(
        en: "Normal weights, wider than Glorot's, for layers with relu.",
        pt: "Pesos normais, mais largos que os de Glorot, para camadas com relu."),
      example: "dense 64, relu, init: he",
      foreignNames: ["keras": "HeNormal", "pytorch": "kaiming_normal_"])
  ) { inputs, _ in .normal(deviation: (2 / Double(inputs)).squareRoot()) }

  /// Uniform within `±√(6 / inputs)`, which has the same deviation.
  ///
  /// - Source: He, Zhang, Ren and Sun (2015), equation 10.
  static let heUniform = InitializerDefinition(
    entry: Entry(
      .initializer, "he_uniform",
      Text(
        en: "Uniform weights, wider than Glorot's, for layers with relu.",
        pt: "Pesos uniformes, mais largos que os de Glorot, para camadas com relu."),
      example: "dense 64, relu, init: he_uniform",
      foreignNames: ["keras": "HeUniform", "pytorch": "kaiming_uniform_"])
  ) { inputs, _ in .uniform(limit: (6 / Double(inputs)).squareRoot()) }

  /// Normal with the deviation `√(1 / inputs)`.
  ///
  /// - Source: LeCun, Bottou, Orr and Müller (1998), equation 16.
  static let leCunNormal = InitializerDefinition(
    entry: Entry(
      .initializer, "lecun_normal",
      Text(
        en: "Normal weights for layers with selu or tanh.",
        pt: "Pesos normais para camadas com selu ou tanh."),
      example: "dense 64, selu, init: lecun_normal",
      foreignNames: ["keras": "LecunNormal"])
  ) { inputs, _ in .normal(deviation: (1 / Double(inputs)).squareRoot()) }
}
