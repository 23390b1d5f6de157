import Diagnostics
import Plans

/// All of a record but its epochs as one table for programs: a line a fact.
///
/// `group` says what the fact is about: `run`, `data iris`, `training 1`, `sweep 1 run 3`. Only values that
/// decide on the run have an `origin`.
package func runTable(_ run: StoredRun) -> RunSheet {
  var table = FactTable()
  let record = run.record
  table.addRun(run)
  table.add("param", record.parameters)
  for data in record.data { table.add(data) }
  for file in record.loaded { table.add("loaded", file.path, hexadecimal(file.hash)) }
  for (index, training) in record.trainings.enumerated() {
    table.add(training, "training \(index + 1)")
  }
  for (index, steps) in record.steps.enumerated() { table.add(steps, "steps \(index + 1)") }
  for (index, sweep) in record.sweeps.enumerated() { table.add(sweep, "sweep \(index + 1)") }
  for (index, evaluation) in record.evaluations.enumerated() {
    table.add(evaluation, "evaluation \(index + 1)")
  }
  for (index, problem) in record.problems.enumerated() {
    table.add(problem, "problem \(index + 1)")
  }
  return table.sheet
}

private struct FactTable {
  var sheet = RunSheet(
    ["group", "name", "value", "origin"].map { RunSheet.Column($0, name: $0) })

  mutating func add(_ group: String, _ name: String, _ value: String, origin: String = "") {
    sheet.rows.append([group, name, value, origin].map { RunSheet.Cell($0) })
  }

  mutating func add(_ group: String, _ values: [ValueRecord]) {
    for value in values { add(group, value.name, value.value, origin: value.origin.text) }
  }

  mutating func add(_ group: String, results: [NamedValue]) {
    for result in results { add(group, result.name, NumberText.exact(result.value)) }
  }

  mutating func addRun(_ run: StoredRun) {
    let record = run.record
    add("run", "run", record.name)
    add("run", "script", record.script)
    add("run", "state", run.state)
    add("run", "edited", run.isEdited ? "true" : "false")
    add("run", "started", record.started)
    if let end = record.end { add("run", "seconds", NumberText.short(end.seconds, digits: 4)) }
    add("run", "command", record.command.joined(separator: " "))
    add("run", "commit", codeText(record.code).en)
    add("run", [record.seed])
    let machine = record.machine
    for (name, value) in [
      ("nn", machine.version), ("swift", machine.swift), ("processor", machine.processor),
      ("variant", machine.variant), ("system", machine.system),
      ("threads", String(machine.threads)), ("cores", String(machine.cores)),
    ] {
      add("run", name, value)
    }
    for source in record.sources { add("source", source.path, hexadecimal(source.hash)) }
  }

  mutating func add(_ data: DataRecord) {
    let group = "data \(data.name)"
    for source in data.sources { add(group, "file \(source.path)", hexadecimal(source.hash)) }
    for part in data.parts { add(group, "samples \(part.name)", String(part.samples)) }
    add(group, "features", String(data.features))
    add(group, "classes", String(data.classes))
    add(group, data.values)
  }

  mutating func add(_ training: TrainingRecord, _ group: String) {
    add(group, "network", training.network)
    add(group, "data", training.data)
    add(group, "parameters", String(training.parameters))
    add(group, training.values)
    add(group + " results", results: training.results)
    guard let end = training.end else { return }
    add(group + " end", "reason", end.reason)
    add(group + " end", "epochs", String(end.epochs))
    add(group + " end", "iterations", String(end.iterations))
    add(group + " end", "seconds", NumberText.short(end.seconds, digits: 4))
    if let hash = end.weightHash { add(group + " end", "weights", hexadecimal(hash)) }
  }

  mutating func add(_ steps: StepsRecord, _ group: String) {
    add(group, "network", steps.network)
    add(group, "data", steps.data)
    add(group, steps.values)
    add(group, "steps", String(steps.count))
    add(group, "iterations", String(steps.iteration))
    if let loss = steps.loss { add(group, "loss", NumberText.exact(loss)) }
    add(group, "weights", hexadecimal(steps.weightHash))
  }

  mutating func add(_ sweep: SweepResult, _ group: String) {
    for (index, run) in sweep.runs.enumerated() {
      let group = "\(group) run \(index + 1)"
      for (axis, choice) in zip(sweep.axes, run.choice) where axis.values.indices.contains(choice) {
        add(group, axis.name, axis.values[choice])
      }
      add(group + " results", results: run.results)
      add(group + " end", "reason", run.hasDiverged ? "diverged" : "completed")
      add(group + " end", "iterations", String(run.iterations))
      add(group + " end", "seconds", NumberText.short(run.seconds, digits: 4))
      if let hash = run.weightHash { add(group + " end", "weights", hexadecimal(hash)) }
    }
  }

  mutating func add(_ evaluation: Evaluation, _ group: String) {
    add(group, "network", evaluation.network)
    add(group, "part", evaluation.part)
    add(group, "samples", String(evaluation.samples))
    let loss = evaluation.loss.map {
      EvaluatedMetric("loss", $0, baseline: evaluation.lossBaseline)
    }
    for metric in [loss].compactMap(\.self) + evaluation.metrics {
      add(group + " results", metric.name, NumberText.exact(metric.value))
      if let guess = metric.baseline {
        add(group + " baseline", metric.name, NumberText.exact(guess.value))
      }
    }
  }

  mutating func add(_ problem: ProblemRecord, _ group: String) {
    add(group, "severity", problem.isError ? "error" : "warning")
    add(group, "code", problem.code)
    add(group, "place", "\(problem.file):\(problem.line)")
    add(group, "message", problem.message)
  }
}
