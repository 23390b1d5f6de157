import Diagnostics
import Syntax
import Vocabulary

// Functions where one is wanted, and what they are called with.

extension Diagnostic {
  /// `optimizer sgd(momentum: 0.9)`: on a line of one function its settings follow a comma.
  static func callOfFunction(
    _ name: Name, _ arguments: [Argument], word: String, at span: Span
  ) -> Diagnostic {
    let isNamed = arguments.allSatisfy { $0.name != nil }
    var edits: [Edit] = []
    if isNamed {
      let start = arguments.first?.span.start ?? span.end
      edits = [
        Edit(Span(span.file, name.span.end..<start), arguments.isEmpty ? "" : ", "),
        Edit(Span(span.file, (arguments.last?.span.end ?? span.end)..<span.end), ""),
      ]
    }
    return .error(
      .callInBlock,
      Text(
        en: "the settings of '\(name.text)' follow it behind a comma, without parentheses",
        pt: "os ajustes de '\(name.text)' vêm depois de uma vírgula, sem parênteses"),
      at: Label(span),
      notes: isNamed
        ? []
        : [
          Text(
            en: "each has its name: \(word) sgd, momentum: 0.9",
            pt: "cada um tem seu nome: \(word) sgd, momentum: 0.9")
        ],
      fixIts: edits.isEmpty
        ? []
        : [FixIt(Text(en: "write a comma", pt: "escreva uma vírgula"), edits)])
  }

  static func functionInQuotes(
    _ role: FunctionRole, meant: String?, at span: Span
  ) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "here should stand \(role.noun.en), whose name stands without quotes",
        pt: "aqui deveria estar \(role.noun.pt), cujo nome fica sem aspas"),
      at: Label(span),
      fixIts: meant.map { [.replace(span, with: $0)] } ?? [])
  }

  /// `rate 0.1 * 0.95 ^ epoch`.
  static func rateNeedsFunction(at span: Span, text: String?) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "a rate that changes with the epoch is a function of it",
        pt: "uma taxa que muda com a época é uma função dela"),
      at: Label(span),
      fixIts: text.map { [.replace(span, with: "fn(epoch) = \($0)")] } ?? [])
  }

  static func formulaNeeded(_ role: FunctionRole, found: Text, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "here should stand \(role.noun.en) or a formula, not \(found.en)",
        pt: "aqui deveria estar \(role.noun.pt) ou uma fórmula, e não \(found.pt)"),
      at: Label(span))
  }

  /// `metrics mean(abs(prediction - target))`: its results would have no name to ask for.
  static func formulaNeedsName(at span: Span) -> Diagnostic {
    .error(
      .missingSetting,
      Text(
        en: "a formula among the metrics needs a name, under which its results stand",
        pt: "uma fórmula entre as métricas precisa de um nome, sob o qual ficam seus resultados"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write a name before it", pt: "escreva um nome antes dela"),
          [Edit(span.startPoint, "score: ")], isSafe: false)
      ])
  }

  static func wrongParameters(
    _ name: Name, _ parameters: [String], _ role: FunctionRole, declared: Span?
  ) -> Diagnostic {
    let wanted = "(\(role.arguments.joined(separator: ", ")))"
    let found = "(\(parameters.joined(separator: ", ")))"
    return .error(
      .wrongArguments,
      Text(
        en: "\(role.noun.en) is called with \(wanted), but '\(name.text)' takes \(found)",
        pt: "\(role.noun.pt) é chamada com \(wanted), mas '\(name.text)' recebe \(found)"),
      at: Label(name.span),
      also: declared.map { [Label($0, Text(en: "declared here", pt: "declarado aqui"))] } ?? [],
      notes: role == .loss && parameters == ["prediction", "target", "weights"]
        ? [
          Text(
            en: "with the weights it is called in place: "
              + "loss \(name.text)(prediction, target, weights)",
            pt: "com os pesos ela é chamada no próprio lugar: "
              + "loss \(name.text)(prediction, target, weights)")
        ]
        : parameters.count > role.arguments.count
          ? [
            Text(
              en: "further parameters need a default: beta = 1",
              pt: "os demais parâmetros precisam de um valor padrão: beta = 1")
          ] : [])
  }

  static func swappedParameters(
    _ name: Name, _ parameters: [String], _ role: FunctionRole
  ) -> Diagnostic {
    .warning(
      .swappedParameters,
      Text(
        en:
          "'\(name.text)' is called with (prediction, target), but names them the other way round",
        pt: "'\(name.text)' é chamada com (prediction, target), mas os nomeia na ordem inversa"),
      at: Label(name.span),
      notes: [
        Text(
          en: "declare it as fn \(name.text)(\(parameters.swappedFirst))",
          pt: "declare-a como fn \(name.text)(\(parameters.swappedFirst))")
      ])
  }
}

extension [String] {
  fileprivate var swappedFirst: String {
    guard count >= 2 else { return joined(separator: ", ") }
    return ([self[1], self[0]] + dropFirst(2)).joined(separator: ", ")
  }
}
