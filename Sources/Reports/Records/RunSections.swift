package import Diagnostics
import Plans

/// A record in words: a table a subject, each below its title.
package func runSections(
  _ run: StoredRun, language: Language
) -> [(title: String, sheet: RunSheet)] {
  var sections = [
    (run.record.name, facts(of: run, language)),
    (
      Text(en: "Data", pt: "Dados")[language], dataSheet(run.record.data, language)
    ),
  ]
  for data in run.record.data { sections.append(("", valueSheet(data.values, language))) }
  sections.append(
    (Text(en: "Loaded", pt: "Lidas")[language], loadedSheet(run.record.loaded, language)))
  if !run.record.parameters.isEmpty {
    sections.append(("param", valueSheet(run.record.parameters, language)))
  }
  for training in run.record.trainings {
    let title = Text(
      en: "Training of \(training.network)", pt: "Treino de \(training.network)")[language]
    let values = valueSheet(training.values, language)
    sections.append((title + (training.data.isEmpty ? "" : " · \(training.data)"), values))
    sections.append(("", resultSheet(training, language)))
  }
  for steps in run.record.steps {
    let title = Text(
      en: "Single iterations of \(steps.network)", pt: "Iterações avulsas de \(steps.network)")
    let whole = title[language] + (steps.data.isEmpty ? "" : " · \(steps.data)")
    if !steps.values.isEmpty { sections.append((whole, valueSheet(steps.values, language))) }
    sections.append((steps.values.isEmpty ? whole : "", stepsSheet(steps, language)))
  }
  for sweep in run.record.sweeps {
    sections.append(("sweep", sweepSheet(sweep, language)))
    let title = Text(en: "The same in all runs", pt: "Igual em todas as execuções")
    sections.append((title[language], valueSheet(sweep.values, language)))
  }
  for evaluation in run.record.evaluations {
    sections.append(
      ("\(evaluation.network) · \(evaluation.part)", evaluationSheet(evaluation, language)))
  }
  if !run.record.problems.isEmpty {
    sections.append(
      (Text(en: "Problems", pt: "Problemas")[language], problemSheet(run.record.problems, language))
    )
  }
  return sections.filter { !$0.1.rows.isEmpty }
}

private func sheet(_ columns: [(Text, String)], _ language: Language) -> RunSheet {
  RunSheet(columns.map { RunSheet.Column($0.0[language], name: $0.1) })
}

private let fieldColumn = (Text(en: "what", pt: "o quê"), "field")
private let valueColumn = (Text(en: "value", pt: "valor"), "value")

private func facts(of run: StoredRun, _ language: Language) -> RunSheet {
  let record = run.record
  var sheet = sheet([fieldColumn, valueColumn], language)
  func add(_ en: String, _ pt: String, _ value: String) {
    guard !value.isEmpty else { return }
    sheet.rows.append([
      RunSheet.Cell(Text(en: en, pt: pt)[language], exact: en), RunSheet.Cell(value),
    ])
  }
  var state = run.stateText[language]
  if let end = record.end { state += ", \(durationText(end.seconds))" }
  if run.isEdited {
    state += Text(en: "; edited since", pt: "; editada desde então")[language]
  }
  add("state", "estado", state)
  add("started", "início", run.startedText + " UTC")
  add("script", "script", record.sources.map(\.path).joined(separator: ", "))
  add("command", "comando", record.command.joined(separator: " "))
  add("commit", "commit", codeText(record.code)[language])
  add("seed", "semente", "\(record.seed.value) (\(originText(record.seed.origin)[language]))")
  let machine = record.machine
  add("nn", "nn", "\(machine.version), Swift \(machine.swift)")
  add("processor", "processador", "\(machine.processor), \(machine.variant)")
  add("system", "sistema", machine.system)
  add("threads", "threads", "\(machine.threads) / \(machine.cores)")
  return sheet
}

private func dataSheet(_ data: [DataRecord], _ language: Language) -> RunSheet {
  var sheet = sheet(
    [
      (Text(en: "data", pt: "dados"), "data"), (Text(en: "read from", pt: "lido de"), "source"),
      (Text(en: "content", pt: "conteúdo"), "hash"), (Text(en: "samples", pt: "amostras"), "parts"),
    ], language)
  for set in data {
    let parts = set.parts.map { "\($0.name) \(NumberText.count($0.samples))" }
    for (index, source) in set.sources.enumerated() {
      sheet.rows.append([
        RunSheet.Cell(index == 0 ? set.name : "", exact: set.name), RunSheet.Cell(source.path),
        RunSheet.Cell(hexadecimal(source.hash)),
        RunSheet.Cell(
          index == 0 ? parts.joined(separator: ", ") : "", exact: parts.joined(separator: ", ")),
      ])
    }
  }
  return sheet
}

private func loadedSheet(_ files: [DataRecord.Source], _ language: Language) -> RunSheet {
  var sheet = sheet(
    [
      (Text(en: "network from", pt: "rede de"), "source"),
      (Text(en: "content", pt: "conteúdo"), "hash"),
    ], language)
  for file in files {
    sheet.rows.append([RunSheet.Cell(file.path), RunSheet.Cell(hexadecimal(file.hash))])
  }
  return sheet
}

