import Checking
import Diagnostics
import Plans
import Tables
import Vocabulary

extension RunValue {
  /// What kind of value it is, for a message: "a number".
  var kind: Text {
    switch self {
    case .number: Text(en: "a number", pt: "um número")
    case .quantity: Text(en: "a quantity", pt: "uma quantidade")
    case .boolean: Text(en: "true or false", pt: "true ou false")
    case .text: Text(en: "a text", pt: "um texto")
    case .word(let word): Text(en: "the word '\(word)'", pt: "a palavra '\(word)'")
    case .dimensions: Text(en: "dimensions", pt: "dimensões")
    case .list: Text(en: "a list", pt: "uma lista")
    case .sequence: Text(en: "a range", pt: "um intervalo")
    case .function: Text(en: "a function", pt: "uma função")
    case .builtin(let name, _):
      Text(en: "the built-in '\(name)'", pt: "a palavra da linguagem '\(name)'")
    case .configured(let function, _): function.kind
    case .generator: Text(en: "a generator of points", pt: "um gerador de pontos")
    case .data: Text(en: "a data set", pt: "um conjunto de dados")
    case .part: Text(en: "a part of a data set", pt: "uma parte de um conjunto de dados")
    case .optimizer: Text(en: "an optimizer", pt: "um otimizador")
    case .plan: Text(en: "a plan", pt: "um plano")
    case .network: Text(en: "a network", pt: "uma rede")
    case .results: Text(en: "the results of a network", pt: "os resultados de uma rede")
    case .run: Text(en: "a training run", pt: "um treinamento")
    case .validation:
      Text(en: "the validation of a training run", pt: "a validação de um treinamento")
    case .history(let history):
      history.isOfValidation
        ? Text(en: "the validation of a history", pt: "a validação de um histórico")
        : Text(en: "a history", pt: "um histórico")
    case .evaluation: Text(en: "an evaluation", pt: "uma avaliação")
    case .sweep: Text(en: "a sweep", pt: "um sweep")
    case .record(let record): record.kind
    case .rateSearch: Text(en: "a search for a rate", pt: "uma busca de taxa")
    case .figure: Text(en: "a picture", pt: "uma figura")
    case .every: Text(en: "'every' with a number", pt: "'every' com um número")
    case .nothing: Text(en: "no value", pt: "nenhum valor")
    case .unknown: Text(en: "an unknown value", pt: "um valor desconhecido")
    }
  }

  /// The value as `print` writes it: six digits of a number, a text without quotes.
  func printed(isNested: Bool = false) -> String {
    switch self {
    case .number(let number): NumberText.short(number, digits: 6)
    case .quantity(let quantity): "\(NumberText.short(quantity.value)) \(quantity.unit.rawValue)"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .text(let text): isNested ? "\"\(text)\"" : text
    case .word(let word): word
    case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
    case .list(let values): "[" + printedElements(values) + "]"
    case .sequence(let sequence):
      "[" + printedElements(sequence.prefix(1001).map { .number($0) }, count: sequence.count) + "]"
    case .function(let function): "fn \(function.name)"
    case .builtin(let name, _): name
    case .configured(let function, _): function.printed()
    case .generator(let plan): "\(plan.name)()"
    case .data(let data): "data \(data.name)"
    case .part(let part): part.description
    case .optimizer(let value): "optimizer \(value.optimizer.name)"
    case .plan(let plan): "plan \(plan.name)"
    case .network(let network): "network \(network.name)"
    case .results(let network, let part): "\(network.name).\(part)"
    case .run(let run), .validation(let run): "training of \(run.network)"
    case .history(let history): history.title
    case .evaluation(let value):
      value.evaluation.metrics.map { "\($0.name) \(NumberText.short($0.value))" }
        .joined(separator: ", ")
    case .sweep(let sweep): "sweep of \(sweep.record.axes.map(\.name).joined(separator: ", "))"
    case .rateSearch(let value):
      value.search.map { "search for a rate of \($0.network)" } ?? "?"
    case .record(let record): isNested ? "(\(record.printed))" : record.printed
    case .figure(let figure): figure.name
    case .every(let count): "every \(count)"
    case .nothing: ""
    case .unknown: "?"
    }
  }

  private func printedElements(_ values: [RunValue], count: Int? = nil) -> String {
    // A line of a thousand numbers is already more than anybody reads. Of lists in lists the text
    // may end sooner, since a thousand of a thousand would be too much.
    var shown = ""
    var isFirst = true
    var rest = count ?? values.count
    for value in values.prefix(1000) {
      guard shown.utf8.count < 100_000 else { break }
      shown += (isFirst ? "" : ", ") + value.printed(isNested: true)
      isFirst = false
      rest -= 1
    }
    return rest > 0 ? "\(shown), … (\(NumberText.count(rest)) more)" : shown
  }
}

extension RunValue {
  /// Whether both are the same value; `nil` where only the run can tell.
  func isEqual(to other: RunValue) -> Bool? {
    switch (self, other) {
    case (.unknown, _), (_, .unknown): return nil
    case (.number(let a), .number(let b)): return a == b
    case (.quantity(let a), .quantity(let b)): return a == b
    case (.boolean(let a), .boolean(let b)): return a == b
    case (.text(let a), .text(let b)), (.word(let a), .text(let b)), (.text(let a), .word(let b)),
      (.word(let a), .word(let b)):
      return a == b
    case (.network(let a), .network(let b)): return a === b
    case (.data(let a), .data(let b)): return a === b
    default:
      guard let a = elements, let b = other.elements else { return false }
      guard a.count == b.count else { return false }
      for (x, y) in zip(a, b) {
        guard let isEqual = x.isEqual(to: y) else { return nil }
        if !isEqual { return false }
      }
      return true
    }
  }
}
