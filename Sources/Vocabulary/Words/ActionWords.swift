import Diagnostics

/// What a script does, line by line, at the top level.
package let actionWords: [Entry] = trainingActions + resultActions + keepingActions + stepActions

private let network = SettingDescription(
  "network", .value, required: true, positional: true,
  Text(en: "The network.", pt: "A rede."))

private let trainingActions: [Entry] = [
  Entry(
    .word([.top]), "train",
    Text(
      en: "Trains a network on a data set, and goes on from where its training stopped.",
      pt: "Treina uma rede com um conjunto de dados, a partir de onde o treino parou."),
    settings: [network], tails: [.with], requiredTails: [.on], block: .train, givesValue: true,
    example: """
      train classifier on iris {
        loss cross_entropy
        optimizer adam
        rate 0.01
        batch 16
        epochs 50
      }
      """,
    foreignNames: ["keras": "fit", "pytorch": "backward", "matlab": "trainNetwork"]),
  Entry(
    .word([.top]), "evaluate",
    Text(
      en: "Measures a network on one part of the data, beside what a guess would score.",
      pt: "Mede uma rede em uma parte dos dados, ao lado do que um palpite conseguiria."),
    settings: [network], requiredTails: [.on], givesValue: true,
    example: "evaluate classifier on iris.test",
    foreignNames: ["sklearn": "score", "pytorch": "eval", "general": "test"]),
  Entry(
    .word([.top]), "predict",
    Text(
      en: "Lets a network answer for each row of a file or of a part of the data.",
      pt: "Faz a rede responder por cada linha de um arquivo ou de uma parte dos dados."),
    settings: [network], tails: [.to], requiredTails: [.on], givesValue: true,
    example: #"predict classifier on "new.csv" to "predictions.csv""#,
    foreignNames: ["pytorch": "forward", "sklearn": "predict_proba", "general": "infer"]),
  Entry(
    .word([.top]), "reset",
    Text(
      en: "Gives a network new first weights, as if it had never been trained.",
      pt: "Dá à rede novos pesos iniciais, como se ela nunca tivesse sido treinada."),
    settings: [network], example: "reset classifier",
    foreignNames: ["pytorch": "reset_parameters", "general": "reinitialize"]),
  Entry(
    .word([.top]), "find_rate",
    Text(
      en: "Draws the loss against the learning rate, to choose one.",
      pt: "Desenha a perda em função da taxa de aprendizado, para escolher uma."),
    settings: [network], tails: [.with], requiredTails: [.on], block: .train, givesValue: true,
    example: "find_rate classifier on iris",
    foreignNames: ["fastai": "lr_find"]),
  Entry(
    .word([.top]), "sweep",
    Text(
      en: "Runs a block once for each value, and compares the results.",
      pt: "Executa um bloco uma vez para cada valor e compara os resultados."),
    settings: [
      SettingDescription(
        "sample", .wholeNumber, .atLeast(1),
        Text(
          en: "How many combinations of values are drawn; without it all are run.",
          pt: "Quantas combinações de valores são sorteadas; sem isso, todas são executadas."))
    ],
    block: .top, givesValue: true,
    example: "sweep rate in [1, 0.1, 0.01] { train classifier on iris with careful { rate rate } }",
    foreignNames: ["sklearn": "GridSearchCV", "keras": "RandomSearch"]),
]

private let resultActions: [Entry] = [
  Entry(
    .word([.top]), "print",
    Text(
      en: "Prints its values on one line, with a blank between them.",
      pt: "Imprime seus valores em uma linha, com um espaço entre eles."),
    settings: [
      SettingDescription(
        "values", .value, repeated: true, Text(en: "What to print.", pt: "O que imprimir."))
    ],
    example: #"print "accuracy {classifier.accuracy}""#,
    foreignNames: ["javascript": "console", "c": "printf", "general": "echo"]),
  Entry(
    .word([.top]), "show",
    Text(
      en: "Shows a value for a person: a network as a table, a data set as its columns.",
      pt: "Mostra um valor para uma pessoa: uma rede como tabela, dados como suas colunas."),
    settings: [
      SettingDescription(
        "value", .value, required: true, positional: true,
        Text(en: "What to show.", pt: "O que mostrar."))
    ],
    example: "show classifier",
    foreignNames: ["keras": "summary", "pandas": "describe", "general": "display"]),
  Entry(
    .word([.top]), "plot",
    Text(
      en: "Draws histories, data and networks, in the terminal or into an SVG, PNG or HTML file.",
      pt: "Desenha históricos, dados e redes, no terminal ou em um arquivo SVG, PNG ou HTML."),
    settings: [
      SettingDescription(
        "value", .value, required: true, positional: true, repeated: true,
        Text(
          en: "What to draw; several values stand side by side.",
          pt: "O que desenhar; vários valores ficam lado a lado.")),
      SettingDescription(
        "titles", .value, .any,
        Text(
          en: "A list of texts, one above each value's picture.",
          pt: "Uma lista de textos, um acima da figura de cada valor.")),
      theme,
    ],
    tails: [.to], example: #"plot classifier.history to "loss.svg""#,
    foreignNames: ["matplotlib": "plt", "general": "draw", "pandas": "hist"]),
  Entry(
    .word([.top]), "expect",
    Text(
      en: "Says what must be true; when it is not, both sides are reported and the run fails.",
      pt: "Diz o que deve ser verdade; quando não é, mostra os dois lados e a execução falha."),
    settings: [
      SettingDescription(
        "condition", .value, required: true, positional: true,
        Text(en: "What must be true.", pt: "O que deve ser verdade.")),
      SettingDescription(
        "message", .text, positional: true,
        Text(en: "What to say when it is not.", pt: "O que dizer quando não é.")),
    ],
    example: #"expect classifier.accuracy > 90%, "too weak""#,
    foreignNames: ["python": "assert", "general": "check"]),
  Entry(
    .word([.top, .train, .plan]), "seed",
    Text(
      en: "Sets the one source of randomness; without it the seed is 0.",
      pt: "Define a única fonte de aleatoriedade; sem ela a semente é 0."),
    settings: [
      SettingDescription(
        "number", .wholeNumber, .between(0, 9_007_199_254_740_991), required: true,
        positional: true,
        Text(en: "A whole number.", pt: "Um número inteiro."))
    ],
    example: "seed 42",
    foreignNames: ["pytorch": "manual_seed", "sklearn": "random_state", "keras": "set_seed"]),
  Entry(
    .word([.top]), "animate",
    Text(
      en: "Writes an HTML page or a GIF image that shows a training epoch by epoch.",
      pt: "Escreve uma página HTML ou uma imagem GIF que mostra um treino época por época."),
    settings: [network, theme], requiredTails: [.to],
    example: #"animate classifier to "moons.html""#,
    foreignNames: ["matplotlib": "FuncAnimation"]),
]