private func stepsSheet(_ steps: StepsRecord, _ language: Language) -> RunSheet {
  var sheet = sheet(
    [(Text(en: "result", pt: "resultado"), "result"), valueColumn], language)
  func add(_ text: Text, _ value: String) {
    sheet.rows.append([RunSheet.Cell(text[language]), RunSheet.Cell(value)])
  }
  if let loss = steps.loss {
    add(Text(en: "loss of the last batch", pt: "perda do último lote"), NumberText.short(loss))
  }
  add(Text(en: "steps", pt: "passos"), NumberText.count(steps.count))
  add(
    Text(en: "iterations in all", pt: "iterações ao todo"), NumberText.count(steps.iteration))
  add(Text(en: "weights", pt: "pesos"), hexadecimal(steps.weightHash))
  return sheet
}

private func valueSheet(_ values: [ValueRecord], _ language: Language) -> RunSheet {
  var sheet = sheet(
    [fieldColumn, valueColumn, (Text(en: "from", pt: "de"), "origin")], language)
  for value in values {
    sheet.rows.append([
      RunSheet.Cell(value.name), RunSheet.Cell(value.value),
      RunSheet.Cell(originText(value.origin)[language], exact: value.origin.text),
    ])
  }
  return sheet
}

/// Where a value came from, in words.
func originText(_ origin: ValueRecord.Origin) -> Text {
  switch origin {
  case .standard: Text(en: "default", pt: "padrão")
  case .commandLine: Text(en: "command line", pt: "linha de comando")
  case .line(let file, let line): Text(verbatim: "\(file):\(line)")
  case .plan(let name, let file, let line):
    Text(en: "plan \(name), \(file):\(line)", pt: "plano \(name), \(file):\(line)")
  }
}

private func resultSheet(_ training: TrainingRecord, _ language: Language) -> RunSheet {
  var sheet = sheet(
    [(Text(en: "result", pt: "resultado"), "result"), valueColumn], language)
  func add(_ text: Text, _ value: String, exact: String? = nil) {
    sheet.rows.append([
      RunSheet.Cell(text[language], exact: text.en), RunSheet.Cell(value, exact: exact),
    ])
  }
  for result in training.results {
    let field = RunField(result.name, NumberText.exact(result.value), isMeasured: true)
    add(Text(verbatim: result.name), field.shown, exact: field.value)
  }
  if let end = training.end {
    add(Text(en: "ending", pt: "fim"), endingText(end.reason)[language], exact: end.reason)
    add(Text(en: "epochs", pt: "épocas"), String(end.epochs))
    add(Text(en: "iterations", pt: "iterações"), String(end.iterations))
    add(
      Text(en: "time", pt: "tempo"), durationText(end.seconds),
      exact: NumberText.short(end.seconds))
    if let hash = end.weightHash { add(Text(en: "weights", pt: "pesos"), hexadecimal(hash)) }
  }
  return sheet
}

/// Why a training ended, as a person reads the word of its record.
private func endingText(_ reason: String) -> Text {
  let portuguese = [
    "completed": "concluído", "stopped_early": "parado antes do fim",
    "interrupted": "interrompido", "limit_reached": "limite alcançado", "diverged": "divergiu",
  ]
  return Text(en: reason, pt: portuguese[reason] ?? reason)
}

private func sweepSheet(_ sweep: SweepResult, _ language: Language) -> RunSheet {
  var names: [String] = []
  for result in sweep.runs.flatMap(\.results) where !names.contains(result.name) {
    names.append(result.name)
  }
  var sheet = sheet(
    (sweep.axes.map(\.name) + names).map { (Text(verbatim: $0), $0) }
      + [(Text(en: "weights", pt: "pesos"), "weights")], language)
  for run in sweep.runs {
    var row = zip(sweep.axes, run.choice).map { axis, index in
      RunSheet.Cell(axis.values.indices.contains(index) ? axis.values[index] : "")
    }
    row += names.map { name in
      guard let value = run.results.first(where: { $0.name == name })?.value else {
        return RunSheet.Cell(
          run.hasDiverged ? Text(en: "diverged", pt: "divergiu")[language] : "", exact: "")
      }
      let field = RunField(name, NumberText.exact(value), isMeasured: true)
      return RunSheet.Cell(field.shown, exact: field.value)
    }
    sheet.rows.append(row + [RunSheet.Cell(run.weightHash.map(hexadecimal) ?? "")])
  }
  return sheet
}

private func evaluationSheet(_ evaluation: Evaluation, _ language: Language) -> RunSheet {
  var sheet = sheet(
    [
      (Text(en: "result", pt: "resultado"), "result"), valueColumn,
      (Text(en: "a guess", pt: "um palpite"), "baseline"),
    ], language)
  let exact =
    (evaluation.loss.map { [($0, evaluation.lossBaseline?.value)] } ?? [])
    + evaluation.metrics.map { ($0.value, $0.baseline?.value) }
  for (row, numbers) in zip(evaluationRows(evaluation, language: language), exact) {
    sheet.rows.append([
      RunSheet.Cell(row[0]), RunSheet.Cell(row[1], exact: NumberText.exact(numbers.0)),
      RunSheet.Cell(row[2], exact: numbers.1.map(NumberText.exact) ?? ""),
    ])
  }
  return sheet
}

private func problemSheet(_ problems: [ProblemRecord], _ language: Language) -> RunSheet {
  var sheet = sheet(
    [
      (Text(en: "where", pt: "onde"), "place"), (Text(en: "code", pt: "código"), "code"),
      (Text(en: "message", pt: "mensagem"), "message"),
    ], language)
  for problem in problems {
    sheet.rows.append([
      RunSheet.Cell("\(problem.file):\(problem.line)"), RunSheet.Cell(problem.code),
      RunSheet.Cell(problem.message),
    ])
  }
  return sheet
}
