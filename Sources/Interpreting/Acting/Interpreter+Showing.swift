import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Prelude
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// `show X`: any value for a person.
  func show(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    for argument in try arguments(of: line, frame) where !isDry {
      output.shown(shown(argument.value))
    }
  }

  private func shown(_ value: RunValue) -> String {
    let (style, language) = (options.style, options.language)
    switch value {
    case .network(let network): return shown(network)
    case .data(let data): return shown(data)
    case .part(let part):
      return "\(part.description): " + NumberText.count(part.samples?.count ?? 0)
        + Text(en: " samples", pt: " amostras")[language]
    case .run(let run), .validation(let run): return shown(run.history)
    case .history(let history): return shown(history.epochs)
    case .evaluation(let value):
      return evaluationText(value.evaluation, style: style, language: language)
    case .rateSearch(let value):
      return value.search.map { rateSearchText($0, language: language) } ?? ""
    case .sweep(let sweep): return sweepTable(sweep.summary, style: style, language: language)
    case .function(let function): return listing(of: function.function.span) ?? value.printed()
    case .optimizer(let own):
      return listing(of: own.optimizer.function.span) ?? value.printed()
    case .configured(let function, _): return shown(function)
    case .builtin(let name, let entries):
      if let source = BuiltinFormulas.source(of: name), let entry = entries.first {
        return definitionText(entry, withHelpers: source, language)
      }
      return entries.map { entryHelp($0, style: style, language: language) }
        .joined(separator: "\n")
    default: return value.printed()
    }
  }

  /// A function or an optimizer of the script, as it was written.
  private func listing(of span: Span) -> String? {
    sources.first { $0.id == span.file }?.listing(of: span)
  }

  private func shown(_ network: Network) -> String {
    let plan = (try? self.plan(of: network, input: network.plan?.input))?.0
    guard let plan, let counts = try? plan.parameterCounts(scriptFunctions.table) else {
      return Text(
        en: "network \(network.name): its shapes are known once it is trained on data",
        pt: "rede \(network.name): suas formas são conhecidas quando ela é treinada com dados")[
          options.language]
    }
    return networkTable(
      plan, parameterCounts: counts, style: options.style, language: options.language)
  }

  private func shown(_ data: DataSet) -> String {
    guard let prepared = data.prepared else { return "data \(data.name)" }
    let parts = DataPart.Part.allCases.compactMap { part in
      data.samples(of: part).map { (name: part.rawValue, samples: $0.count) }
    }
    let windows = prepared.encoding.window.map { window in
      Text(
        en: " in windows of \(window.size) rows", pt: " em janelas de \(window.size) linhas")[
          options.language]
    }
    return dataTable(
      prepared.columns, title: "data \(data.name)" + (windows ?? ""), parts: parts,
      style: options.style,
      language: options.language)
  }

  private func shown(_ epochs: [EpochResult]) -> String {
    guard let last = epochs.last else {
      return Text(en: "no epochs yet", pt: "nenhuma época ainda")[options.language]
    }
    var parts = [
      Text(en: "epochs \(epochs.count)", pt: "épocas \(epochs.count)")[options.language],
      Text(en: "loss", pt: "perda")[options.language] + " " + NumberText.short(last.loss),
    ]
    if let loss = last.validationLoss {
      parts.append(
        Text(en: "validation loss", pt: "perda na validação")[options.language] + " "
          + NumberText.short(loss))
    }
    parts += last.metrics.map { "\($0.name) \(NumberText.short($0.value))" }
    parts += last.validationMetrics.map { "validation.\($0.name) \(NumberText.short($0.value))" }
    return parts.joined(separator: ", ")
  }
}
