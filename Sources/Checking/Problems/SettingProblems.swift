package import Diagnostics
package import Shapes
import Syntax
package import Vocabulary

/// Why `value` cannot be the value of `setting` of `word`; `nil` where it can.
///
/// The checker asks it of what is written out, the dry run of what has been computed.
package func settingProblem(
  _ value: SettingValue, for setting: SettingDescription, of word: String, at span: Span
) -> Diagnostic? {
  if setting.type.isMissingUnit(value) {
    return .missingUnit(setting, of: word, value, at: span)
  }
  guard setting.type.takes(value, setting.legal) else {
    return .wrongType(setting, of: word, found: .value(value), at: span)
  }
  guard setting.legal.allows(value) else {
    return .illegalSetting(setting, of: word, value, at: span)
  }
  return nil
}

/// What was found where a setting needs something else.
enum FoundValue {
  case value(SettingValue)
  case function(String)
}

extension Diagnostic {
  // MARK: Values

  static func wrongType(
    _ setting: SettingDescription, of word: String, found: FoundValue, at span: Span
  ) -> Diagnostic {
    let noun: Text
    switch found {
    case .value(let value): noun = value.noun
    case .function(let name):
      noun = Text(en: "the function '\(name)'", pt: "a função '\(name)'")
    }
    let label = setting.label(of: word)
    let wanted = setting.wanted
    return .error(
      .typeMismatch,
      Text(
        en: "\(label) needs \(wanted.en), not \(noun.en)",
        pt: "\(label) precisa de \(wanted.pt), não de \(noun.pt)"),
      at: Label(span))
  }

