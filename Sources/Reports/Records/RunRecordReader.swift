import Diagnostics
package import Plans

/// The record that `text` keeps, without the numbers of its epochs, and whether somebody has changed
/// the text since it was written.
///
/// - Throws: A `RecordProblem` where it is no record, or one of a later version.
package func runRecord(
  from text: String
) throws(RecordProblem) -> (record: RunRecord, isEdited: Bool) {
  let lines = try RecordLine.lines(of: text)
  guard let first = lines.first, first.key == "record" else {
    throw RecordProblem(line: lines.first?.number ?? 1)
  }
  guard try first.text(1) == "1" else { throw RecordProblem(line: nil) }
  var reader = RunRecordReader()
  for line in lines.dropFirst() { try reader.take(line) }
  guard !reader.record.name.isEmpty, !reader.record.started.isEmpty else {
    throw RecordProblem(line: lines.last?.number ?? 1)
  }
  let record = reader.record
  return (record, isEdited: recordText(record) != text)
}

/// What the lines of a record have said so far.
private struct RunRecordReader {
  var record = RunRecord(
    name: "", script: "", started: "", command: [],
    machine: MachineRecord(
      version: "", swift: "", system: "", processor: "", variant: "", cores: 0, threads: 0))

  mutating func take(_ line: RecordLine) throws(RecordProblem) {
    switch line.depth {
    case 0: try takeOuter(line)
    default: try takeInner(line)
    }
  }

  private mutating func takeOuter(_ line: RecordLine) throws(RecordProblem) {
    switch line.key {
    case "run": record.name = try line.text(1)
    case "script": record.script = try line.text(1)
    case "started": record.started = try line.text(1)
    case "command": record.command = Array(line.fields.dropFirst())
    case "nn", "swift", "system", "processor", "cores", "threads": try takeMachine(line)
    case "commit": record.code = try line.code()
    case "source":
      record.sources.append(
        SourceRecord(path: try line.text(1), copy: try line.text(2), hash: try line.hash(3)))
    case "table":
      record.tables.append(TableRecord(file: try line.text(1), hash: try line.hash(2)))
    case "seed": record.seed = ValueRecord("seed", try line.text(1), try line.origin(2))
    case "param": record.parameters.append(try line.value())
    case "data":
      record.data.append(
        DataRecord(
          name: try line.text(1), sources: [], parts: [], features: try line.whole(2),
          classes: try line.whole(3)))
    case "loaded":
      record.loaded.append(DataRecord.Source(path: try line.text(1), hash: try line.hash(2)))
    case "stepped":
      record.steps.append(
        StepsRecord(
          network: try line.text(1), data: try line.text(2), count: try line.whole(3),
          iteration: try line.whole(4), loss: try line.text(5) == "-" ? nil : try line.real(5),
          weightHash: try line.hash(6), trainingsBefore: try line.whole(7)))
    case "training":
      record.trainings.append(
        TrainingRecord(
          network: try line.text(1), data: try line.text(2), values: [],
          parameters: try line.whole(3)))
    case "sweep": record.sweeps.append(SweepResult(axes: [], planned: try line.whole(1)))
    case "evaluation":
      record.evaluations.append(
        Evaluation(
          network: try line.text(1), part: try line.text(2), samples: try line.whole(3)))
    case "warning", "error":
      record.problems.append(
        ProblemRecord(
          isError: line.key == "error", code: try line.text(1), file: try line.text(2),
          line: try line.whole(3), message: try line.text(4)))
    case "ended":
      guard let manner = RunEnd.Manner(rawValue: try line.text(1)) else {
        throw RecordProblem(line: line.number)
      }
      record.end = RunEnd(manner, seconds: try line.real(2))
    case "check": return
    default: throw RecordProblem(line: line.number)
    }
    block = line.key
  }

  private mutating func takeMachine(_ line: RecordLine) throws(RecordProblem) {
    switch line.key {
    case "nn": record.machine.version = try line.text(1)
    case "swift": record.machine.swift = try line.text(1)
    case "system": record.machine.system = try line.text(1)
    case "processor":
      (record.machine.processor, record.machine.variant) = (try line.text(1), try line.text(2))
    case "cores": record.machine.cores = try line.whole(1)
    default: record.machine.threads = try line.whole(1)
    }
  }

  // MARK: Lines that belong to one above

  /// The key of the line above that the indented ones belong to.
  private var block = ""

  private mutating func takeInner(_ line: RecordLine) throws(RecordProblem) {
    switch block {
    case "data": try record.data[record.data.count - 1].take(line)
    case "training": try record.trainings[record.trainings.count - 1].take(line)
    case "stepped":
      guard line.key == "value" else { throw RecordProblem(line: line.number) }
      record.steps[record.steps.count - 1].values.append(try line.value())
    case "sweep": try record.sweeps[record.sweeps.count - 1].take(line)
    case "evaluation": try record.evaluations[record.evaluations.count - 1].take(line)
    default: throw RecordProblem(line: line.number)
    }
  }
}

extension DataRecord {
  fileprivate mutating func take(_ line: RecordLine) throws(RecordProblem) {
    switch line.key {
    case "file": sources.append(Source(path: try line.text(1), hash: try line.hash(2)))
    case "part": parts.append(Part(try line.text(1), samples: try line.whole(2)))
    case "value": values.append(try line.value())
    default: throw RecordProblem(line: line.number)
    }
  }
}

