import Diagnostics
import Graphs
import Vocabulary

extension InitializerDefinition {
  static let zeros = InitializerDefinition(
    entry: Entry(
      .initializer, "zeros",
      Text(
        en: "Every weight starts at 0; units of a layer then learn the same.",
        pt: "Todo peso começa em 0; as unidades de uma camada então aprendem o mesmo."),
      example: "dense 1, init: zeros", foreignNames: ["keras": "Zeros", "pytorch": "zeros_"])
  ) { _, _ in .zeros }

  static let ones = InitializerDefinition(
    entry: Entry(
      .initializer, "ones",
      Text(
        en: "Every weight starts at 1; units of a layer then learn the same.",
        pt: "Todo peso começa em 1; as unidades de uma camada então aprendem o mesmo."),
      example: "dense 1, init: ones", foreignNames: ["keras": "Ones", "pytorch": "ones_"])
  ) { _, _ in .ones }
}
