import Diagnostics
import Plans

/// A run in a list, as one line of JSON without its newline.
package func runSummaryJSON(_ run: StoredRun) -> String {
  JSONValue.object(summary(of: run)).text
}

/// All of a record, as one line of JSON without its newline.
package func runJSON(_ run: StoredRun) -> String {
  let record = run.record
  return JSONValue.object(
    summary(of: run) + [
      ("edited", .boolean(run.isEdited)),
      ("command", .array(record.command.map { .string($0) })),
      ("machine", json(record.machine)),
      (
        "sources",
        .array(
          record.sources.map {
            .object([
              ("path", .string($0.path)), ("copy", .string($0.copy)), ("hash", json(hash: $0.hash)),
            ])
          })
      ),
      ("values", .array((record.parameters + [record.seed]).map(json))),
      ("data", .array(record.data.map(json))),
      ("loaded", .array(record.loaded.map(json))),
      ("trainings", .array(record.trainings.map(json))),
      ("steps", .array(record.steps.map(json))),
      ("sweeps", .array(record.sweeps.map(json))),
      ("evaluations", .array(record.evaluations.map { .object(members(of: $0)) })),
      (
        "problems",
        .array(
          record.problems.map {
            .object([
              ("severity", .string($0.isError ? "error" : "warning")), ("code", .string($0.code)),
              ("file", .string($0.file)), ("line", .integer($0.line)),
              ("message", .string($0.message)),
            ])
          })
      ),
    ]
  ).text
}

private func summary(of run: StoredRun) -> [(String, JSONValue)] {
  let record = run.record
  var members: [(String, JSONValue)] = [
    ("run", .string(record.name)), ("script", .string(record.script)),
    ("started", .string(record.started)), ("state", .string(run.state)),
    ("seconds", .optional(record.end?.seconds)), ("seed", .string(record.seed.value)),
    ("parameters", .object(record.parameters.map { ($0.name, .string($0.value)) })),
    ("results", json(record.results)),
    ("weights", json(hash: record.weightHash)),
  ]
  if case .commit(let id, let branch, let changes) = record.code {
    members += [
      ("commit", .string(id)), ("branch", branch.map { .string($0) } ?? .null),
      ("changed", changes == .unknown ? .null : .boolean(changes != .none)),
    ]
  } else {
    members.append(("commit", .null))
  }
  return members
}

private func json(_ values: [NamedValue]) -> JSONValue {
  .object(values.map { ($0.name, .number($0.value)) })
}

private func json(_ machine: MachineRecord) -> JSONValue {
  .object([
    ("nn", .string(machine.version)), ("swift", .string(machine.swift)),
    ("system", .string(machine.system)), ("processor", .string(machine.processor)),
    ("variant", .string(machine.variant)), ("cores", .integer(machine.cores)),
    ("threads", .integer(machine.threads)),
  ])
}

private func json(_ value: ValueRecord) -> JSONValue {
  .object([
    ("name", .string(value.name)), ("value", .string(value.value)),
    ("origin", .string(value.origin.text)),
  ])
}

private func json(_ data: DataRecord) -> JSONValue {
  .object([
    ("name", .string(data.name)),
    ("sources", .array(data.sources.map(json))),
    ("samples", .object(data.parts.map { ($0.name, .integer($0.samples)) })),
    ("features", .integer(data.features)), ("classes", .integer(data.classes)),
    ("values", .array(data.values.map(json))),
  ])
}

private func json(_ source: DataRecord.Source) -> JSONValue {
  .object([("path", .string(source.path)), ("hash", json(hash: source.hash))])
}

private func json(_ steps: StepsRecord) -> JSONValue {
  .object([
    ("network", .string(steps.network)), ("data", .string(steps.data)),
    ("values", .array(steps.values.map(json))),
    ("steps", .integer(steps.count)), ("iterations", .integer(steps.iteration)),
    ("loss", .optional(steps.loss)), ("weights", json(hash: steps.weightHash)),
  ])
}

private func json(_ training: TrainingRecord) -> JSONValue {
  .object([
    ("network", .string(training.network)), ("data", .string(training.data)),
    ("parameters", .integer(training.parameters)), ("values", .array(training.values.map(json))),
    ("results", json(training.results)),
    ("reason", training.end.map { .string($0.reason) } ?? .null),
    ("epochs", training.end.map { .integer($0.epochs) } ?? .null),
    ("iterations", training.end.map { .integer($0.iterations) } ?? .null),
    ("seconds", .optional(training.end?.seconds)),
    ("weights", json(hash: training.end?.weightHash)),
  ])
}

private func json(_ sweep: SweepResult) -> JSONValue {
  .object([
    ("planned", .integer(sweep.planned)), ("values", .array(sweep.values.map(json))),
    (
      "runs",
      .array(
        sweep.runs.map { run in
          .object([
            (
              "values",
              .object(
                zip(sweep.axes, run.choice).map { axis, index in
                  (
                    axis.name,
                    axis.values.indices.contains(index) ? .string(axis.values[index]) : .null
                  )
                })
            ),
            ("diverged", .boolean(run.hasDiverged)), ("results", json(run.results)),
            ("iterations", .integer(run.iterations)), ("seconds", .number(run.seconds)),
            ("weights", json(hash: run.weightHash)),
          ])
        })
    ),
  ])
}
