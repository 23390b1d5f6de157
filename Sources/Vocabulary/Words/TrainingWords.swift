import Diagnostics

/// The settings of a training, in `train`, `plan` and `phase` blocks.
package let trainingWords: [Entry] = requiredSettings + furtherSettings

private let everywhere: Set<Entry.Place> = [.train, .plan, .phase]

private let requiredSettings: [Entry] = [
  Entry(
    .word(everywhere), "loss",
    Text(
      en: "Says what the training makes small: a loss by name, or a formula.",
      pt: "Diz o que o treino minimiza: uma perda pelo nome ou uma fórmula."),
    settings: [
      SettingDescription(
        "function", .formula(.loss), required: true, positional: true,
        Text(
          en: "A loss, or a formula in prediction, target and weights.",
          pt: "Uma perda ou uma fórmula em prediction, target e weights."))
    ],
    unique: true, requiredIn: [.train], example: "loss mse",
    foreignNames: ["pytorch": "criterion", "general": "cost", "sklearn": "loss_function"]),
  Entry(
    .word(everywhere), "optimizer",
    Text(
      en: "Says how the weights follow the gradient.",
      pt: "Diz como os pesos seguem o gradiente."),
    settings: [
      SettingDescription(
        "function", .function(.optimizer), required: true, positional: true,
        Text(
          en: "An optimizer; its settings follow it.",
          pt: "Um otimizador; seus ajustes vêm depois."))
    ],
    unique: true, requiredIn: [.train], example: "optimizer adam",
    foreignNames: ["sklearn": "solver", "pytorch": "optim", "british": "optimiser"]),
  Entry(
    .word(everywhere), "rate",
    Text(
      en: "The learning rate: a number, or a function of the epoch.",
      pt: "A taxa de aprendizado: um número ou uma função da época."),
    settings: [
      SettingDescription(
        "value", .function(.rate), .above(0), required: true, positional: true,
        Text(
          en: "A number, or a function of the epoch.",
          pt: "Um número ou uma função da época.")),
      SettingDescription(
        "decay", .function(.schedule), .any,
        Text(
          en: "How the rate becomes smaller until the end.", pt: "Como a taxa diminui até o fim.")),
      SettingDescription(
        "warmup", .quantity([.epochs, .iterations]), .atLeast(1),
        Text(
          en: "How long the rate grows, in a straight line, at the beginning.",
          pt: "Por quanto tempo a taxa cresce, em linha reta, no início.")),
    ],
    unique: true, requiredIn: [.train], example: "rate 0.01",
    foreignNames: [
      "keras": "learning_rate", "pytorch": "lr", "sklearn": "learning_rate_init",
      "general": "alpha", "course": "learningRate",
    ]),
  Entry(
    .word(everywhere), "batch",
    Text(
      en: "How many samples each update sees; `full` is the whole training part.",
      pt: "Quantas amostras cada atualização vê; `full` é toda a parte de treino."),
    settings: [
      SettingDescription(
        "size", .wholeNumber, .wordOr(["full"], .atLeast(1)), required: true, positional: true,
        unit: .samples,
        Text(en: "A count, or full.", pt: "Uma contagem ou full."))
    ],
    unique: true, requiredIn: [.train], example: "batch 32",
    foreignNames: ["keras": "batch_size", "pytorch": "batchSize", "matlab": "MiniBatchSize"]),
  Entry(
    .word(everywhere), "epochs",
    Text(
      en: "How often the training sees every sample.",
      pt: "Quantas vezes o treino vê cada amostra."),
    settings: [
      SettingDescription(
        "count", .wholeNumber, .atLeast(1), required: true, positional: true, unit: .epochs,
        Text(en: "A whole number.", pt: "Um número inteiro."))
    ],
    unique: true, requiredIn: [.train], example: "epochs 50",
    foreignNames: [
      "pytorch": "num_epochs", "sklearn": "max_iter", "matlab": "MaxEpochs", "general": "epoch",
      "r": "n_epochs",
    ]),
]

