import Checking
import Diagnostics
import Engine
import Kernels
import Lowering
import Plans
import Shapes
import Prelude
import Tables
import Vocabulary

extension Interpreter {
  /// `train net on data with plan { … }`.
  func train(_ line: CheckedLine, _ frame: Frame) throws(Stop) -> RunValue {
    guard let first = try arguments(of: line, frame).first, let network = try network(first)
    else { return .unknown }
    let wasUncertain = network.isUncertain
    if isDry { network.isUncertain = true }
    let settings = try allSettings(of: line, frame)
    network.settings = settings
    guard let on = line.on, let data = try dataSet(on, frame) else {
      isSeedUsed = true
      proposeData(to: line, of: network, settings)
      return .unknown
    }
    let openLines = settings + settings.flatMap { $0.phase ?? [] }
    noteHoles(of: network)
    if let prepared = data.data.prepared, !data.data.isPartial {
      answerHoles(in: openLines, of: network, on: prepared)
      answerMissingLines(of: network, settings, on: prepared, at: line)
    }
    let schedule = try schedule(settings, for: "train", at: line.wordSpan)
    let seed = seed(of: schedule)
    let planned = try prepared(network, schedule, data, line, on)
    guard !isDry else {
      noteFacts(of: schedule, data, seed: seed, at: line.span)
      network.isUncertain = wasUncertain
      network.mayContinue = schedule.limit != nil
      forgetEvaluationsInDryRun(of: network)
      return .run(dryRun(of: network, schedule, data))
    }
    guard let planned, schedule.isKnown, let samples = data.samples else { return .unknown }
    return try run(
      schedule, planned, network, data, samples, seed: seed, line: line, settings: settings)
  }

  /// The seed of a training: its own, or else the one that holds at its line.
  ///
  /// A dry run asks for it too, so that a seed which decides on first weights counts as used.
  func seed(of schedule: TrainingSchedule) -> UInt64 { schedule.seed ?? seed }

  /// A branch that may not be taken makes no evaluation old.
  func forgetEvaluationsInDryRun(of network: Network) {
    if unknownConditions == 0 { network.forgetEvaluations() }
  }

  /// Holds network, data and training against each other, and lets the network know of them.
  ///
  /// - Returns: The network's plan; `nil` where not all is known.
  func prepared(
    _ network: Network, _ schedule: TrainingSchedule, _ data: DataPart, _ line: CheckedLine,
    _ on: CheckedExpression
  ) throws(Stop) -> (plan: ModelPlan, sources: [NetworkAssembly.WeightSource])? {
    try check(schedule, on: data.data, at: on.span)
    if data.part == .test { note(.trainedOnTest(data.data.name, at: on.span)) }
    let planned = try planned(network, schedule, data, at: line.wordSpan)
    let classWeights = try classWeights(schedule, data.data)
    advise(
      on: data.data, schedule, areWeighted: classWeights != nil,
      areImages: planned.map { $0.plan.input.rank == 3 } ?? false)
    network.training = TrainedWith(
      data: data.data, loss: schedule.loss, metrics: schedule.metrics, classWeights: classWeights,
      stopSetting: schedule.stopping?.monitor.hasPrefix("validation.") == true
        ? schedule.stopSetting : nil)
    if schedule.phases.count == 1, let phase = schedule.phases.first {
      network.training?.rateSetting = phase.rateSetting
      network.training?.lossSetting = phase.lossSetting
    }
    trainedNetwork = network
    return planned
  }

  /// The settings of the plan behind `with`, then those of the block.
  ///
  /// - Parameter before: Settings that hold where neither says otherwise.
  func allSettings(
    of line: CheckedLine, _ frame: Frame, before: [TrainingSetting] = []
  ) throws(Stop) -> [TrainingSetting] {
    var settings = before
    if let with = line.with {
      switch try value(with, frame) {
      case .plan(let plan): settings = plan.settings
      case .unknown: break
      case let other:
        throw stop(
          .wrongType(
            expected: Text(en: "a plan", pt: "um plano"), found: other.kind, at: with.span))
      }
    }
    if let block = line.block {
      let own = try trainingSettings(block, frame)
      // Phases of the block take the place of those of the plan.
      if own.contains(where: { $0.phase != nil }) { settings.removeAll { $0.phase != nil } }
      settings += own
    }
    return settings
  }

  /// The data set behind `on`, with the part to be used.
  func dataSet(
    _ expression: CheckedExpression, _ frame: Frame
  ) throws(Stop) -> DataPart? {
    try dataSet(try value(expression, frame), at: expression.span)
  }

