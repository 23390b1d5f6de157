// Networks and their training.

extension Explanation {
  static let shapeMismatch = Explanation(
    Text(
      en: "what one layer gives does not fit what comes next, or the data",
      pt: "o que uma camada dá não serve para o que vem depois, ou para os dados"),
    why: Text(
      en: """
        The shape that runs through a network is the backbone of its design. The last layer answers \
        to the target: one output for each class, or one for each number that is predicted.
        """,
      pt: """
        A forma que percorre uma rede é a espinha dorsal de seu projeto. A última camada responde \
        ao alvo: uma saída para cada classe, ou uma para cada número que se prediz.
        """),
    wrong: Example(
      """
      data flowers { read "flowers.csv"; target species }
      network net {
        dense 8, relu
        dense 4, softmax
      }
      train net on flowers {
        loss cross_entropy; optimizer adam; rate 0.01; batch 2; epochs 2
      }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species }
      network net {
        dense 8, relu
        dense 3, softmax
      }
      train net on flowers {
        loss cross_entropy; optimizer adam; rate 0.01; batch 2; epochs 2
      }
      """, files: .flowers))

  static let nothingToTrain = Explanation(
    Text(
      en: "a network is trained whose weights are all frozen",
      pt: "treina-se uma rede cujos pesos estão todos congelados"),
    why: Text(
      en: """
        Training changes weights, and 'freeze' keeps them. A frozen network is a beginning: layers \
        behind it learn what to make of its answer.
        """,
      pt: """
        O treino muda pesos, e 'freeze' os mantém. Uma rede congelada é um começo: camadas depois \
        dela aprendem o que fazer com a sua resposta.
        """),
    wrong: """
      data points { read moons(samples: 60) }
      plan same { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 20 }
      network part { dense 4, tanh; dense 1, sigmoid }
      train part on points with same
      network whole { part freeze }
      train whole on points with same
      """,
    right: """
      data points { read moons(samples: 60) }
      plan same { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 20 }
      network part { dense 4, tanh; dense 1, sigmoid }
      train part on points with same
      network whole { part freeze; dense 1, sigmoid }
      train whole on points with same
      """)

  static let lossMismatch = Explanation(
    Text(
      en: "the loss does not fit the last activation or the target",
      pt: "a perda não combina com a última ativação ou com o alvo"),
    why: Text(
      en: """
        Cross-entropy compares probabilities, which softmax makes. Over relu it would take \
        logarithms of numbers that are no probabilities, and the training would go nowhere.
        """,
      pt: """
        A entropia cruzada compara probabilidades, que softmax produz. Sobre relu ela tomaria \
        logaritmos de números que não são probabilidades, e o treino não chegaria a lugar nenhum.
        """),
    wrong: Example(
      """
      data flowers { read "flowers.csv"; target species }
      network net { dense 8, relu; dense 3, relu }
      train net on flowers {
        loss cross_entropy; optimizer adam; rate 0.01; batch 2; epochs 2
      }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species }
      network net { dense 8, relu; dense 3, softmax }
      train net on flowers {
        loss cross_entropy; optimizer adam; rate 0.01; batch 2; epochs 2
      }
      """, files: .flowers))

  static let diverged = Explanation(
    Text(
      en: "the loss became infinite or not a number during training",
      pt: "a perda se tornou infinita ou deixou de ser um número durante o treino"),
    why: Text(
      en: """
        With too high a rate each update overshoots further than the last. The training stops with \
        the last good weights; a rate ten times smaller is the first thing to try, then scaled \
        inputs.
        """,
      pt: """
        Com uma taxa alta demais cada atualização passa mais longe do ponto que a anterior. O \
        treino para com os últimos pesos bons; uma taxa dez vezes menor é a primeira coisa a \
        tentar, depois entradas em escala.
        """),
    wrong: """
      data d { read line(samples: 50) }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 1e6; batch full; epochs 100 }
      """,
    right: """
      data d { read line(samples: 50) }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.1; batch full; epochs 100 }
      """, needsRun: true)

  static let notEvaluated = Explanation(
    Text(
      en: "a result is asked for before there is one",
      pt: "um resultado é pedido antes de existir"),
    why: Text(
      en: """
        'net.test.accuracy' is the result of an evaluation on the test part, and stands below the \
        line that makes it. A score that nobody measured is not zero; it does not exist.
        """,
      pt: """
        'net.test.accuracy' é o resultado de uma avaliação na parte de teste, e fica abaixo da \
        linha que a faz. Uma nota que ninguém mediu não é zero; ela não existe.
        """),
    wrong: """
      data d { read line(); split train: 80%, test: 20% }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.1; batch 16; epochs 20 }
      print net.test.loss
      """,
    right: """
      data d { read line(); split train: 80%, test: 20% }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.1; batch 16; epochs 20 }
      evaluate net on d.test
      print net.test.loss
      """)

  static let tooLarge = Explanation(
    Text(
      en: "a number is too large, or asks for more memory than there is",
      pt: "um número é grande demais, ou pede mais memória do que existe"),
    why: Text(
      en: """
        A dense layer has inputs times outputs weights, and the optimizer keeps further numbers for \
        each. Told before the training, a network too large costs a second and not an evening.
        """,
      pt: """
        Uma camada densa tem entradas vezes saídas pesos, e o otimizador guarda mais números para \
        cada um. Dito antes do treino, uma rede grande demais custa um segundo e não uma noite.
        """),
    wrong: """
      data d { read line() }
      network net { dense 1e12, relu; dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.1; batch 16; epochs 2 }
      """,
    right: """
      data d { read line() }
      network net { dense 16, relu; dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.1; batch 16; epochs 2 }
      """)
}
