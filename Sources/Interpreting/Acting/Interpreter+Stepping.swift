import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Tables
import Vocabulary

extension Interpreter {
  /// `step net on data with plan { … }`: one iteration, shown in its stages.
  func step(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let first = try arguments(of: line, frame).first, let network = try network(first)
    else { return }
    let wasUncertain = network.isUncertain
    if isDry { network.isUncertain = true }
    let settings = try allSettings(
      of: line, frame, before: line.with == nil ? network.settings : [])
    guard let on = line.on, let data = try dataSet(on, frame) else { return }
    let schedule = try schedule(settings, for: "step", at: line.wordSpan)
    let seed = seed(of: schedule)
    guard let ready = try prepared(network, schedule, data, line, on) else { return }
    network.settings = settings
    guard !isDry else {
      network.isUncertain = wasUncertain
      forgetEvaluationsInDryRun(of: network)
      return
    }
    guard let plan = schedule.plan(seed: seed, classWeights: network.training?.classWeights),
      let samples = data.samples
    else { return }
    let result: Model.Step
    do throws(EngineError) {
      let model = try model(of: network, ready, scriptFunctions.table, seed: seed)
      result = try model.step(
        on: samples, validation: data.data.prepared?.validation, by: plan,
        threads: options.threads)
    } catch {
      throw stop(error, network: network.name, at: line.wordSpan)
    }
    try tell(result, of: network, data, samples, at: line.wordSpan)
    record(result.step, of: network, plan, settings, data, line)
  }

  private func tell(
    _ result: Model.Step, of network: Network, _ data: DataPart,
    _ samples: Samples, at span: Span
  ) throws(Stop) {
    var step = result.step
    network.forgetEvaluations()
    guard step.loss.value.isFinite else {
      throw diverged(
        network, epoch: step.place.epoch, iteration: step.place.iterations, result.origin, at: span)
    }
    step.excerpt = data.data.prepared.map { excerpt(of: step.rows, samples, $0, data) }
    output.stepped(step)
    guard let epoch = result.epoch else { return }
    network.history.append(epoch)
    output.endedByStep(epoch)
  }

  /// The first samples of a batch as the network sees them.
  private func excerpt(
    of rows: [Int], _ samples: Samples, _ prepared: PreparedData, _ part: DataPart
  ) -> SampleExcerpt {
    let width = samples.inputsPerSample
    let target = prepared.encoding.target
    let shown = rows.prefix(3).map { row in
      let inputs = (0..<min(width, 32)).map { Double(samples.inputs[row, $0]) }
      return SampleExcerpt.Sample(
        inputs: inputs, target: samples.targetText(of: row, classes: prepared.classes))
    }
    return SampleExcerpt(
      part: part.description, inputNames: prepared.inputNames,
      targetName: target.names.joined(separator: ", "), samples: Array(shown))
  }

  // MARK: Going back

  /// `back 3`: undoes iterations of the network that was trained or stepped last.
  func goBack(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let count = try wholeNumber("iterations", of: line, frame, default: 1) else { return }
    guard let network = trainedNetwork else {
      if unknownConditions > 0 { return }
      throw stop(.nothingToUndo(at: line.wordSpan))
    }
    guard !isDry else { return forgetEvaluationsInDryRun(of: network) }
    guard let model = network.model else { return }
    try comeBack(network, at: line.wordSpan) { threads throws(EngineError) in
      try model.goBack(count, threads: threads)
    }
  }

  /// `rewind net, epoch: 10`.
  func rewind(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let first = try arguments(of: line, frame).first, let network = try network(first),
      let epoch = try wholeNumber("epoch", of: line, frame, default: 0)
    else { return }
    guard network.isTrained else {
      if isDry, network.isUncertain || unknownConditions > 0 { return }
      throw stop(.notTrained(network, at: first.span))
    }
    guard !isDry else { return forgetEvaluationsInDryRun(of: network) }
    guard let model = network.model else { return }
    try comeBack(network, at: line.wordSpan) { threads throws(EngineError) in
      try model.rewind(to: epoch, threads: threads)
    }
  }

  private func comeBack(
    _ network: Network, at span: Span,
    _ going: (_ threads: Int) throws(EngineError) -> Model.Return
  ) throws(Stop) {
    let result: Model.Return
    do throws(EngineError) {
      result = try going(options.threads)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
    switch result {
    case .tooFar(let most): throw stop(.backTooFar(network.name, most: most, at: span))
    case .unknownEpoch(let first, let last):
      throw stop(.unknownEpoch(network.name, first: first, last: last, at: span))
    case .done(let report):
      network.history.removeAll { $0.epoch >= report.next.epoch }
      network.forgetEvaluations()
      output.wentBack(report)
      record(report, of: network)
    }
  }

  /// The whole number that a line gives for `setting`; `nil` where it is unknown.
  private func wholeNumber(
    _ setting: String, of line: CheckedLine, _ frame: Frame, default standard: Int
  ) throws(Stop) -> Int? {
    guard case .entry(let entry) = line.word,
      let description = entry.settings.first(where: { $0.name == setting }),
      let argument = try arguments(of: line, frame).first(where: { $0.setting?.name == setting })
    else { return standard }
    guard case .number(let number)? = try settingValue(argument, for: description, of: entry.name)
    else { return nil }
    return Int(exactly: number)
  }
}

extension Samples {
  /// What is to come out for one sample, in a few characters.
  fileprivate func targetText(of row: Int, classes: [String]) -> String {
    switch targets {
    case .classes(let indices, _):
      let index = Int(indices[row])
      return classes.indices.contains(index) ? classes[index] : String(index)
    case .binary(let values):
      let index = values[row] > 0.5 ? 1 : 0
      return classes.indices.contains(index) ? classes[index] : String(index)
    case .values(let values, let outputs):
      return (0..<min(outputs, 4)).map {
        NumberText.short(Double(values[row * outputs + $0]))
      }.joined(separator: ", ")
    case nil: return ""
    }
  }
}
