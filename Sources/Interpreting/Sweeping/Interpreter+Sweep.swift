import Checking
import Diagnostics
import Plans
import Reports
import Vocabulary

/// What a sweep runs again and again, and the place that its problems are told at.
struct SweepBlock {
  let statements: [CheckedStatement]
  let span: Span
}

/// A name of a sweep with its values; `nil` where only the run can tell them.
struct SweepAxis {
  /// What has the value in a run.
  enum Target {
    case name(Reference)
    /// A `param`, where the whole script is swept.
    case parameter
  }

  let name: String
  let isSeed: Bool
  let target: Target
  let values: [RunValue]?

  /// The value with that number, or something unknown.
  func value(_ index: Int) -> RunValue {
    guard let values, values.indices.contains(index) else { return .unknown }
    return values[index]
  }
}

extension Interpreter {
  /// `sweep …` by itself: its table is shown at its end.
  func showSweep(_ sweep: CheckedSweep, _ frame: Frame) throws(Stop) {
    guard case .sweep(let value) = try self.sweep(sweep, frame), !isDry else { return }
    output.shown(sweepTable(value.summary, style: options.style, language: options.language))
  }

  /// Runs the block once for each combination, and gives what can be known of the results.
  func sweep(_ sweep: CheckedSweep, _ frame: Frame) throws(Stop) -> RunValue {
    guard recorder == nil else { throw stop(.sweepInRun(at: sweep.wordSpan)) }
    if let name = sweptParameters.keys.min() {
      throw stop(.sweepOfSweep(name, at: sweep.wordSpan))
    }
    let block = SweepBlock(statements: sweep.block, span: sweep.wordSpan)
    var axes: [SweepAxis] = []
    for axis in sweep.axes { axes.append(try evaluated(axis, frame)) }
    // Several values of the command line are combined with those of the script.
    for parameter in sweep.parameters {
      guard let values = valuesForSweeps[parameter.name] else { continue }
      axes.append(
        SweepAxis(
          name: parameter.name, isSeed: parameter.isSeed,
          target: .name(.global(parameter.global)), values: values))
    }
    let sample = try sample(sweep.sample, frame)
    guard axes.allSatisfy({ $0.values != nil }) else {
      return try tryOut(block, axes, frame)
    }
    let extents = axes.map { (count: $0.values?.count ?? 0, isSeed: $0.isSeed) }
    guard let grid = SweepGrid(extents, sample: sample, seed: sample == nil ? presentSeed : seed)
    else {
      throw stop(.tooManyRuns(SweepGrid.count(extents), at: sweep.wordSpan))
    }
    if isDry { return try tryOut(block, axes, frame) }
    for (axis, own) in zip(axes, sweep.axes) where isSetByCommandLine(own) {
      record(axis, given: options.parameters[axis.name] ?? "")
    }
    let name = checkpoints?.next()
    let result = try SweepExecution(self, block, axes, grid, frame, keptAs: name).run()
    if case .sweep(let value) = result { host.report?.note(value.summary) }
    return result
  }

  private func evaluated(_ axis: CheckedSweep.Axis, _ frame: Frame) throws(Stop) -> SweepAxis {
    let own = try elements(axis.values, frame)
    let first = own?.first ?? .unknown
    if firstSweptValues[axis.name] == nil { firstSweptValues[axis.name] = first }
    if let given = try given(axis, like: first) {
      return SweepAxis(
        name: axis.name, isSeed: axis.isSeed, target: .name(axis.reference), values: given)
    }
    guard let elements = own else {
      return SweepAxis(
        name: axis.name, isSeed: axis.isSeed, target: .name(axis.reference), values: nil)
    }
    guard !elements.isEmpty else { throw stop(.emptySweep(axis.name, at: axis.values.span)) }
    guard elements.count <= 1_000_000 else {
      throw stop(.tooManyRuns(elements.count, at: axis.values.span))
    }
    return SweepAxis(
      name: axis.name, isSeed: axis.isSeed, target: .name(axis.reference), values: Array(elements))
  }

  /// `sample: 30`.
  private func sample(_ argument: CheckedArgument?, _ frame: Frame) throws(Stop) -> Int? {
    guard let argument, let setting = argument.setting else { return nil }
    let evaluated = EvaluatedArgument(
      setting: setting, name: argument.name, value: try value(argument.value, frame),
      span: argument.value.span)
    guard case .number(let number)? = try settingValue(evaluated, for: setting, of: "sweep") else {
      return nil
    }
    return Int(exactly: number)
  }

  // MARK: A run

