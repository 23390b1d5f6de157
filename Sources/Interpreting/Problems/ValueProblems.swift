import Diagnostics
import Vocabulary

extension Diagnostic {
  static func indexOutside(_ index: Int, count: Int, at span: Span) -> Diagnostic {
    .error(
      .noSuchElement,
      count == 0
        ? Text(
          en: "there is no element \(index): the list is empty",
          pt: "não há elemento \(index): a lista está vazia")
        : Text(
          en: "there is no element \(index): the list has the elements 1 to \(count)",
          pt: "não há elemento \(index): a lista tem os elementos 1 a \(count)"),
      at: Label(span),
      notes: index == 0 && count > 0
        ? [Text(en: "the first element is number 1", pt: "o primeiro elemento é o número 1")] : [])
  }

  /// `print half(3)`, where `half` ended without 'return'.
  static func nothingReturned(at span: Span) -> Diagnostic {
    .error(
      .missingReturn,
      Text(
        en: "a value is needed here, and the function ended without 'return'",
        pt: "aqui é preciso um valor, e a função terminou sem 'return'"),
      at: Label(span))
  }

  /// `"x is " + x`, where `x` is a number.
  static func textAndNumber(at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "a text and a number are not added: a value stands within a text, in '{ }'",
        pt: "um texto e um número não se somam: um valor fica dentro de um texto, entre '{ }'"),
      at: Label(span),
      notes: [Text(en: "for example \"x is {x}\"", pt: "por exemplo \"x é {x}\"")])
  }

  static func lengthsDiffer(
    _ first: Int, _ second: Int, isSum: Bool, at span: Span
  ) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "the lists have \(first) and \(second) elements, and are joined element by element",
        pt: "as listas têm \(first) e \(second) elementos, e são unidas elemento a elemento"),
      at: Label(span),
      notes: isSum
        ? [
          Text(
            en: "'append(list, value)' gives a list with a value more",
            pt: "'append(lista, valor)' dá uma lista com um valor a mais")
        ] : [])
  }

  static func raggedLists(at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "a list of numbers is needed here, or of lists that are equally long",
        pt: "aqui é preciso uma lista de números, ou de listas de igual tamanho"),
      at: Label(span))
  }

  static func rangeNeedsStep(at span: Span) -> Diagnostic {
    .error(
      .illegalRange,
      Text(
        en: "a range between numbers that are not whole needs 'by' or 'log'",
        pt: "um intervalo entre números não inteiros precisa de 'by' ou 'log'"),
      at: Label(span),
      notes: [
        Text(
          en: "for example '0..1 by 0.1', or '0.001..1 log 4' for four points",
          pt: "por exemplo '0..1 by 0.1', ou '0.001..1 log 4' para quatro pontos")
      ])
  }

  static func rangeStandsStill(at span: Span) -> Diagnostic {
    .error(
      .illegalRange,
      Text(
        en: "a range cannot go by 0: it would never end",
        pt: "um intervalo não pode andar de 0 em 0: nunca terminaria"),
      at: Label(span))
  }

  static func illegalLogRange(at span: Span) -> Diagnostic {
    .error(
      .illegalRange,
      Text(
        en: "a 'log' range needs two ends above 0 and a whole number of points from 2",
        pt:
          "um intervalo 'log' precisa de extremos acima de 0 e de um número inteiro de pontos a partir de 2"
      ),
      at: Label(span))
  }

  static func tooLarge(at span: Span) -> Diagnostic {
    .error(
      .tooLarge,
      Text(
        en: "this would take more memory than a script may use",
        pt: "isto ocuparia mais memória do que um script pode usar"),
      at: Label(span))
  }

  static func notCallable(_ kind: Text, at span: Span) -> Diagnostic {
    .error(
      .notCallable,
      Text(
        en: "only functions and networks can be called, and this is \(kind.en)",
        pt: "só funções e redes podem ser chamadas, e isto é \(kind.pt)"),
      at: Label(span))
  }

  static func callsTooDeep(_ name: String, limit: Int, at span: Span) -> Diagnostic {
    .error(
      .callsTooDeep,
      Text(
        en: "'\(name)' calls itself more than \(NumberText.count(limit)) times deep",
        pt:
          "'\(name)' chama a si mesma com mais de \(NumberText.count(limit, in: .portuguese)) níveis"
      ),
      at: Label(span),
      notes: [
        Text(
          en: "a recursion needs a case that ends it: if n <= 1 then 1 else …",
          pt: "uma recursão precisa de um caso que a termine: if n <= 1 then 1 else …")
      ])
  }

  static func unknownArgument(
    _ name: String, of function: String, known: [String], at span: Span
  ) -> Diagnostic {
    let closest = suggestion(for: name, among: known)
    let nameSpan = Span(span.file, span.start..<min(span.end, span.start + name.utf8.count))
    let list = known.joined(separator: ", ")
    return .error(
      .wrongArguments,
      Text(
        en: "'\(function)' has no parameter named '\(name)'",
        pt: "'\(function)' não tem parâmetro chamado '\(name)'"),
      at: Label(nameSpan),
      notes: closest == nil
        ? [
          known.isEmpty
            ? Text(en: "it takes no arguments", pt: "ela não recebe argumentos")
            : Text(en: "it takes: \(list)", pt: "ela recebe: \(list)")
        ] : [],
      fixIts: closest.map { [.didYouMean(nameSpan, $0)] } ?? [])
  }

  static func tooManyArguments(
    count: Int, parameters: [String], of function: String, at span: Span
  ) -> Diagnostic {
    let list = parameters.joined(separator: ", ")
    return .error(
      .wrongArguments,
      Text(
        en: "'\(function)' takes \(parameters.count) arguments, and \(count) are given",
        pt: "'\(function)' recebe \(parameters.count) argumentos, e \(count) foram dados"),
      at: Label(span),
      notes: parameters.isEmpty ? [] : [Text(en: "it takes: \(list)", pt: "ela recebe: \(list)")])
  }

  static func argumentGivenTwice(_ name: String, of function: String, at span: Span) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'\(name)' of '\(function)' is given twice",
        pt: "'\(name)' de '\(function)' é dado duas vezes"),
      at: Label(span))
  }

  static func argumentMissing(_ name: String, of function: String, at span: Span) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'\(function)' needs a value for '\(name)'",
        pt: "'\(function)' precisa de um valor para '\(name)'"),
      at: Label(span))
  }

  static func unknownMember(
    _ name: String, of kind: Text, known: [String], at span: Span
  ) -> Diagnostic {
    let closest = suggestion(for: name, among: known.filter { $0 != name })
    let list = known.joined(separator: ", ")
    return .error(
      .unknownMember,
      Text(
        en: "\(kind.en) has no '\(name)'", pt: "\(kind.pt) não tem '\(name)'"),
      at: Label(span),
      notes: memberAdvice[name].map { [$0] }
        ?? (closest == nil && !known.isEmpty
          ? [Text(en: "it has: \(list)", pt: "há: \(list)")] : []),
      fixIts: closest.map { [.didYouMean(span, $0)] } ?? [])
  }

  /// The validation of a training is asked for that had no such part.
  static func noValidation(at span: Span) -> Diagnostic {
    .error(
      .unknownMember,
      Text(
        en: "this training had no validation part", pt: "este treino não teve parte de validação"),
      at: Label(span),
      notes: [
        Text(
          en: "give the data one, for example 'split train: 80%, validation: 20%'",
          pt: "dê uma aos dados, por exemplo 'split train: 80%, validation: 20%'")
      ])
  }

  /// How that is written here which is a method elsewhere.
  static let memberAdvice: [String: Text] = {
    let training = Text(
      en: "a training is a line: train net on d { loss mse; … }",
      pt: "um treino é uma linha: train net on d { loss mse; … }")
    let length = Text(
      en: "how many elements a list has: length(list)",
      pt: "quantos elementos uma lista tem: length(list)")
    let growing = Text(
      en: "a list keeps its elements; append(list, 3) gives a new one with 3 behind them",
      pt: "uma lista mantém seus elementos; append(lista, 3) dá uma nova com 3 depois deles")
    return [
      "fit": training, "compile": training,
      "predict": Text(
        en: "a network is called like a function: net([1, 2])",
        pt: "uma rede é chamada como uma função: net([1, 2])"),
      "evaluate": Text(
        en: "an evaluation is a line: evaluate net on d.test",
        pt: "uma avaliação é uma linha: evaluate net on d.test"),
      "summary": Text(en: "'show net' shows it", pt: "'show net' a mostra"),
      "length": length, "size": length, "len": length, "count": length,
      "append": growing, "push": growing, "add": growing,
    ]
  }()

  /// A result is asked for that no evaluation has given yet.
  static func notEvaluated(_ network: String, part: String, at span: Span) -> Diagnostic {
    .error(
      .notEvaluated,
      Text(
        en: "'\(network)' as it is now has not been evaluated on a part '\(part)'",
        pt: "'\(network)' como está agora não foi avaliada em uma parte '\(part)'"),
      at: Label(span),
      notes: [
        Text(
          en: "add a line 'evaluate \(network) on DATA.\(part)' above, with the name of the data",
          pt:
            "acrescente acima a linha 'evaluate \(network) on DADOS.\(part)', com o nome dos dados")
      ])
  }

  static func notTrained(_ network: Network, at span: Span) -> Diagnostic {
    let name = network.name
    if network.wasTrainedInSweep {
      return .error(
        .notEvaluated,
        Text(
          en: "'\(name)' was trained in a sweep only, which leaves it as it was before",
          pt: "'\(name)' só foi treinada em um sweep, que a deixa como era antes"),
        at: Label(span),
        notes: [
          Text(
            en:
              "write this line into the block of the sweep, or 'train \(name) on DATA { … }' behind it",
            pt:
              "escreva esta linha no bloco do sweep, ou 'train \(name) on DADOS { … }' depois dele")
        ])
    }
    return .error(
      .notEvaluated,
      Text(en: "'\(name)' has not been trained yet", pt: "'\(name)' ainda não foi treinada"),
      at: Label(span),
      notes: [
        Text(
          en: "add 'train \(name) on DATA { … }' above",
          pt: "acrescente acima 'train \(name) on DADOS { … }'")
      ])
  }

  /// A dry run ended before the script's end.
  static func checkLimit(at span: Span) -> Diagnostic {
    .warning(
      .checkLimit,
      Text(
        en: "the check ends here: the script does too much work to be tried out to its end",
        pt: "a verificação termina aqui: o script faz trabalho demais para ser testado até o fim"),
      at: Label(span))
  }
}
