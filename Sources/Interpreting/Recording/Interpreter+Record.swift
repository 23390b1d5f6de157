import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// What takes notes for a record; runs of a sweep are noted by their sweep.
  var journal: RunJournal? { isDry || recorder != nil ? nil : host.journal }

  /// Notes the value of a `param`, or the several of the command line that are for a sweep.
  func record(_ parameter: CheckedParameter, _ value: RunValue) {
    guard let journal else { return }
    let given = options.parameters[parameter.name]
    let several = valuesForSweeps[parameter.name] == nil ? nil : given
    journal.note(
      parameter: ValueRecord(
        parameter.name, several ?? value.recorded,
        given == nil ? origin(of: parameter.span) : .commandLine))
  }

  /// Notes values that the command line gives for a name of a sweep, unless a `param` of that name has
  /// them.
  func record(_ axis: SweepAxis, given: String) {
    guard let journal, let values = axis.values,
      !journal.record.parameters.contains(where: { $0.name == axis.name })
    else { return }
    journal.note(
      parameter: ValueRecord(
        axis.name, values.count == 1 ? values[0].recorded : given, .commandLine))
  }

  /// Notes a seed that the script sets, or that the command line sets in its place.
  func record(seed: UInt64, at span: Span) {
    guard let journal else { return }
    journal.note(
      seed: ValueRecord(
        "seed", String(seed), seedIsFixed ? .commandLine : origin(of: span)))
  }

  /// Notes a data set with the files that it was read from.
  ///
  /// - Parameter values: What its lines say, and what holds where they say nothing.
  func record(_ prepared: PreparedData, _ table: Table, values: [ValueRecord]) {
    let parts = [
      ("train", prepared.train.count), ("validation", prepared.validation?.count ?? 0),
      ("test", prepared.test?.count ?? 0),
    ]
    let record = DataRecord(
      name: prepared.name,
      sources: table.contents.map { content in
        DataRecord.Source(path: options.relative(content.name), hash: content.hash)
      },
      parts: parts.filter { $0.1 > 0 }.map { DataRecord.Part($0.0, samples: $0.1) },
      features: prepared.inputNames.count, classes: prepared.classes.count, values: values)
    recorder?.note(record)
    journal?.note(record)
  }

  /// Notes a file of a network that the script has loaded.
  func record(loaded file: DataRecord.Source) {
    recorder?.note(loaded: file)
    journal?.note(loaded: file)
  }

  /// Notes a single iteration with the values that decided on it.
  func record(
    _ step: StepReport, of network: Network, _ plan: TrainingPlan, _ settings: [TrainingSetting],
    _ part: DataPart, _ line: CheckedLine
  ) {
    guard let journal, let model = network.model else { return }
    journal.note(
      StepsRecord(
        network: network.name, data: part.description,
        values: recordedValues(network, plan, settings, line), count: 1, iteration: step.iteration,
        loss: step.loss.value, weightHash: model.weightHash))
  }

  /// Notes where going back has brought a network.
  func record(_ report: BackReport, of network: Network) {
    guard let journal, let model = network.model else { return }
    journal.note(
      StepsRecord(
        network: network.name, count: 0, iteration: report.iteration, weightHash: model.weightHash))
  }

  /// Notes the values of all `param`s, of which the command line gives several for some.
  func record(
    _ parameters: [CheckedParameter], _ values: [String: (value: RunValue, standard: RunValue)],
    swept: Set<String>
  ) {
    guard let journal else { return }
    for parameter in parameters {
      guard let value = values[parameter.name]?.value else { continue }
      let given = options.parameters[parameter.name]
      journal.note(
        parameter: ValueRecord(
          parameter.name, swept.contains(parameter.name) ? given ?? "" : value.recorded,
          given == nil ? origin(of: parameter.span) : .commandLine))
    }
  }

  /// Notes the values that decide on a training, before it begins.
  func record(
    _ network: Network, _ plan: TrainingPlan, _ settings: [TrainingSetting], _ part: DataPart,
    _ line: CheckedLine
  ) {
    guard !isDry, journal != nil || recorder != nil else { return }
    let values = recordedValues(network, plan, settings, line)
    recorder?.note(values)
    journal?.note(
      TrainingRecord(network: network.name, data: part.description, values: values))
  }

  /// Every layer of the network and every value of the plan, with its origin.
  private func recordedValues(
    _ network: Network, _ plan: TrainingPlan, _ settings: [TrainingSetting], _ line: CheckedLine
  ) -> [ValueRecord] {
    let planName = line.with.flatMap { with in
      sources.first { $0.id == with.span.file }?.text(of: with.span)
    }
    let lines = RecordedLines(
      settings, sources: sources, seedOrigin: seedOrigin,
      origin: { [self] span in
        let origin = origin(of: span)
        // What does not stand in the training's own block comes from the plan behind `with`.
        guard let planName, span.file != line.span.file || !line.span.contains(span),
          case .line(let file, let number) = origin
        else { return origin }
        return .plan(planName, file: file, number)
      })
    return layerValues(of: network) + lines.values(of: plan)
  }
}

extension Interpreter {
  /// The line that `span` begins on, as the origin of a value.
  func origin(of span: Span) -> ValueRecord.Origin {
    guard let source = sources.first(where: { $0.id == span.file }) else { return .standard }
    return .line(file: options.relative(source.name), source.position(at: span.start).line)
  }

  /// Where the seed comes from that holds now.
  var seedOrigin: ValueRecord.Origin {
    seedIsFixed ? .commandLine : seedSpan.map(origin) ?? .standard
  }

  /// Every layer with its settings.
  private func layerValues(of network: Network) -> [ValueRecord] {
    let lines = Dictionary(network.layerLines.map { ($0.name, $0) }) { first, _ in first }
    return (network.plan?.layers ?? []).flatMap { layer -> [ValueRecord] in
      guard let line = lines[layer.name] else { return [] }
      let origin = origin(of: line.span)
      func value(_ name: String, _ value: String) -> ValueRecord {
        ValueRecord(
          "\(layer.name).\(name)", value, line.given.contains(name) ? origin : .standard)
      }
      var values = [
        ValueRecord(layer.name, "\(layer.kind) → \(layer.output)", origin)
      ]
      values += layer.settings.values.sorted { $0.key < $1.key }.map {
        value($0.key, $0.value.recorded)
      }
      if let activation = layer.activation {
        if layer.settings.values["activation"] == nil {
          values.append(ValueRecord("\(layer.name).activation", activation.shownName, origin))
        }
        values += activation.settings.values.sorted { $0.key < $1.key }.map {
          value("activation.\($0.key)", $0.value.recorded)
        }
      }
      if layer.isFrozen { values.append(ValueRecord("\(layer.name).freeze", "true", origin)) }
      return values
    }
  }
}

extension Span {
  fileprivate func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
}

extension RunValue {
  /// The value as a script writes it, with all digits of its numbers.
  var recorded: String {
    switch self {
    case .number(let number): NumberText.exact(number)
    case .text(let text): text.quoted
    case .quantity(let quantity): "\(NumberText.exact(quantity.value)) \(quantity.unit.rawValue)"
    case .list(let values) where values.count <= 1_000:
      "[" + values.map(\.recorded).joined(separator: ", ") + "]"
    default: printed()
    }
  }
}
