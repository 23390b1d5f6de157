import Checking
import Diagnostics
import Plans
import Vocabulary

/// The lines of a `plan` or `train` block, collected as control flow reaches them.
final class TrainingLines: LineTaker {
  private let interpreter: Interpreter
  private(set) var settings: [TrainingSetting] = []

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func take(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard case .entry(let entry) = line.word else { return }
    guard entry.isAvailable else {
      throw interpreter.stop(.notAvailable(entry.name, at: line.wordSpan))
    }
    // A second line of one word, in a branch that was taken later, takes the place of the first.
    settings.removeAll { $0.word == entry.name }
    // What cannot be evaluated is unknown, but not missing.
    settings.append(
      TrainingSetting(
        word: entry.name, span: line.span, wordSpan: line.wordSpan, arguments: []))
    let arguments = try interpreter.arguments(of: line, frame)
    settings[settings.count - 1].arguments = arguments
    try interpreter.checkValues(of: settings[settings.count - 1])
  }
}

extension Interpreter {
  func trainingSettings(
    _ statements: [CheckedStatement], _ frame: Frame
  ) throws(Stop) -> [TrainingSetting] {
    let lines = TrainingLines(self)
    try run(statements, frame, linesTo: lines)
    return lines.settings
  }

  /// Checks types and legal values of a line of a plan, whether or not the plan is ever used.
  func checkValues(of setting: TrainingSetting) throws(Stop) {
    for argument in setting.arguments {
      guard let description = argument.setting else { continue }
      switch description.type {
      case .function, .formula, .value: continue
      default: _ = try settingValue(argument, for: description, of: setting.word)
      }
    }
  }
}

/// A training as its lines say it, before the data and the network are looked at.
struct TrainingSchedule {
  var loss: FunctionReference?
  var lossSetting: TrainingSetting?
  var optimizer: FunctionReference?
  var epochs: Int?
  var batch: BatchSize?
  var batchSetting: TrainingSetting?
  var rates: [Double]?
  var metrics: [MetricPlan] = []
  var seed: UInt64?
  var stopping: StoppingPlan?
  var stopSetting: TrainingSetting?
  /// Whether every value is known; in a dry run some may not be.
  var isKnown = true
}

extension Interpreter {
  /// The training that `settings` describe together; the later line of a word overrides the earlier.
  func schedule(
    _ settings: [TrainingSetting], at span: Span
  ) throws(Stop) -> TrainingSchedule {
    var lines: [String: TrainingSetting] = [:]
    for setting in settings { lines[setting.word] = setting }
    let missing = catalogue.entries.filter {
      $0.requiredIn.contains(.train) && lines[$0.name] == nil
    }
    guard missing.isEmpty else { throw stop(.missingLines(missing, of: "train", at: span)) }

    var schedule = TrainingSchedule()
    if let line = lines["loss"] {
      schedule.lossSetting = line
      schedule.loss = try function(of: line, as: .loss)
    }
    if let line = lines["optimizer"] { schedule.optimizer = try function(of: line, as: .optimizer) }
    if let line = lines["epochs"] { schedule.epochs = try epochs(line) }
    if let line = lines["batch"] {
      schedule.batchSetting = line
      schedule.batch = try batch(line)
    }
    if let line = lines["rate"], let epochs = schedule.epochs {
      schedule.rates = try rates(line, epochs: epochs)
    }
    if let line = lines["metrics"] {
      if let metrics = try metrics(line) {
        schedule.metrics = metrics
      } else {
        schedule.isKnown = false
      }
    }
    if let argument = lines["seed"]?.arguments.first { schedule.seed = try seed(from: argument) }
    if let line = lines["stop"] {
      schedule.stopSetting = line
      schedule.stopping = try stopping(line, metrics: schedule.metrics)
    }
    if schedule.loss == nil || schedule.optimizer == nil || schedule.epochs == nil
      || schedule.batch == nil || schedule.rates == nil
    {
      schedule.isKnown = false
    }
    return schedule
  }

  private func function(
    of line: TrainingSetting, as role: FunctionRole
  ) throws(Stop) -> FunctionReference? {
    guard let first = line.arguments.first else { return nil }
    return try functionReference(first, as: role, options: Array(line.arguments.dropFirst()))
  }

  private func epochs(_ line: TrainingSetting) throws(Stop) -> Int? {
    guard let argument = line.arguments.first else { return nil }
    let number: Double
    switch argument.value {
    case .unknown: return nil
    case .quantity(let quantity) where quantity.unit == .epochs: number = quantity.value
    case .number(let plain): number = plain
    default:
      throw stop(
        .wrongType(
          expected: Text(en: "a number of epochs", pt: "um número de épocas"),
          found: argument.value.kind, at: argument.span))
    }
    guard let epochs = Int(exactly: number), epochs >= 1, epochs <= 1_000_000_000 else {
      throw stop(
        .illegalCount("epochs", NumberText.short(number), at: argument.span))
    }
    return epochs
  }