private let furtherSettings: [Entry] = [
  Entry(
    .word([.train, .plan]), "metrics",
    Text(
      en: "What is reported after each epoch and by `evaluate`.",
      pt: "O que é informado após cada época e por `evaluate`."),
    settings: [
      SettingDescription(
        "metric", .formula(.metric), required: true, repeated: true,
        Text(
          en: "A metric, or a named formula in prediction and target.",
          pt: "Uma métrica ou uma fórmula com nome em prediction e target."))
    ],
    takesFreeNames: true, unique: true, example: "metrics accuracy",
    foreignNames: ["sklearn": "scoring", "general": "metric"]),
  Entry(
    .word([.train, .plan]), "stop",
    Text(
      en: "Ends the training early: when a result improves no more, or after some time.",
      pt: "Encerra o treino antes: quando um resultado não melhora mais, ou após algum tempo."),
    settings: [
      SettingDescription(
        "patience", .quantity([.epochs]), .atLeast(1),
        Text(
          en: "How long to wait for an improvement.",
          pt: "Por quanto tempo esperar uma melhora.")),
      SettingDescription(
        "monitor", .result, default: .word("validation.loss"),
        Text(en: "Which result is watched.", pt: "Qual resultado é observado.")),
      SettingDescription(
        "restore", .word, .oneOf(["best", "last"]), default: .word("last"),
        Text(
          en: "Whether the best weights come back at the end.",
          pt: "Se os melhores pesos voltam no fim.")),
      SettingDescription(
        "after", .quantity([.epochs, .iterations, .seconds, .minutes]), .above(0),
        Text(
          en: "How far to go at most; 'continue' goes on from there.",
          pt: "Até onde ir no máximo; 'continue' segue a partir daí.")),
    ],
    requiresOneOf: ["patience", "after"], unique: true,
    example: "stop patience: 10 epochs, monitor: validation.loss, restore: best",
    foreignNames: ["keras": "EarlyStopping", "sklearn": "early_stopping"]),
  Entry(
    .word([.train, .plan]), "phase",
    Text(
      en: "A stretch of the training with settings of its own; those beside it hold in all phases.",
      pt: "Um trecho do treino com ajustes próprios; os que ficam ao lado valem em todas as fases."),
    block: .phase, example: "phase { epochs 2; batch 32; rate 0.1 }"),
  Entry(
    .word(everywhere), "clip",
    Text(en: "Keeps gradients from growing too large.", pt: "Impede gradientes grandes demais."),
    settings: [
      SettingDescription(
        "norm", .number, .above(0),
        Text(en: "The largest norm of all gradients.", pt: "A maior norma dos gradientes.")),
      SettingDescription(
        "value", .number, .above(0),
        Text(
          en: "The largest value of one, whatever its sign.",
          pt: "O maior valor de um gradiente, qualquer que seja o sinal.")),
    ],
    requiresOneOf: ["norm", "value"], unique: true, example: "clip norm: 1",
    foreignNames: ["pytorch": "clip_grad_norm_", "keras": "clipnorm"]),
  Entry(
    .word([.train, .plan]), "class_weights",
    Text(
      en: "Says how much a sample of each class counts in the loss.",
      pt: "Diz quanto uma amostra de cada classe conta na perda."),
    settings: [
      SettingDescription(
        "class", .number, .wordOr(["balanced"], .above(0)), required: true, repeated: true,
        Text(
          en: "'balanced' lets all classes count the same together; or a number for each class.",
          pt: "'balanced' faz todas as classes contarem o mesmo no total; ou um número por classe.")
      )
    ],
    takesFreeNames: true, unique: true, example: "class_weights balanced",
    foreignNames: ["sklearn": "class_weight", "general": "weights"]),
  Entry(
    .word([.train, .plan]), "checkpoint",
    Text(
      en: "Keeps at intervals what it takes to go on, for 'nn run --resume' after an interruption.",
      pt: "Guarda de tempos em tempos o que é preciso para continuar com 'nn run --resume'."),
    settings: [
      SettingDescription(
        "every", .quantity([.epochs, .iterations]), .atLeast(1), required: true,
        Text(en: "How often.", pt: "De quanto em quanto tempo."))
    ],
    unique: true, example: "checkpoint every: 10 epochs",
    foreignNames: ["keras": "ModelCheckpoint"]),
]
