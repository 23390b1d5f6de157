import Diagnostics
import Graphs
import Vocabulary

extension InitializerDefinition {
  /// Uniform within `±√(6 / (inputs + outputs))`.
  ///
  /// - Source: Glorot and Bengio (2010), equation 16.
  static let glorotUniform = InitializerDefinition(
    entry: Entry(
      .initializer, "glorot_uniform",
      Text(
        en: "Uniform weights that keep the variance of signals from layer to layer.",
        pt: "Pesos uniformes que mantêm a variância dos sinais de camada em camada."),
      example: "dense 64, init: glorot_uniform",
      foreignNames: ["keras": "GlorotUniform", "pytorch": "xavier_uniform_"])
  ) { inputs, outputs in
    .uniform(limit: (6 / (Double(inputs) + Double(outputs))).squareRoot())
  }

  /// Normal with the deviation `√(2 / (inputs + outputs))`.
  ///
  /// - Source: Glorot and Bengio (2010), equation 12.
  static let glorotNormal = InitializerDefinition(
    entry: Entry(
      .initializer, "glorot_normal",
      Text(
        en: "Normal weights that keep the variance of signals from layer to layer.",
        pt: "Pesos normais que mantêm a variância dos sinais de camada em camada."),
      example: "dense 64, init: glorot_normal",
      foreignNames: ["keras": "GlorotNormal", "pytorch": "xavier_normal_"])
  ) { inputs, outputs in
    .normal(deviation: (2 / (Double(inputs) + Double(outputs))).squareRoot())
  }
}