extension TrainingRecord {
  fileprivate mutating func take(_ line: RecordLine) throws(RecordProblem) {
    switch line.key {
    case "value": values.append(try line.value())
    case "result": results.append(try line.result())
    case "end":
      end = End(
        reason: try line.text(1), epochs: try line.whole(2), iterations: try line.whole(3),
        seconds: try line.real(4), weightHash: try line.hashIfAny(5))
    default: throw RecordProblem(line: line.number)
    }
  }
}

extension SweepResult {
  fileprivate mutating func take(_ line: RecordLine) throws(RecordProblem) {
    switch line.key {
    case "compared", "seeds":
      axes.append(
        SweepRecord.Axis(
          name: try line.text(1), isSeed: line.key == "seeds",
          values: Array(line.fields.dropFirst(2))))
    case "value": values.append(try line.value())
    case "run":
      let choice = try line.text(1).split(separator: " ").map { Int($0) }
      guard choice.count == axes.count,
        zip(choice, axes).allSatisfy({ ($0 ?? 0) >= 1 && ($0 ?? 0) <= $1.values.count })
      else { throw RecordProblem(line: line.number) }
      runs.append(
        Run(
          choice: choice.compactMap { $0.map { $0 - 1 } }, results: [],
          hasDiverged: try line.text(2) == "diverged", iterations: try line.whole(3),
          seconds: try line.real(4), weightHash: try line.hashIfAny(5)))
    case "result":
      guard !runs.isEmpty else { throw RecordProblem(line: line.number) }
      runs[runs.count - 1].results.append(try line.result())
    default: throw RecordProblem(line: line.number)
    }
  }
}

extension Evaluation {
  fileprivate mutating func take(_ line: RecordLine) throws(RecordProblem) {
    switch line.key {
    case "loss": (loss, lossBaseline) = (try line.real(1), try line.baseline(from: 2))
    case "metric":
      metrics.append(
        EvaluatedMetric(
          try line.text(1), try line.real(2), baseline: try line.baseline(from: 3)))
    default: throw RecordProblem(line: line.number)
    }
  }
}

// MARK: Fields

extension RecordLine {
  fileprivate func text(_ index: Int) throws(RecordProblem) -> String {
    guard fields.indices.contains(index) else { throw RecordProblem(line: number) }
    return fields[index]
  }

  /// A number from 0, of something that can be counted.
  fileprivate func whole(_ index: Int) throws(RecordProblem) -> Int {
    guard let value = Int(try text(index)), value >= 0 else { throw RecordProblem(line: number) }
    return value
  }

  fileprivate func real(_ index: Int) throws(RecordProblem) -> Double {
    guard let value = Double(try text(index)) else { throw RecordProblem(line: number) }
    return value
  }

  fileprivate func hash(_ index: Int) throws(RecordProblem) -> UInt64 {
    guard let value = UInt64(try text(index), radix: 16) else { throw RecordProblem(line: number) }
    return value
  }

  fileprivate func hashIfAny(_ index: Int) throws(RecordProblem) -> UInt64? {
    try text(index) == "-" ? nil : try hash(index)
  }

  fileprivate func value() throws(RecordProblem) -> ValueRecord {
    ValueRecord(try text(1), try text(2), try origin(3))
  }

  fileprivate func result() throws(RecordProblem) -> NamedValue {
    NamedValue(try text(1), try real(2))
  }

  fileprivate func origin(_ index: Int) throws(RecordProblem) -> ValueRecord.Origin {
    let text = try text(index)
    if text == "default" { return .standard }
    if text == "command line" { return .commandLine }
    guard let colon = text.lastIndex(of: ":"),
      let line = Int(text[text.index(after: colon)...])
    else { throw RecordProblem(line: number) }
    let place = text[..<colon]
    if place.hasPrefix("plan "), let comma = place.firstRange(of: ", ") {
      return .plan(
        String(place[..<comma.lowerBound].dropFirst(5)), file: String(place[comma.upperBound...]),
        line)
    }
    return .line(file: String(place), line)
  }

  fileprivate func baseline(from index: Int) throws(RecordProblem) -> Baseline? {
    guard fields.count > index else { return nil }
    let value = try real(index)
    switch try text(index + 1) {
    case "majority": return Baseline(.majority(try text(index + 2)), value)
    case "mean": return Baseline(.mean(try real(index + 2)), value)
    case "means": return Baseline(.means, value)
    case "shares": return Baseline(.shares, value)
    default: throw RecordProblem(line: number)
    }
  }

  fileprivate func code() throws(RecordProblem) -> CodeState {
    let id = try text(1)
    switch id {
    case "no-commits": return .noCommits
    case "no-repository": return .noRepository
    case "no-git": return .noGit
    case "unknown": return .unknown
    default: break
    }
    let branch = try text(2) == "-" ? nil : try text(2)
    switch try text(3) {
    case "clean": return .commit(id, branch: branch, .none)
    case "script-unknown": return .commit(id, branch: branch, .unknownScript)
    case "patch": return .commit(id, branch: branch, .patch(file: try text(4)))
    case "patch-too-large": return .commit(id, branch: branch, .tooLarge)
    case "changes-unknown": return .commit(id, branch: branch, .unknown)
    default: throw RecordProblem(line: number)
    }
  }
}
