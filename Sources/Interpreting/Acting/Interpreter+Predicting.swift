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
    guard let training = network.training else {
      if network.isUncertain || unknownConditions > 0 { return .unknown }
      throw stop(.notTrained(network.name, at: first.span))
    }
    guard let samples = try newSamples(on, training, frame) else { return .unknown }
    guard !isDry, let model = network.model, let prepared = training.data.prepared else {
      return .unknown
    }
    let predictions: Predictions
    do throws(EngineError) {
      predictions = try model.predict(samples, threads: options.threads)
    } catch {
      throw stop(error, network: network.name, at: line.wordSpan)
    }
    let last = model.plan.layers.last?.activation?.name
    let areProbabilities = last == "softmax" || last == "sigmoid"
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

  /// The samples behind `on`: a file with the columns of the training data, or a part of a data set.
  private func newSamples(
    _ on: CheckedExpression, _ training: TrainedWith, _ frame: Frame
  ) throws(Stop) -> Samples? {
    switch try value(on, frame) {
    case .unknown: return nil
    case .data(let data): return DataPart(data: data, part: .train).samples
    case .part(let part): return part.samples
    case .text(let name):
      guard let prepared = training.data.prepared, !training.data.isPartial else { return nil }
      do throws(TableError) {
        let table = try table(.file(path: options.resolved(name), separator: nil, hasHeader: nil))
        let encoded = try prepared.encoding.samples(
          from: table, derived: training.data.steps?.derived ?? [])
        for notice in encoded.notes { note(.table(notice, at: on.span)) }
        return encoded.samples
      } catch {
        throw stop(.table(error, at: on.span))
      }
    case let other:
      throw stop(
        .wrongType(
          expected: Text(
            en: "the name of a file or a data set",
            pt: "o nome de um arquivo ou um conjunto de dados"),
          found: other.kind, at: on.span))
    }
  }

  /// The path behind `to`, relative to the script; `nil` where there is none or it is unknown.
  func path(behind line: CheckedLine, _ frame: Frame) throws(Stop) -> String? {
    guard let expression = line.to else { return nil }
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
