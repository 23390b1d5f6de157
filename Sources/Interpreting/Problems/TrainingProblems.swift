import Checking
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

  /// A warm-up that would last until the end.
  static func warmupTooLong(_ warmup: Quantity, epochs: Int, at span: Span) -> Diagnostic {
    let (warm, all) = (NumberText.short(warmup.value), NumberText.count(epochs))
    return .error(
      .illegalSetting,
      Text(
        en: "a warm-up of \(warm) epochs leaves none of the \(all) for the rate itself",
        pt: "um aquecimento de \(warm) épocas não deixa nenhuma das \(all) para a própria taxa"),
      at: Label(span))
  }

  static func tooManyRates(_ epochs: Int, most: Int, at span: Span) -> Diagnostic {
    let (found, limit) = (NumberText.countText(epochs), NumberText.countText(most))
    return .error(
      .illegalSetting,
      Text(
        en: "a rate that is a function serves at most \(limit.en) epochs, not \(found.en)",
        pt: "uma taxa que é uma função serve para no máximo \(limit.pt) épocas, não \(found.pt)"),
      at: Label(span))
  }

  static func tooManyPhases(_ count: Int, most: Int, at span: Span) -> Diagnostic {
    let (found, limit) = (NumberText.countText(count), NumberText.countText(most))
    return .error(
      .illegalSetting,
      Text(
        en: "a training can have at most \(limit.en) phases, not \(found.en)",
        pt: "um treino pode ter no máximo \(limit.pt) fases, não \(found.pt)"),
      at: Label(span))
  }

  /// A line beside phases that all have their own.
  static func overriddenByPhases(_ word: String, phases: [Span], at span: Span) -> Diagnostic {
    let own = Text(en: "says its own", pt: "diz o seu")
    return .error(
      .settingOverridden,
      Text(
        en: "this '\(word)' holds nowhere, since each phase has its own",
        pt: "este '\(word)' não vale em lugar nenhum, pois cada fase tem o seu"),
      at: Label(span), also: phases.prefix(2).map { Label($0, own) },
      notes: [
        Text(
          en: "leave it out, or write the phases anew in the block of 'train'",
          pt: "retire-o, ou escreva as fases de novo no bloco de 'train'")
      ])
  }

  static func nothingToContinue(_ network: String?, at span: Span) -> Diagnostic {
    .error(
      .nothingToContinue,
      network.map {
        Text(
          en: "there is no training of '\($0)' that was interrupted",
          pt: "não há treino de '\($0)' que tenha sido interrompido")
      }
        ?? Text(
          en: "there is no training that was interrupted",
          pt: "não há treino que tenha sido interrompido"),
      at: Label(span),
      notes: [
        Text(
          en: "a training that has come to its end goes on with 'train'",
          pt: "um treino que chegou ao fim continua com 'train'")
      ])
  }

  static func nothingToUndo(at span: Span) -> Diagnostic {
    .error(
      .backTooFar,
      Text(
        en: "no network was trained, so there is nothing to undo",
        pt: "nenhuma rede foi treinada, então não há nada a desfazer"),
      at: Label(span))
  }

  static func backTooFar(_ network: String, most: Int, at span: Span) -> Diagnostic {
    let count = NumberText.countText(most)
    return .error(
      .backTooFar,
      most == 0
        ? Text(
          en: "'\(network)' is at its beginning: no iteration can be undone",
          pt: "'\(network)' está no começo: nenhuma iteração pode ser desfeita")
        : Text(
          en: "'\(network)' can go back by at most \(count.en) iteration\(most == 1 ? "" : "s")",
          pt:
            "'\(network)' pode voltar no máximo \(count.pt) \(most == 1 ? "iteração" : "iterações")"
        ),
      at: Label(span))
  }

  static func unknownEpoch(_ network: String, first: Int, last: Int, at span: Span) -> Diagnostic {
    .error(
      .backTooFar,
      Text(
        en: "'\(network)' can be put to an epoch from \(first) to \(last)",
        pt: "'\(network)' pode ser levada a uma época de \(first) a \(last)"),
      at: Label(span),
      notes: first == 0
        ? [Text(en: "epoch 0 is the beginning", pt: "a época 0 é o começo")] : [])
  }

  static func weightsNeedClasses(_ data: String, at span: Span) -> Diagnostic {
    .error(
      .targetKind,
      Text(
        en: "'class_weights' are for classes, and the target of '\(data)' is a number",
        pt: "'class_weights' são para classes, e o alvo de '\(data)' é um número"),
      at: Label(span))
  }

  static func weightNeedsClass(_ classes: [String], at span: Span) -> Diagnostic {
    let example = classes.first.map { "\($0.columnSpelling): 2" } ?? "name: 2"
    return .error(
      .missingSetting,
      Text(
        en: "a weight needs the name of its class: class_weights \(example)",
        pt: "um peso precisa do nome da sua classe: class_weights \(example)"),
      at: Label(span))
  }

  static func balancedAlone(at span: Span) -> Diagnostic {
    .error(
      .tooManyValues,
      Text(
        en: "'balanced' sets the weights of all classes, and stands alone",
        pt: "'balanced' define os pesos de todas as classes, e fica sozinho"),
      at: Label(span))
  }

  static func unknownClass(_ name: String, _ classes: [String], at span: Span) -> Diagnostic {
    let closest = closestName(to: name, among: classes)
    let list = classes.map(\.columnSpelling).joined(separator: ", ")
    return .error(
      .unknownName,
      Text(en: "there is no class '\(name)'", pt: "não existe a classe '\(name)'"),
      at: Label(span),
      notes: [Text(en: "the classes are: \(list)", pt: "as classes são: \(list)")]
        + (closest.map {
          [Text(en: "did you mean '\($0)'?", pt: "você quis dizer '\($0)'?")]
        } ?? []))
  }

  /// An optimizer that compares losses, which different batches would blur.
  static func needsFullBatch(_ optimizer: String, at span: Span) -> Diagnostic {
    .error(
      .illegalSetting,
      Text(
        en: "'\(optimizer)' needs 'batch full', since its steps compare losses over the same "
          + "samples",
        pt: "'\(optimizer)' precisa de 'batch full', pois seus passos comparam perdas sobre as "
          + "mesmas amostras"),
      at: Label(span), fixIts: [.replace(span, with: "full")])
  }

  static func clipWithSearch(_ optimizer: String, at span: Span) -> Diagnostic {
    .error(
      .illegalSetting,
      Text(
        en:
          "'clip' would change nothing, since '\(optimizer)' finds the length of its steps itself",
        pt: "'clip' não mudaria nada, pois '\(optimizer)' acha sozinho o comprimento de seus passos"
      ),
      at: Label(span))
  }

  static func unknownMonitor(_ name: String, known: [String], at span: Span) -> Diagnostic {
    let closest = suggestion(for: name, among: known)
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
    let closest = suggestion(for: name, among: known)
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
    case .rate: Text(en: "function of the epoch", pt: "uma função da época")
    case .schedule: Text(en: "schedule of the rate", pt: "um programa da taxa")
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
