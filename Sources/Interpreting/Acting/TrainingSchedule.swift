import Checking
import Diagnostics
import Plans
import Vocabulary

/// A training as its lines say it, before the data and the network are looked at.
struct TrainingSchedule {
  /// At least one: a training without phases is one.
  var phases: [PhaseSchedule] = []
  var metrics: [MetricPlan] = []
  var seed: UInt64?
  var stopping: StoppingPlan?
  var limit: TrainingLimit?
  var stopSetting: TrainingSetting?
  var weightsSetting: TrainingSetting?
  var checkpoint: Quantity?
  /// Whether every value is known; in a dry run some may not be.
  var isKnown = true

  /// The loss that the training ends with, by which the network is judged from then on.
  var loss: FunctionReference? { phases.last?.loss }

  /// The complete plan; `nil` where something is not known.
  func plan(seed: UInt64, classWeights: [Double]?) -> TrainingPlan? {
    let plans = phases.compactMap(\.plan)
    guard isKnown, plans.count == phases.count, !plans.isEmpty else { return nil }
    return TrainingPlan(
      phases: plans, metrics: metrics, seed: seed, stopping: stopping, limit: limit,
      classWeights: classWeights, checkpoint: checkpoint)
  }
}

/// A stretch of a training, as its lines and those beside it say.
struct PhaseSchedule {
  var loss: FunctionReference?
  var lossSetting: TrainingSetting?
  var optimizer: FunctionReference?
  var epochs: Int?
  var batch: BatchSize?
  var batchSetting: TrainingSetting?
  var rate: RatePlan?
  var rateSetting: TrainingSetting?
  var clipping: ClippingPlan?

  fileprivate var plan: PhasePlan? {
    guard let loss, let optimizer, let epochs, let batch, let rate else { return nil }
    return PhasePlan(
      loss: loss, optimizer: optimizer, rate: rate, batch: batch, epochs: epochs,
      clipping: clipping)
  }
}

extension Interpreter {
  /// The training that `settings` describe together; the later line of a word overrides the earlier.
  ///
  /// - Parameter word: `train`, or `step`, which has no end and needs no `epochs` unless its rate
  ///   depends on them.
  func schedule(
    _ settings: [TrainingSetting], for word: String, at span: Span
  ) throws(Stop) -> TrainingSchedule {
    let lines = settings.filter { $0.phase == nil }.byWord
    let phases = settings.filter { $0.phase != nil }
    let isEndless =
      word == "step" && phases.isEmpty && lines["epochs"] == nil
      && lines["rate"]?.needsEpochs != true
    try checkComplete(lines, phases, of: word, except: isEndless ? "epochs" : nil, at: span)
    try checkUse(of: lines, phases)

    var schedule = TrainingSchedule()
    try takeTogether(lines, &schedule)
    let blocks = phases.isEmpty ? [[:]] : phases.map { ($0.phase ?? []).byWord }
    let counts = try blocks.map { own throws(Stop) -> Int? in
      if isEndless { return Interpreter.mostEpochs }
      return try (own["epochs"] ?? lines["epochs"]).flatMap { line throws(Stop) in
        try epochs(line)
      }
    }
    let total = counts.contains(nil) ? nil : sum(of: counts.compactMap { $0 })
    var first = 0
    for (own, epochs) in zip(blocks, counts) {
      var phase = PhaseSchedule()
      phase.epochs = epochs
      let all = lines.merging(own) { $1 }
      try take(all, &phase)
      if let line = all["rate"] {
        phase.rateSetting = line
        // A rate beside the phases runs through all of them.
        let (start, length) = own["rate"] == nil ? (0, total) : (first, epochs)
        if let length { phase.rate = try rate(line, epochs: length, start: start) }
      } else if let epochs {
        phase.rate = RatePlan([], epochs: epochs)
      }
      try checkSearch(all)
      if phase.plan == nil { schedule.isKnown = false }
      first += epochs ?? 0
      schedule.phases.append(phase)
    }
    return schedule
  }

