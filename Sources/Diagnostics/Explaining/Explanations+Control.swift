// Phases of a training, going on with one, and weights.

extension Explanation {
  static let settingOverridden = Explanation(
    Text(
      en: "a line beside the phases, all of which have their own",
      pt: "uma linha ao lado das fases, que têm todas a sua"),
    why: Text(
      en: """
        A line beside the phases holds in all phases that do not say it themselves. Where every \
        phase does, it holds nowhere, and whoever reads it believes in a number that is never used.
        """,
      pt: """
        Uma linha ao lado das fases vale em todas as fases que não a dizem elas mesmas. Se todas a \
        dizem, ela não vale em lugar nenhum, e quem lê acredita em um número que nunca é usado.
        """),
    wrong: """
      data points { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on points {
        loss log_loss; optimizer adam; batch 8
        epochs 10
        phase { epochs 2; rate 0.1 }
        phase { epochs 2; rate 0.01 }
      }
      """,
    right: """
      data points { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on points {
        loss log_loss; optimizer adam; batch 8
        epochs 2
        phase { rate 0.1 }
        phase { rate 0.01 }
      }
      """)

  static let nothingToContinue = Explanation(
    Text(
      en: "there is no training that was interrupted",
      pt: "não há treino que tenha sido interrompido"),
    why: Text(
      en: """
        'continue' ends a training that was interrupted or that 'stop after:' ended, exactly as if \
        it had run through. One that has come to its end goes on with another 'train'.
        """,
      pt: """
        'continue' termina um treino que foi interrompido ou que 'stop after:' encerrou, exatamente \
        como se não tivesse parado. Um que chegou ao fim segue com outro 'train'.
        """),
    wrong: """
      data points { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on points { loss log_loss; optimizer adam; rate 0.1; batch 8; epochs 4 }
      continue net
      """,
    right: """
      data points { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on points {
        loss log_loss; optimizer adam; rate 0.1; batch 8; epochs 4
        stop after: 12 iterations
      }
      continue net
      """)

  static let weightsNotPositive = Explanation(
    Text(
      en: "a column of weights holds what is no number above 0",
      pt: "uma coluna de pesos contém algo que não é um número acima de 0"),
    why: Text(
      en: """
        A sample with the weight 2 counts like two. One with the weight 0 would not count at all, \
        and a batch of such samples would have no loss; below 0 the network would learn the opposite.
        """,
      pt: """
        Uma amostra com peso 2 conta como duas. Com peso 0 ela não contaria nada, e um lote de tais \
        amostras não teria perda; abaixo de 0 a rede aprenderia o contrário.
        """),
    wrong: Example(
      """
      data d { read "visits.csv"; target y; weight days }
      """, files: File("visits.csv", "x,days,y\n1,3,1\n2,0,2\n3,1,3")),
    right: Example(
      """
      data d { read "visits.csv"; target y; weight days; where days > 0 }
      """, files: File("visits.csv", "x,days,y\n1,3,1\n2,0,2\n3,1,3")))

  static let backTooFar = Explanation(
    Text(
      en: "a network cannot go back further than to its beginning",
      pt: "uma rede não pode voltar para antes do seu começo"),
    why: Text(
      en: """
        'back' undoes iterations, and 'rewind' goes to the end of an epoch; both reach as far as \
        the first iteration since the weights were made or loaded.
        """,
      pt: """
        'back' desfaz iterações, e 'rewind' vai ao fim de uma época; ambos alcançam até a primeira \
        iteração desde que os pesos foram criados ou carregados.
        """),
    wrong: """
      data points { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on points { loss log_loss; optimizer adam; rate 0.1; batch 8; epochs 4 }
      back 100
      """,
    right: """
      data points { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      train net on points { loss log_loss; optimizer adam; rate 0.1; batch 8; epochs 4 }
      back 20
      """, needsRun: true)
}