  /// The data set that a value is, with the part to be used.
  func dataSet(_ value: RunValue, at span: Span) throws(Stop) -> DataPart? {
    switch value {
    case .unknown: return nil
    case .data(let data): return DataPart(data: data, part: .train, isNamed: false)
    case .part(let part): return part
    case let other:
      throw stop(
        .wrongType(
          expected: Text(en: "a data set", pt: "um conjunto de dados"), found: other.kind, at: span)
      )
    }
  }

  func check(
    _ schedule: TrainingSchedule, on data: DataSet, at span: Span
  ) throws(Stop) {
    guard let prepared = data.prepared, !data.isPartial else { return }
    guard prepared.train.count > 0 else {
      throw stop(.partEmpty("\(data.name).train", at: span))
    }
    if let stopping = schedule.stopping, stopping.monitor.hasPrefix("validation."),
      prepared.validation == nil, let setting = schedule.stopSetting
    {
      throw stop(.validationMissing(stopping.monitor, data: data.name, at: setting.span))
    }
  }

  /// The network's plan for this data, held against the target and the loss.
  func planned(
    _ network: Network, _ schedule: TrainingSchedule, _ part: DataPart, at span: Span
  ) throws(Stop) -> (plan: ModelPlan, sources: [NetworkAssembly.WeightSource])? {
    guard let prepared = part.data.prepared else {
      _ = try plan(of: network, form: nil)
      return nil
    }
    let isCertain = !part.data.isPartial
    guard let (plan, assembly) = try plan(of: network, form: isCertain ? prepared.form : nil)
    else { return nil }
    if network.isLoaded, let loaded = network.plan, loaded.input != plan.input {
      throw stop(.inputDiffers(loaded.input, data: plan.input, at: span))
    }
    network.plan = plan
    network.layerLines = assembly.lines
    if isCertain {
      noteFacts(of: network)
      try checkFit(of: plan, assembly, schedule, prepared, part.data)
      try checkFreezing(network, plan, assembly, at: span)
      try tryOut(schedule, plan, prepared, at: span)
      lint(plan, assembly, schedule, part)
      try checkGradients(of: schedule, plan, assembly.lines, prepared, at: span)
    }
    return (plan, assembly.sources)
  }

  /// Looks at what a network keeps as it is: something has to be left that learns.
  private func checkFreezing(
    _ network: Network, _ plan: ModelPlan, _ assembly: NetworkAssembly, at span: Span
  ) throws(Stop) {
    guard plan.layers.contains(where: \.isFrozen) else { return }
    if let counts = try? plan.parameterCounts(scriptFunctions.table),
      zip(plan.layers, counts).allSatisfy({ $0.isFrozen || $1 == 0 })
    {
      throw stop(.nothingToTrain(network.name, at: span, frozen: assembly.frozenSpan))
    }
    // One that has been trained has kept the weights that its part had then.
    guard !network.isTrained else { return }
    for part in assembly.untrainedParts { note(.frozenUntrained(part.name, at: part.span)) }
  }

  /// A dry run's stand-in for a run: it knows which results there will be.
  private func dryRun(
    of network: Network, _ schedule: TrainingSchedule, _ part: DataPart
  ) -> TrainingRun {
    let names = schedule.metrics.map { NamedValue($0.name, 0) }
    let hasValidation = part.data.prepared?.validation != nil || part.data.isPartial
    let epoch = EpochResult(
      epoch: 1, loss: 0, metrics: names, validationLoss: hasValidation ? 0 : nil,
      validationMetrics: hasValidation ? names : [], rate: 0, seconds: 0)
    return TrainingRun(
      network: network.name, history: [epoch],
      end: TrainingEnd(.completed, epochs: 1, iterations: 1, seconds: 0))
  }

  // MARK: The training itself

  private func run(
    _ schedule: TrainingSchedule,
    _ planned: (plan: ModelPlan, sources: [NetworkAssembly.WeightSource]), _ network: Network,
    _ part: DataPart, _ samples: Samples, seed: UInt64, line: CheckedLine,
    settings: [TrainingSetting]
  ) throws(Stop) -> RunValue {
    guard let plan = schedule.plan(seed: seed, classWeights: network.training?.classWeights)
    else { return .unknown }
    let functions = scriptFunctions.table
    let model: Model
    do throws(EngineError) {
      model = try self.model(of: network, planned, functions, seed: seed)
    } catch {
      throw stop(error, network: network.name, at: line.wordSpan)
    }
    recorder?.note(plan)
    network.training?.plan = plan
    record(network, plan, settings, part, line)
    reportTraining(of: network, model, part)
    let validation = part.data.prepared?.validation
    let keeping = try keeping(network, model, plan, at: line.wordSpan)
    if let known = keeping?.known, let end = known.story.end {
      return try taken(network, known, end, at: line.wordSpan) {
        () throws(Model.ForeignCheckpoint) in
        try model.takeUpEnd(known.checkpoint, of: plan, on: samples, validation: validation)
      }
    }
    return try watched(network, keeping, at: line.wordSpan) {
      interpreter, report throws(EngineError) in
      model.profilingClock = interpreter.profilingClock
      return try model.train(
        on: samples, validation: validation, by: plan, threads: interpreter.options.threads,
        keeper: interpreter.keeper(keeping), now: interpreter.host.now,
        shouldStop: interpreter.host.isInterrupted, report: report)
    }
  }

