// Functions from which nothing can be learnt.

extension Explanation {
  static let noGradient = Explanation(
    Text(
      en: "the gradient of a loss or an activation is 0 everywhere",
      pt: "o gradiente de uma perda ou ativação é 0 em toda parte"),
    why: Text(
      en: """
        A weight learns from how the loss changes with it. What jumps from one number to another, \
        such as 'round' or a comparison, is flat between the jumps: nothing changes, and nothing is \
        learnt. Metrics may jump; a loss needs a slope.
        """,
      pt: """
        Um peso aprende com o modo como a perda muda com ele. O que salta de um número a outro, como \
        'round' ou uma comparação, é plano entre os saltos: nada muda e nada se aprende. Métricas \
        podem saltar; uma perda precisa de inclinação.
        """),
    wrong: """
      fn misses(prediction, target) = mean(abs(round(prediction) - target))
      data d { read line() }
      network net { dense 1 }
      train net on d { loss misses; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """,
    right: """
      fn misses(prediction, target) = mean(abs(round(prediction) - target))
      data d { read line() }
      network net { dense 1 }
      train net on d { loss mae; optimizer adam; rate 0.1; batch 16; epochs 2; metrics misses }
      """)

  static let gradientNotFinite = Explanation(
    Text(
      en: "a loss, or its gradient, is no finite number wherever it is tried",
      pt: "uma perda, ou seu gradiente, não é um número finito onde é testada"),
    why: Text(
      en: """
        The logarithm and the root of a negative number are none, and their slope at 0 is infinite. \
        One such number among the samples makes the whole loss none, and the first update breaks all \
        weights.
        """,
      pt: """
        O logaritmo e a raiz de um número negativo não existem, e sua inclinação em 0 é infinita. Um \
        só número assim entre as amostras estraga a perda inteira, e a primeira atualização quebra \
        todos os pesos.
        """),
    wrong: """
      data d { read line() }
      network net { dense 1 }
      train net on d {
        loss mean(sqrt(prediction - target))
        optimizer adam
        rate 0.1
        batch 16
        epochs 2
      }
      """,
    right: """
      data d { read line() }
      network net { dense 1 }
      train net on d {
        loss mean(sqrt((prediction - target) ^ 2 + 1e-6))
        optimizer adam
        rate 0.1
        batch 16
        epochs 2
      }
      """)

  static let gradientUnknown = Explanation(
    Text(
      en: "a loss uses what has no gradient worked out",
      pt: "uma perda usa algo cujo gradiente não é calculado"),
    why: Text(
      en: """
        'sort' is there for metrics. In a loss its slope would be taken for 0, and the weights would \
        learn from a gradient that is not that of the loss.
        """,
      pt: """
        'sort' existe para métricas. Em uma perda sua inclinação seria tomada por 0, e os pesos \
        aprenderiam com um gradiente que não é o da perda.
        """),
    wrong: """
      fn sorted(prediction, target) =
        mean((sort(prediction) - sort(target)) ^ 2) + 0.01 * mean((prediction - target) ^ 2)
      data d { read line() }
      network net { dense 1 }
      train net on d { loss sorted; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """,
    right: """
      fn sorted(prediction, target) = mean((sort(prediction) - sort(target)) ^ 2)
      data d { read line() }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.1; batch 16; epochs 2; metrics sorted }
      """)
}
