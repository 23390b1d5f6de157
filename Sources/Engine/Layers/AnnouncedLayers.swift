import Diagnostics
import Shapes
import Vocabulary

/// Layers that the language names and this version cannot do yet.
let announcedLayers: [Entry] = [
  announced(
    "conv", Text(en: "Convolution of an image.", pt: "Convolução de uma imagem."),
    [count("channels"), window("kernel"), padding, SharedSettings.activation.description],
    example: "conv 20, kernel: 5x5, relu", keras: "Conv2D"),
  announced(
    "max_pool",
    Text(en: "The largest value of each window.", pt: "O maior valor de cada janela."),
    [window("window", positional: true)], example: "max_pool 2", keras: "MaxPooling2D"),
  announced(
    "average_pool",
    Text(en: "The mean of each window.", pt: "A média de cada janela."),
    [window("window", positional: true)], example: "average_pool 2", keras: "AveragePooling2D"),
  announced(
    "global_average_pool",
    Text(en: "The mean of each channel.", pt: "A média de cada canal."),
    [], example: "global_average_pool", keras: "GlobalAveragePooling2D"),
  announced(
    "reshape",
    Text(en: "The same values in another shape.", pt: "Os mesmos valores em outra forma."),
    [window("shape", positional: true)], example: "reshape 1x28x28", keras: "Reshape"),
  announced(
    "batch_norm",
    Text(
      en: "Brings each feature to mean 0 and deviation 1 over the batch.",
      pt: "Leva cada atributo a média 0 e desvio 1 no lote."),
    [], example: "batch_norm", keras: "BatchNormalization"),
  announced(
    "layer_norm",
    Text(
      en: "Brings each sample to mean 0 and deviation 1.",
      pt: "Leva cada amostra a média 0 e desvio 1."),
    [], example: "layer_norm", keras: "LayerNormalization"),
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

private func window(_ name: String, positional: Bool = false) -> SettingDescription {
  SettingDescription(
    name, .dimensions, .atLeast(1), required: true, positional: positional,
    Text(en: "Its extents, such as 5x5.", pt: "Suas extensões, como 5x5."))
}

private let padding = SettingDescription(
  "padding", .word, .oneOf(["valid", "same"]), default: .word("valid"),
  Text(
    en: "Whether the image keeps its extents.", pt: "Se a imagem mantém suas extensões."))