  /// Takes a training as the run that was stopped has left it.
  private func taken(
    _ network: Network, _ known: KeptTraining, _ end: TrainingEnd, at span: Span,
    _ takeUp: () throws(Model.ForeignCheckpoint) -> Void
  ) throws(Stop) -> RunValue {
    do throws(Model.ForeignCheckpoint) {
      try takeUp()
    } catch {
      throw stop(.cannotResume(.training(network.name), at: span))
    }
    let story = known.story
    let events =
      [story.card.map(TrainingEvent.started)].compactMap(\.self)
      + story.history.map(TrainingEvent.epochEnded) + story.findings.map(TrainingEvent.noticed)
      + [.ended(end)]
    for event in events {
      output.retold(event)
      host.events?.note(event)
    }
    host.events?.end()
    output.taken(network.name, epochs: story.history.count)
    return finished(network, story.history, end)
  }

  /// What a training that ended leaves to the script.
  private func finished(
    _ network: Network, _ run: [EpochResult], _ end: TrainingEnd
  ) -> RunValue {
    network.history += run
    network.forgetEvaluations()
    interruptedNetwork = end.next == nil ? interruptedNetwork : network
    return .run(TrainingRun(network: network.name, history: run, end: end))
  }

  /// The clock for telling where the time goes, where that was asked for; runs of a sweep do not.
  private var profilingClock: (() -> Double)? {
    options.isProfiling && recorder == nil ? host.now : nil
  }

  /// Lets a training run, tells what happens, and keeps what it leaves.
  ///
  /// - Parameter keeping: How it is kept, where it is.
  private func watched(
    _ network: Network, _ keeping: Keeping?, at span: Span,
    _ train: (Interpreter, (TrainingEvent) -> Void) throws(EngineError) -> TrainingEnd?
  ) throws(Stop) -> RunValue {
    // What a run that was stopped has told of it is not told again, and counts.
    let known = keeping?.known?.story
    var run = known?.history ?? []
    var output = self.output
    var ended: Double?
    let end: TrainingEnd?
    let before = network.model?.iterationsTrained ?? 0
    defer { endEvents(of: network, after: before, at: span) }
    do throws(EngineError) {
      end = try train(self) { event in
        switch event {
        case .epochEnded(let result): run.append(result)
        case .ended: ended = host.now()
        case .profiled: secondsOfMeasuring += ended.map { host.now() - $0 } ?? 0
        default: break
        }
        output.training(event)
        host.events?.note(event)
        keeping?.note(event)
        if case .started = event, let known, let keeping {
          retell(known, keeping, &output)
          for epoch in known.history { host.events?.note(.epochEnded(epoch)) }
        }
      }
    } catch {
      throw stop(error, network: network.name, at: span)
    }
    guard let end else { throw stop(.nothingToContinue(network.name, at: span)) }
    let value = finished(network, run, end)
    switch end.reason {
    case .diverged(let epoch, let iteration, _):
      throw diverged(network, epoch: epoch, iteration: iteration, end.origin, at: span)
    case .interrupted:
      isTrainingInterrupted = true
      throw .interrupted
    case .completed, .stoppedEarly, .limitReached: return value
    }
  }

  /// Writes the rest of a training for TensorBoard.
  private func endEvents(of network: Network, after iterations: Int, at span: Span) {
    guard let events = host.events else { return }
    var losses: [(iteration: Int, loss: Double)] = []
    if events.includesIterations, let model = network.model {
      for element in model.iterationLosses.elements where element.iteration > iterations {
        losses.append((element.iteration, Double(element.loss)))
      }
    }
    events.end(losses: losses)
    if let problem = events.takeProblem() { note(.eventsNotWritten(problem, at: span)) }
  }

  /// Reports that an iteration of `network` had a loss that is not finite.
  func diverged(
    _ network: Network, epoch: Int, iteration: Int, _ origin: DivergenceOrigin?, at span: Span
  ) -> Stop {
    stop(
      .diverged(
        Divergence(
          network: network.name, epoch: epoch, iteration: iteration, origin: origin,
          rate: network.training?.rate,
          loss: network.training?.lossSetting?.arguments.first?.span,
          places: network.training?.data.prepared?.trainPlaces,
          isFullBatch: origin?.batch.count == network.training?.data.prepared?.train.count),
        at: span))
  }

