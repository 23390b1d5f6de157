import Diagnostics
import Vocabulary

// What is legal and yet probably a mistake: the reason, and the line as it should be. A repair that
// would change what the script computes is left to its author.

extension Diagnostic {
  static func batchTooLarge(
    _ batch: Int, samples: Int, of part: String, at span: Span
  ) -> Diagnostic {
    .warning(
      .batchTooLarge,
      Text(
        en: "a batch of \(NumberText.count(batch)) is larger than '\(part)', which has "
          + "\(NumberText.count(samples)) samples",
        pt: "um lote de \(NumberText.count(batch, in: .portuguese)) é maior que '\(part)', que tem "
          + "\(NumberText.count(samples, in: .portuguese)) amostras"),
      at: Label(span),
      notes: [
        Text(
          en: "an epoch is then one iteration, and one update of the weights",
          pt: "uma época é então uma só iteração, e uma só atualização dos pesos")
      ], fixIts: [.replace(span, with: "full")])
  }

  /// `encoder freeze` where the encoder has learnt nothing.
  static func frozenUntrained(_ name: String, at span: Span) -> Diagnostic {
    .warning(
      .frozenUntrained,
      Text(
        en: "'\(name)' has not been trained, so 'freeze' keeps weights that chance has drawn",
        pt: "'\(name)' não foi treinada, logo 'freeze' mantém pesos que o acaso sorteou"),
      at: Label(span),
      notes: [
        Text(
          en: "train '\(name)' first, or leave 'freeze' out",
          pt: "treine '\(name)' antes, ou deixe 'freeze' de fora")
      ])
  }

  /// `sigmoid` with a target of two values or of classes.
  static func sigmoidUnderMSE(
    at span: Span, layer: Span, repair: Text, fixIts: [FixIt]
  ) -> Diagnostic {
    .warning(
      .sigmoidUnderMSE,
      Text(
        en: "after 'sigmoid', 'mse' has almost no gradient where the network is sure and wrong, so "
          + "it hardly learns from its worst mistakes",
        pt: "depois de 'sigmoid', 'mse' quase não tem gradiente onde a rede tem certeza e erra, e "
          + "ela mal aprende com seus piores erros"),
      at: Label(span), also: [Label(layer, Text(en: "the last layer", pt: "a última camada"))],
      notes: [repair], fixIts: fixIts)
  }

  /// `sigmoid` with a target that it cannot reach.
  static func sigmoidOutOfReach(
    _ low: Float, _ high: Float, at span: Span, layer: Span
  ) -> Diagnostic {
    let (low, high) = (NumberText.short(Double(low)), NumberText.short(Double(high)))
    return .warning(
      .sigmoidUnderMSE,
      Text(
        en: "'sigmoid' gives values between 0 and 1, and the target goes from \(low) to \(high)",
        pt: "'sigmoid' dá valores entre 0 e 1, e o alvo vai de \(low) a \(high)"),
      at: Label(span), also: [Label(layer, Text(en: "the last layer", pt: "a última camada"))],
      notes: [
        Text(
          en: "leave 'sigmoid' out of the last layer, or write 'scale minmax, target'",
          pt: "retire 'sigmoid' da última camada, ou escreva 'scale minmax, target'")
      ])
  }

  static func reluBeforeLoss(at layer: Span, removal: Span?) -> Diagnostic {
    let words = Text(en: "leave 'relu' out", pt: "retire 'relu'")
    return .warning(
      .reluBeforeLoss,
      Text(
        en: "the network ends with 'relu', which gives nothing below 0 and learns nothing where it "
          + "gives 0",
        pt: "a rede termina com 'relu', que não dá nada abaixo de 0 e não aprende nada onde dá 0"),
      at: Label(layer), notes: removal == nil ? [words] : [],
      fixIts: removal.map { [FixIt(words, [Edit($0, "")], isSafe: false)] } ?? [])
  }

