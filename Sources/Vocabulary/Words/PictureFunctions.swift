import Diagnostics

/// Functions whose value is a picture, for `plot`.
package let pictureFunctions: [Entry] =
  networkPictures + dataPictures + layerPictures + freePictures

private let networkPictures: [Entry] = [
  Entry(
    .function, "confusion",
    Text(
      en: "A picture of what each class was taken for.",
      pt: "Uma figura de pelo que cada classe foi tomada."),
    settings: [network, someData], example: "plot confusion(classifier, iris.test)",
    foreignNames: ["sklearn": "ConfusionMatrixDisplay"]),
  Entry(
    .function, "roc",
    Text(
      en: "A picture of found positives over false alarms, for every threshold.",
      pt: "Uma figura de positivos achados por alarmes falsos, para todo limiar."),
    settings: [network, someData], example: "plot roc(classifier, iris.test)",
    foreignNames: ["sklearn": "RocCurveDisplay"]),
  Entry(
    .function, "regions",
    Text(
      en: "A picture of what a network with two inputs answers at each place.",
      pt: "Uma figura do que uma rede com duas entradas responde em cada lugar."),
    settings: [network, allData], example: "plot regions(classifier, iris)",
    foreignNames: ["sklearn": "DecisionBoundaryDisplay"]),
  Entry(
    .function, "predictions",
    Text(
      en: "A picture of predicted numbers over the true ones.",
      pt: "Uma figura dos números preditos contra os verdadeiros."),
    settings: [network, someData], example: "plot predictions(classifier, iris.test)",
    foreignNames: ["sklearn": "PredictionErrorDisplay"]),
  Entry(
    .function, "residuals",
    Text(
      en: "A picture of what is left between truth and prediction.",
      pt: "Uma figura do que resta entre verdade e predição."),
    settings: [network, someData], example: "plot residuals(classifier, iris.test)",
    foreignNames: ["seaborn": "residplot"]),
  Entry(
    .function, "surface",
    Text(
      en: "A picture of the loss around the weights, with the path of the training.",
      pt: "Uma figura da perda em torno dos pesos, com o caminho do treino."),
    settings: [
      network, allData,
      SettingDescription(
        "along", .word, .oneOf(["path", "random"]), default: .word("path"),
        Text(
          en: "The two main directions of the path, or two random ones, scaled as the weights are.",
          pt: "As duas direções principais do caminho, ou duas aleatórias, na escala dos pesos.")),
      SettingDescription(
        "weights", .value, .any,
        Text(
          en: "Two weights by name and place, to go along them instead.",
          pt: "Dois pesos por nome e posição, para seguir por eles em vez disso.")),
      view,
      SettingDescription(
        "seed", .wholeNumber, .between(0, 9_007_199_254_740_991), default: .number(0),
        Text(
          en: "Where random directions come from.", pt: "De onde vêm as direções aleatórias.")),
    ],
    example: "plot surface(classifier, iris, along: random)"),
]