  private func batch(_ line: TrainingSetting) throws(Stop) -> BatchSize? {
    guard let argument = line.arguments.first else { return nil }
    if case .unknown = argument.value { return nil }
    let count: Double?
    switch argument.value {
    case .word("full"), .text("full"): return .full
    case .number(let number): count = number
    case .quantity(let quantity) where quantity.unit == .samples: count = quantity.value
    default: count = nil
    }
    switch count {
    case let number?:
      guard let size = Int(exactly: number), size >= 1, size <= 1_000_000_000 else {
        throw stop(.illegalCount("batch", NumberText.short(number), at: argument.span))
      }
      return .samples(size)
    case nil:
      throw stop(
        .wrongType(
          expected: Text(
            en: "a number of samples, or 'full'", pt: "um número de amostras, ou 'full'"),
          found: argument.value.kind, at: argument.span))
    }
  }

  /// The learning rate of each epoch.
  private func rates(_ line: TrainingSetting, epochs: Int) throws(Stop) -> [Double]? {
    guard let argument = line.arguments.first else { return nil }
    switch argument.value {
    case .unknown: return nil
    case .number(let number):
      guard number > 0, number.isFinite else {
        throw stop(.illegalRate(number, epoch: nil, at: argument.span))
      }
      return Array(repeating: number, count: epochs)
    case .function(let function): return try rates(function, epochs: epochs, at: argument.span)
    default:
      throw stop(
        .wrongType(
          expected: Text(
            en: "a number, or a function of the epoch", pt: "um número, ou uma função da época"),
          found: argument.value.kind, at: argument.span))
    }
  }

  private func rates(
    _ function: FunctionValue, epochs: Int, at span: Span
  ) throws(Stop) -> [Double]? {
    var rates: [Double] = []
    // A dry run tries the first epochs and the last; the rest is of the same kind.
    let tried = isDry ? Set([1, 2, epochs]) : Set()
    for epoch in 1...epochs {
      if isDry, !tried.contains(epoch) {
        rates.append(rates.last ?? 0)
        continue
      }
      let argument = EvaluatedArgument(
        setting: nil, name: nil, value: .number(Double(epoch)), span: span)
      switch try call(function, [argument], at: span) {
      case .unknown: return nil
      case .number(let rate):
        guard rate > 0, rate.isFinite else {
          throw stop(.illegalRate(rate, epoch: epoch, at: span))
        }
        rates.append(rate)
      case let other:
        throw stop(
          .wrongType(
            expected: Text(en: "a function that gives a number", pt: "uma função que dê um número"),
            found: other.kind, at: span))
      }
    }
    return rates
  }

  private func metrics(_ line: TrainingSetting) throws(Stop) -> [MetricPlan]? {
    var plans: [MetricPlan] = []
    for argument in line.arguments {
      guard let function = try functionReference(argument, as: .metric) else { return nil }
      let name = argument.name.flatMap { name in
        argument.setting?.name == name ? nil : name
      }
      plans.append(MetricPlan(name ?? argument.value.functionName, function))
    }
    // `confusion` is a table, which an evaluation shows, and no number of an epoch.
    return plans.filter { $0.name != "confusion" }
  }

  private func stopping(
    _ line: TrainingSetting, metrics: [MetricPlan]
  ) throws(Stop) -> StoppingPlan? {
    var plan = StoppingPlan(
      monitor: "validation.loss", isMaximized: false, patience: 10, restoresBest: false)
    if let argument = line.argument("patience") {
      switch argument.value {
      case .unknown: return nil
      case .quantity(let quantity) where quantity.unit == .epochs:
        guard let patience = Int(exactly: quantity.value), patience >= 1 else {
          throw stop(
            .illegalCount("patience", NumberText.short(quantity.value), at: argument.span))
        }
        plan.patience = patience
      default: break
      }
    }
    if let argument = line.argument("monitor") {
      if argument.value.isUnknown { return nil }
      plan.monitor = argument.value.printed()
      let names = ["loss"] + metrics.map(\.name)
      let known = names + names.map { "validation." + $0 }
      guard known.contains(plan.monitor) else {
        throw stop(.unknownMonitor(plan.monitor, known: known, at: argument.span))
      }
      let metric = plan.monitor.split(separator: ".").last.map(String.init) ?? plan.monitor
      plan.isMaximized = Self.maximized.contains(metric)
    }
    if let argument = line.argument("restore") {
      plan.restoresBest = argument.value.printed() == "best"
    }
    return plan
  }

  /// Metrics of which more is better.
  private static let maximized: Set<String> = [
    "accuracy", "top", "precision", "recall", "f1", "auc", "r2",
  ]
}

extension RunValue {
  /// The name under which a metric's results stand.
  fileprivate var functionName: String {
    switch self {
    case .function(let function): function.name
    case .builtin(let name, _), .word(let name), .text(let name): name
    case .configured(let inner, _): inner.functionName
    default: "metric"
    }
  }
}
