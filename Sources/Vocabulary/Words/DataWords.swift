import Diagnostics

/// The steps of a `data` block, which take effect in a fixed order however they stand.
package let dataWords: [Entry] = sourceSteps + columnSteps + rowSteps

private let columnsOrAll = SettingDescription(
  "columns", .column, repeated: true,
  Text(
    en: "Which columns; without any, all of them.", pt: "Quais colunas; sem nenhuma, todas."))

private let sourceSteps: [Entry] = [
  Entry(
    .word([.data]), "read",
    Text(
      en: "Says where the rows come from: a CSV file, or a generator such as moons().",
      pt: "Diz de onde vêm as linhas: um arquivo CSV ou um gerador como moons()."),
    settings: [
      SettingDescription(
        "source", .source, required: true, positional: true, replacedBy: "train",
        Text(en: "A path, or a generator.", pt: "Um caminho ou um gerador.")),
      SettingDescription(
        "separator", .text, .any,
        Text(
          en: "What stands between the cells; found by itself.",
          pt: "O que separa as células; é detectado sozinho.")),
      SettingDescription(
        "header", .boolean, .any,
        Text(
          en: "Whether the first row holds the names; found by itself.",
          pt: "Se a primeira linha traz os nomes; é detectado sozinho.")),
      SettingDescription(
        "query", .text, available: false,
        Text(en: "What to ask of a database.", pt: "O que pedir a um banco de dados.")),
      SettingDescription(
        "train", .text, .any,
        Text(en: "The file of the training part.", pt: "O arquivo da parte de treino.")),
      SettingDescription(
        "validation", .text, .any,
        Text(en: "The file of the validation part.", pt: "O arquivo da parte de validação.")),
      SettingDescription(
        "test", .text, .any,
        Text(en: "The file of the test part.", pt: "O arquivo da parte de teste.")),
    ],
    unique: true, requiredIn: [.data], example: #"read "data/iris.csv""#,
    foreignNames: [
      "pandas": "read_csv", "pytorch": "DataLoader", "numpy": "loadtxt", "general": "load",
    ]),
  Entry(
    .word([.data]), "split",
    Text(
      en: "Parts the rows into training, validation and test, shuffled with the seed.",
      pt: "Divide as linhas em treino, validação e teste, embaralhadas com a semente."),
    settings: [
      SettingDescription(
        "train", .share, .between(0, 1),
        Text(en: "The training part; else the rest.", pt: "A parte de treino; senão, o resto.")),
      SettingDescription(
        "validation", .share, .between(0, 1),
        Text(
          en: "The part for decisions during training.",
          pt: "A parte para decisões durante o treino.")),
      SettingDescription(
        "test", .share, .between(0, 1),
        Text(en: "The part for the final result.", pt: "A parte para o resultado final.")),
      SettingDescription(
        "order", .word, .oneOf(["shuffled", "kept"]), default: .word("shuffled"),
        Text(
          en: "Whether the rows are shuffled first.",
          pt: "Se as linhas são embaralhadas antes.")),
    ],
    unique: true, example: "split train: 70%, validation: 15%, test: 15%",
    foreignNames: ["sklearn": "train_test_split", "pytorch": "random_split"]),
  Entry(
    .word([.data]), "window",
    Text(
      en: "Makes samples of a series: some rows in order, the past of the target among them.",
      pt: "Faz amostras de uma série: algumas linhas em ordem, com o passado do alvo entre elas."),
    settings: [
      SettingDescription(
        "size", .wholeNumber, .atLeast(1), required: true,
        Text(en: "Rows of a sequence.", pt: "Linhas de uma sequência.")),
      SettingDescription(
        "horizon", .wholeNumber, .atLeast(1), default: .number(1),
        Text(
          en: "How many rows ahead the target lies.",
          pt: "Quantas linhas adiante está o alvo.")),
    ],
    unique: true, example: "window size: 24, horizon: 1"),
]

