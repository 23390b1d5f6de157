import Checking
import Diagnostics
import Kernels
import Plans
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// What takes notes for a record; runs of a sweep are noted by their sweep.
  var journal: RunJournal? { isDry || recorder != nil ? nil : host.journal }

  /// Notes the value of a `param`.
  func record(_ parameter: CheckedParameter, _ value: RunValue, isGiven: Bool) {
    guard let journal else { return }
    journal.note(
      parameter: ValueRecord(
        parameter.name, value.recorded,
        isGiven ? .commandLine : journal.origin(of: parameter.span)))
  }

  /// Notes a seed that the script sets, or that the command line sets in its place.
  func record(seed: UInt64, at span: Span) {
    guard let journal else { return }
    journal.note(
      seed: ValueRecord(
        "seed", String(seed), seedIsFixed ? .commandLine : journal.origin(of: span)))
  }

  /// Notes a data set with the files that it was read from.
  func record(_ prepared: PreparedData, _ table: Table) {
    guard let journal else { return }
    let parts = [
      ("train", prepared.train.count), ("validation", prepared.validation?.count ?? 0),
      ("test", prepared.test?.count ?? 0),
    ]
    journal.note(
      DataRecord(
        name: prepared.name,
        sources: table.contents.map {
          DataRecord.Source(path: journal.relative($0.name), hash: $0.hash)
        },
        parts: parts.filter { $0.1 > 0 }.map { DataRecord.Part($0.0, samples: $0.1) },
        features: prepared.inputNames.count, classes: prepared.classes.count))
  }

  /// Notes the values that decide on a training, before it begins.
  func record(
    _ network: Network, _ plan: TrainingPlan, _ settings: [TrainingSetting], _ part: DataPart,
    _ line: CheckedLine
  ) {
    guard let journal else { return }
    let planName = line.with.flatMap { with in
      sources.first { $0.id == with.span.file }?.text(of: with.span)
    }
    let seedOrigin: ValueRecord.Origin =
      seedIsFixed ? .commandLine : seedSpan.map(journal.origin) ?? .standard
    let lines = RecordedLines(
      settings, sources: sources, seedOrigin: seedOrigin,
      origin: { span in
        let place = journal.place(of: span)
        // What does not stand in the training's own block comes from the plan behind `with`.
        guard let planName, span.file != line.span.file || !line.span.contains(span) else {
          return .line(file: place.file, place.line)
        }
        return .plan(planName, file: place.file, place.line)
      })
    journal.note(
      TrainingRecord(
        network: network.name, data: part.description, values: lines.values(of: plan)))
  }
}

extension RunJournal {
  /// A line of the script as the origin of a value.
  func origin(of span: Span) -> ValueRecord.Origin {
    let place = place(of: span)
    return .line(file: place.file, place.line)
  }
}

extension Span {
  fileprivate func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
}

extension RunValue {
  /// The value with all digits of its numbers.
  var recorded: String {
    switch self {
    case .number(let number): NumberText.exact(number)
    case .quantity(let quantity): "\(NumberText.exact(quantity.value)) \(quantity.unit.rawValue)"
    case .list(let values) where values.count <= 1_000:
      "[" + values.map(\.recordedInList).joined(separator: ", ") + "]"
    default: printed()
    }
  }

  private var recordedInList: String {
    if case .text = self { printed(isNested: true) } else { recorded }
  }
}
