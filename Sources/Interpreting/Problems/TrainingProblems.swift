import Diagnostics
import Shapes
import Vocabulary

extension Diagnostic {
  static func illegalCount(_ word: String, _ found: String, at span: Span) -> Diagnostic {
    .error(
      .illegalSetting,
      Text(
        en: "'\(word)' needs a whole number from 1, not \(found)",
        pt: "'\(word)' precisa de um número inteiro a partir de 1, não \(found)"),
      at: Label(span))
  }

  static func illegalRate(_ rate: Double, epoch: Int?, at span: Span) -> Diagnostic {
    let found = NumberText.short(rate)
    let place = epoch.map {
      Text(en: " in epoch \($0)", pt: " na época \($0)")
    }
    return .error(
      .illegalSetting,
      Text(
        en: "'rate' needs a finite number above 0, and is \(found)\(place?.en ?? "")",
        pt: "'rate' precisa de um número finito acima de 0, e é \(found)\(place?.pt ?? "")"),
      at: Label(span),
      notes: rate == 0
        ? [
          Text(
            en: "with a rate of 0 no weight would ever change",
            pt: "com taxa 0 nenhum peso mudaria")
        ] : [])
  }

  static func unknownMonitor(_ name: String, known: [String], at span: Span) -> Diagnostic {
    let closest = closestName(to: name, among: known)
    let list = known.joined(separator: ", ")
    return .error(
      .unknownName,
      Text(
        en: "there is no result named '\(name)' to watch",
        pt: "não há resultado chamado '\(name)' para acompanhar"),
      at: Label(span),
      notes: closest == nil
        ? [Text(en: "there are: \(list)", pt: "há: \(list)")] : [],
      fixIts: closest.map { [.didYouMean(span, $0)] } ?? [])
  }

  static func unknownFunction(
    _ name: String, as role: FunctionRole, in catalogue: Catalogue, at span: Span
  ) -> Diagnostic {
    let known = catalogue.entries.filter { $0.role == role }.map(\.name)
    let closest = closestName(to: name, among: known)
    return .error(
      .unknownName,
      Text(
        en: "'\(name)' is no \(role.word.en)", pt: "'\(name)' não é \(role.word.pt)"),
      at: Label(span),
      notes: closest == nil
        ? [
          Text(
            en: "there are: \(known.joined(separator: ", "))",
            pt: "há: \(known.joined(separator: ", "))")
        ] : [],
      fixIts: closest.map { [.didYouMean(span, $0)] } ?? [])
  }

  /// The last layer does not have one output for each number of the target.
  static func widthDiffers(
    outputs: Int, wanted: Int, target: Text, layer: Span, declared: Span, repair: String
  ) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "the network has \(outputs) output\(outputs == 1 ? "" : "s"), and \(target.en)",
        pt: "a rede tem \(outputs) saída\(outputs == 1 ? "" : "s"), e \(target.pt)"),
      at: Label(
        layer, Text(en: "gives \(outputs)", pt: "dá \(outputs)")),
      also: [Label(declared, Text(en: "the data, declared here", pt: "os dados, declarados aqui"))],
      notes: [
        Text(
          en: "end the network with '\(repair)'", pt: "termine a rede com '\(repair)'")
      ])
  }

  /// The loss wants another last activation, or another kind of target.
  static func lossDoesNotFit(
    _ loss: String, _ why: Text, at span: Span, layer: Span?, remedy: Text
  ) -> Diagnostic {
    .error(
      .lossMismatch,
      Text(en: "'\(loss)' \(why.en)", pt: "'\(loss)' \(why.pt)"), at: Label(span),
      also: layer.map {
        [Label($0, Text(en: "the last layer", pt: "a última camada"))]
      } ?? [],
      notes: [remedy])
  }

  static func partEmpty(_ part: String, at span: Span) -> Diagnostic {
    .error(
      .emptyData,
      Text(
        en: "there are no samples in '\(part)'", pt: "não há amostras em '\(part)'"),
      at: Label(span))
  }

  static func validationMissing(_ monitor: String, data: String, at span: Span) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "'stop' watches '\(monitor)', and '\(data)' has no validation part",
        pt: "'stop' acompanha '\(monitor)', e '\(data)' não tem parte de validação"),
      at: Label(span),
      notes: [
        Text(
          en: "add 'split train: 80%, validation: 20%' to the data, or 'monitor: loss' here",
          pt: "acrescente 'split train: 80%, validation: 20%' aos dados, ou 'monitor: loss' aqui")
      ])
  }

  static func diverged(
    _ network: String, epoch: Int, iteration: Int, rate: Double?, at span: Span
  ) -> Diagnostic {
    let tried = rate.map { NumberText.short($0 / 10, digits: 2) }
    return .error(
      .diverged,
      Text(
        en: "the loss is no longer finite in epoch \(epoch), iteration \(iteration)",
        pt: "a perda deixou de ser finita na época \(epoch), iteração \(iteration)"),
      at: Label(span),
      notes: [
        Text(
          en: "the weights of '\(network)' are those before that iteration",
          pt: "os pesos de '\(network)' são os de antes dessa iteração")
      ]
        + (tried.map {
          [
            Text(
              en: "most often the rate is too high: try 'rate \($0)'",
              pt: "quase sempre a taxa é alta demais: experimente 'rate \($0)'")
          ]
        } ?? []))
  }

  static func expectationFailed(
    _ sides: Text, why: String?, at whole: Span, _ part: Span
  ) -> Diagnostic {
    .error(
      .expectationFailed,
      Text(
        en: "an expectation is not met" + (why.map { ": " + $0 } ?? ""),
        pt: "uma expectativa não se cumpre" + (why.map { ": " + $0 } ?? "")),
      at: Label(part, sides))
  }
}

extension FunctionRole {
  /// "a loss", for a message.
  var word: Text {
    switch self {
    case .activation: Text(en: "activation", pt: "uma ativação")
    case .loss: Text(en: "loss", pt: "uma perda")
    case .metric: Text(en: "metric", pt: "uma métrica")
    case .optimizer: Text(en: "optimizer", pt: "um otimizador")
    case .rate: Text(en: "schedule of the rate", pt: "uma regra para a taxa")
    case .initializer: Text(en: "initializer", pt: "um inicializador")
    }
  }

  /// What a setting of this role takes, for a message.
  var description: Text {
    Text(
      en: "the name of a function that serves as \(word.en)",
      pt: "o nome de uma função que sirva como \(word.pt)")
  }
}
