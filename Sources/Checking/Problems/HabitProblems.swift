import Diagnostics
import Syntax

// Problems of those who come from other software, each with its repair.

extension Diagnostic {
  /// `train net, d`: the data stands in another place.
  static func dataBehindOn(_ word: Name, found: String, at gap: Span) -> Diagnostic {
    .error(
      .missingTail,
      Text(
        en: "the data of '\(word.text)' stands behind 'on', not behind '\(found)'",
        pt: "os dados de '\(word.text)' ficam depois de 'on', e não de '\(found)'"),
      at: Label(gap),
      fixIts: [FixIt(Text(en: "write 'on'", pt: "escreva 'on'"), [Edit(gap, " on ")])]
    )
  }

  static func swappedValues(_ word: String, _ edits: [Edit], at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "the values of '\(word)' stand the wrong way round",
        pt: "os valores de '\(word)' estão na ordem inversa"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "swap them", pt: "troque-os"), edits)])
  }

  static func productNeedsSign(_ place: Span) -> Diagnostic {
    .error(
      .notCallable,
      Text(en: "a product is written with '*'", pt: "um produto se escreve com '*'"),
      at: Label(place),
      fixIts: [FixIt(Text(en: "put '*' between", pt: "ponha '*' entre eles"), [Edit(place, " * ")])]
    )
  }

  /// `range(10)`, which counts from 0 to 9.
  static func foreignRange(_ ends: (Int, Int)?, at span: Span) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "a range is written with two points, and holds both its ends",
        pt: "um intervalo se escreve com dois pontos seguidos ('..') e inclui os dois extremos"),
      at: Label(span),
      fixIts: ends.flatMap { first, end in
        end > Int.min ? [.replace(span, with: "\(first)..\(end - 1)")] : nil
      } ?? [])
  }

  static func joinedTexts(_ repair: String?, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "a text and a number are not added: a value stands within a text, in '{ }'",
        pt: "um texto e um número não se somam: um valor fica dentro de um texto, entre '{ }'"),
      at: Label(span), fixIts: repair.map { [.replace(span, with: $0)] } ?? [])
  }

  static func pathNeedsQuotes(_ path: String, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "the path of a file stands between quotes",
        pt: "o caminho de um arquivo fica entre aspas"),
      at: Label(span), fixIts: [.replace(span, with: "\"\(path)\"")])
  }

  /// `drop [width]`, `metrics [accuracy]`.
  static func listWithoutBrackets(_ word: String, _ list: Span) -> Diagnostic {
    let inner = Span(list.file, list.start + 1..<max(list.start + 1, list.end - 1))
    return .error(
      .typeMismatch,
      Text(
        en: "the values of '\(word)' stand without brackets",
        pt: "os valores de '\(word)' ficam sem colchetes"),
      at: Label(list),
      fixIts: [
        FixIt(
          Text(en: "leave the brackets out", pt: "tire os colchetes"),
          [
            Edit(Span(list.file, list.start..<inner.start), ""),
            Edit(Span(list.file, inner.end..<list.end), ""),
          ])
      ])
  }

  /// `seed = 42`: an action that is written like an assignment.
  static func actionAssigned(_ name: Name, _ gap: Span) -> Diagnostic {
    .error(
      .noAssignInBlock,
      Text(
        en: "'\(name.text)' is an action, and its value follows without '='",
        pt: "'\(name.text)' é uma ação, e seu valor vem sem '='"),
      at: Label(gap),
      fixIts: [FixIt(Text(en: "leave '=' out", pt: "tire '='"), [Edit(gap, " ")])])
  }

  /// `activation relu`, as a line of a network.
  static func activationLine(_ word: Name, _ gap: Span) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "an activation is a line of its own, or follows the values of its layer",
        pt: "uma ativação é uma linha própria, ou vem depois dos valores de sua camada"),
      at: Label(word.span),
      fixIts: [
        FixIt(
          Text(en: "leave '\(word.text)' out", pt: "tire '\(word.text)'"),
          [Edit(word.span.joined(with: gap), "")])
      ])
  }

  /// `None`, `null`.
  static func nothing(_ name: Name) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "there is no '\(name.text)': every name has a value",
        pt: "não existe '\(name.text)': todo nome tem um valor"),
      at: Label(name.span),
      notes: [
        Text(
          en: "a setting that is not needed is left out",
          pt: "um ajuste que não é necessário é omitido")
      ])
  }
}
