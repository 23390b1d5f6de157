package import Diagnostics
package import Syntax
package import Vocabulary

/// What is wrong with `value` as the setting `setting` of `word`: its type, its unit, its range.
///
/// The checker asks for literals, the dry run for values; `nil` where all is well.
package func settingProblem(
  _ value: SettingValue, for setting: SettingDescription, of word: String, at span: Span
) -> Diagnostic? {
  if case .quantity(let quantity) = value, let unit = setting.unit, quantity.unit == unit {
    return settingProblem(.number(quantity.value), for: setting, of: word, at: span)
  }
  if case .word(let text) = value, setting.legal.words.contains(text) { return nil }
  if case .text(let text) = value, setting.legal.words.contains(text) { return nil }
  if case .quantity(let units) = setting.type, case .number(let number) = value {
    return .missingUnit(number, setting, of: word, units, at: span)
  }
  guard setting.type.holds(value) else {
    return .wrongType(setting, of: word, found: .value(value), at: span)
  }
  guard setting.legal.allows(value), value.isFinite,
    !setting.type.counts || value.isCountable
  else {
    return .illegalSetting(setting, of: word, found: value, at: span)
  }
  return nil
}

extension SettingType {
  /// Whether its numbers count something, such as units or pixels.
  fileprivate var counts: Bool { self == .wholeNumber || self == .dimensions }

  /// Whether a value is of this type.
  fileprivate func holds(_ value: SettingValue) -> Bool {
    switch (self, value) {
    case (.value, _), (.formula, .function), (.function, .function): true
    case (.number, .number), (.share, .number), (.function(.rate), .number): true
    case (.wholeNumber, .number(let number)): number.isWhole
    case (.boolean, .boolean), (.text, .text), (.source, .text): true
    case (.dimensions, .dimensions): true
    case (.dimensions, .number(let number)): number.isWhole
    case (.dimensions, .list(let values)): values.allSatisfy(\.isWholeNumber)
    case (.quantity(let units), .quantity(let quantity)):
      units.contains(quantity.unit) && (quantity.unit.isTime || quantity.value.isWhole)
    case (.word, .word), (.word, .text), (.result, .word), (.output, .word), (.column, .word): true
    default: false
    }
  }
}

extension Quantity.Unit {
  /// Whether a part of one makes sense.
  fileprivate var isTime: Bool { self == .seconds || self == .minutes }
}

extension Double {
  fileprivate var isWhole: Bool { isInfinite || rounded() == self }
}

extension SettingValue {
  fileprivate var isWholeNumber: Bool {
    if case .number(let number) = self { number.isWhole } else { false }
  }

  /// Whether all numbers in it are small enough to count something that a machine holds.
  fileprivate var isCountable: Bool {
    switch self {
    case .number(let number): number.magnitude <= 1e12
    case .list(let values): values.allSatisfy(\.isCountable)
    default: true
    }
  }

  fileprivate var isFinite: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .quantity(let quantity): quantity.value.isFinite
    case .list(let values): values.allSatisfy(\.isFinite)
    default: true
    }
  }
}

/// What stands where a setting wants something else.
enum FoundValue {
  case value(SettingValue)
  case function(String)

  var description: Text {
    switch self {
    case .value(let value): value.description
    case .function(let name): Text(en: "the function '\(name)'", pt: "a função '\(name)'")
    }
  }
}

extension FoundValue {
  /// The number of `dense "64"`, without its quotes.
  fileprivate func numberInQuotes(for type: SettingType) -> String? {
    guard case .value(.text(let text)) = self, type == .number || type == .wholeNumber,
      Double(text) != nil
    else { return nil }
    return text
  }
}

extension SettingValue {
  /// `70%` for the 70 of `split train: 70`.
  fileprivate func percent(for type: SettingType) -> String? {
    guard type == .share, case .number(let number) = self, number > 1, number <= 100 else {
      return nil
    }
    return NumberText.exact(number) + "%"
  }
}

// MARK: - Values