  // MARK: Going on

  /// `continue`, `continue net`.
  func continueTraining(_ line: CheckedLine, _ frame: Frame) throws(Stop) -> RunValue {
    let argument = try arguments(of: line, frame).first
    if argument?.value.isUnknown == true { return .unknown }
    let named = try argument.flatMap { argument throws(Stop) in try network(argument) }
    guard !isDry else {
      if let named, !named.mayContinue, !named.isUncertain, unknownConditions == 0 {
        throw stop(.nothingToContinue(named.name, at: line.wordSpan))
      }
      return .unknown
    }
    guard let network = named ?? interruptedNetwork, let model = network.model,
      model.canContinue
    else { throw stop(.nothingToContinue(named?.name, at: line.wordSpan)) }
    guard let plan = model.unfinishedPlan else {
      throw stop(.nothingToContinue(network.name, at: line.wordSpan))
    }
    let keeping = try keeping(network, model, plan, at: line.wordSpan)
    if let known = keeping?.known, let end = known.story.end {
      return try taken(network, known, end, at: line.wordSpan) {
        () throws(Model.ForeignCheckpoint) in try model.takeUpEndOfContinued(known.checkpoint)
      }
    }
    return try watched(network, keeping, at: line.wordSpan) {
      interpreter, report throws(EngineError) in
      model.profilingClock = interpreter.profilingClock
      return try model.continueTraining(
        threads: interpreter.options.threads,
        keeper: interpreter.keeper(keeping), now: interpreter.host.now,
        shouldStop: interpreter.host.isInterrupted, report: report)
    }
  }

  /// The model of `network`, made now where there is none yet.
  func model(
    of network: Network, _ planned: (plan: ModelPlan, sources: [NetworkAssembly.WeightSource]),
    _ functions: FunctionTable, seed: UInt64
  ) throws(EngineError) -> Model {
    let known = network.model.flatMap { $0.plan == planned.plan ? $0 : nil }
    if let known, known.iterationsTrained > 0 || network.isLoaded { return known }
    let model: Model
    if let known {
      model = known
      model.reset(seed: seed)
    } else {
      model = try Model(planned.plan, functions: functions, seed: seed)
      model.keepsTrail = mayGoBack
    }
    for source in planned.sources {
      if let trained = source.network.model { model.take(from: trained, prefix: source.prefix) }
    }
    network.model = model
    network.plan = planned.plan
    return model
  }

  /// Reports an error of the engine, unless the user knows of it already.
  func stop(_ error: EngineError, network: String, at span: Span) -> Stop {
    if case .function(let problem) = error, problem.isReported { return .problem }
    return stop(problem(error, network: network, at: span))
  }

  func problem(_ error: EngineError, network: String, at span: Span) -> Diagnostic {
    switch error {
    // One inside the prelude, or inside what a file brought along, is shown where the script uses its function.
    case .function(let problem)
    where problem.diagnostic.primary.span.file.number <= BuiltinFormulas.file.number:
      problem.diagnostic.seen(from: span)
    case .function(let problem): problem.diagnostic
    case .tooLarge(let need, let available):
      .modelTooLarge(network, need, available: available, at: span)
    case .unknownFunction(let reference): .notAvailable(reference.name, at: span)
    case .graph(let problem, let layer): .graphMismatch(problem, layer: layer, at: span)
    case .inputMismatch(let expected, let found): .inputDiffers(expected, data: found, at: span)
    case .noCategory(let value, let input, let categories):
      .noCategory(value, input: input, categories: categories, at: span)
    case .targetMismatch(let outputs, let found):
      .outputsDiffer(outputs: outputs, wanted: found, at: span)
    case .notOneNumber(let reference, _): .notOneNumber(reference.name, at: span)
    case .illegalRate(let rate, let epoch): .illegalRate(rate, epoch: epoch, at: span)
    case .foreignCheckpoint: .cannotResume(.training(network), at: span)
    case .noSamples: .partEmpty(network, at: span)
    case .noTarget: .partEmpty(network, at: span)
    }
  }
}

extension DataPart {
  /// The samples of the part; `nil` where there are none or they are not known.
  var samples: Samples? { data.samples(of: part) }
}

extension TrainedWith {
  /// The rate as the script writes it, where that is a number.
  fileprivate var rate: (value: Double, span: Span)? {
    guard let argument = rateSetting?.arguments.first, case .number(let value) = argument.value
    else { return nil }
    return (value, argument.span)
  }
}
