import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// `evaluate net on data.test`.
  func evaluate(_ line: CheckedLine, _ frame: Frame) throws(Stop) -> RunValue {
    guard let first = try arguments(of: line, frame).first, let network = try network(first)
    else { return .unknown }
    let wasUncertain = network.isUncertain
    if isDry { network.isUncertain = true }
    let value = try line.on.map { on throws(Stop) in try self.value(on, frame) }
    if let on = line.on, case .text(let file)? = value {
      network.isUncertain = wasUncertain
      return try evaluate(network, onFile: file, at: on.span, first.span)
    }
    guard let on = line.on, let value, let part = try dataSet(value, at: on.span) else {
      proposeData(to: line, of: network, isEvaluated: true)
      return .unknown
    }
    network.isUncertain = wasUncertain
    guard let training = try training(of: network, on: .part(part), at: first.span) else {
      return .unknown
    }
    if isDry { network.isUncertain = true }
    lintUnnamedPart(of: training, part, at: on.span)
    lintEvaluation(of: training, on: part, at: on.span)
    try checkPreparation(of: training, part, at: on.span)
    if isDry {
      network.isUncertain = wasUncertain
      return dryEvaluation(of: network, training, part)
    }
    guard let model = network.model, let prepared = part.data.prepared,
      let samples = part.samples, samples.count > 0
    else { throw stop(.partEmpty(part.description, at: on.span)) }
    guard prepared.inputShape.count == model.plan.input.count else {
      throw stop(.inputDiffers(model.plan.input, data: prepared.inputShape, at: on.span))
    }
    let evaluation: Evaluation
    do throws(EngineError) {
      evaluation = try self.evaluation(
        of: network.name, model, training, prepared, samples, part: part.description)
    } catch {
      throw stop(error, network: network.name, at: line.wordSpan)
    }
    network.evaluations[part.part.rawValue] = evaluation
    network.lastEvaluatedPart = part.part.rawValue
    output.evaluated(evaluation)
    return .evaluation(EvaluationValue(evaluation))
  }

  /// `evaluate net on "new.csv"`: rows with their targets, prepared as the training's were.
  private func evaluate(
    _ network: Network, onFile file: String, at span: Span, _ networkSpan: Span
  ) throws(Stop) -> RunValue {
    guard let training = try training(of: network, on: .text(file), at: networkSpan),
      let samples = try samples(ofFile: file, training, hasTarget: true, at: span),
      let prepared = training.data.prepared, !isDry, let model = network.model
    else { return .unknown }
    guard samples.count > 0 else { throw stop(.partEmpty(file, at: span)) }
    do throws(EngineError) {
      let evaluation = try evaluation(
        of: network.name, model, training, prepared, samples, part: file)
      output.evaluated(evaluation)
      return .evaluation(EvaluationValue(evaluation))
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }

  private func dryEvaluation(
    of network: Network, _ training: TrainedWith, _ part: DataPart
  ) -> RunValue {
    network.evaluatedParts.insert(part.part.rawValue)
    network.lastEvaluatedPart = part.part.rawValue
    guard let prepared = part.data.prepared, !part.data.isPartial else { return .unknown }
    let metrics = metrics(for: prepared, after: training).map { EvaluatedMetric($0.name, 0) }
    let classes = ConfusionCounts(classes: prepared.classes, counts: [])
    network.evaluations[part.part.rawValue] = Evaluation(
      network: network.name, part: part.description, samples: 0, loss: 0, metrics: metrics,
      confusion: prepared.encoding.target.kind == .number ? nil : classes)
    return .unknown
  }

  /// - Parameter part: What is measured on, as the script writes it.
  func evaluation(
    of network: String, _ model: Model, _ training: TrainedWith, _ prepared: PreparedData,
    _ samples: Samples, part: String
  ) throws(EngineError) -> Evaluation {
    let metrics = metrics(for: prepared, after: training)
    let results = try model.evaluate(
      on: samples.weighted(byClass: training.classWeights), loss: training.loss, metrics: metrics,
      threads: options.threads)
    let predictions = try model.predict(samples, threads: options.threads)
    let baselines = Baselines(
      of: model, trainedOn: training, prepared,
      samples.weighted(byClass: training.classWeights), metrics, threads: options.threads)
    return Evaluation(
      network: network, part: part, samples: samples.count, loss: results.loss,
      lossBaseline: baselines.loss,
      metrics: results.metrics.map {
        EvaluatedMetric($0.name, $0.value, baseline: baselines.metrics[$0.name])
      },
      confusion: confusion(of: predictions, samples, prepared))
  }

  /// The metrics of the training, and those that its kind of target is always judged by.
  private func metrics(
    for prepared: PreparedData, after training: TrainedWith
  ) -> [MetricPlan] {
    let usual = prepared.encoding.target.kind == .number ? ["mae", "rmse", "r2"] : ["accuracy"]
    let known = Set(training.metrics.map(\.name))
    return training.metrics
      + usual.filter { !known.contains($0) }.map { MetricPlan($0, FunctionReference($0)) }
  }

  func confusion(
    of predictions: Predictions, _ samples: Samples, _ prepared: PreparedData
  ) -> ConfusionCounts? {
    guard let truth = samples.classIndices, prepared.classes.count >= 2 else { return nil }
    let count = prepared.classes.count
    var counts = Array(repeating: Array(repeating: 0, count: count), count: count)
    for row in 0..<min(truth.count, predictions.rows) {
      let guess = predictions.classIndex(of: row)
      if counts.indices.contains(truth[row]), counts.indices.contains(guess) {
        counts[truth[row]][guess] += 1
      }
    }
    return ConfusionCounts(classes: prepared.classes, counts: counts)
  }

  // MARK: One sample

  /// `net([5.1, 3.5, 1.4, 0.2])`: a probability for each class, or the value in the target's unit.
  func prediction(
    of network: Network, for elements: [RunValue], at span: Span
  ) throws(Stop) -> RunValue {
    guard let training = network.training else {
      if isUncertain(network) { return .unknown }
      return try untrainedPrediction(of: network, for: elements, at: span)
    }
    if isDry && (training.data.isPartial || training.data.prepared == nil) { return .unknown }
    guard let prepared = training.data.prepared else { return .unknown }
    // A sample of a series is a list of rows; a row of one number may stand without brackets.
    let isSeries = prepared.encoding.window != nil
    let lists = isSeries ? elements.map { $0.elements.map(Array.init) ?? [$0] } : [elements]
    var rows: [[CellValue]] = []
    for list in lists {
      guard let cells = try cells(list, at: span) else { return .unknown }
      rows.append(cells)
    }
    if let window = prepared.encoding.window, rows.count != window.size {
      throw stop(.windowOfWrongLength(rows.count, wanted: window.size, at: span))
    }
    let samples: Samples
    do throws(TableError) {
      samples = try prepared.encoding.samples(ofRows: rows)
    } catch {
      throw stop(.table(error, at: span))
    }
    guard !isDry, let model = network.model else { return .unknown }
    do throws(EngineError) {
      let predictions = try model.predict(samples, threads: 1)
      let values = prepared.encoding.target.values(predictions[0])
      return values.count == 1
        ? .number(values[0]) : .list(values.map { .number($0) })
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }

  /// What the first weights make of a sample, which is given as the numbers of the input.
  private func untrainedPrediction(
    of network: Network, for elements: [RunValue], at span: Span
  ) throws(Stop) -> RunValue {
    guard let planned = try presentPlan(of: network), let wanted = planned.plan.input.count else {
      throw stop(.notTrained(network, at: span))
    }
    let seed = seed
    guard let numbers = try numbers(elements, at: span) else { return .unknown }
    guard numbers.count == wanted else {
      throw stop(.sampleDiffers(planned.plan.input, found: numbers.count, at: span))
    }
    guard !isDry else { return .unknown }
    let sample = Samples(
      count: 1, inputShape: planned.plan.input, inputs: FloatBuffer(numbers), targets: nil)
    do throws(EngineError) {
      let model = try model(of: network, planned, scriptFunctions.table, seed: seed)
      let outputs = try model.predict(sample, threads: 1)[0].map { RunValue.number(Double($0)) }
      return outputs.count == 1 ? outputs[0] : .list(outputs)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
  }

  /// The numbers of a list and of the lists in it; `nil` where one is unknown.
  private func numbers(_ elements: [RunValue], at span: Span) throws(Stop) -> [Float]? {
    var numbers: [Float] = []
    for element in elements {
      if let number = element.number {
        numbers.append(Float(number))
      } else if let inner = element.elements {
        guard let own = try self.numbers(Array(inner), at: span) else { return nil }
        numbers += own
      } else if element.isUnknown {
        return nil
      } else {
        throw stop(
          .wrongType(
            expected: Text(en: "a number for each feature", pt: "um número para cada atributo"),
            found: element.kind, at: span))
      }
    }
    return numbers
  }

  /// The values of one row; `nil` where one is unknown.
  private func cells(_ elements: some Sequence<RunValue>, at span: Span) throws(Stop)
    -> [CellValue]?
  {
    var cells: [CellValue] = []
    for element in elements {
      switch element {
      case .number(let number): cells.append(.number(number))
      case .text(let text): cells.append(.text(text))
      case .boolean(let boolean): cells.append(.boolean(boolean))
      case .unknown: return nil
      default:
        throw stop(
          .wrongType(
            expected: Text(en: "a number for each feature", pt: "um número para cada atributo"),
            found: element.kind, at: span))
      }
    }
    return cells
  }
}