extension Diagnostic {
  /// The value is of another type than the place needs.
  package static func wrongType(expected: Text, found: Text, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "here should stand \(expected.en), not \(found.en)",
        pt: "aqui deveria estar \(expected.pt), e não \(found.pt)"),
      at: Label(span))
  }

  static func wrongType(
    _ setting: SettingDescription, of word: String, found: FoundValue, at span: Span,
    example: String? = nil
  ) -> Diagnostic {
    var problem = needs(
      setting, of: word, found.description, .typeMismatch, at: span,
      repair: found.numberInQuotes(for: setting.type))
    if let example {
      problem.notes = [Text(en: "for example: \(example)", pt: "por exemplo: \(example)")]
    }
    return problem
  }

  /// The value is of the right type, but not one that the setting takes.
  package static func illegalSetting(
    _ setting: SettingDescription, of word: String, found: SettingValue, at span: Span
  ) -> Diagnostic {
    needs(
      setting, of: word, found.description, .illegalSetting, at: span,
      repair: found.percent(for: setting.type))
  }

  private static func needs(
    _ setting: SettingDescription, of word: String, _ found: Text, _ code: Code, at span: Span,
    repair: String?
  ) -> Diagnostic {
    let (subject, wanted) = (setting.subject(of: word), setting.wanted)
    return .error(
      code,
      Text(
        en: "\(subject.en) needs \(wanted.en), not \(found.en)",
        pt: "\(subject.pt) precisa de \(wanted.pt), e não \(found.pt)"),
      at: Label(span), fixIts: repair.map { [.replace(span, with: $0)] } ?? [])
  }

  static func missingUnit(
    _ number: Double, _ setting: SettingDescription, of word: String, _ units: [Quantity.Unit],
    at span: Span
  ) -> Diagnostic {
    let subject = setting.subject(of: word)
    let choices = units.map { "\(NumberText.exact(number)) \($0.rawValue)" }
    return .error(
      .missingUnit,
      Text(
        en: "\(subject.en) needs a unit: \(choices.alternatives.en)",
        pt: "\(subject.pt) precisa de uma unidade: \(choices.alternatives.pt)"),
      at: Label(span), fixIts: choices.map { .replace(span, with: $0, isSafe: choices.count == 1) })
  }

  static func unknownOption(
    _ name: Name, _ setting: SettingDescription, _ word: String, closest: Suggestion?
  ) -> Diagnostic {
    // `StandardScaler`, `mean_imputation`: the option with something around it.
    let contained = setting.legal.words.filter { name.text.lowercased().contains($0) }
    let closest =
      closest ?? (contained.count == 1 ? contained.first.map { Suggestion($0) } : nil)
    let (subject, wanted) = (setting.subject(of: word), setting.wanted)
    return .error(
      .illegalSetting,
      Text(
        en: "\(subject.en) needs \(wanted.en), not '\(name.text)'",
        pt: "\(subject.pt) precisa de \(wanted.pt), e não '\(name.text)'"),
      at: Label(name.span),
      fixIts: closest.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  static func wordInQuotes(
    _ text: String, _ setting: SettingDescription, _ word: String, at span: Span
  ) -> Diagnostic {
    let words = setting.legal.words
    guard words.isEmpty || words.contains(text) else {
      return wrongType(setting, of: word, found: .value(.text(text)), at: span)
    }
    return .error(
      .typeMismatch,
      Text(
        en: "'\(text)' is a word of the language, and stands without quotes",
        pt: "'\(text)' é uma palavra da linguagem e fica sem aspas"),
      at: Label(span), fixIts: [.replace(span, with: text)])
  }

  static func needsName(
    _ setting: SettingDescription, of word: String, at span: Span
  ) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'\(word)' needs the name of an output",
        pt: "'\(word)' precisa do nome de uma saída"),
      at: Label(span))
  }

  static func resultNeeded(at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en:
          "here should stand a result of the training: loss, a metric, or one of them behind 'validation.'",
        pt:
          "aqui deveria estar um resultado do treino: loss, uma métrica, ou um deles depois de 'validation.'"
      ),
      at: Label(span))
  }

  static func columnNeeded(_ word: String, text: String?, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'\(word)' needs a column, whose name stands without quotes",
        pt: "'\(word)' precisa de uma coluna, cujo nome fica sem aspas"),
      at: Label(span),
      fixIts: text.map { [.replace(span, with: $0.columnSpelling)] } ?? [])
  }

  static func generatorNeedsParentheses(_ name: Name) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "a generator is called: parentheses follow '\(name.text)'",
        pt: "um gerador é chamado: parênteses seguem '\(name.text)'"),
      at: Label(name.span), fixIts: [.replace(name.span, with: "\(name.text)()")])
  }

  static func unknownGenerator(_ name: Name, meant: Suggestion, isCalled: Bool) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "there is no generator '\(name.text)'", pt: "não existe o gerador '\(name.text)'"),
      at: Label(name.span),
      fixIts: [
        .didYouMean(
          name.span, isCalled ? meant.name : "\(meant.name)()", isSafe: meant.isCertain)
      ])
  }

  static func misplacedEvery(at span: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(
        en: "'every' stands only behind 'split': split test: every 5",
        pt: "'every' só fica depois de 'split': split test: every 5"),
      at: Label(span))
  }
}

extension String {
  /// The name of a column as a script writes it: in backticks unless it is a plain name.
  package var columnSpelling: String {
    let isLetter = { (scalar: Unicode.Scalar) in
      scalar == "_" || scalar.properties.isAlphabetic
    }
    let isPlain =
      unicodeScalars.first.map(isLetter) == true
      && unicodeScalars.allSatisfy {
        isLetter($0) || $0.properties.generalCategory == .decimalNumber
      }
    return isPlain ? self : "`\(self)`"
  }
}

extension SettingDescription {
  /// How a message speaks of the setting: by the word where it is the word's own value.
  func subject(of word: String) -> Text {
    if isPositional, isRequired || name == "values" { return Text(verbatim: "'\(word)'") }
    return Text(en: "'\(name)' of '\(word)'", pt: "'\(name)' de '\(word)'")
  }
}

// MARK: - Which settings are given

