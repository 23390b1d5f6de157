import Diagnostics

/// Functions of numbers, lists and, in formulas that are trained, tensors.
package let plainFunctions: [Entry] =
  numberFunctions + reductions + matrixFunctions + listFunctions + lookingFunctions
  + pictureFunctions

private let numberFunctions: [Entry] = [
  ofOne("sqrt", Text(en: "The square root.", pt: "A raiz quadrada.")),
  ofOne("exp", Text(en: "e to the power of x.", pt: "e elevado a x.")),
  ofOne("log", Text(en: "The natural logarithm.", pt: "O logaritmo natural."), ["general": "ln"]),
  ofOne(
    "abs", Text(en: "The number without its sign.", pt: "O número sem o sinal."),
    ["general": "fabs"]),
  ofOne("sign", Text(en: "-1, 0 or 1.", pt: "-1, 0 ou 1."), ["general": "sgn"]),
  Entry(
    .function, "round",
    Text(
      en: "The nearest whole number, or with so many digits; halves go to the even one.",
      pt: "O inteiro mais próximo, ou com tantas casas; metades vão para o par."),
    settings: [
      value("x"),
      SettingDescription(
        "digits", .wholeNumber, .between(-15, 15), default: .number(0), positional: true,
        Text(
          en: "How many digits behind the point stay; -2 rounds to hundreds.",
          pt: "Quantas casas depois do ponto ficam; -2 arredonda às centenas.")),
    ],
    example: "print round(2.71828, 2)", foreignNames: ["numpy": "around"]),
  ofOne(
    "floor", Text(en: "The next whole number below.", pt: "O inteiro logo abaixo.")),
  ofOne(
    "ceil", Text(en: "The next whole number above.", pt: "O inteiro logo acima."),
    ["general": "ceiling"]),
  ofOne("sin", Text(en: "The sine, in radians.", pt: "O seno, em radianos.")),
  ofOne("cos", Text(en: "The cosine, in radians.", pt: "O cosseno, em radianos.")),
  ofOne("tan", Text(en: "The tangent, in radians.", pt: "A tangente, em radianos.")),
  ofOne("erf", Text(en: "The Gauss error function.", pt: "A função erro de Gauss.")),
  ofTwo(
    "mod", ("a", "b"),
    Text(
      en: "What remains of a after division by b, with the sign of b.",
      pt: "O resto da divisão de a por b, com o sinal de b."),
    example: "print mod(7, 3)", ["general": "fmod"]),
  ofTwo(
    "pow", ("base", "exponent"),
    Text(
      en: "The base to the power of the exponent.", pt: "A base elevada ao expoente."),
    example: "print pow(2, 10)"),
]

private let reductions: [Entry] = [
  reduction(
    "sum", Text(en: "The sum of all numbers.", pt: "A soma de todos os números."),
    ["numpy": "reduce_sum"]),
  reduction(
    "mean", Text(en: "The mean of all numbers.", pt: "A média de todos os números."),
    ["numpy": "average", "keras": "reduce_mean", "general": "avg"]),
  several(
    "max",
    Text(
      en: "The largest number of a list, or of several values.",
      pt: "O maior número de uma lista ou de vários valores."),
    ["numpy": "maximum"]),
  several(
    "min",
    Text(
      en: "The smallest number of a list, or of several values.",
      pt: "O menor número de uma lista ou de vários valores."),
    ["numpy": "minimum"]),
  reduction(
    "norm",
    Text(
      en: "The Euclidean length: the root of the sum of squares.",
      pt: "O comprimento euclidiano: a raiz da soma dos quadrados.")),
  reduction(
    "argmax",
    Text(
      en: "The place of the largest number, from 1.",
      pt: "A posição do maior número, a partir de 1.")),
  reduction(
    "argmin",
    Text(
      en: "The place of the smallest number, from 1.",
      pt: "A posição do menor número, a partir de 1.")),
  reduction(
    "count",
    Text(
      en: "How many numbers there are.", pt: "Quantos números há.")),
]

