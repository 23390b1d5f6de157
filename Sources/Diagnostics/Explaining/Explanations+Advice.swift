// Advice on scripts that run, and probably not as they were meant.

extension Explanation {
  static let batchTooLarge = Explanation(
    Text(
      en: "a batch is larger than the part that is trained on",
      pt: "um lote é maior que a parte em que se treina"),
    why: Text(
      en: """
        A batch is the samples of one update. With more than there are, each epoch is a \
        single update, and far more epochs are needed than the number suggests; 'batch full' \
        says so plainly.
        """,
      pt: """
        Um lote são as amostras de uma atualização. Com mais do que existem, cada época é \
        uma única atualização, e são precisas muito mais épocas do que o número sugere; \
        'batch full' diz isso claramente.
        """),
    wrong: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 500; epochs 2 }
      """,
    right: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch full; epochs 2 }
      """)

  static let sigmoidUnderMSE = Explanation(
    Text(
      en: "'sigmoid' stands at the end of a network that is trained by 'mse'",
      pt: "'sigmoid' está no fim de uma rede treinada com 'mse'"),
    why: Text(
      en: """
        The curve of 'sigmoid' is flat at both ends, so an answer that is sure and wrong \
        hardly moves under 'mse'. The log loss grows there just as fast as the curve \
        flattens, and its gradient is simply prediction - target. For numbers outside 0 to \
        1, 'sigmoid' cannot reach the target at all.
        """,
      pt: """
        A curva de 'sigmoid' é plana nas duas pontas, e uma resposta certa de si e errada \
        mal se move com 'mse'. A perda logarítmica cresce ali tão depressa quanto a curva se \
        achata, e seu gradiente é simplesmente predição - alvo. Para números fora de 0 a 1, \
        'sigmoid' nem alcança o alvo.
        """),
    wrong: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss mse; optimizer adam; rate 0.01; batch 10; epochs 2 }
      """,
    right: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      """)

  static let frozenUntrained = Explanation(
    Text(
      en: "a network is frozen that has not been trained",
      pt: "uma rede é congelada sem ter sido treinada"),
    why: Text(
      en: """
        'freeze' is for weights that another training has found. Without one they are drawn by \
        chance, and the layers behind them have to learn from what chance makes of the input.
        """,
      pt: """
        'freeze' serve para pesos que outro treino encontrou. Sem ele, são sorteados, e as camadas \
        seguintes têm de aprender com o que o acaso faz da entrada.
        """),
    wrong: """
      data points { read moons(samples: 60) }
      plan same { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 20 }
      network part { dense 4, tanh; dense 1, sigmoid }
      network whole { part freeze; dense 1, sigmoid }
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

  static let reluBeforeLoss = Explanation(
    Text(
      en: "a network ends with 'relu'",
      pt: "uma rede termina com 'relu'"),
    why: Text(
      en: """
        What 'relu' cuts off cannot be an answer, and where it gives 0 its gradient is 0: a \
        network that starts there for all samples never learns. A last layer without \
        activation gives any number.
        """,
      pt: """
        O que 'relu' corta não pode ser resposta, e onde ela dá 0 seu gradiente é 0: uma \
        rede que começa ali para todas as amostras nunca aprende. Uma última camada sem \
        ativação dá qualquer número.
        """),
    wrong: """
      data d { read line(samples: 40, noise: 0.1, seed: 1) }
      network net { dense 8, tanh; dense 1, relu }
      train net on d { loss mse; optimizer adam; rate 0.01; batch 10; epochs 2 }
      """,
    right: """
      data d { read line(samples: 40, noise: 0.1, seed: 1) }
      network net { dense 8, tanh; dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.01; batch 10; epochs 2 }
      """)

  static let unscaledInputs = Explanation(
    Text(
      en: "large features reach the network unscaled",
      pt: "entradas grandes chegam à rede sem escala"),
    why: Text(
      en: """
        The gradient of a weight is multiplied by its input. With inputs in hundreds, a rate \
        that suits them is far too small for the other weights, and one that suits those \
        makes the training diverge. 'scale standard' gives every feature mean 0 and \
        deviation 1, learnt from the training part.
        """,
      pt: """
        O gradiente de um peso é multiplicado por sua entrada. Com entradas em centenas, uma \
        taxa que serve para elas é pequena demais para os outros pesos, e uma que serve para \
        estes faz o treinamento divergir. 'scale standard' dá a cada entrada média 0 e \
        desvio 1, aprendidos da parte de treinamento.
        """),
    wrong: Example(
      """
      data d { read "people.csv"; target tall }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 4; epochs 2 }
      """, files: .people),
    right: Example(
      """
      data d { read "people.csv"; target tall; scale standard }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 4; epochs 2 }
      """, files: .people))

  static let trainedOnTest = Explanation(
    Text(
      en: "a network is trained on the test part",
      pt: "uma rede é treinada na parte de teste"),
    why: Text(
      en: """
        The test part answers one question: how good is the network on samples that it has \
        never seen? Once it has been trained on, nothing answers that question any more.
        """,
      pt: """
        A parte de teste responde a uma pergunta: quão boa é a rede em amostras que nunca \
        viu? Depois que se treina nela, nada mais responde a essa pergunta.
        """),
    wrong: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1); split test: every 4 }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d.test { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      evaluate net on d.test
      """,
    right: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1); split test: every 4 }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      evaluate net on d.test
      """)

  static let evaluatedOnTraining = Explanation(
    Text(
      en: "a network is measured on the samples that it learnt from",
      pt: "uma rede é medida nas amostras com que aprendeu"),
    why: Text(
      en: """
        A data set without the name of a part stands for its training part. A network has seen \
        those samples, and may know them by heart; what it does with others, only the test part \
        tells. 'd.train' says that the training part is meant.
        """,
      pt: """
        Um conjunto de dados sem o nome de uma parte vale por sua parte de treino. A rede já viu \
        essas amostras, e pode sabê-las de cor; o que faz com outras, só a parte de teste diz. \
        'd.train' diz que a parte de treino é a desejada.
        """),
    wrong: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1); split test: every 4 }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      evaluate net on d
      """,
    right: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1); split test: every 4 }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      evaluate net on d.test
      """)

  static let stoppingPartEvaluated = Explanation(
    Text(
      en: "the part that decided when to stop is taken for a test",
      pt: "a parte que decidiu quando parar é usada como teste"),
    why: Text(
      en: """
        Stopping where the validation loss is lowest chooses the weights that suit the \
        validation part best, by luck too. The score there is therefore too good; a test \
        part that decided nothing gives an honest one.
        """,
      pt: """
        Parar onde a perda de validação é menor escolhe os pesos que mais convêm à parte de \
        validação, também por sorte. Por isso a nota nela é boa demais; uma parte de teste \
        que nada decidiu dá uma nota honesta.
        """),
    wrong: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1); split validation: every 4 }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d {
        loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2
        stop patience: 2 epochs
      }
      evaluate net on d.validation
      """,
    right: """
      data d {
        read moons(samples: 60, noise: 0.1, seed: 1)
        split validation: every 4, test: every 5
      }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d {
        loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2
        stop patience: 2 epochs
      }
      evaluate net on d.test
      """)

  static let targetInFeature = Explanation(
    Text(
      en: "a feature is made from what is to be predicted",
      pt: "uma entrada é feita do que deve ser previsto"),
    why: Text(
      en: """
        A network finds the target in such a feature and needs nothing else, so its score is \
        nearly perfect. For a new row the target is what is asked for, so the feature cannot \
        be computed.
        """,
      pt: """
        Uma rede encontra o alvo em tal entrada e não precisa de mais nada, e sua nota é \
        quase perfeita. Para um registro novo, o alvo é o que se pergunta, e a entrada não \
        pode ser calculada.
        """),
    wrong: Example(
      """
      data d {
        read "people.csv"; target weight; drop tall
        column bmi: weight / (height / 100) ^ 2
      }
      """, files: .people),
    right: Example(
      """
      data d { read "people.csv"; target weight; drop tall }
      """, files: .people))

  static let unusedName = Explanation(
    Text(
      en: "a name is declared and never used",
      pt: "um nome é declarado e nunca usado"),
    why: Text(
      en: """
        Often another name stands where this one was meant, and the experiment is not the \
        one that the script seems to describe. Otherwise the line only costs the reader \
        time.
        """,
      pt: """
        Muitas vezes outro nome está onde se queria este, e a experiência não é a que o \
        script parece descrever. Se não, a linha só custa tempo a quem lê.
        """),
    wrong: """
      let width = 16
      let with_bias = true
      print width
      """,
    right: """
      let width = 16
      print width
      """)

  static let unusedSeed = Explanation(
    Text(
      en: "nothing after a seed is left to chance",
      pt: "nada depois de uma semente depende do acaso"),
    why: Text(
      en: """
        A seed decides the numbers that are drawn after its line: the split, the first \
        weights, the order of the samples. Below them it changes nothing, and the experiment \
        runs with another seed than the one that is read.
        """,
      pt: """
        Uma semente decide os números sorteados depois de sua linha: a divisão, os primeiros \
        pesos, a ordem das amostras. Abaixo deles ela não muda nada, e a experiência roda \
        com outra semente que não a que se lê.
        """),
    wrong: """
      data d { read moons(samples: 60, noise: 0.1, seed: 1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      seed 7
      evaluate net on d.train
      """,
    right: """
      seed 7
      data d { read moons(samples: 60, noise: 0.1, seed: 1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 10; epochs 2 }
      evaluate net on d.train
      """)
}

extension Explanation.File {
  /// Eight people with large numbers.
  fileprivate static let people = Explanation.File(
    "people.csv",
    """
    height,weight,tall
    181,84,yes
    165,58,no
    177,71,yes
    159,63,no
    190,92,yes
    168,75,no
    183,70,yes
    162,66,no
    """)
}