extension Diagnostic {
  package static func unknownSetting(
    _ name: Name, of word: String, closest: Suggestion?, known: [String], isCalled: Bool = false
  ) -> Diagnostic {
    let names = known.quoted.conjunction
    return .error(
      .unknownSetting,
      isCalled
        ? Text(
          en: "'\(word)' has no parameter '\(name.text)'",
          pt: "'\(word)' não tem o parâmetro '\(name.text)'")
        : Text(
          en: "'\(word)' has no setting '\(name.text)'",
          pt: "'\(word)' não tem o ajuste '\(name.text)'"),
      at: Label(name.span),
      notes: closest != nil || known.isEmpty
        ? [] : [Text(en: "it has \(names.en)", pt: "ele tem \(names.pt)")],
      fixIts: closest.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  /// `optimizer adam, lr: 0.01`.
  static func settingHasItsLine(_ name: Name, of word: String, _ line: String) -> Diagnostic {
    .error(
      .unknownSetting,
      Text(
        en: "'\(word)' has no setting '\(name.text)'",
        pt: "'\(word)' não tem o ajuste '\(name.text)'"),
      at: Label(name.span),
      notes: [
        Text(
          en: "'\(line)' stands on a line of its own", pt: "'\(line)' fica em uma linha própria")
      ])
  }

  static func givenTwice(_ name: String, earlier: Span, at span: Span) -> Diagnostic {
    .error(
      .givenTwice,
      Text(en: "'\(name)' is given twice", pt: "'\(name)' é dado duas vezes"),
      at: Label(span),
      also: [Label(earlier, Text(en: "first given here", pt: "dado primeiro aqui"))])
  }

  static func missingSettings(
    _ missing: [SettingDescription], of word: String, at span: Span
  ) -> Diagnostic {
    guard missing.count == 1, let only = missing.first, only.isPositional else {
      return missingArguments(missing.map(\.name), of: word, .missingSetting, at: span)
    }
    return .error(
      .missingSetting,
      Text(
        en: "'\(word)' needs \(only.wanted.en) behind it",
        pt: "'\(word)' precisa de \(only.wanted.pt) depois"),
      at: Label(span))
  }

  package static func missingArguments(
    _ names: [String], of word: String, _ code: Code = .wrongArguments, at span: Span
  ) -> Diagnostic {
    let names = names.quoted.conjunction
    return .error(
      code,
      Text(en: "'\(word)' needs \(names.en)", pt: "'\(word)' precisa de \(names.pt)"),
      at: Label(span))
  }

  /// `stop monitor: loss`, of which nobody knows when it stops.
  static func missingChoice(_ names: [String], of word: String, at span: Span) -> Diagnostic {
    let choices = names.quoted.alternatives
    return .error(
      .missingSetting,
      Text(en: "'\(word)' needs \(choices.en)", pt: "'\(word)' precisa de \(choices.pt)"),
      at: Label(span))
  }

  static func tooManyValues(for word: String, takes count: Int, at span: Span) -> Diagnostic {
    let message =
      switch count {
      case 0:
        Text(
          en: "'\(word)' takes no value", pt: "'\(word)' não aceita nenhum valor")
      case 1:
        Text(
          en: "'\(word)' takes one value, and this is one more",
          pt: "'\(word)' aceita um valor, e este é um a mais")
      default:
        Text(
          en: "'\(word)' takes \(count) values, and this is one more",
          pt: "'\(word)' aceita \(count) valores, e este é um a mais")
      }
    return .error(.tooManyValues, message, at: Label(span))
  }

  static func decimalComma(_ number: String, at span: Span) -> Diagnostic {
    .error(
      .tooManyValues,
      Text(
        en: "a decimal number is written with a point, and a comma separates two values",
        pt: "um número decimal se escreve com ponto, e a vírgula separa dois valores"),
      at: Label(span), fixIts: [.replace(span, with: number)])
  }

  /// `clip norm 1`.
  static func settingNeedsColon(_ name: Name, of word: String) -> Diagnostic {
    .error(
      .missingSetting,
      Text(
        en: "a colon stands between '\(name.text)' of '\(word)' and its value",
        pt: "entre '\(name.text)' de '\(word)' e o seu valor ficam dois-pontos"),
      at: Label(name.span),
      fixIts: [
        FixIt(
          Text(en: "write the colon", pt: "escreva os dois-pontos"),
          [Edit(name.span.endPoint, ":")])
      ])
  }

  static func thousandsComma(_ number: String, at span: Span) -> Diagnostic {
    .error(
      .tooManyValues,
      Text(
        en: "a number is written without a comma between its thousands",
        pt: "um número se escreve sem vírgula entre os milhares"),
      at: Label(span), fixIts: [.replace(span, with: number)])
  }

  static func settingNeedsName(
    _ setting: SettingDescription, of word: String, _ names: [String], at span: Span
  ) -> Diagnostic {
    let choices = names.quoted.alternatives
    return .error(
      .missingSetting,
      Text(
        en: "a value of '\(word)' needs its name: \(choices.en)",
        pt: "um valor de '\(word)' precisa do seu nome: \(choices.pt)"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write, for example", pt: "escreva, por exemplo"),
          [Edit(span.startPoint, "\(setting.name): ")], isSafe: false)
      ])
  }
}
