import Diagnostics
import Plans
import Vocabulary

/// The lines of a training, as the origins of the values of its plan.
struct RecordedLines {
  private let settings: [TrainingSetting]
  private let sources: [SourceFile]
  private let seedOrigin: ValueRecord.Origin
  private let origin: (Span) -> ValueRecord.Origin

  /// - Parameters:
  ///   - settings: Those of the plan behind `with`, then those of the block.
  ///   - seedOrigin: Where the seed comes from that holds at the training.
  ///   - origin: What stands at a place of the script.
  init(
    _ settings: [TrainingSetting], sources: [SourceFile], seedOrigin: ValueRecord.Origin,
    origin: @escaping (Span) -> ValueRecord.Origin
  ) {
    self.settings = settings
    self.sources = sources
    self.seedOrigin = seedOrigin
    self.origin = origin
  }

  /// Every value of `plan` with its origin.
  func values(of plan: TrainingPlan) -> [ValueRecord] {
    let common = byWord(settings.filter { $0.phase == nil })
    let phases = settings.filter { $0.phase != nil }
    var values: [ValueRecord] = []
    for (index, phase) in plan.phases.enumerated() {
      var lines = common
      if phases.indices.contains(index) {
        lines.merge(byWord(phases[index].phase ?? [])) { $1 }
      }
      values += self.values(of: phase, lines).map { value in
        plan.phases.count == 1
          ? value : ValueRecord("phase \(index + 1) \(value.name)", value.value, value.origin)
      }
    }
    return values + commonValues(of: plan, common)
  }

  private func byWord(_ lines: [TrainingSetting]) -> [String: TrainingSetting] {
    Dictionary(lines.map { ($0.word, $0) }) { $1 }
  }

  private func values(
    of phase: PhasePlan, _ lines: [String: TrainingSetting]
  ) -> [ValueRecord] {
    var values = self.values(of: phase.loss, "loss", lines["loss"])
    values += self.values(of: phase.optimizer, "optimizer", lines["optimizer"])
    values += self.values(of: phase.rate, lines["rate"])
    let batch = if case .samples(let size) = phase.batch { String(size) } else { "full" }
    values.append(value("batch", batch, lines["batch"]))
    values.append(value("epochs", String(phase.epochs), lines["epochs"]))
    if let limit = phase.clipping?.value {
      values.append(value("clip.value", NumberText.exact(limit), lines["clip"], "value"))
    }
    if let limit = phase.clipping?.norm {
      values.append(value("clip.norm", NumberText.exact(limit), lines["clip"], "norm"))
    }
    return values
  }

  private func values(of rate: RatePlan, _ line: TrainingSetting?) -> [ValueRecord] {
    guard let first = rate.rates.first else { return [] }
    var text = NumberText.exact(first)
    // A rate that changes is told by its formula.
    if rate.rates.contains(where: { $0 != first }), let span = line?.arguments.first?.span,
      let source = sources.first(where: { $0.id == span.file })
    {
      text = source.text(of: span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    var values = [value("rate", text, line)]
    if let decay = rate.decay {
      values.append(value("rate.decay", decay.shownName, line, "decay"))
      values += settings(of: decay, "rate.decay", line)
    }
    if let warmup = rate.warmup {
      values.append(value("rate.warmup", SettingValue.quantity(warmup).recorded, line, "warmup"))
    }
    return values
  }

  private func commonValues(
    of plan: TrainingPlan, _ lines: [String: TrainingSetting]
  ) -> [ValueRecord] {
    var values: [ValueRecord] = []
    if !plan.metrics.isEmpty {
      let names = plan.metrics.map(\.name).joined(separator: ", ")
      values.append(value("metrics", names, lines["metrics"]))
    }
    if let stopping = plan.stopping {
      let line = lines["stop"]
      values.append(value("stop.monitor", stopping.monitor, line, "monitor"))
      if let patience = stopping.patience {
        values.append(value("stop.patience", "\(patience) epochs", line, "patience"))
      }
      values.append(
        value("stop.restore", stopping.restoresBest ? "best" : "last", line, "restore"))
    }
    if let limit = plan.limit {
      values.append(value("stop.after", limit.recorded, lines["stop"], "after"))
    }
    if let weights = plan.classWeights {
      let text = weights.map(NumberText.exact).joined(separator: ", ")
      values.append(value("class_weights", text, lines["class_weights"]))
    }
    if let every = plan.checkpoint {
      let text = SettingValue.quantity(every).recorded
      values.append(value("checkpoint.every", text, lines["checkpoint"], "every"))
    }
    let seed = lines["seed"]
    values.append(
      ValueRecord("seed", String(plan.seed), seed.map { origin($0.span) } ?? seedOrigin))
    return values
  }

  // MARK: A single value

  private func values(
    of function: FunctionReference, _ word: String, _ line: TrainingSetting?
  ) -> [ValueRecord] {
    [value(word, function.shownName, line)] + settings(of: function, word, line)
  }

  private func settings(
    of function: FunctionReference, _ word: String, _ line: TrainingSetting?
  ) -> [ValueRecord] {
    function.settings.values.sorted { $0.key < $1.key }.map { name, setting in
      value("\(word).\(name)", setting.recorded, line, name)
    }
  }

  /// - Parameter setting: The argument that gives it; the line's first one where it is `nil`.
  private func value(
    _ name: String, _ text: String, _ line: TrainingSetting?, _ setting: String? = nil
  ) -> ValueRecord {
    guard let line else { return ValueRecord(name, text, .standard) }
    guard let setting else { return ValueRecord(name, text, origin(line.span)) }
    let argument = line.arguments.first { $0.name == setting || $0.setting?.name == setting }
    if let argument { return ValueRecord(name, text, origin(argument.span)) }
    let isInCall = line.arguments.contains { $0.value.configures(setting) }
    return ValueRecord(name, text, isInCall ? origin(line.span) : .standard)
  }
}

extension RunValue {
  /// Whether it is a function for which `setting` was written: `adam(beta1: 0.8)`.
  fileprivate func configures(_ setting: String) -> Bool {
    guard case .configured(let inner, let settings) = self else { return false }
    return settings.contains { $0.key == setting } || inner.configures(setting)
  }
}

extension TrainingLimit {
  fileprivate var recorded: String {
    switch self {
    case .epochs(let count): "\(count) epochs"
    case .iterations(let count): "\(count) iterations"
    case .seconds(let seconds): "\(NumberText.exact(seconds)) seconds"
    }
  }
}

extension SettingValue {
  /// The value with all digits of its numbers.
  var recorded: String {
    switch self {
    case .number(let number): NumberText.exact(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .text(let text): "\"\(text)\""
    case .word(let word): word
    case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
    case .quantity(let quantity): "\(NumberText.exact(quantity.value)) \(quantity.unit.rawValue)"
    case .function(let reference): reference.shownName
    case .list(let values): values.map(\.recorded).joined(separator: ", ")
    }
  }
}