  /// An interpreter for one run: it begins where this one stands, and changes nothing of it.
  ///
  /// - Returns: The interpreter, and its own frame.
  func fork(
    _ axes: [SweepAxis], _ choice: [Int], _ frame: Frame, host: Host, _ recorder: RunRecorder
  ) -> (Interpreter, Frame) {
    var options = options
    options.threads = 1
    options.origin.run = runName
    let fork = Interpreter(
      mode: mode, host: host, options: options, catalogue: catalogue,
      tables: TableCache(copying: tables),
      scriptFunctions: ScriptFunctions(copying: scriptFunctions), recorder: recorder)
    let copies = RunCopies(fork.scriptFunctions.table)
    let ownFrame = copies.copy(frame)
    fork.globals = copies.copy(globals)
    if let interruptedNetwork, case .network(let own) = copies.copy(.network(interruptedNetwork)) {
      fork.interruptedNetwork = own
    }
    fork.sources = sources
    fork.sweptParameters = sweptParameters
    fork.facts = facts
    // Read without counting as its use, since runs do this at the same time.
    fork.seed = presentSeed
    fork.callDepth = callDepth
    fork.activeFunctions = activeFunctions
    fork.unknownConditions = unknownConditions
    fork.budget = budget
    fork.reported = reported
    for (axis, index) in zip(axes, choice) {
      let value = copies.copy(axis.value(index))
      switch axis.target {
      case .name(let reference): fork.assign(value, to: reference, ownFrame)
      case .parameter: fork.chosenParameters[axis.name] = value
      }
    }
    return (fork, ownFrame)
  }

  /// Notes that a run has trained a copy of the networks that are declared at `span`.
  func noteSweep(of span: Span?, _ frame: Frame) {
    for value in globals + frame.values + frame.captured {
      guard case .network(let network) = value, network.declaration.nameSpan == span else {
        continue
      }
      network.wasTrainedInSweep = true
    }
  }

  // MARK: The dry run

  /// Values of one name that a dry run looks at.
  static let mostTried = 20

  /// Runs the block with the first values, and once with each other value beside these, so that
  /// what is wrong with a value is known before anything is trained.
  private func tryOut(
    _ block: SweepBlock, _ axes: [SweepAxis], _ frame: Frame
  ) throws(Stop) -> RunValue {
    let first = [Int](repeating: 0, count: axes.count)
    let run = try tryOut(block, axes, first, frame)
    for (position, axis) in axes.enumerated() {
      for index in 1..<max(1, min(axis.values?.count ?? 1, Self.mostTried)) {
        var choice = first
        choice[position] = index
        _ = try tryOut(block, axes, choice, frame)
      }
    }
    let record = SweepRecord(axes: labelled(axes), planned: 1, runs: [run])
    return .sweep(SweepValue(record, values: axes.map { $0.values ?? [] }, isDry: true))
  }

  private func tryOut(
    _ block: SweepBlock, _ axes: [SweepAxis], _ choice: [Int], _ frame: Frame
  ) throws(Stop) -> SweepRun {
    let (fork, ownFrame) = fork(axes, choice, frame, host: host, RunRecorder())
    var end: Stop?
    do throws(Stop) {
      _ = try fork.run(block.statements, ownFrame)
    } catch {
      end = error
    }
    noteSweep(of: fork.trainedNetwork?.declaration.nameSpan, frame)
    budget = fork.budget
    lineAnswers.merge(fork.lineAnswers) { $1 }
    if fork.isSeedUsed { isSeedUsed = true }
    let isFirst = choice.allSatisfy { $0 == 0 }
    let values = valuesText(axes, choice)
    for problem in fork.problems { note(isFirst ? problem : problem.found(inRunWith: values)) }
    if let end { throw end }
    if fork.trainingCount == 0, !fork.hasStopped, !block.statements.holdsUnknown {
      throw stop(.nothingTrained("", at: block.span))
    }
    guard case .run(let run) = fork.lastTrained else { return SweepRun(choice: choice) }
    return SweepRun(choice: choice, history: run.history)
  }

  // MARK: Words

  func labelled(_ axes: [SweepAxis]) -> [SweepRecord.Axis] {
    axes.map { axis in
      SweepRecord.Axis(
        name: axis.name, isSeed: axis.isSeed,
        values: (axis.values ?? [.unknown]).map(\.label))
    }
  }

  /// The same with all digits, for a record.
  func recorded(_ axes: [SweepAxis]) -> [SweepRecord.Axis] {
    zip(labelled(axes), axes).map { labelled, axis in
      var exact = labelled
      exact.values = zip(labelled.values, axis.values ?? []).map { label, value in
        switch value {
        case .number, .quantity, .text, .boolean, .dimensions, .list: value.recorded
        default: label
        }
      }
      return exact
    }
  }

  /// `rate 0.1, s 2`.
  func valuesText(_ axes: [SweepAxis], _ choice: [Int]) -> String {
    zip(axes, choice).map { "\($0.name) \($0.value($1).label)" }.joined(separator: ", ")
  }
}

extension RunValue {
  /// The value in a few words, as a row of a table or a legend has it.
  fileprivate var label: String {
    switch self {
    case .function(let function): function.name
    case .optimizer(let value): value.optimizer.name
    case .network(let network): network.name
    case .data(let data): data.name
    case .plan(let plan): plan.name
    case .configured(let function, let settings):
      "\(function.label)("
        + settings.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.label)" }
        .joined(separator: ", ") + ")"
    default: printed().cut(to: 40)
    }
  }
}

extension [CheckedStatement] {
  /// Whether something in the block was reported as wrong, so that it may have been a training.
  fileprivate var holdsUnknown: Bool {
    contains { statement in
      switch statement.kind {
      case .expression(let expression), .set(_, _, let expression): expression.isUnknown
      case .conditional(let branches, let otherwise):
        otherwise.holdsUnknown || branches.contains { $0.block.holdsUnknown }
      case .forLoop(_, _, _, let block), .repetition(_, let block): block.holdsUnknown
      default: false
      }
    }
  }
}