private let layerPictures: [Entry] = [
  Entry(
    .function, "weight_images",
    Text(
      en: "A picture of a layer's weights as images.",
      pt: "Uma figura dos pesos de uma camada como imagens."),
    settings: [
      network,
      SettingDescription(
        "layer", .text, .any,
        Text(
          en: "The layer; without it, the first with weights.",
          pt: "A camada; sem isso, a primeira com pesos.")),
    ],
    example: #"plot weight_images(classifier, layer: "dense_1")"#),
  Entry(
    .function, "layer_gradients",
    Text(
      en: "A picture of how large the gradients of each layer are.",
      pt: "Uma figura do tamanho dos gradientes de cada camada."),
    settings: [network, someData], example: "plot layer_gradients(classifier, iris.train)"),
  Entry(
    .function, "layer_outputs",
    Text(
      en: "A picture of what the units of each layer give.",
      pt: "Uma figura do que as unidades de cada camada dão."),
    settings: [network, someData], example: "plot layer_outputs(classifier, iris.train)"),
  Entry(
    .function, "architecture",
    Text(
      en: "A picture of the layers with their shapes and parameters.",
      pt: "Uma figura das camadas com suas formas e parâmetros."),
    settings: [network], example: "plot architecture(classifier)",
    foreignNames: ["keras": "plot_model"]),
  Entry(
    .function, "iterations",
    Text(
      en: "A picture of the loss of every batch.", pt: "Uma figura da perda de cada lote."),
    settings: [network], example: "plot iterations(classifier)"),
]

private let dataPictures: [Entry] = [
  Entry(
    .function, "histograms",
    Text(
      en: "A picture of how often the values of each column occur, by class.",
      pt: "Uma figura de quantas vezes ocorrem os valores de cada coluna, por classe."),
    settings: [wholeData], example: "plot histograms(iris)", foreignNames: ["pandas": "hist"]),
  Entry(
    .function, "pairs",
    Text(
      en: "A picture of the first four columns over each other, by class.",
      pt: "Uma figura das quatro primeiras colunas entre si, por classe."),
    settings: [wholeData], example: "plot pairs(iris)", foreignNames: ["seaborn": "pairplot"]),
]

private let freePictures: [Entry] = [
  Entry(
    .function, "final_loss",
    Text(
      en: "A picture of the loss at the end of each run of a sweep, over the compared value.",
      pt: "Uma figura da perda no fim de cada execução de um sweep, por valor comparado."),
    settings: [
      SettingDescription(
        "sweep", .value, required: true, positional: true,
        Text(en: "The sweep.", pt: "O sweep."))
    ],
    example: """
      let rates = sweep rate in [0.1, 0.01] { train classifier on iris with careful { rate rate } }
      plot final_loss(rates)
      """),
  Entry(
    .function, "curve",
    Text(
      en: "A picture of functions, or of lists, over common numbers.",
      pt: "Uma figura de funções, ou de listas, sobre números comuns."),
    settings: [
      SettingDescription(
        "x", .value, required: true, positional: true,
        Text(en: "The numbers, as a list or a range.", pt: "Os números, em lista ou intervalo.")),
      SettingDescription(
        "y", .value, required: true, positional: true, repeated: true,
        Text(
          en:
            "A function of one number, or as many numbers as there are; several make several curves.",
          pt: "Uma função de um número, ou tantos números quantos há; várias fazem várias curvas.")
      ),
      SettingDescription(
        "points", .value, .any,
        Text(
          en: "As many numbers as there are, drawn as points.",
          pt: "Tantos números quantos há, desenhados como pontos.")),
    ],
    example: "plot curve(0.01..1 by 0.01, fn(p) = -log(p))"),
  Entry(
    .function, "landscape",
    Text(
      en: "A picture of a function of two numbers, with a path over it.",
      pt: "Uma figura de uma função de dois números, com um caminho sobre ela."),
    settings: [
      SettingDescription(
        "function", .value, required: true, positional: true,
        Text(en: "A function of two numbers.", pt: "Uma função de dois números.")),
      SettingDescription(
        "x", .value, required: true, positional: true,
        Text(en: "Where it is looked at along.", pt: "Onde é vista ao longo.")),
      SettingDescription(
        "y", .value, required: true, positional: true,
        Text(en: "Where it is looked at upwards.", pt: "Onde é vista para cima.")),
      SettingDescription(
        "path", .value, .any,
        Text(en: "A list of pairs [x, y].", pt: "Uma lista de pares [x, y].")),
      view,
    ],
    example: "plot landscape((fn(x, y) = x ^ 2 + 4 * y ^ 2), -2..2 by 0.1, -1..1 by 0.1)"),
]

private let network = SettingDescription(
  "network", .value, required: true, positional: true,
  Text(en: "A trained network.", pt: "Uma rede treinada."))

private let someData = SettingDescription(
  "data", .value, positional: true,
  Text(
    en: "The samples, by default the test part of the training's data.",
    pt: "As amostras, por padrão a parte de teste dos dados do treino."))

private let allData = SettingDescription(
  "data", .value, positional: true,
  Text(
    en: "The samples, by default those of the training.",
    pt: "As amostras, por padrão as do treino."))

private let wholeData = SettingDescription(
  "data", .value, required: true, positional: true,
  Text(en: "A data set or a part of it.", pt: "Um conjunto de dados ou uma parte dele."))

private let view = SettingDescription(
  "view", .word, .oneOf(["both", "contours", "relief"]), default: .word("both"),
  Text(
    en: "Contour lines, the surface from the side, or both.",
    pt: "Curvas de nível, a superfície de lado, ou ambas."))
