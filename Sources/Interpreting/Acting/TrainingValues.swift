import Checking
import Diagnostics
import Plans
import Vocabulary

// What single lines of a training say.

extension Interpreter {
  /// The most epochs of a training, or of a phase.
  static let mostEpochs = 1_000_000_000

  func function(
    of line: TrainingSetting, as role: FunctionRole
  ) throws(Stop) -> FunctionReference? {
    guard let first = line.arguments.first else { return nil }
    return try functionReference(first, as: role, options: Array(line.arguments.dropFirst()))
  }

  func epochs(_ line: TrainingSetting) throws(Stop) -> Int? {
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
    guard let epochs = Int(exactly: number), epochs >= 1, epochs <= Interpreter.mostEpochs
    else {
      throw stop(
        .illegalCount("epochs", NumberText.short(number), at: argument.span))
    }
    return epochs
  }

  func batch(_ line: TrainingSetting) throws(Stop) -> BatchSize? {
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

  func metrics(_ line: TrainingSetting) throws(Stop) -> [MetricPlan]? {
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

  func stopping(
    _ line: TrainingSetting, metrics: [MetricPlan]
  ) throws(Stop) -> StoppingPlan? {
    // A limit alone watches nothing.
    guard line.arguments.contains(where: { $0.setting?.name != "after" }) else { return nil }
    var plan = StoppingPlan(
      monitor: "validation.loss", isMaximized: false, patience: nil, restoresBest: false)
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
      plan.isMaximized = StoppingPlan.isMaximized(plan.monitor)
    }
    if let argument = line.argument("restore") {
      plan.restoresBest = argument.value.printed() == "best"
    }
    return plan
  }

  /// `after: 200 iterations`: how far to go at most.
  func limit(_ line: TrainingSetting) throws(Stop) -> TrainingLimit? {
    guard let argument = line.argument("after"), case .quantity(let quantity) = argument.value
    else { return nil }
    switch quantity.unit {
    case .seconds: return .seconds(quantity.value)
    case .minutes: return .seconds(60 * quantity.value)
    case .epochs, .iterations, .samples:
      guard let count = Int(exactly: quantity.value), count >= 1 else {
        throw stop(.illegalCount("after", NumberText.short(quantity.value), at: argument.span))
      }
      return quantity.unit == .epochs ? .epochs(count) : .iterations(count)
    }
  }

  /// `clip norm: 1`: limits of the gradients.
  func clipping(_ line: TrainingSetting) -> ClippingPlan? {
    let plan = ClippingPlan(
      value: line.argument("value")?.value.number, norm: line.argument("norm")?.value.number)
    return plan.value == nil && plan.norm == nil ? nil : plan
  }
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
