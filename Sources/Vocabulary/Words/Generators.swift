import Diagnostics

/// Sources of made data, for `read`.
package let generators: [Entry] = [
  generator(
    "xor", samples: 4, noise: 0,
    Text(
      en: "Two inputs and whether exactly one of them is 1.",
      pt: "Duas entradas e se exatamente uma delas é 1.")),
  generator(
    "line", samples: 100, noise: 0.1,
    Text(
      en: "Points along a line: x, and y = 2x + 1 with noise.",
      pt: "Pontos ao longo de uma reta: x, e y = 2x + 1 com ruído.")),
  generator(
    "moons", samples: 200, noise: 0.1,
    Text(
      en: "Two half moons that reach into each other.",
      pt: "Duas meias-luas que se entrelaçam."),
    foreignNames: ["sklearn": "make_moons"]),
  generator(
    "circles", samples: 200, noise: 0.1,
    Text(en: "A circle around another.", pt: "Um círculo em volta de outro."),
    foreignNames: ["sklearn": "make_circles"]),
  generator(
    "spirals", samples: 300, noise: 0.1,
    Text(en: "Three arms of a spiral.", pt: "Três braços de uma espiral."),
    foreignNames: ["cs231n": "spiral_data"]),
  generator(
    "blobs", samples: 300, noise: 0.5,
    Text(en: "Three clouds of points.", pt: "Três nuvens de pontos."),
    foreignNames: ["sklearn": "make_blobs"]),
  generator(
    "sine", samples: 200, noise: 0.1,
    Text(
      en: "Points along a sine wave: x, and its sine with noise.",
      pt: "Pontos ao longo de uma senoide: x, e seu seno com ruído.")),
]

private func generator(
  _ name: String, samples: Double, noise: Double, _ summary: Text,
  foreignNames: [String: String] = [:]
) -> Entry {
  Entry(
    .generator, name, summary,
    settings: [
      SettingDescription(
        "samples", .wholeNumber, .between(1, 1e9), default: .number(samples),
        Text(en: "How many rows.", pt: "Quantas linhas.")),
      SettingDescription(
        "noise", .number, .atLeast(0), default: .number(noise),
        Text(
          en: "The deviation of the random part.", pt: "O desvio da parte aleatória.")),
      SettingDescription(
        "seed", .wholeNumber, .between(0, 9_007_199_254_740_991),
        Text(en: "Else that of the script.", pt: "Senão, a do script.")),
    ],
    example: "read \(name)(samples: 200)", foreignNames: foreignNames)
}
