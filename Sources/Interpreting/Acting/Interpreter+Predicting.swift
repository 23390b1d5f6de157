import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Tables
import Vocabulary

extension Interpreter {
  /// `predict net on "new.csv" to "out.csv"`: the answers as a list.
  ///
  /// - Parameter isShown: Whether the table is shown that no file takes; a value that is kept shows
  ///   nothing.
  func predict(
    _ line: CheckedLine, _ frame: Frame, isShown: Bool
  ) throws(Stop) -> RunValue {
    guard let first = try arguments(of: line, frame).first, let network = try network(first),
      let on = line.on
    else { return .unknown }
    let path = try path(behind: line, frame)
    let value = try value(on, frame)
    guard let training = try training(of: network, on: value, at: first.span) else {
      return .unknown
    }
    guard let samples = try newSamples(value, training, at: on.span) else { return .unknown }
    guard !isDry, let model = network.model, let prepared = training.data.prepared else {
      return .unknown
    }
    let predictions: Predictions
    do throws(EngineError) {
      predictions = try model.predict(samples, threads: options.threads)
    } catch {
      throw stop(error, network: network.name, at: line.wordSpan)
    }
    let areProbabilities = model.plan.givesProbabilities
    if isShown || line.to != nil {
      let bytes = prepared.encoding.target.predictionCSV(
        predictions.values, rows: predictions.rows, areProbabilities: areProbabilities)
      if let path, let to = line.to {
        try write(bytes, to: path, at: to.span)
      } else {
        output.shown(String(decoding: bytes, as: UTF8.self))
      }
    }
    return .list(
      (0..<predictions.rows).map { row in
        RunValue(
          prepared.encoding.target.prediction(
            predictions[row], threshold: areProbabilities ? 0.5 : 0))
      })
  }

  /// What a network is judged by, that is measured or asked on `value`; `nil` where a dry run does not
  /// know it.
  ///
  /// Where a file gave a network weights and nothing else, the data has to say how it is prepared.
  ///
  /// - Parameter value: `nil` where the script names no data.
  func training(
    of network: Network, on value: RunValue?, at span: Span
  ) throws(Stop) -> TrainedWith? {
    if let training = network.training { return training }
    if network.isUncertain || unknownConditions > 0 { return nil }
    guard network.isLoaded else { throw stop(.notTrained(network, at: span)) }
    switch value {
    case .data(let data): return TrainedWith(data: data, metrics: [])
    case .part(let part): return TrainedWith(data: part.data, metrics: [])
    case .unknown: return nil
    case nil: throw stop(.dataNotNamed(network.name, at: span))
    default: throw stop(.preparationUnknown(network.name, at: span))
    }
  }

  /// The samples behind `on`: a file with the columns of the training data, or a part of a data set.
  private func newSamples(
    _ value: RunValue, _ training: TrainedWith, at span: Span
  ) throws(Stop) -> Samples? {
    switch value {
    case .unknown: return nil
    case .data(let data): return DataPart(data: data, part: .train).samples
    case .part(let part): return part.samples
    case .text(let name): return try samples(ofFile: name, training, hasTarget: false, at: span)
    case let other:
      throw stop(
        .wrongType(
          expected: Text(
            en: "the name of a file or a data set",
            pt: "o nome de um arquivo ou um conjunto de dados"),
          found: other.kind, at: span))
    }
  }

  /// The rows of a file as samples, prepared as the training's were; `nil` where a dry run does not know
  /// how.
  func samples(
    ofFile name: String, _ training: TrainedWith, hasTarget: Bool, at span: Span
  ) throws(Stop) -> Samples? {
    guard let prepared = training.data.prepared, !training.data.isPartial else { return nil }
    let steps = training.data.steps
    let target = TargetStep(id: -1, .columns(prepared.encoding.target.names))
    do throws(TableError) {
      let table = try table(.file(path: options.resolved(name), separator: nil, hasHeader: nil))
      let encoded = try prepared.encoding.samples(
        from: table, derived: steps?.derived ?? [],
        target: hasTarget ? steps?.target ?? target : nil)
      for notice in encoded.notes { note(.table(notice, at: span)) }
      return encoded.samples
    } catch {
      throw stop(.table(error, at: span))
    }
  }

  /// The path behind the line's `to`; `nil` where there is none or it is unknown.
  func path(behind line: CheckedLine, _ frame: Frame) throws(Stop) -> String? {
    try line.to.flatMap { to throws(Stop) in try path(behind: to, frame) }
  }

  /// The path that stands behind `to` or `from`, relative to the script; `nil` where it is unknown.
  func path(behind expression: CheckedExpression, _ frame: Frame) throws(Stop) -> String? {
    switch try value(expression, frame) {
    case .unknown: return nil
    case .text(let text): return text
    case let other:
      throw stop(
        .wrongType(
          expected: Text(en: "the name of a file", pt: "o nome de um arquivo"), found: other.kind,
          at: expression.span))
    }
  }

  /// Writes a file whole or not at all; the host decides where a script may write.
  func write(_ bytes: [UInt8], to path: String, at span: Span) throws(Stop) {
    tables.tensorFiles[options.resolved(path)] = nil
    if let problem = host.writeFile(options.resolved(path), bytes) {
      throw stop(.cannotWrite(path, problem.message, at: span))
    }
  }
}

extension RunValue {
  /// The answer for one row: a number, a list of several, or the name of the class taken.
  fileprivate init(_ prediction: Prediction) {
    switch prediction {
    case .numbers(let numbers) where numbers.count == 1: self = .number(numbers[0])
    case .numbers(let numbers): self = .list(numbers.map { .number($0) })
    case .choice(let name, _): self = .text(name)
    }
  }
}
