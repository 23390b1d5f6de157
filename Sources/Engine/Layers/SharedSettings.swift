import Diagnostics
import Graphs
import Vocabulary

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

  /// Penalties on the weights of a layer.
  static let penalties = [
    SettingDescription(
      "l1", .number, .atLeast(0), available: false,
      Text(
        en: "How much the size of its weights adds to the loss.",
        pt: "Quanto o tamanho de seus pesos aumenta a perda.")),
    SettingDescription(
      "l2", .number, .atLeast(0), available: false,
      Text(
        en: "How much the square of its weights adds to the loss.",
        pt: "Quanto o quadrado de seus pesos aumenta a perda.")),
  ]
}

extension Settings {
  /// The distribution of a weight between so many inputs and outputs of a unit.
  func weightDistribution(inputs: Int, outputs: Int) -> Initializer {
    let definition = initializer(named: self[SharedSettings.initializer].name) ?? .glorotUniform
    return definition.distribution(inputs, outputs)
  }
}
