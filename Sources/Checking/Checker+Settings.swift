import Diagnostics
import Syntax
import Vocabulary

extension Checker {
  /// Checks a value as the setting `setting` of `owner` takes it.
  mutating func check(
    _ value: Expression, for setting: SettingDescription, of owner: String
  ) -> CheckedExpression {
    guard setting.isAvailable else {
      report(.notAvailable(setting.name, at: value.span))
      return .unknown(value.span)
    }
    if !isInSeed, owner == "seed" || setting.name == "seed" {
      return inSeed { $0.check(value, for: setting, of: owner) }
    }
    if case .hole = value.kind { return hole(value, for: setting, of: owner) }
    if let word = value.plainName, setting.legal.words.contains(word.text), !word.isQuoted {
      return CheckedExpression(kind: .word(word.text), span: value.span)
    }
    if hasSyntaxProblem(in: value.span) { return .unknown(value.span) }
    switch setting.type {
    case .word: return check(word: value, setting, owner)
    case .column: return check(column: value, setting, owner)
    case .columnFormula: return check(columnFormula: value, setting, owner)
    case .function(let role): return checkFunction(value, role, options: [], setting, of: owner)
    case .formula(let role):
      return checkFunction(value, role, options: [], setting, of: owner)
    case .source: return check(source: value, setting, owner)
    case .result: return check(result: value)
    case .output: return check(output: value, setting, owner)
    case .share:
      if case .every(let count) = value.kind {
        return CheckedExpression(kind: .every(check(count)), span: value.span)
      }
      return checkedLiteral(value, setting, owner)
    case .number, .wholeNumber, .boolean, .text, .dimensions, .quantity, .value:
      return checkedLiteral(value, setting, owner)
    }
  }

  /// Checks an expression, and its type and value where it is a literal.
  private mutating func checkedLiteral(
    _ value: Expression, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    let wanted = setting.legal.words
    if let name = value.plainName, !wanted.isEmpty, find(name.text) == nil {
      // `batch ful`: an option was meant.
      report(
        .unknownOption(
          name, setting, owner, closest: closest(to: name.text, among: wanted)))
      return .unknown(value.span)
    }
    let checked = check(value)
    if setting.type != .value, let name = builtinName(checked) {
      report(
        .wrongType(
          setting, of: owner, found: .function(name), at: value.span,
          example: catalogue.entries(named: owner).first?.example))
      return .unknown(value.span)
    }
    guard let literal = checked.literal,
      let problem = settingProblem(literal, for: setting, of: owner, at: value.span)
    else { return checked }
    report(problem)
    return .unknown(value.span)
  }

  private func builtinName(_ checked: CheckedExpression) -> String? {
    if case .builtin(let name, _) = checked.kind { name } else { nil }
  }

  private mutating func check(
    word value: Expression, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    let words = setting.legal.words
    if let name = value.plainName {
      if words.isEmpty { return CheckedExpression(kind: .word(name.text), span: value.span) }
      if find(name.text) != nil { return check(value) }
      report(.unknownOption(name, setting, owner, closest: closest(to: name.text, among: words)))
      return .unknown(value.span)
    }
    if let text = value.plainText {
      report(.wordInQuotes(text, setting, owner, at: value.span))
      return .unknown(value.span)
    }
    let checked = check(value)
    guard let literal = checked.literal else { return checked }
    report(.wrongType(setting, of: owner, found: .value(literal), at: value.span))
    return .unknown(value.span)
  }

  private mutating func check(
    output value: Expression, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    if let name = value.plainName {
      return CheckedExpression(kind: .word(name.text), span: value.span)
    }
    report(.needsName(setting, of: owner, at: value.span))
    return .unknown(value.span)
  }

  /// A result of a training by its name: `loss`, `validation.accuracy`.
  private mutating func check(result value: Expression) -> CheckedExpression {
    switch value.kind {
    case .name(let name):
      return CheckedExpression(kind: .word(name.text), span: value.span)
    case .member(let part, let name):
      if let prefix = part.plainName, prefix.text == "validation" {
        return CheckedExpression(
          kind: .word(prefix.text + "." + name.text), span: value.span)
      }
    case .missing: return .unknown(value.span)
    default: break
    }
    report(.resultNeeded(at: value.span))
    return .unknown(value.span)
  }
}

// MARK: - Data

extension Checker {
  private mutating func check(
    column value: Expression, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    if let name = value.plainName {
      return CheckedExpression(
        kind: .column(name.text, isQuoted: name.isQuoted, otherwise: nil), span: value.span)
    }
    if case .missing = value.kind { return .unknown(value.span) }
    if case .list = value.kind {
      report(.listWithoutBrackets(owner, value.span))
      return .unknown(value.span)
    }
    report(.columnNeeded(owner, text: value.plainText, at: value.span))
    return .unknown(value.span)
  }

  private mutating func check(
    columnFormula value: Expression, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    if let text = value.plainText {
      report(.columnNeeded(owner, text: text, at: value.span))
      return .unknown(value.span)
    }
    let wereColumns = namesAreColumns
    namesAreColumns = true
    defer { namesAreColumns = wereColumns }
    let before = problems.count
    let checked = check(value)
    return problems.count == before ? checked : .unknown(value.span)
  }

  private mutating func check(
    source value: Expression, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    if case .call(let callee, let arguments) = value.kind, let name = callee.plainName,
      find(name.text) == nil,
      let generator = catalogue.entries(named: name.text).first(where: \.isGenerator)
    {
      guard generator.isAvailable else {
        report(.notAvailable(name.text, at: name.span))
        return .unknown(value.span)
      }
      let taker = Taker(name: generator.name, settings: generator.settings, span: name.span)
      let function = CheckedExpression(kind: .builtin(name.text, [generator]), span: name.span)
      return CheckedExpression(
        kind: .call(function, bind(arguments, to: taker)), span: value.span)
    }
    if let problem = unquotedPath(value) {
      report(problem)
      return .unknown(value.span)
    }
    if let name = value.calledName, find(name.text) == nil {
      let generators = catalogue.entries.filter(\.isGenerator)
      if value.plainName != nil, generators.contains(where: { $0.name == name.text }) {
        report(.generatorNeedsParentheses(name))
        return .unknown(value.span)
      }
      let meant =
        foreignEntry(name.text, among: generators).map { Suggestion($0.name) }
        ?? closest(to: name.text, among: generators.map(\.name))
      if let meant {
        report(.unknownGenerator(name, meant: meant, isCalled: value.plainName == nil))
        return .unknown(value.span)
      }
    }
    let checked = check(value)
    guard let literal = checked.literal,
      let problem = settingProblem(literal, for: setting, of: owner, at: value.span)
    else { return checked }
    report(problem)
    return .unknown(value.span)
  }
}

extension Entry {
  var isGenerator: Bool {
    if case .generator = kind { true } else { false }
  }
}

extension Expression {
  /// The name, where the expression is nothing else.
  var plainName: Name? {
    if case .name(let name) = kind { name } else { nil }
  }

  /// The characters, where the expression is a text without any `{ }`.
  var plainText: String? {
    guard case .text(let parts) = kind else { return nil }
    var text = ""
    for part in parts {
      guard case .characters(let characters) = part else { return nil }
      text += characters
    }
    return text
  }

  /// The name before parentheses, or alone.
  var calledName: Name? {
    if case .call(let callee, _) = kind { callee.plainName } else { plainName }
  }

  /// The expression without parentheses around it.
  var unwrapped: Expression {
    if case .parenthesized(let inner) = kind { inner.unwrapped } else { self }
  }
}
