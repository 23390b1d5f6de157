import Diagnostics

/// What a script is written with around its lines: declarations and control flow.
package let statementWords: [Entry] = declarations + values + controlFlow

private let declarations: [Entry] = [
  Entry(
    .statement, "data",
    Text(
      en: "Declares a data set: where its rows come from, what is predicted, how they are parted.",
      pt: "Declara um conjunto de dados: de onde vêm os registros, o que é previsto e a divisão."),
    example: """
      data flowers {
        read "iris.csv"
        target species
        scale standard
        split train: 70%, validation: 15%, test: 15%
      }
      """, foreignNames: ["pytorch": "Dataset", "pandas": "DataFrame"]),
  Entry(
    .statement, "network",
    Text(
      en: "Declares a network: its layers, one a line, from the input to the output.",
      pt: "Declara uma rede: suas camadas, uma por linha, da entrada à saída."),
    example: """
      network net(width = 16) {
        dense width, relu
        dense 3, softmax
      }
      """, foreignNames: ["keras": "Sequential", "pytorch": "Module"]),
  Entry(
    .statement, "plan",
    Text(
      en: "Declares settings of a training under a name, for 'train … with'.",
      pt: "Declara ajustes de um treino com um nome, para 'train … with'."),
    example: """
      plan quick {
        loss cross_entropy
        optimizer adam
        rate 0.01
        batch 16
        epochs 5
      }
      """),
  Entry(
    .statement, "optimizer",
    Text(
      en:
        "Declares an optimizer; in its block 'weight', 'gradient', 'rate' and 'iteration' are given.",
      pt:
        "Declara um otimizador; em seu bloco são dados 'weight', 'gradient', 'rate' e 'iteration'."),
    example: """
      optimizer heavy_ball(momentum = 0.9) {
        state velocity = 0
        velocity = momentum * velocity + gradient
        weight = weight - rate * velocity
      }
      """),
  Entry(
    .statement, "fn",
    Text(
      en: "Declares a function: of plain values, or a loss, an activation, a metric, a rate.",
      pt: "Declara uma função: de valores simples, ou uma perda, ativação, métrica, taxa."),
    example: """
      fn area(width, height = 1) = width * height
      fn absolute_error(prediction, target) {
        let error = prediction - target
        return mean(abs(error))
      }
      """),
  Entry(
    .statement, "return",
    Text(
      en: "Ends a function and gives its value.", pt: "Termina uma função e dá o seu valor."),
    example: "fn square(x) { return x ^ 2 }"),
]

private let values: [Entry] = [
  Entry(
    .statement, "let",
    Text(
      en: "Gives a value a name that it keeps; a training or an evaluation can be such a value.",
      pt: "Dá a um valor um nome que ele mantém; um treino ou uma avaliação também é um valor."),
    example: "let width = 64"),
  Entry(
    .statement, "var",
    Text(
      en: "Gives a value a name that may later stand for another one.",
      pt: "Dá a um valor um nome que mais tarde pode valer outro."),
    example: """
      var best = 0
      best = best + 1
      """),
  Entry(
    .statement, "param",
    Text(
      en: "A constant that the command line may set: 'nn run script.nn rate=0.1'.",
      pt: "Uma constante que a linha de comando pode definir: 'nn run script.nn rate=0.1'."),
    example: "param rate = 0.01"),
]

private let controlFlow: [Entry] = [
  Entry(
    .statement, "if",
    Text(
      en:
        "Does the first block where the condition is true, and that after 'else' where it is not.",
      pt: "Executa o primeiro bloco se a condição é verdadeira, e o que segue 'else' se não é."),
    example: """
      let best = 4
      if best > 3 { print "yes" } else { print "no" }
      let word = if best > 3 then "yes" else "no"
      """),
  Entry(
    .statement, "for",
    Text(
      en: "Does its block once for each value of a list or range; in brackets, makes a list.",
      pt:
        "Executa o bloco uma vez para cada valor de uma lista ou faixa; entre colchetes, faz uma lista."
    ),
    example: """
      for width in [16, 32, 64] { print width }
      print [x ^ 2 for x in 1..10]
      """),
  Entry(
    .statement, "repeat",
    Text(
      en: "Does its block so many times; in a network, that many of its layers.",
      pt: "Executa o bloco tantas vezes; em uma rede, tantas vezes suas camadas."),
    example: "repeat 3 { print \"again\" }"),
  Entry(
    .statement, "include",
    Text(
      en: "Reads another script as if it stood here; its path is relative to this one.",
      pt: "Lê outro script como se estivesse aqui; seu caminho é relativo a este."),
    example: "include \"common.nn\""),
]
