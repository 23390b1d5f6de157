package import Diagnostics
package import Vocabulary

extension SettingType {
  /// Whether a bare number stands where a unit is needed.
  func isMissingUnit(_ value: SettingValue) -> Bool {
    guard case .quantity = self, case .number = value else { return false }
    return true
  }

  /// Whether `value` is of this type; which words and numbers are legal is another question.
  func takes(_ value: SettingValue, _ legal: Legal) -> Bool {
    if case .word(let word) = value, legal.words.contains(word) { return true }
    switch (self, value) {
    case (.value, _), (.number, .number), (.share, .number), (.boolean, .boolean), (.text, .text),
      (.word, .word), (.result, .word), (.output, .word), (.source, .text), (.column, .word),
      (.dimensions, .dimensions), (.function, .function), (.formula, .function), (.columnFormula, _):
      return true
    case (.wholeNumber, .number(let number)): return Int(exactly: number) != nil
    case (.dimensions, .number(let number)): return Int(exactly: number) != nil
    case (.dimensions, .list(let values)): return values.allSatisfy { SettingType.wholeNumber.takes($0, .any) }
    case (.function(.rate), .number): return true
    case (.function(.initializer), .word): return true
    case (.quantity(let units), .quantity(let quantity)): return units.contains(quantity.unit)
    case (_, .list(let values)): return values.allSatisfy { takes($0, legal) }
    default: return false
    }
  }

  /// "a number", for a message.
  package var description: Text {
    switch self {
    case .number: Text(en: "a number", pt: "um número")
    case .wholeNumber: Text(en: "a whole number", pt: "um número inteiro")
    case .boolean: Text(en: "true or false", pt: "true ou false")
    case .text: Text(en: "a text", pt: "um texto")
    case .dimensions: Text(en: "dimensions such as 28x28", pt: "dimensões como 28x28")
    case .word: Text(en: "a word", pt: "uma palavra")
    case .quantity(let units):
      Text(
        en: "a number of \(units.map(\.rawValue).joined(separator: " or "))",
        pt: "um número com \(units.map(\.rawValue).joined(separator: " ou "))")
    case .function(.rate): Text(en: "a number, or a function of the epoch", pt: "um número, ou uma função da época")
    case .function(let role), .formula(let role): role.noun
    case .column: Text(en: "the name of a column", pt: "o nome de uma coluna")
    case .columnFormula: Text(en: "a formula over columns", pt: "uma fórmula sobre colunas")
    case .source:
      Text(
        en: "the name of a file, or a generator such as moons()",
        pt: "o nome de um arquivo, ou um gerador como moons()")
    case .output: Text(en: "the name of an output", pt: "o nome de uma saída")
    case .value: Text(en: "a value", pt: "um valor")
    case .share: Text(en: "a share such as 70%, or every 5", pt: "uma parte como 70%, ou every 5")
    case .result: Text(en: "the name of a result", pt: "o nome de um resultado")
    }
  }
}

extension SettingDescription {
  /// What messages call the setting: `'dense'` for its own value, `'kernel' of 'conv'` for a named one.
  func label(of word: String) -> String {
    isPositional ? "'\(word)'" : "'\(word)' \(name):"
  }

  /// What it takes, with its limits: "a whole number of at least 1".
  var wanted: Text {
    let type = type.description
    switch legal {
    case .any: return type
    case .atLeast(let least):
      let bound = NumberText.short(least)
      return Text(en: "\(type.en) from \(bound)", pt: "\(type.pt) a partir de \(bound)")
    case .above(let bound):
      let text = NumberText.short(bound)
      return Text(en: "\(type.en) above \(text)", pt: "\(type.pt) acima de \(text)")
    case .between(let least, let most):
      let (low, high) = (NumberText.short(least), NumberText.short(most))
      return Text(en: "\(type.en) from \(low) to \(high)", pt: "\(type.pt) de \(low) a \(high)")
    case .from(let least, let bound):
      let (low, high) = (NumberText.short(least), NumberText.short(bound))
      return Text(
        en: "\(type.en) from \(low) and below \(high)", pt: "\(type.pt) de \(low) e abaixo de \(high)")
    case .oneOf(let words):
      return Text(
        en: words.map { "'\($0)'" }.joined(separator: " or "),
        pt: words.map { "'\($0)'" }.joined(separator: " ou "))
    case .wordOr(let words, let other):
      var plain = self
      plain.legal = other
      let list = words.map { "'\($0)'" }
      return Text(
        en: (list + [plain.wanted.en]).joined(separator: " or "),
        pt: (list + [plain.wanted.pt]).joined(separator: " ou "))
    }
  }
}

extension SettingValue {
  /// "a text", for a message.
  var noun: Text {
    switch self {
    case .number(let number):
      Text(verbatim: NumberText.short(number))
    case .boolean(let boolean): Text(verbatim: boolean ? "true" : "false")
    case .text: Text(en: "a text", pt: "um texto")
    case .word(let word): Text(verbatim: "'\(word)'")
    case .dimensions: Text(en: "dimensions", pt: "dimensões")
    case .quantity(let quantity):
      Text(verbatim: "\(NumberText.short(quantity.value)) \(quantity.unit.rawValue)")
    case .function: Text(en: "a function", pt: "uma função")
    case .list: Text(en: "a list", pt: "uma lista")
    }
  }

  /// The value as a script writes it.
  var written: String {
    switch self {
    case .number(let number): NumberText.short(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .text(let text): "\"\(text)\""
    case .word(let word): word
    case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
    case .quantity(let quantity): "\(NumberText.short(quantity.value)) \(quantity.unit.rawValue)"
    case .function(let reference): reference.name
    case .list(let values): "[\(values.map(\.written).joined(separator: ", "))]"
    }
  }
}

extension String {
  /// The name of a column as a script writes it: in backticks unless it is a plain name.
  package var columnSpelling: String {
    let isPlain =
      unicodeScalars.first.map { $0 == "_" || $0.properties.isAlphabetic } == true
      && unicodeScalars.allSatisfy {
        $0 == "_" || $0.properties.isAlphabetic || $0.properties.generalCategory == .decimalNumber
      }
    return isPlain ? self : "`\(self)`"
  }
}
