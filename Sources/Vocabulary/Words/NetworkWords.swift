import Diagnostics

/// The words of a network that are no layers: its input, and what joins outputs.
package let networkWords: [Entry] = [
  Entry(
    .word([.network]), "input",
    Text(
      en: "The shape of one sample; without it the data gives the shape.",
      pt: "A forma de uma amostra; sem ela, os dados dão a forma."),
    settings: [
      SettingDescription(
        "shape", .dimensions, .atLeast(1), required: true, positional: true,
        Text(
          en: "One number for features, or extents such as 1x28x28.",
          pt: "Um número de características ou dimensões como 1x28x28."))
    ],
    unique: true, example: "input 4",
    foreignNames: ["keras": "Input", "tensorflow": "InputLayer", "general": "input_shape"]),
  Entry(
    .word([.network]), "add",
    Text(
      en: "Adds named outputs to the current one.",
      pt: "Soma saídas nomeadas à atual."),
    settings: [joinedOutputs], example: "add input",
    foreignNames: ["keras": "Add"]),
  Entry(
    .word([.network]), "concat",
    Text(
      en: "Puts named outputs beside the current one.",
      pt: "Coloca saídas nomeadas ao lado da atual."),
    settings: [joinedOutputs], example: "concat input",
    foreignNames: ["keras": "Concatenate", "pytorch": "cat"]),
  // It opens no line, but stands behind the name of a network that is a layer.
  Entry(
    .word([]), "freeze",
    Text(
      en: "Keeps the weights of a network that is a layer of another: it computes as it predicts, "
        + "and training changes only the other layers.",
      pt: "Mantém os pesos de uma rede que é camada de outra: ela calcula como ao predizer, e o "
        + "treino muda só as outras camadas."),
    example: "network whole { classifier freeze; dense 3, softmax }",
    foreignNames: ["keras": "trainable", "pytorch": "requires_grad_"]),
]

private let joinedOutputs = SettingDescription(
  "outputs", .output, required: true, repeated: true,
  Text(en: "Names of outputs, or input.", pt: "Nomes de saídas ou input."))
