import Diagnostics
import Engine
import Kernels
import Plans
import Tables
import Vocabulary

extension Interpreter {
  /// `owner.name`.
  func member(
    _ name: String, of owner: RunValue, at nameSpan: Span, whole: Span
  ) throws(Stop) -> RunValue {
    switch owner {
    case .unknown: return .unknown
    case .data(let data): return try member(name, of: data, at: nameSpan)
    case .part(let part): return try member(name, of: part, at: nameSpan)
    case .network(let network): return try member(name, of: network, at: nameSpan)
    case .results(let network, let part):
      return try result(name, of: network, part: part, at: nameSpan)
    case .run(let run): return try member(name, of: run, at: nameSpan)
    case .validation(let run): return try member(name, ofValidation: run, at: nameSpan)
    case .history(let history):
      return try member(name, of: history, at: nameSpan)
    case .rateSearch(let value): return try member(name, of: value, at: nameSpan)
    case .sweep(let sweep): return try member(name, of: sweep, at: nameSpan)
    case .record(let record): return try member(name, of: record, at: nameSpan)
    case .evaluation(let value):
      return try metric(name, of: value.evaluation, owner: owner, at: nameSpan)
    default:
      throw stop(.unknownMember(name, of: owner.kind, known: [], at: nameSpan))
    }
  }

  private func member(_ name: String, of data: DataSet, at span: Span) throws(Stop) -> RunValue {
    if let part = DataPart.Part(rawValue: name) {
      guard let prepared = data.prepared, !data.isPartial else {
        return .part(DataPart(data: data, part: part))
      }
      guard part == .train || data.samples(of: part) != nil else {
        throw stop(.partMissing(part.rawValue, of: data, has: prepared, at: span))
      }
      return .part(DataPart(data: data, part: part))
    }
    let known = ["train", "validation", "test", "samples", "features", "classes", "columns"]
    guard known.contains(name) else {
      throw stop(
        .unknownMember(name, of: RunValue.data(data).kind, known: known, at: span))
    }
    guard let prepared = data.prepared, !data.isPartial else { return .unknown }
    switch name {
    case "samples": return .number(Double(prepared.sampleCount))
    case "features": return .list(prepared.encoding.columnNames.map { .text($0) })
    case "classes": return .list(prepared.classes.map { .text($0) })
    default: return .list(prepared.columns.map { .text($0.name) })
    }
  }

  private func member(_ name: String, of part: DataPart, at span: Span) throws(Stop) -> RunValue {
    guard name == "samples" else {
      throw stop(
        .unknownMember(name, of: RunValue.part(part).kind, known: ["samples"], at: span))
    }
    guard !part.data.isPartial, part.data.prepared != nil else { return .unknown }
    return .number(Double(part.data.samples(of: part.part)?.count ?? 0))
  }

  private func member(
    _ name: String, of network: Network, at span: Span
  ) throws(Stop) -> RunValue {
    if DataPart.Part(rawValue: name) != nil { return .results(network, part: name) }
    switch name {
    case "history":
      if isDry { return .history(History(title: network.name, epochs: [], isUnknown: true)) }
      return .history(
        History(title: network.name, epochs: network.history, network: network))
    case "parameters": return try parameterCount(of: network, at: span)
    case "epochs":
      return isDry ? .unknown : .number(Double(network.history.count))
    case "iterations":
      return isDry ? .unknown : .number(Double(network.model?.iterationsTrained ?? 0))
    default: break
    }
    if let layer = try layer(name, of: network, at: span) { return layer }
    if Diagnostic.memberAdvice[name] != nil {
      throw stop(.unknownMember(name, of: RunValue.network(network).kind, known: [], at: span))
    }
    if isDry, network.isUncertain { return .unknown }
    guard network.isTrained else { throw stop(.notTrained(network, at: span)) }
    if let part = network.lastEvaluatedPart {
      return try result(name, of: network, part: part, at: span)
    }
    // Without an evaluation, the training part at the end of the training.
    let names = ["loss"] + (network.training?.metrics.map(\.name) ?? [])
    guard names.contains(name) else {
      throw stop(
        .unknownMember(
          name, of: RunValue.network(network).kind, known: names + Network.memberNames, at: span))
    }
    guard !isDry, let last = network.history.last else { return .unknown }
    return last.training(name).map { .number($0) } ?? .unknown
  }

  /// How many numbers `network` learns, which is known as soon as its shape is.
  private func parameterCount(of network: Network, at span: Span) throws(Stop) -> RunValue {
    if let model = network.model { return .number(Double(model.parameterCount)) }
    if let plan = try presentPlan(of: network)?.plan,
      let counts = try? plan.parameterCounts(scriptFunctions.table)
    {
      return .number(counts.reduce(0) { $0 + Double($1) })
    }
    if isDry, network.isTrained || isUncertain(network) { return .unknown }
    throw stop(.shapeUnknown(network.name, at: span))
  }

