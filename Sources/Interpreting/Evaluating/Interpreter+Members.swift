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
      if history.isUnknown { return .unknown }
      return try member(name, ofEpochs: history.epochs, owner: owner, at: nameSpan)
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
      return .history(History(title: network.name, epochs: network.history))
    case "parameters": return try parameterCount(of: network, at: span)
    case "epochs":
      return isDry ? .unknown : .number(Double(network.history.count))
    default: break
    }
    if Diagnostic.memberAdvice[name] != nil {
      throw stop(.unknownMember(name, of: RunValue.network(network).kind, known: [], at: span))
    }
    if isDry, network.isUncertain { return .unknown }
    guard network.isTrained else { throw stop(.notTrained(network.name, at: span)) }
    if let part = network.lastEvaluatedPart {
      return try result(name, of: network, part: part, at: span)
    }
    // Without an evaluation, the training part at the end of the training.
    let names = ["loss"] + (network.training?.metrics.map(\.name) ?? [])
    guard names.contains(name) else {
      throw stop(
        .unknownMember(
          name, of: RunValue.network(network).kind,
          known: names + ["history", "train", "validation", "test", "parameters", "epochs"],
          at: span))
    }
    guard !isDry, let last = network.history.last else { return .unknown }
    return try member(name, ofEpochs: [last], owner: .network(network), at: span)
  }

  /// How many numbers `network` learns, which is known as soon as its shape is.
  private func parameterCount(of network: Network, at span: Span) throws(Stop) -> RunValue {
    if let model = network.model { return .number(Double(model.parameterCount)) }
    if let plan = try presentPlan(of: network)?.plan,
      let counts = try? plan.parameterCounts(scriptFunctions.table)
    {
      return .number(Double(counts.reduce(0, +)))
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
      throw stop(
        .unknownMember(
          name, of: owner.kind, known: ["loss"] + evaluation.metrics.map(\.name), at: span))
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
    default:
      return try member(
        name, ofEpochs: Array(run.history.suffix(1)), owner: .run(run), at: span)
    }
  }

  private func member(
    _ name: String, ofValidation run: TrainingRun, at span: Span
  ) throws(Stop) -> RunValue {
    guard let last = run.history.last else { return .unknown }
    let known =
      (last.validationLoss == nil ? [] : ["loss"]) + last.validationMetrics.map(\.name)
    guard known.contains(name) else {
      throw stop(
        .unknownMember(name, of: RunValue.run(run).kind, known: known, at: span))
    }
    if isDry { return .unknown }
    if name == "loss" { return last.validationLoss.map { .number($0) } ?? .unknown }
    return last.validationMetrics.first { $0.name == name }.map { .number($0.value) } ?? .unknown
  }

  /// A value of the epochs: one number for one epoch, a list for a history.
  private func member(
    _ name: String, ofEpochs epochs: [EpochResult], owner: RunValue, at span: Span
  ) throws(Stop) -> RunValue {
    let isSingle: Bool
    if case .history = owner { isSingle = false } else { isSingle = true }
    let known = ["loss"] + (epochs.first?.metrics.map(\.name) ?? [])
    guard known.contains(name) || (epochs.isEmpty && !isSingle) else {
      throw stop(
        .unknownMember(
          name, of: owner.kind,
          known: known + ["validation", "history", "epochs", "iterations", "seconds"], at: span))
    }
    if isDry { return .unknown }
    let values: [RunValue] = epochs.map { epoch in
      if name == "loss" { return .number(epoch.loss) }
      return epoch.metrics.first { $0.name == name }.map { .number($0.value) } ?? .unknown
    }
    return isSingle ? values.last ?? .unknown : .list(values)
  }
}
