import Diagnostics
import Shapes
import Vocabulary

/// Layers that the language names and this version cannot do yet.
let announcedLayers: [Entry] = [
  announced(
    "embedding",
    Text(en: "A learned vector for each index.", pt: "Um vetor aprendido para cada índice."),
    [count("units")], example: "embedding 16", keras: "Embedding")
]

private func announced(
  _ name: String, _ summary: Text, _ settings: [SettingDescription], example: String,
  keras: String
) -> Entry {
  Entry(
    .layer({ _, inputs throws(ShapeProblem) in inputs[0] }), name, summary, settings: settings,
    example: example, foreignNames: ["keras": keras], isAvailable: false)
}

private func count(_ name: String) -> SettingDescription {
  SettingDescription(
    name, .wholeNumber, .atLeast(1), required: true, positional: true,
    Text(en: "How many.", pt: "Quantas."))
}