  /// `net.test.accuracy`: the latest evaluation on that part.
  private func result(
    _ name: String, of network: Network, part: String, at span: Span
  ) throws(Stop) -> RunValue {
    if isDry {
      if network.isUncertain || unknownConditions > 0 { return .unknown }
      guard network.evaluatedParts.contains(part) else {
        throw stop(.notEvaluated(network.name, part: part, at: span))
      }
      let known = network.evaluations[part]
      if let known { _ = try metric(name, of: known, owner: .network(network), at: span) }
      return .unknown
    }
    guard let evaluation = network.evaluations[part] else {
      throw stop(.notEvaluated(network.name, part: part, at: span))
    }
    return try metric(name, of: evaluation, owner: .results(network, part: part), at: span)
  }

  private func metric(
    _ name: String, of evaluation: Evaluation, owner: RunValue, at span: Span
  ) throws(Stop) -> RunValue {
    if name == "loss", let loss = evaluation.loss { return .number(loss) }
    if name == "samples" { return .number(Double(evaluation.samples)) }
    if name == "confusion", let confusion = evaluation.confusion {
      return .list(confusion.counts.map { .list($0.map { .number(Double($0)) }) })
    }
    guard let metric = evaluation.metrics.first(where: { $0.name == name }) else {
      var known = (evaluation.loss == nil ? [] : ["loss"]) + evaluation.metrics.map(\.name)
      if evaluation.confusion != nil { known.append("confusion") }
      known.append("samples")
      if case .network = owner { known += Network.memberNames }
      throw stop(.unknownMember(name, of: owner.kind, known: known, at: span))
    }
    return .number(metric.value)
  }

  private func member(
    _ name: String, of run: TrainingRun, at span: Span
  ) throws(Stop) -> RunValue {
    switch name {
    case "validation": return .validation(run)
    case "history":
      return .history(
        History(title: run.network, epochs: run.history, isUnknown: isDry))
    case "epochs", "iterations", "seconds":
      if isDry { return .unknown }
      switch name {
      case "epochs": return .number(Double(run.end.epochs))
      case "iterations": return .number(Double(run.end.iterations))
      default: return .number(run.end.seconds)
      }
    default: break
    }
    guard let last = run.history.last else { return .unknown }
    guard let value = last.training(name) else {
      throw stop(
        .unknownMember(
          name, of: RunValue.run(run).kind,
          known: last.trainingNames + (last.hasValidation ? ["validation"] : [])
            + ["history", "epochs", "iterations", "seconds"], at: span))
    }
    return isDry ? .unknown : .number(value)
  }

  private func member(
    _ name: String, ofValidation run: TrainingRun, at span: Span
  ) throws(Stop) -> RunValue {
    guard let last = run.history.last else { return .unknown }
    guard last.hasValidation else { throw stop(.noValidation(at: span)) }
    guard let value = last.validation(name) else {
      throw stop(
        .unknownMember(
          name, of: RunValue.validation(run).kind, known: last.validationNames, at: span))
    }
    return isDry ? .unknown : .number(value)
  }

  /// A result of all epochs, as a list of those that have it.
  private func member(
    _ name: String, of history: History, at span: Span
  ) throws(Stop) -> RunValue {
    let epochs = history.epochs
    let (owner, value) = (RunValue.history(history), history.value)
    if name == "epochs" {
      return history.isUnknown ? .unknown : .number(Double(epochs.count))
    }
    if name == "validation", !history.isOfValidation {
      guard epochs.isEmpty || epochs.contains(where: \.hasValidation) else {
        throw stop(.noValidation(at: span))
      }
      var own = history
      own.isOfValidation = true
      return .history(own)
    }
    guard let last = epochs.last else { return history.isUnknown ? .unknown : .list([]) }
    let values = epochs.compactMap { value($0, name) }
    guard !values.isEmpty else {
      let known = history.isOfValidation ? last.validationNames : last.trainingNames
      let more = !history.isOfValidation && last.hasValidation ? ["validation"] : []
      throw stop(
        .unknownMember(name, of: owner.kind, known: known + more + ["epochs"], at: span))
    }
    return history.isUnknown ? .unknown : .list(values.map { .number($0) })
  }
}

extension Network {
  /// What can be asked of every network, beside its results.
  fileprivate static let memberNames = [
    "history", "train", "validation", "test", "parameters", "epochs", "iterations",
  ]
}

extension History {
  /// How a result of one epoch is found by its name.
  fileprivate var value: (EpochResult, String) -> Double? {
    isOfValidation ? { $0.validation($1) } : { $0.training($1) }
  }
}

extension EpochResult {
  fileprivate var hasValidation: Bool { validationLoss != nil || !validationMetrics.isEmpty }
  fileprivate var trainingNames: [String] { ["loss"] + metrics.map(\.name) }
  fileprivate var validationNames: [String] {
    (validationLoss == nil ? [] : ["loss"]) + validationMetrics.map(\.name)
  }

  fileprivate func training(_ name: String) -> Double? {
    name == "loss" ? loss : metrics.first { $0.name == name }?.value
  }

  fileprivate func validation(_ name: String) -> Double? {
    name == "loss" ? validationLoss : validationMetrics.first { $0.name == name }?.value
  }
}
