package import Diagnostics
package import Vocabulary

extension SettingDescription {
  /// What may be given, and what holds without it.
  package func valuesText(_ language: Language) -> String {
    guard isAvailable else {
      return Text(en: "not available in this version", pt: "não disponível nesta versão")[language]
    }
    var parts: [String] = []
    if type == .wholeNumber, legal.isRange {
      parts.append(Text(en: "whole", pt: "inteiro")[language])
    }
    if let values = type.units ?? legal.text ?? type.text { parts.append(values[language]) }
    if let value = defaultValue?.text {
      parts.append(Text(en: "default \(value)", pt: "padrão \(value)")[language])
    } else if isRequired {
      parts.append(Text(en: "required", pt: "obrigatório")[language])
    }
    return parts.joined(separator: ", ")
  }
}

extension SettingType {
  /// A quantity is told by its units rather than by its range.
  fileprivate var units: Text? {
    guard case .quantity(let units) = self else { return nil }
    return units.count == 1 ? text : Text(verbatim: units.map(\.rawValue).joined(separator: " | "))
  }

  /// What kind of value it is, where the legal values do not say it.
  fileprivate var text: Text? {
    switch self {
    case .number: Text(en: "a number", pt: "um número")
    case .wholeNumber: Text(en: "a whole number", pt: "um número inteiro")
    case .boolean: Text(verbatim: "true | false")
    case .text: Text(en: "a text", pt: "um texto")
    case .dimensions: Text(en: "such as 28x28", pt: "como 28x28")
    case .quantity(let units):
      Text(
        en: "a number of " + units.map(\.rawValue).joined(separator: " | "),
        pt: "um número de " + units.map(\.rawValue).joined(separator: " | "))
    case .function(let role): role.text
    case .formula(let role):
      Text(en: role.text.en + " or a formula", pt: role.text.pt + " ou uma fórmula")
    case .column: Text(en: "a column", pt: "uma coluna")
    case .columnFormula: Text(en: "a formula over columns", pt: "uma fórmula sobre colunas")
    case .source: Text(en: "a path or a generator", pt: "um caminho ou um gerador")
    case .output: Text(en: "a named output", pt: "uma saída com nome")
    case .share: Text(en: "a share such as 70%", pt: "uma parcela, como 70%")
    case .result: Text(en: "a result", pt: "um resultado")
    case .word, .value: nil
    }
  }
}

extension FunctionRole {
  fileprivate var text: Text {
    switch self {
    case .activation: Text(en: "an activation", pt: "uma ativação")
    case .loss: Text(en: "a loss", pt: "uma perda")
    case .metric: Text(en: "a metric", pt: "uma métrica")
    case .optimizer: Text(en: "an optimizer", pt: "um otimizador")
    case .rate: Text(en: "a function of the epoch", pt: "uma função da época")
    case .schedule: Text(en: "a schedule", pt: "um programa da taxa")
    case .initializer: Text(en: "an initializer", pt: "um inicializador")
    }
  }
}

extension Legal {
  fileprivate var isRange: Bool {
    switch self {
    case .atLeast, .above, .between, .from: true
    case .any, .oneOf, .wordOr: false
    }
  }

  fileprivate var text: Text? {
    switch self {
    case .any: nil
    case .atLeast(let least):
      Text(en: "at least \(NumberText.short(least))", pt: "ao menos \(NumberText.short(least))")
    case .above(let bound):
      Text(en: "above \(NumberText.short(bound))", pt: "acima de \(NumberText.short(bound))")
    case .between(let least, let most):
      Text(verbatim: "\(NumberText.short(least))–\(NumberText.short(most))")
    case .from(let least, let bound):
      Text(
        en: "from \(NumberText.short(least)), below \(NumberText.short(bound))",
        pt: "de \(NumberText.short(least)), abaixo de \(NumberText.short(bound))")
    case .oneOf(let words): Text(verbatim: words.joined(separator: " | "))
    case .wordOr(let words, let other):
      Text(
        en: (words + [other.text?.en ?? ""]).filter { !$0.isEmpty }.joined(separator: " | "),
        pt: (words + [other.text?.pt ?? ""]).filter { !$0.isEmpty }.joined(separator: " | "))
    }
  }
}

extension SettingValue {
  /// The value as a script writes it.
  package var text: String {
    switch self {
    case .number(let number): NumberText.short(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .text(let text): "\"\(text)\""
    case .word(let word): word
    case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
    case .quantity(let quantity): "\(NumberText.short(quantity.value)) \(quantity.unit.rawValue)"
    case .function(let reference): reference.name
    case .list(let values): values.map(\.text).joined(separator: ", ")
    }
  }
}
