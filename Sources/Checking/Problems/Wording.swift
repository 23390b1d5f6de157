package import Diagnostics
package import Vocabulary

// What messages call the things of the language.

extension Entry.Place {
  /// What a line of this place is.
  var line: Text {
    switch self {
    case .top: Text(en: "action", pt: "a ação")
    case .data: Text(en: "data step", pt: "o passo de dados")
    case .network: Text(en: "layer", pt: "a camada")
    case .plan, .train, .phase: Text(en: "training setting", pt: "o ajuste de treino")
    }
  }

  /// Where a line of this place stands.
  var position: Text {
    switch self {
    case .top: Text(en: "outside of blocks", pt: "fora de blocos")
    case .data: Text(en: "in a 'data' block", pt: "em um bloco 'data'")
    case .network: Text(en: "in a network", pt: "em uma rede")
    case .plan: Text(en: "in a plan", pt: "em um plano")
    case .train: Text(en: "in a 'train' block", pt: "em um bloco 'train'")
    case .phase: Text(en: "in a 'phase' block", pt: "em um bloco 'phase'")
    }
  }
}

extension FunctionRole {
  /// The role with its article.
  package var noun: Text {
    switch self {
    case .activation: Text(en: "an activation", pt: "uma ativação")
    case .loss: Text(en: "a loss", pt: "uma perda")
    case .metric: Text(en: "a metric", pt: "uma métrica")
    case .optimizer: Text(en: "an optimizer", pt: "um otimizador")
    case .rate: Text(en: "a function of the epoch", pt: "uma função da época")
    case .schedule: Text(en: "a schedule of the rate", pt: "um programa da taxa")
    case .initializer: Text(en: "an initializer", pt: "um inicializador")
    }
  }

  /// The role after "there is no".
  var noSuch: Text {
    switch self {
    case .activation: Text(en: "activation", pt: "a ativação")
    case .loss: Text(en: "loss", pt: "a perda")
    case .metric: Text(en: "metric", pt: "a métrica")
    case .optimizer: Text(en: "optimizer", pt: "o otimizador")
    case .rate: Text(en: "function of the epoch", pt: "a função da época")
    case .schedule: Text(en: "schedule of the rate", pt: "o programa da taxa")
    case .initializer: Text(en: "initializer", pt: "o inicializador")
    }
  }
}

extension Entry.Kind {
  /// What an entry of this kind is, with its article.
  var noun: Text {
    switch self {
    case .layer: Text(en: "a layer", pt: "uma camada")
    case .activation: FunctionRole.activation.noun
    case .loss: FunctionRole.loss.noun
    case .metric: FunctionRole.metric.noun
    case .optimizer: FunctionRole.optimizer.noun
    case .schedule: FunctionRole.schedule.noun
    case .initializer: FunctionRole.initializer.noun
    case .function: Text(en: "a function", pt: "uma função")
    case .generator: Text(en: "a generator of data", pt: "um gerador de dados")
    case .statement: Text(en: "the beginning of a statement", pt: "o início de uma instrução")
    case .word(let places):
      if places.contains(.top) {
        Text(en: "an action", pt: "uma ação")
      } else if places.contains(.data) {
        Text(en: "a data step", pt: "um passo de dados")
      } else if places.contains(.network) {
        Text(en: "a line of a network", pt: "uma linha de uma rede")
      } else {
        Text(en: "a setting of a training", pt: "um ajuste de treino")
      }
    }
  }
}

extension Binding.Kind {
  /// What a name of this kind is, with its article.
  var noun: Text {
    switch self {
    case .constant: Text(en: "a constant", pt: "uma constante")
    case .variable: Text(en: "a variable", pt: "uma variável")
    case .network: Text(en: "a network", pt: "uma rede")
    case .function: Text(en: "a function", pt: "uma função")
    case .optimizer: Text(en: "an optimizer", pt: "um otimizador")
    case .data: Text(en: "a data set", pt: "um conjunto de dados")
    case .plan: Text(en: "a plan", pt: "um plano")
    case .given: Text(en: "a given value", pt: "um valor dado")
    case .state: Text(en: "a state", pt: "um estado")
    case .unknown: Text(en: "unknown", pt: "desconhecido")
    }
  }
}