  /// Features whose numbers are large and go to the network as they are.
  static func unscaledInputs(
    _ features: [(name: String, largest: Double)], data: String, at span: Span
  ) -> Diagnostic {
    let shown = features.prefix(3).map { feature in
      let value = NumberText.short(feature.largest)
      return Text(en: "'\(feature.name)' up to \(value)", pt: "'\(feature.name)' até \(value)")
    }
    let more = features.count > 3 ? ", …" : ""
    let en = shown.map(\.en).joined(separator: ", ") + more
    let pt = shown.map(\.pt).joined(separator: ", ") + more
    return .warning(
      .unscaledInputs,
      Text(
        en: "large features of '\(data)' are not scaled: \(en)",
        pt: "entradas grandes de '\(data)' não estão em escala: \(pt)"),
      at: Label(span),
      notes: [
        Text(
          en: "large inputs make large steps, and one rate cannot suit them all: add the line "
            + "'scale standard' to '\(data)'",
          pt:
            "entradas grandes fazem passos grandes, e uma só taxa não serve para todas: acrescente "
            + "a linha 'scale standard' a '\(data)'")
      ])
  }

  static func trainedOnTest(_ data: String, at span: Span) -> Diagnostic {
    .warning(
      .trainedOnTest,
      Text(
        en: "the test part is kept for the end: a network trained on it knows its answers",
        pt: "a parte de teste fica para o fim: uma rede treinada nela conhece suas respostas"),
      at: Label(span), fixIts: [.replace(span, with: data, isSafe: false)])
  }

  static func evaluatedOnTraining(_ data: String, at span: Span) -> Diagnostic {
    .warning(
      .evaluatedOnTraining,
      Text(
        en: "this measures on the training part, whose samples the network has learnt from",
        pt: "isto mede na parte de treino, com cujas amostras a rede aprendeu"),
      at: Label(span),
      notes: [
        Text(
          en: "where that is meant, write '\(data).train'",
          pt: "se é isso que se quer, escreva '\(data).train'")
      ],
      fixIts: [.replace(span, with: "\(data).test", isSafe: false)])
  }

  static func stoppingPartEvaluated(
    _ part: String, data: String, at span: Span, stop: Span?
  ) -> Diagnostic {
    .warning(
      .stoppingPartEvaluated,
      Text(
        en: "'\(part)' has decided when the training stops, so the score on it is too good",
        pt: "'\(part)' decidiu quando o treinamento para, e por isso a nota nela é boa demais"),
      at: Label(span),
      also: stop.map { [Label($0, Text(en: "decided here", pt: "decidido aqui"))] } ?? [],
      notes: [
        Text(
          en: "give '\(data)' a test part, for example 'split train: 70%, validation: 15%, test: "
            + "15%', and evaluate on '\(data).test'",
          pt: "dê a '\(data)' uma parte de teste, por exemplo 'split train: 70%, validation: 15%, "
            + "test: 15%', e avalie em '\(data).test'")
      ])
  }

  static func targetInFeature(_ name: String, from source: String, at span: Span) -> Diagnostic {
    .warning(
      .targetInFeature,
      Text(
        en: "'\(name)' is made from '\(source)', which is to be predicted, and is a feature",
        pt: "'\(name)' é feita de '\(source)', que deve ser previsto, e é uma entrada"),
      at: Label(span),
      notes: [
        Text(
          en: "a new row would not have it: take the column away, or write 'drop "
            + "\(name.columnSpelling)'",
          pt: "um registro novo não a teria: retire a coluna, ou escreva 'drop "
            + "\(name.columnSpelling)'")
      ])
  }

  static func unusedSeed(at span: Span) -> Diagnostic {
    .warning(
      .unusedSeed,
      Text(
        en: "nothing after this line is left to chance, so the seed changes nothing",
        pt: "nada depois desta linha depende do acaso, e a semente não muda nada"),
      at: Label(span),
      notes: [
        Text(
          en: "a seed holds from its line on: put it before the data and the training",
          pt: "uma semente vale a partir de sua linha: ponha-a antes dos dados e do treinamento")
      ])
  }
}
