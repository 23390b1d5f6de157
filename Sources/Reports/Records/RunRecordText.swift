import Diagnostics
package import Plans

/// `record` as the text that is kept of it, for people, `grep` and `diff`; `runRecord(from:)` reads it.
///
/// The numbers of the epochs are not in it: they are tables of their own, see `EpochTable`.
package func recordText(_ record: RunRecord) -> String {
  let head = """
    # What a run of nn did, and what came of it. Two blanks or more part the fields of a line.
    # 'nn runs show \(record.name.shownSafely)' tells it in words.

    """
  let body = recordLines(record).map(\.text).joined(separator: "\n") + "\n"
  return head + body + RecordLine(["check", hexadecimal(contentHash(of: body))]).text + "\n"
}

/// A hash of `text`, by which one sees whether somebody has changed it.
///
/// - Parameter start: The hash of the text before, where there is some.
/// - Source: FNV-1a with 64 bits, Fowler, Noll and Vo (1991).
package func contentHash(of text: String, from start: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
  text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// `hash` as 16 hexadecimal digits.
package func hexadecimal(_ hash: UInt64) -> String {
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// More digits of a time say nothing.
private func secondsText(_ seconds: Double) -> String { NumberText.short(seconds, digits: 4) }

private func recordLines(_ record: RunRecord) -> [RecordLine] {
  var lines = [
    RecordLine(["record", "1"]), RecordLine(["run", record.name]),
    RecordLine(["script", record.script]), RecordLine(["started", record.started]),
    RecordLine(["command"] + record.command),
  ]
  lines += machineLines(record.machine)
  lines.append(line(of: record.code))
  lines += record.sources.map { RecordLine(["source", $0.path, $0.copy, hexadecimal($0.hash)]) }
  lines.append(line(of: record.seed, key: "seed", isNamed: false))
  lines += record.parameters.map { line(of: $0, key: "param") }
  lines += record.data.flatMap(dataLines)
  lines += record.loaded.map { RecordLine(["loaded", $0.path, hexadecimal($0.hash)]) }
  lines += record.trainings.flatMap(trainingLines)
  lines += record.steps.flatMap(stepLines)
  lines += record.sweeps.flatMap(sweepLines)
  lines += record.evaluations.flatMap(evaluationLines)
  lines += record.tables.map { RecordLine(["table", $0.file, hexadecimal($0.hash)]) }
  lines += record.problems.map {
    RecordLine([
      $0.isError ? "error" : "warning", $0.code, $0.file, String($0.line), $0.message,
    ])
  }
  if let end = record.end {
    lines.append(RecordLine(["ended", end.manner.rawValue, secondsText(end.seconds)]))
  }
  return lines
}

private func machineLines(_ machine: MachineRecord) -> [RecordLine] {
  [
    RecordLine(["nn", machine.version]), RecordLine(["swift", machine.swift]),
    RecordLine(["system", machine.system]),
    RecordLine(["processor", machine.processor, machine.variant]),
    RecordLine(["cores", String(machine.cores)]),
    RecordLine(["threads", String(machine.threads)]),
  ]
}

private func line(of code: CodeState) -> RecordLine {
  switch code {
  case .commit(let id, let branch, let changes):
    switch changes {
    case .none: RecordLine(["commit", id, branch ?? "-", "clean"])
    case .unknownScript: RecordLine(["commit", id, branch ?? "-", "script-unknown"])
    case .patch(let file): RecordLine(["commit", id, branch ?? "-", "patch", file])
    case .tooLarge: RecordLine(["commit", id, branch ?? "-", "patch-too-large"])
    case .unknown: RecordLine(["commit", id, branch ?? "-", "changes-unknown"])
    }
  case .noCommits: RecordLine(["commit", "no-commits"])
  case .noRepository: RecordLine(["commit", "no-repository"])
  case .noGit: RecordLine(["commit", "no-git"])
  case .unknown: RecordLine(["commit", "unknown"])
  }
}

/// - Parameter isNamed: Whether the value's own name stands behind the key.
private func line(
  of value: ValueRecord, key: String, isNamed: Bool = true, depth: Int = 0
) -> RecordLine {
  RecordLine(
    [key] + (isNamed ? [value.name] : []) + [value.value, value.origin.text], depth: depth)
}

extension ValueRecord.Origin {
  /// Where the value came from, in one field: `iris.nn:16`.
  package var text: String {
    switch self {
    case .standard: "default"
    case .commandLine: "command line"
    case .line(let file, let number): "\(file):\(number)"
    case .plan(let name, let file, let number): "plan \(name), \(file):\(number)"
    }
  }
}

private func dataLines(_ data: DataRecord) -> [RecordLine] {
  let counts = [String(data.features), String(data.classes)]
  return [RecordLine(["data", data.name] + counts)]
    + data.sources.map { RecordLine(["file", $0.path, hexadecimal($0.hash)], depth: 1) }
    + data.parts.map { RecordLine(["part", $0.name, String($0.samples)], depth: 1) }
    + data.values.map { line(of: $0, key: "value", depth: 1) }
}

private func trainingLines(_ training: TrainingRecord) -> [RecordLine] {
  var lines = [
    RecordLine(["training", training.network, training.data, String(training.parameters)])
  ]
  lines += training.values.map { line(of: $0, key: "value", depth: 1) }
  lines += training.results.map(line(of:))
  if let end = training.end {
    lines.append(
      RecordLine(
        [
          "end", end.reason, String(end.epochs), String(end.iterations),
          secondsText(end.seconds), end.weightHash.map(hexadecimal) ?? "-",
        ], depth: 1))
  }
  return lines
}

private func stepLines(_ steps: StepsRecord) -> [RecordLine] {
  [
    RecordLine([
      "stepped", steps.network, steps.data, String(steps.count), String(steps.iteration),
      steps.loss.map(NumberText.exact) ?? "-", hexadecimal(steps.weightHash),
      String(steps.trainingsBefore),
    ])
  ] + steps.values.map { line(of: $0, key: "value", depth: 1) }
}

private func line(of result: NamedValue) -> RecordLine {
  RecordLine(["result", result.name, NumberText.exact(result.value)], depth: 1)
}

private func evaluationLines(_ evaluation: Evaluation) -> [RecordLine] {
  var lines = [
    RecordLine(["evaluation", evaluation.network, evaluation.part, String(evaluation.samples)])
  ]
  if let loss = evaluation.loss {
    lines.append(line(of: EvaluatedMetric("loss", loss, baseline: evaluation.lossBaseline), "loss"))
  }
  return lines + evaluation.metrics.map { line(of: $0, "metric") }
}

private func line(of metric: EvaluatedMetric, _ key: String) -> RecordLine {
  var fields = [key] + (key == "loss" ? [] : [metric.name]) + [NumberText.exact(metric.value)]
  if let baseline = metric.baseline {
    fields.append(NumberText.exact(baseline.value))
    switch baseline.guess {
    case .majority(let name): fields += ["majority", name]
    case .mean(let mean): fields += ["mean", NumberText.exact(mean)]
    case .means: fields.append("means")
    case .shares: fields.append("shares")
    }
  }
  return RecordLine(fields, depth: 1)
}

private func sweepLines(_ sweep: SweepResult) -> [RecordLine] {
  var lines = [RecordLine(["sweep", String(sweep.planned)])]
  lines += sweep.axes.map {
    RecordLine([$0.isSeed ? "seeds" : "compared", $0.name] + $0.values, depth: 1)
  }
  lines += sweep.values.map { line(of: $0, key: "value", depth: 1) }
  for run in sweep.runs {
    lines.append(
      RecordLine(
        [
          "run", run.choice.map { String($0 + 1) }.joined(separator: " "),
          run.hasDiverged ? "diverged" : "completed", String(run.iterations),
          secondsText(run.seconds), run.weightHash.map(hexadecimal) ?? "-",
        ], depth: 1))
    lines += run.results.map {
      RecordLine(["result", $0.name, NumberText.exact($0.value)], depth: 2)
    }
  }
  return lines
}
