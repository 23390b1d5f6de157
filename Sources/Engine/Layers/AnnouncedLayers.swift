import Diagnostics
import Shapes
import Vocabulary

/// Layers that the language names and this version cannot do yet.
let announcedLayers: [Entry] = [
  announced(
    "embedding",
    Text(en: "A learned vector for each index.", pt: "Um vetor aprendido para cada índice."),
    [count("units")], example: "embedding 16", keras: "Embedding"),
  announced(
    "rnn", Text(en: "A simple recurrent layer.", pt: "Uma camada recorrente simples."),
    [count("units")], example: "rnn 32", keras: "SimpleRNN"),
  announced(
    "lstm",
    Text(
      en: "A recurrent layer with gates and a memory.",
      pt: "Uma camada recorrente com portas e memória."),
    [count("units")], example: "lstm 128", keras: "LSTM"),
  announced(
    "gru", Text(en: "A recurrent layer with gates.", pt: "Uma camada recorrente com portas."),
    [count("units")], example: "gru 128", keras: "GRU"),
  announced(
    "attention",
    Text(
      en: "Each position looks at all others.", pt: "Cada posição olha para todas as outras."),
    [count("heads")], example: "attention 4", keras: "MultiHeadAttention"),
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