  /// A value of another type than is needed.
  package static func wrongType(expected: Text, found: Text, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "here should stand \(expected.en), not \(found.en)",
        pt: "aqui deveria estar \(expected.pt), e não \(found.pt)"),
      at: Label(span))
  }

  static func illegalSetting(
    _ setting: SettingDescription, of word: String, _ value: SettingValue, at span: Span
  ) -> Diagnostic {
    let label = setting.label(of: word)
    let wanted = setting.wanted
    return .error(
      .illegalSetting,
      Text(
        en: "\(label) needs \(wanted.en), not \(value.written)",
        pt: "\(label) precisa de \(wanted.pt), não de \(value.written)"),
      at: Label(span))
  }

  static func missingUnit(
    _ setting: SettingDescription, of word: String, _ value: SettingValue, at span: Span
  ) -> Diagnostic {
    guard case .quantity(let units) = setting.type else {
      return wrongType(setting, of: word, found: .value(value), at: span)
    }
    let choices = units.map { "\(value.written) \($0.rawValue)" }
    let label = setting.label(of: word)
    return .error(
      .missingUnit,
      Text(
        en: "\(label) needs a unit: \(choices.joined(separator: " or "))",
        pt: "\(label) precisa de uma unidade: \(choices.joined(separator: " ou "))"),
      at: Label(span),
      fixIts: choices.count == 1 ? [.replace(span, with: choices[0])] : [])
  }

  static func unknownOption(
    _ name: Name, _ setting: SettingDescription, _ owner: String, closest: String?
  ) -> Diagnostic {
    let label = setting.label(of: owner)
    let wanted = setting.wanted
    return .error(
      .illegalSetting,
      Text(
        en: "\(label) needs \(wanted.en), not '\(name.text)'",
        pt: "\(label) precisa de \(wanted.pt), não de '\(name.text)'"),
      at: Label(name.span), fixIts: closest.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  static func wordInQuotes(
    _ text: String, _ setting: SettingDescription, _ owner: String, at span: Span
  ) -> Diagnostic {
    let words = setting.legal.words
    let isLegal = words.isEmpty || words.contains(text)
    let label = setting.label(of: owner)
    return .error(
      .typeMismatch,
      Text(
        en: "\(label) takes a word without quotes", pt: "\(label) recebe uma palavra sem aspas"),
      at: Label(span), fixIts: isLegal ? [.replace(span, with: text)] : [])
  }

  static func functionInQuotes(_ role: FunctionRole, meant: String?, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "\(role.noun.en) is named without quotes", pt: "\(role.noun.pt) é nomeada sem aspas"),
      at: Label(span), fixIts: meant.map { [.replace(span, with: $0)] } ?? [])
  }

  static func formulaNeeded(_ role: FunctionRole, found: Text, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'\(role.word)' needs \(role.noun.en) or a formula, not \(found.en)",
        pt: "'\(role.word)' precisa de \(role.noun.pt) ou de uma fórmula, não de \(found.pt)"),
      at: Label(span))
  }

  static func rateNeedsFunction(at span: Span, text: String?) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "a rate that depends on the epoch is a function of it",
        pt: "uma taxa que depende da época é uma função dela"),
      at: Label(span),
      fixIts: text.map { [.replace(span, with: "fn(epoch) = \($0)")] } ?? [])
  }

  static func resultNeeded(at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "here stands the name of a result, such as 'loss' or 'validation.accuracy'",
        pt: "aqui vem o nome de um resultado, como 'loss' ou 'validation.accuracy'"),
      at: Label(span))
  }

  static func columnNeeded(_ owner: String, text: String?, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'\(owner)' takes the name of a column, without quotes",
        pt: "'\(owner)' recebe o nome de uma coluna, sem aspas"),
      at: Label(span), fixIts: text.map { [.replace(span, with: $0.columnSpelling)] } ?? [])
  }

  static func needsName(
    _ setting: SettingDescription, of owner: String, at span: Span
  ) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(en: "'\(owner)' takes a name here", pt: "'\(owner)' recebe um nome aqui"),
      at: Label(span))
  }

  // MARK: Arguments

  static func unknownSetting(
    _ name: Name, of owner: String, closest: String?, known: [String]
  ) -> Diagnostic {
    let list = known.joined(separator: ", ")
    return .error(
      .unknownSetting,
      Text(
        en: "'\(owner)' has no setting '\(name.text)'",
        pt: "'\(owner)' não tem o ajuste '\(name.text)'"),
      at: Label(name.span),
      notes: closest == nil && !known.isEmpty
        ? [Text(en: "it has: \(list)", pt: "ele tem: \(list)")] : [],
      fixIts: closest.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  static func settingHasItsLine(_ name: Name, of owner: String, _ line: String) -> Diagnostic {
    .error(
      .unknownSetting,
      Text(
        en: "'\(name.text)' is no setting of '\(owner)': '\(line)' has a line of its own",
        pt: "'\(name.text)' não é um ajuste de '\(owner)': '\(line)' tem sua própria linha"),
      at: Label(name.span))
  }

  static func settingNeedsName(
    _ setting: SettingDescription, of owner: String, _ names: [String], at span: Span
  ) -> Diagnostic {
    let list = names.map { "\($0):" }.joined(separator: ", ")
    return .error(
      .tooManyValues,
      Text(
        en: "the values of '\(owner)' stand behind their names: \(list)",
        pt: "os valores de '\(owner)' vêm depois de seus nomes: \(list)"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write '\(setting.name):' before it", pt: "escreva '\(setting.name):' antes"),
          [Edit(span.startPoint, "\(setting.name): ")])
      ])
  }

  static func tooManyValues(for owner: String, takes count: Int, at span: Span) -> Diagnostic {
    .error(
      .tooManyValues,
      count == 0
        ? Text(en: "'\(owner)' takes no value", pt: "'\(owner)' não recebe valores")
        : Text(
          en: "'\(owner)' takes \(count) value\(count == 1 ? "" : "s"), and this is one too many",
          pt: "'\(owner)' recebe \(count) valor\(count == 1 ? "" : "es"), e este sobra"),
      at: Label(span))
  }

  static func givenTwice(_ name: String, earlier: Span, at span: Span) -> Diagnostic {
    .error(
      .givenTwice,
      Text(en: "'\(name)' is given twice", pt: "'\(name)' é dado duas vezes"), at: Label(span),
      also: [Label(earlier, Text(en: "first here", pt: "primeiro aqui"))])
  }

  static func missingSettings(
    _ settings: [SettingDescription], of owner: String, at span: Span
  ) -> Diagnostic {
    let wanted = settings.map(\.wanted)
    let names = settings.map { $0.isPositional ? "" : "\($0.name): " }
    let english = zip(names, wanted).map { $0 + $1.en }.joined(separator: ", ")
    let portuguese = zip(names, wanted).map { $0 + $1.pt }.joined(separator: ", ")
    return .error(
      .missingSetting,
      Text(en: "'\(owner)' needs \(english)", pt: "'\(owner)' precisa de \(portuguese)"),
      at: Label(span),
      notes: settings.map { setting in
        Text(en: setting.summary.en, pt: setting.summary.pt)
      })
  }

  static func callOfFunction(
    _ name: Name, _ arguments: [Argument], word: String, at span: Span
  ) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'\(word)' takes the function itself, not its result",
        pt: "'\(word)' recebe a própria função, não o seu resultado"),
      at: Label(span), fixIts: [.replace(span, with: name.text)])
  }

  // MARK: Sources of data

  static func misplacedGenerator(_ name: Name, _ generator: Entry) -> Diagnostic {
    .error(
      .misplacedWord,
      Text(
        en: "'\(name.text)()' makes data, and stands only behind 'read'",
        pt: "'\(name.text)()' gera dados, e só fica depois de 'read'"),
      at: Label(name.span),
      notes: [
        Text(
          en: "for example: data points { read \(name.text)() }",
          pt: "por exemplo: data pontos { read \(name.text)() }")
      ])
  }

  static func generatorNeedsParentheses(_ name: Name) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'\(name.text)' makes data when it is called",
        pt: "'\(name.text)' gera dados quando é chamado"),
      at: Label(name.span), fixIts: [.replace(name.span, with: "\(name.text)()")])
  }

  static func unknownGenerator(_ name: Name, meant: String, isCalled: Bool) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "there is no source of data named '\(name.text)'",
        pt: "não há fonte de dados chamada '\(name.text)'"),
      at: Label(name.span),
      fixIts: [.didYouMean(name.span, isCalled ? meant : "\(meant)()")])
  }

  // MARK: Shapes

  /// A layer cannot take what the layer before it gives.
  package static func shapeMismatch(
    _ problem: ShapeProblem, word: String, at span: Span, previous: Span?
  ) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "'\(word)' needs \(problem.expected.en), but gets \(problem.found)",
        pt: "'\(word)' precisa de \(problem.expected.pt), mas recebe \(problem.found)"),
      at: Label(
        span, Text(en: "needs \(problem.expected.en)", pt: "precisa de \(problem.expected.pt)")),
      also: previous.map {
        [Label($0, Text(en: "gives \(problem.found)", pt: "dá \(problem.found)"))]
      } ?? [],
      notes: problem.remedy.map { [Text(en: $0.en, pt: $0.pt)] } ?? [])
  }
}