private let theme = SettingDescription(
  "theme", .word, .oneOf(["light", "dark"]),
  Text(
    en:
      "The page that a file is for; without it PNG and GIF are light, and others follow the reader.",
    pt:
      "A página para a qual é o arquivo; sem isso PNG e GIF são claros, e os outros seguem o leitor."
  ))

private let keepingActions: [Entry] = [
  Entry(
    .word([.top]), "save",
    Text(
      en: "Writes a network with its weights to a file.",
      pt: "Grava uma rede com seus pesos em um arquivo."),
    settings: [network], requiredTails: [.to],
    example: #"save classifier to "classifier.safetensors""#,
    foreignNames: ["keras": "save_weights", "pytorch": "state_dict", "sklearn": "dump"]),
  Entry(
    .word([.top]), "load",
    Text(
      en: "Reads the weights of a network from a file.",
      pt: "Lê os pesos de uma rede de um arquivo."),
    settings: [network], requiredTails: [.from],
    example: #"load classifier from "classifier.safetensors""#,
    foreignNames: ["keras": "load_weights", "pytorch": "load_state_dict"]),
  Entry(
    .word([.top]), "export",
    Text(
      en: "Writes a network in the format of another program.",
      pt: "Grava uma rede no formato de outro programa."),
    settings: [
      network,
      SettingDescription(
        "format", .word, .oneOf(["onnx", "pytorch", "keras"]),
        Text(
          en: "Which program is to read it; a file that ends in '.onnx' says so itself.",
          pt: "Que programa vai ler; um arquivo que termina em '.onnx' já o diz.")),
      SettingDescription(
        "preprocessing", .boolean, default: .boolean(false),
        Text(
          en: "Whether an ONNX file takes the columns as they are read, and gives the target's own "
            + "unit and the names of classes.",
          pt:
            "Se um arquivo ONNX recebe as colunas como são lidas, e dá a unidade do próprio alvo e "
            + "os nomes das classes.")),
    ], requiredTails: [.to], example: #"export classifier to "classifier.onnx""#,
    foreignNames: ["pytorch": "torch.onnx.export"]),
]

private let stepActions: [Entry] = [
  Entry(
    .word([.top]), "step",
    Text(
      en: "Does one iteration and shows its stages with their numbers.",
      pt: "Faz uma iteração e mostra suas etapas com os números."),
    settings: [network], tails: [.with], requiredTails: [.on], block: .train,
    example: "step classifier on iris",
    foreignNames: ["keras": "train_on_batch"]),
  Entry(
    .word([.top]), "back",
    Text(
      en: "Undoes iterations of the network that was trained or stepped last.",
      pt: "Desfaz iterações da última rede que foi treinada ou que deu um passo."),
    settings: [
      SettingDescription(
        "iterations", .wholeNumber, .atLeast(1), default: .number(1), positional: true,
        Text(en: "How many.", pt: "Quantas."))
    ],
    example: "back 3", foreignNames: ["general": "undo"]),
  Entry(
    .word([.top]), "rewind",
    Text(
      en: "Puts a network back to where it stood at an epoch.",
      pt: "Leva a rede de volta a uma época anterior."),
    settings: [
      network,
      SettingDescription(
        "epoch", .wholeNumber, .atLeast(0), required: true,
        Text(en: "The epoch; 0 is the beginning.", pt: "A época; 0 é o início.")),
    ],
    example: "rewind classifier, epoch: 10"),
  Entry(
    .word([.top]), "continue",
    Text(
      en: "Goes on with a training that was interrupted, or that 'stop after:' ended.",
      pt: "Continua um treino que foi interrompido, ou que 'stop after:' encerrou."),
    settings: [
      SettingDescription(
        "network", .value, positional: true,
        Text(
          en: "The network; without one, the one whose training was interrupted last.",
          pt: "A rede; sem ela, a última cujo treino foi interrompido."))
    ],
    givesValue: true, example: "continue", foreignNames: ["general": "resume"]),
]