private let matrixFunctions: [Entry] = [
  ofTwo(
    "matmul", ("a", "b"), Text(en: "The matrix product.", pt: "O produto de matrizes."),
    example: "print matmul([[1, 2], [3, 4]], [[1, 0], [0, 1]])", ["numpy": "dot"]),
  ofOne(
    "transpose", Text(en: "Rows become columns.", pt: "Linhas viram colunas."),
    example: "print transpose([[1, 2], [3, 4]])"),
  ofOne(
    "axes",
    Text(
      en: "How many axes a value has: 0 for a number, 1 for a list, 2 for a matrix.",
      pt: "Quantos eixos um valor tem: 0 para um número, 1 para uma lista, 2 para uma matriz."),
    example: "print axes([[1, 2], [3, 4]])", ["numpy": "ndim"]),
  ofTwo(
    "one_hot", ("index", "classes"),
    Text(
      en: "As many numbers as classes: 1 at the index, 0 elsewhere.",
      pt: "Tantos números quantas classes: 1 no índice, 0 nos demais."),
    example: "fn chosen(x) = one_hot(argmax(x, over: outputs), 3)",
    ["pytorch": "OneHot", "keras": "one_hot_encode"]),
]

private let listFunctions: [Entry] = [
  ofOne(
    "length",
    Text(
      en: "How many elements a list has, or characters a text.",
      pt: "Quantos elementos uma lista tem, ou caracteres um texto."),
    example: "print length([4, 5, 6])", ["python": "len", "general": "size"]),
  ofTwo(
    "append", ("list", "value"),
    Text(
      en: "A new list: that list, with the value behind it.",
      pt: "Uma nova lista: aquela lista, com o valor depois dela."),
    example: "print append([4, 5], 6)", ["javascript": "push"]),
  ofOne(
    "sort",
    Text(
      en: "The numbers in ascending order.", pt: "Os números em ordem crescente."),
    example: "print sort([3, 1, 2])", ["python": "sorted"]),
  ofOne(
    "rank",
    Text(
      en: "The place of each number in ascending order, from 1; equal ones share theirs.",
      pt: "A posição de cada número em ordem crescente, a partir de 1; iguais a dividem."),
    example: "print rank([30, 10, 20])"),
]

private let lookingFunctions: [Entry] = [
  Entry(
    .function, "math",
    Text(
      en: "A network's forward pass, loss and gradients as formulas.",
      pt: "A passagem direta, a perda e os gradientes de uma rede como fórmulas."),
    settings: [
      SettingDescription(
        "network", .value, required: true, positional: true,
        Text(en: "The network.", pt: "A rede.")),
      SettingDescription(
        "format", .word, .oneOf(["text", "latex"]), default: .word("text"),
        Text(en: "How they are written.", pt: "Como são escritas.")),
    ],
    example: "show math(classifier, format: latex)")
]

private let over = SettingDescription(
  "over", .word, .oneOf(["outputs", "samples"]),
  Text(
    en: "Along which axis; without it, everything.",
    pt: "Ao longo de qual eixo; sem isso, tudo."))

private func value(_ name: String, repeated: Bool = false) -> SettingDescription {
  SettingDescription(
    name, .value, required: true, positional: true, repeated: repeated,
    Text(en: "A value.", pt: "Um valor."))
}

private func ofOne(
  _ name: String, _ summary: Text, example: String? = nil, _ foreignNames: [String: String] = [:],
  isAvailable: Bool = true
) -> Entry {
  Entry(
    .function, name, summary, settings: [value("x")], example: example ?? "print \(name)(2)",
    foreignNames: foreignNames, isAvailable: isAvailable)
}

private func ofTwo(
  _ name: String, _ parameters: (String, String), _ summary: Text, example: String,
  _ foreignNames: [String: String] = [:], isAvailable: Bool = true
) -> Entry {
  Entry(
    .function, name, summary, settings: [value(parameters.0), value(parameters.1)],
    example: example, foreignNames: foreignNames, isAvailable: isAvailable)
}

private func reduction(
  _ name: String, _ summary: Text, _ foreignNames: [String: String] = [:]
) -> Entry {
  Entry(
    .function, name, summary, settings: [value("x"), over], example: "print \(name)([1, 2, 3])",
    foreignNames: foreignNames)
}

private func several(
  _ name: String, _ summary: Text, _ foreignNames: [String: String] = [:]
) -> Entry {
  Entry(
    .function, name, summary, settings: [value("values", repeated: true), over],
    example: "print \(name)(3, 5)", foreignNames: foreignNames)
}