private let columnSteps: [Entry] = [
  Entry(
    .word([.data]), "target",
    Text(
      en: "Says what is to be predicted: a column, several, or a formula over columns.",
      pt: "Diz o que deve ser previsto: uma coluna, várias ou uma fórmula sobre colunas."),
    settings: [
      SettingDescription(
        "columns", .columnFormula, required: true, repeated: true,
        Text(en: "The columns, or a formula.", pt: "As colunas ou uma fórmula.")),
      SettingDescription(
        "name", .word, .any,
        Text(en: "What to call a formula's result.", pt: "Como chamar o resultado da fórmula.")),
      SettingDescription(
        "kind", .word, .oneOf(["classes", "binary", "number"]),
        Text(
          en: "What the target is, where the column alone does not say it.",
          pt: "O que o alvo é, quando a coluna sozinha não diz.")),
    ],
    unique: true, example: "target species",
    foreignNames: ["general": "label", "sklearn": "y", "pandas": "labels", "r": "response"]),
  Entry(
    .word([.data]), "weight",
    Text(
      en: "Names the column that says how much each row counts in the loss; it is no feature.",
      pt: "Indica a coluna que diz quanto cada linha conta na perda; ela não é característica."),
    settings: [
      SettingDescription(
        "column", .column, required: true, positional: true,
        Text(en: "The column, with numbers above 0.", pt: "A coluna, com números acima de 0."))
    ],
    unique: true, example: "weight importance", foreignNames: ["sklearn": "sample_weight"]),
  Entry(
    .word([.data]), "drop",
    Text(
      en: "Takes columns away as features; formulas still see them.",
      pt: "Retira colunas das características; as fórmulas ainda as veem."),
    settings: [
      SettingDescription(
        "columns", .column, required: true, repeated: true,
        Text(en: "Which columns.", pt: "Quais colunas."))
    ],
    example: "drop sepal_width", foreignNames: ["general": "remove", "sql": "exclude"]),
  Entry(
    .word([.data]), "category",
    Text(
      en: "Reads number-coded columns as categories, each value an input of its own.",
      pt: "Lê colunas codificadas como categorias, cada valor uma entrada própria."),
    settings: [
      SettingDescription(
        "columns", .column, required: true, repeated: true,
        Text(en: "Which columns.", pt: "Quais colunas.")),
      SettingDescription(
        "encode", .word, .oneOf(["one_hot", "embedding"]), default: .word("one_hot"),
        Text(
          en: "How the values become numbers: 'one_hot' makes an input of each, 'embedding' leaves "
            + "their places for an 'embedding' layer.",
          pt:
            "Como os valores viram números: 'one_hot' faz de cada um uma entrada, 'embedding' deixa "
            + "suas posições para uma camada 'embedding'.")),
    ],
    example: "category species",
    foreignNames: ["pandas": "get_dummies", "sklearn": "OneHotEncoder", "keras": "to_categorical"]),
  Entry(
    .word([.data]), "column",
    Text(
      en: "Adds a column that is computed from others.",
      pt: "Acrescenta uma coluna calculada a partir de outras."),
    settings: [
      SettingDescription(
        "formula", .columnFormula, .any,
        Text(
          en: "The column's name, and its formula.", pt: "O nome da coluna e sua fórmula."))
    ],
    takesFreeNames: true, example: "column ratio: petal_length / petal_width",
    foreignNames: ["pandas": "assign", "r": "mutate"]),
  Entry(
    .word([.data]), "scale",
    Text(
      en: "Brings columns to one scale, learned from the training part.",
      pt: "Leva as colunas a uma mesma escala, aprendida na parte de treino."),
    settings: [
      SettingDescription(
        "method", .word, .oneOf(["standard", "minmax", "none"]), required: true, positional: true,
        Text(
          en: "Mean 0 and deviation 1, or from 0 to 1, or as they are.",
          pt: "Média 0 e desvio 1, ou de 0 a 1, ou como estão.")),
      SettingDescription(
        "columns", .column, repeated: true,
        Text(
          en: "Which columns; without any, all features. 'target' is the target: the loss is that "
            + "of scaled numbers then; predictions and metrics are in its own unit.",
          pt: "Quais colunas; sem nenhuma, todas as entradas. 'target' é o alvo: a perda é então a "
            + "dos números na escala; predições e métricas ficam na unidade dele.")),
    ],
    example: "scale standard",
    foreignNames: ["sklearn": "StandardScaler", "keras": "Normalization", "general": "normalize"]),
]

private let rowSteps: [Entry] = [
  Entry(
    .word([.data]), "where",
    Text(
      en: "Keeps the rows for which the condition is true.",
      pt: "Mantém as linhas para as quais a condição é verdadeira."),
    settings: [
      SettingDescription(
        "condition", .columnFormula, required: true, positional: true,
        Text(en: "A condition over columns.", pt: "Uma condição sobre colunas."))
    ],
    example: "where petal_length >= 1", foreignNames: ["general": "filter", "pandas": "query"]),
  Entry(
    .word([.data]), "missing",
    Text(
      en: "Says what becomes of empty cells; without it they are an error.",
      pt: "Diz o que fazer com células vazias; sem isso elas são um erro."),
    settings: [
      SettingDescription(
        "method", .word, .oneOf(["mean", "median", "most_frequent", "drop", "error"]),
        default: .word("error"), required: true, positional: true,
        Text(
          en: "What to put in, or whether the row leaves.",
          pt: "O que colocar no lugar, ou se a linha sai.")),
      columnsOrAll,
    ],
    example: "missing mean",
    foreignNames: ["pandas": "fillna", "sklearn": "SimpleImputer", "r": "na"]),
]
