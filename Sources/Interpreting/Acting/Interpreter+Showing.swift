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

  func shown(_ value: RunValue) -> String {
    let (style, language) = (options.style, options.language)
    switch value {
    case .network(let network): return shown(network)
    case .data(let data): return shown(data)
    case .part(let part): return shown(part)
    case .run(let run), .validation(let run): return shown(run.history)
    case .history(let history):
      return history.epochs.isEmpty
        ? shown(history.epochs)
        : historyTable(
          history.epochs, title: history.title, isOfValidation: history.isOfValidation,
          style: style, language: language)
    case .plan(let plan):
      return "plan \(plan.name)\n" + lines(of: plan.settings, indentation: "  ").joined()
    case .results(let network, let part):
      return network.evaluations[part].map {
        evaluationText($0, style: style, language: language)
      } ?? notEvaluated(network, part)[language]
    case .record(let record): return recordTable([record], style)
    case .list(let values): return shown(values)
    case .sequence, .dimensions: return wrapped(value)
    case .evaluation(let value):
      return evaluationText(value.evaluation, style: style, language: language)
    case .figure(let value):
      return terminalFigure(value.figure, style: style, language: language)
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
    let assembly = NetworkAssembly(self, network, form: network.plan?.form)
    guard let plan = try? assembly.plan(),
      let counts = try? plan.parameterCounts(scriptFunctions.table)
    else { return shownWithoutShapes(network, assembly) }
    return networkTable(
      plan, parameterCounts: counts, style: options.style, language: options.language)
  }

  private func notEvaluated(_ network: Network, _ part: String) -> Text {
    let data = network.training.map { "\($0.data.name).\(part)" } ?? "DATA.\(part)"
    return Text(
      en: "not evaluated yet: 'evaluate \(network.name) on \(data)' does it",
      pt: "ainda não avaliada: 'evaluate \(network.name) on \(data)' o faz")
  }

  /// The layers as they are called and as they are written.
  private func shownWithoutShapes(_ network: Network, _ assembly: NetworkAssembly) -> String {
    let title = Text(en: "network \(network.name)", pt: "rede \(network.name)")
    let width = assembly.lines.map(\.name.displayWidth).max() ?? 0
    let lines = assembly.lines.map { line in
      let written = sources.first { $0.id == line.span.file }?.text(of: line.span) ?? ""
      let first = written.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      return "  \(line.name.padded(to: width))  \(first)"
    }
    let why = Text(
      en: "  its shapes are known once it is trained on data, or with 'input' as its first line",
      pt:
        "  suas formas são conhecidas quando ela é treinada com dados, ou com 'input' na primeira "
        + "linha")
    let (style, language) = (options.style, options.language)
    return
      ([style.painted(title[language], .strong)] + lines + [style.painted(why[language], .faint)])
      .joined(separator: "\n")
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

  /// One part of a data set: its columns as its own rows have them.
  private func shown(_ part: DataPart) -> String {
    guard let prepared = part.data.prepared, let samples = part.samples,
      let place = DataPart.Part.allCases.firstIndex(of: part.part)
    else { return part.description }
    return dataTable(
      prepared.partColumns[place], title: part.description,
      parts: [(name: part.part.rawValue, samples: samples.count)], style: options.style,
      language: options.language)
  }

  /// A list: records as a table, anything else on lines that fit the width.
  private func shown(_ values: [RunValue]) -> String {
    let records = values.compactMap { value in
      if case .record(let record) = value { record } else { nil }
    }
    if !records.isEmpty, records.count == values.count {
      return recordTable(records, options.style)
    }
    return wrapped(.list(values))
  }

  private func wrapped(_ value: RunValue) -> String {
    value.printed().wrapped(to: options.style.width).joined(separator: "\n")
  }

  /// Values by name as the columns of a table.
  private func recordTable(_ records: [RecordValue], _ style: TerminalStyle) -> String {
    var names: [String] = []
    let rows = records.map { record in
      var row: [String: RunValue] = [:]
      for (name, value) in record.flattened {
        if !names.contains(name) { names.append(name) }
        row[name] = value
      }
      return row
    }
    var table = TextTable(
      names.map { name in
        let isNumber = rows.allSatisfy { $0[name].map { $0.number != nil } ?? true }
        return (name, isNumber ? .right : .left)
      })
    for row in rows { table.add(names.map { row[$0]?.printed() ?? "" }) }
    return table.text(style)
  }

  /// The lines of a plan with the values that they had; a formula as it is written.
  private func lines(of settings: [TrainingSetting], indentation: String) -> [String] {
    settings.flatMap { setting -> [String] in
      if let phase = setting.phase {
        return ["\(indentation)phase {\n"] + lines(of: phase, indentation: indentation + "  ")
          + ["\(indentation)}\n"]
      }
      let arguments = setting.arguments.map { argument in
        (argument.name.map { "\($0): " } ?? "") + text(of: argument)
      }
      let line = ([setting.word] + [arguments.joined(separator: ", ")]).filter { !$0.isEmpty }
      return [indentation + line.joined(separator: " ") + "\n"]
    }
  }

  private func text(of argument: EvaluatedArgument) -> String {
    switch argument.value {
    case .function, .configured, .optimizer:
      sources.first { $0.id == argument.span.file }?.text(of: argument.span)
        ?? argument.value.printed()
    default: argument.value.printed(isNested: true)
    }
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