extension SettingDescription {
  /// What the setting takes, in a few words: "a whole number or 'full'".
  package var wanted: Text {
    let words = legal.words.map { "'\($0)'" }
    switch type {
    case .word where !words.isEmpty: return words.alternatives
    default:
      // A share names its own bounds.
      let value = type == .share ? type.description : type.description.joined(with: legal.range)
      guard case .wordOr = legal else { return value }
      return Text(
        en: "\(value.en) or \(words.alternatives.en)",
        pt: "\(value.pt) ou \(words.alternatives.pt)")
    }
  }
}

extension SettingType {
  /// What a setting of this type takes, with its article.
  package var description: Text {
    switch self {
    case .number, .function(.rate): Text(en: "a number", pt: "um número")
    case .wholeNumber: Text(en: "a whole number", pt: "um número inteiro")
    case .boolean: Text(en: "true or false", pt: "true ou false")
    case .text: Text(en: "a text in quotes", pt: "um texto entre aspas")
    case .dimensions:
      Text(
        en: "a whole number or extents such as 28x28",
        pt: "um número inteiro ou dimensões como 28x28")
    case .word, .output: Text(en: "a name", pt: "um nome")
    case .quantity(let units): units.noun
    case .function(let role), .formula(let role): role.noun
    case .column: Text(en: "the name of a column", pt: "o nome de uma coluna")
    case .columnFormula:
      Text(en: "a column or a formula", pt: "uma coluna ou uma fórmula")
    case .source:
      Text(en: "a path in quotes or a generator", pt: "um caminho entre aspas ou um gerador")
    case .share:
      Text(en: "a share such as 70% or 'every 5'", pt: "uma parte como 70% ou 'every 5'")
    case .result:
      Text(
        en: "a result such as validation.loss", pt: "um resultado como validation.loss")
    case .value: Text(en: "a value", pt: "um valor")
    }
  }
}

extension [Quantity.Unit] {
  fileprivate var noun: Text {
    let words = map(\.rawValue)
    return Text(
      en: "a number of \(words.alternatives.en)", pt: "um número de \(words.alternatives.pt)")
  }
}

extension Legal {
  /// The range behind the type: " of at least 1".
  fileprivate var range: Text {
    switch self {
    case .any, .oneOf: Text(verbatim: "")
    case .atLeast(let least):
      Text(en: " of at least \(least.text)", pt: " de no mínimo \(least.text)")
    case .above(let bound): Text(en: " above \(bound.text)", pt: " acima de \(bound.text)")
    // The largest number that counts exactly is no bound that a person thinks of.
    case .between(let least, 9_007_199_254_740_991):
      Text(en: " from \(least.text)", pt: " a partir de \(least.text)")
    case .between(let least, let most):
      Text(
        en: " from \(least.text) to \(most.text)", pt: " de \(least.text) a \(most.text)")
    case .from(let least, let bound):
      Text(
        en: " of at least \(least.text) and below \(bound.text)",
        pt: " de no mínimo \(least.text) e abaixo de \(bound.text)")
    case .wordOr(_, let other): other.range
    }
  }
}

extension Double {
  fileprivate var text: String { NumberText.exact(self) }
}

extension SettingValue {
  /// The value as a message names it.
  package var description: Text {
    switch self {
    case .number(let number): Text(verbatim: NumberText.exact(number))
    case .boolean(let boolean): Text(verbatim: String(boolean))
    case .text(let text): Text(en: "the text \"\(text)\"", pt: "o texto \"\(text)\"")
    case .word(let word): Text(verbatim: "'\(word)'")
    case .dimensions(let extents):
      Text(verbatim: extents.map(String.init).joined(separator: "x"))
    case .quantity(let quantity):
      Text(verbatim: "\(NumberText.exact(quantity.value)) \(quantity.unit.rawValue)")
    case .function(let function):
      Text(en: "the function '\(function.name)'", pt: "a função '\(function.name)'")
    case .list: Text(en: "a list", pt: "uma lista")
    }
  }
}

extension Text {
  func joined(with other: Text) -> Text {
    Text(en: en + other.en, pt: pt + other.pt)
  }
}

extension [String] {
  /// "a, b or c".
  var alternatives: Text { enumeration(Text(en: "or", pt: "ou")) }

  /// "a, b and c".
  var conjunction: Text { enumeration(Text(en: "and", pt: "e")) }

  private func enumeration(_ word: Text) -> Text {
    guard count > 1, let last else { return Text(verbatim: first ?? "") }
    let start = dropLast().joined(separator: ", ")
    return Text(en: "\(start) \(word.en) \(last)", pt: "\(start) \(word.pt) \(last)")
  }

  /// Each in quotes.
  var quoted: [String] { map { "'\($0)'" } }
}