  /// The lines that hold for the training as a whole.
  private func takeTogether(
    _ lines: [String: TrainingSetting], _ schedule: inout TrainingSchedule
  ) throws(Stop) {
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
      schedule.limit = try limit(line)
      if line.arguments.contains(where: \.value.isUnknown) { schedule.isKnown = false }
    }
    schedule.weightsSetting = lines["class_weights"]
    if let argument = lines["checkpoint"]?.argument("every") {
      if case .quantity(let every) = argument.value { schedule.checkpoint = every }
      if argument.value.isUnknown { schedule.isKnown = false }
    }
  }

  /// The lines that may be of one phase alone, but for the rate and the epochs.
  private func take(
    _ lines: [String: TrainingSetting], _ phase: inout PhaseSchedule
  ) throws(Stop) {
    if let line = lines["loss"] {
      phase.lossSetting = line
      phase.loss = try function(of: line, as: .loss)
    }
    if let line = lines["optimizer"] { phase.optimizer = try function(of: line, as: .optimizer) }
    if let line = lines["batch"] {
      phase.batchSetting = line
      phase.batch = try batch(line)
    }
    if let line = lines["clip"] { phase.clipping = clipping(line) }
  }

  /// Epochs of all phases; each is at most a thousand million, and so many phases fit no script.
  private func sum(of epochs: [Int]) -> Int { epochs.reduce(0) { $0 &+ $1 } }

  // MARK: What is missing, and what is too much

  /// Each phase is compiled before the training begins.
  private static let mostPhases = 1_000

  private func checkComplete(
    _ lines: [String: TrainingSetting], _ phases: [TrainingSetting], of word: String,
    except notNeeded: String?, at span: Span
  ) throws(Stop) {
    let required = catalogue.entries.filter {
      $0.requiredIn.contains(.train) && $0.name != notNeeded
    }
    func missing(_ own: [String: TrainingSetting]) -> [Entry] {
      let optimizer = (own["optimizer"] ?? lines["optimizer"])?.optimizerEntry
      return required.filter {
        lines[$0.name] == nil && own[$0.name] == nil
          && optimizer?.doesWithout.contains($0.name) != true
      }
    }
    if phases.isEmpty {
      let missing = missing([:])
      guard missing.isEmpty else { throw stop(.missingLines(missing, of: word, at: span)) }
    }
    if phases.count > Interpreter.mostPhases {
      throw stop(.tooManyPhases(phases.count, most: Interpreter.mostPhases, at: span))
    }
    for phase in phases {
      let missing = missing((phase.phase ?? []).byWord)
      guard missing.isEmpty else {
        throw stop(.missingLines(missing, of: "phase", at: phase.wordSpan))
      }
    }
  }

  /// What an optimizer cannot have that searches for the length of its steps.
  private func checkSearch(_ lines: [String: TrainingSetting]) throws(Stop) {
    guard let optimizer = lines["optimizer"]?.optimizerEntry, optimizer.doesWithout.contains("rate")
    else { return }
    if let line = lines["clip"] {
      throw stop(.clipWithSearch(optimizer.name, at: line.wordSpan))
    }
    guard let argument = lines["batch"]?.arguments.first, !argument.value.isUnknown else { return }
    switch argument.value {
    case .word("full"), .text("full"): return
    default: throw stop(.needsFullBatch(optimizer.name, at: argument.span))
    }
  }

  /// A line beside the phases that each of them has too would change nothing.
  private func checkUse(
    of lines: [String: TrainingSetting], _ phases: [TrainingSetting]
  ) throws(Stop) {
    guard let first = phases.first, unknownConditions == 0 else { return }
    func words(_ phase: TrainingSetting) -> Set<String> {
      // What is not known may stand for a line that is missing.
      Set(
        (phase.phase ?? []).filter { !$0.arguments.contains(where: \.value.isUnknown) }.map(\.word))
    }
    let common = phases.dropFirst().reduce(words(first)) { $0.intersection(words($1)) }
    for line in lines.values.sorted(by: { $0.span.start < $1.span.start })
    where common.contains(line.word) {
      throw stop(.overriddenByPhases(line.word, phases: phases.map(\.wordSpan), at: line.wordSpan))
    }
  }
}

extension TrainingSetting {
  /// Whether a `rate` line says what depends on how many epochs there are.
  fileprivate var needsEpochs: Bool {
    if argument("decay") != nil { return true }
    if case .function? = arguments.first?.value { return true }
    return false
  }
}

extension [TrainingSetting] {
  /// The last line of each word.
  fileprivate var byWord: [String: TrainingSetting] {
    Dictionary(map { ($0.word, $0) }) { $1 }
  }
}

extension TrainingSetting {
  /// The built-in optimizer that the line names, if it is one.
  fileprivate var optimizerEntry: Entry? {
    var value = arguments.first?.value
    while case .configured(let inner, _)? = value { value = inner }
    guard case .builtin(_, let entries)? = value else { return nil }
    return entries.first { $0.role == .optimizer }
  }
}
