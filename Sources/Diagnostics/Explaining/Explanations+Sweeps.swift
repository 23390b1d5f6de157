// Runs over several values.

extension Explanation {
  static let emptySweep = Explanation(
    Text(
      en: "a name of a sweep has no value to run with",
      pt: "um nome de um sweep não tem valor com que executar"),
    why: Text(
      en: """
        A sweep runs its block once for each value. A range whose end lies below its start is empty, \
        and so is a list without elements: nothing would be run, and nothing could be compared.
        """,
      pt: """
        Um sweep executa seu bloco uma vez para cada valor. Um intervalo cujo fim fica abaixo do \
        início é vazio, e uma lista sem elementos também: nada seria executado nem comparado.
        """),
    wrong: example(values: "0.1..0.001 by 0.1"), right: example(values: "0.001..0.1 log 3"))

  static let nothingTrained = Explanation(
    Text(
      en: "the block of a sweep trains no network",
      pt: "o bloco de um sweep não treina nenhuma rede"),
    why: Text(
      en: """
        A sweep compares what its runs have learnt: the last training of each run is its result. \
        Without a 'train' there is nothing to compare. What is only to be repeated belongs in a 'for'.
        """,
      pt: """
        Um sweep compara o que suas execuções aprenderam: o último treino de cada uma é o seu \
        resultado. Sem 'train' não há o que comparar. O que só deve ser repetido fica em um 'for'.
        """),
    wrong: "sweep size in [16, 32] { print size }", right: "for size in [16, 32] { print size }")

  static let tooManyRuns = Explanation(
    Text(
      en: "a sweep would have more than ten thousand runs",
      pt: "um sweep teria mais de dez mil execuções"),
    why: Text(
      en: """
        Several names are combined, each value of one with each of the others, so their numbers \
        multiply. A few combinations that are drawn by chance find good values about as well as all.
        """,
      pt: """
        Vários nomes são combinados, cada valor de um com cada valor dos outros, e seus números se \
        multiplicam. Poucas combinações sorteadas acham valores bons quase tão bem quanto todas.
        """),
    wrong: combinations(""), right: combinations(", sample: 3"))

  static let rateUndecided = Explanation(
    Text(
      en: "a rate is taken from a search that found none",
      pt: "uma taxa é tirada de uma busca que não achou nenhuma"),
    why: Text(
      en: """
        'find_rate' suggests a rate only where the loss fell clearly. Where it never fell, or differs \
        from batch to batch more than it fell, any number would be a guess; so it says so, and why.
        """,
      pt: """
        'find_rate' só sugere uma taxa quando a perda caiu claramente. Se ela nunca caiu, ou varia de \
        lote a lote mais do que caiu, qualquer número seria um palpite; então ele diz isso, e por quê.
        """),
    wrong: search(loss: "mean(0 * prediction)"), right: search(loss: "log_loss"), needsRun: true)

  private static func search(loss: String) -> Example {
    Example(
      beginning + """
        let found = find_rate net on points { loss \(loss); optimizer sgd; batch 20 }
        print found.rate
        """)
  }

  private static let beginning = """
    data points { read moons(samples: 40) }
    network net { dense 4, tanh; dense 1, sigmoid }

    """

  private static func example(values: String) -> Example {
    Example(
      beginning + """
        sweep r in \(values) {
          train net on points { loss log_loss; optimizer adam; rate r; batch 8; epochs 2 }
        }
        """)
  }

  private static func combinations(_ sample: String) -> Example {
    Example(
      beginning + """
        sweep r in 0.001..0.1 log 200, m in 0..0.99 by 0.01\(sample) {
          train net on points { loss log_loss; optimizer sgd, momentum: m; rate r; batch 8; epochs 2 }
        }
        """)
  }
}
