import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Reports
import Shapes
import Tables
import Vocabulary

/// A call of a function for looking, which gives a picture: `confusion(classifier, iris)`.
struct FigureCall {
  let name: String
  let arguments: [EvaluatedArgument]
  let span: Span

  static let names: Set<String> = [
    "confusion", "regions", "predictions", "residuals", "roc", "weight_images", "histograms",
    "pairs", "layer_gradients", "layer_outputs", "architecture", "surface", "landscape",
    "final_loss", "iterations", "curve",
  ]

  subscript(setting: String) -> EvaluatedArgument? {
    arguments.first { $0.setting?.name == setting }
  }

  /// All arguments that are for a setting which takes several.
  func all(_ setting: String) -> [EvaluatedArgument] {
    arguments.filter { $0.setting?.name == setting }
  }

  func word(_ setting: String) -> String? { self[setting]?.value.printed() }
}

extension Interpreter {
  /// What a function for looking gives; unknown in a dry run, which checks what it is given.
  func figure(_ call: FigureCall) throws(Stop) -> RunValue {
    if call.arguments.contains(where: { $0.value.isUnknown }) { return .unknown }
    let figure: Figure?
    switch call.name {
    case "histograms", "pairs": figure = try dataFigure(call)
    case "curve": figure = try curve(call)
    case "landscape": figure = try landscape(call)
    case "final_loss": figure = try finalLoss(call)
    default:
      guard let first = call["network"], let network = try network(first) else { return .unknown }
      figure = try networkFigure(call, network, at: first.span)
    }
    guard let figure else {
      if isDry { return .unknown }
      throw stop(.nothingToPlot(at: call.span))
    }
    let given = call.arguments.map { $0.value.printed(isNested: true) }.joined(separator: ", ")
    return .figure(FigureValue(name: "\(call.name)(\(given))", figure: figure))
  }

  private func networkFigure(
    _ call: FigureCall, _ network: Network, at span: Span
  ) throws(Stop) -> Figure? {
    switch call.name {
    case "regions": return try regions(of: network, call["data"], at: span)
    case "architecture": return try architecture(of: network)
    case "weight_images": return try weights(of: network, call, at: span)
    case "iterations": return try iterations(of: network, at: span)
    case "surface": return try surface(of: network, call, at: span)
    case "layer_gradients", "layer_outputs": return try layerSpread(of: network, call, at: span)
    default:
      guard let looked = try lookedAt(network, call["data"], at: span) else { return nil }
      switch call.name {
      case "confusion": return try confusion(looked, at: span)
      case "roc": return try roc(looked, at: span)
      case "predictions", "residuals": return try regression(looked, call.name, at: span)
      default: return nil
      }
    }
  }

  // MARK: A network on data

  /// A trained network, and the samples that it is looked at with.
  struct LookedAt {
    let network: Network
    let model: Model
    let prepared: PreparedData
    let part: DataPart
    let samples: Samples

    var title: String { "\(network.name), \(part.description)" }
  }

  /// The network on a part of data: the one that is named, else the test part, where there is one, or
  /// the validation part; without data those of its training.
  ///
  /// - Returns: `nil` in a dry run, and where not all is known.
  func lookedAt(
    _ network: Network, _ data: EvaluatedArgument?, at span: Span
  ) throws(Stop) -> LookedAt? {
    guard let (_, set, named) = try trainedSet(network, data, at: span) else { return nil }
    guard let prepared = set.prepared, !set.isPartial else { return nil }
    let parts: [DataPart.Part] = named.map { [$0] } ?? [.test, .validation, .train]
    guard let part = parts.first(where: { (set.samples(of: $0)?.count ?? 0) > 0 }) else {
      throw stop(.partEmpty("\(set.name).\(parts[0].rawValue)", at: data?.span ?? span))
    }
    let whole = DataPart(data: set, part: part)
    guard let samples = whole.samples else { return nil }
    guard !isDry, let model = network.model else { return nil }
    guard prepared.inputShape.count == model.plan.input.count else {
      throw stop(.inputDiffers(model.plan.input, data: prepared.inputShape, at: data?.span ?? span))
    }
    return LookedAt(
      network: network, model: model, prepared: prepared, part: whole, samples: samples)
  }

  /// The data that is named, or that of the network's training; with the part where one is named.
  ///
  /// - Returns: `nil` where it is not known.
  func trainedSet(
    _ network: Network, _ data: EvaluatedArgument?, at span: Span
  ) throws(Stop) -> (training: TrainedWith, data: DataSet, part: DataPart.Part?)? {
    guard let training = try training(of: network, on: data?.value, at: span) else { return nil }
    switch data?.value {
    case nil: return (training, training.data, nil)
    case .unknown?: return nil
    case .data(let data)?: return (training, data, nil)
    case .part(let part)?: return (training, part.data, part.part)
    case let other?:
      throw stop(
        .wrongType(
          expected: Text(en: "a data set", pt: "um conjunto de dados"), found: other.kind,
          at: data?.span ?? span))
    }
  }

  /// The loss that a network was trained with; `nil` where a dry run does not know it.
  func loss(of network: Network, at span: Span) throws(Stop) -> FunctionReference? {
    if let loss = network.training?.loss { return loss }
    if isDry, network.training != nil || network.isUncertain || unknownConditions > 0 {
      return nil
    }
    throw stop(
      network.isTrained ? .lossUnknown(network.name, at: span) : .notTrained(network, at: span))
  }

  func predictions(_ looked: LookedAt, at span: Span) throws(Stop) -> Predictions {
    do throws(EngineError) {
      return try looked.model.predict(looked.samples, threads: options.threads)
    } catch {
      throw stop(error, network: looked.network.name, at: span)
    }
  }

  private func confusion(_ looked: LookedAt, at span: Span) throws(Stop) -> Figure? {
    let predictions = try predictions(looked, at: span)
    guard let counts = confusion(of: predictions, looked.samples, looked.prepared),
      let chart = confusionChart(counts, title: looked.title, language: options.language)
    else { throw stop(.needsClasses(looked.part.data.name, at: span)) }
    return Figure(chart)
  }

  private func roc(_ looked: LookedAt, at span: Span) throws(Stop) -> Figure? {
    let classes = looked.prepared.classes
    guard let truth = looked.samples.classIndices, classes.count >= 2 else {
      throw stop(.needsClasses(looked.part.data.name, at: span))
    }
    let predictions = try predictions(looked, at: span)
    let outputs = predictions.outputs
    let scores = (0..<min(outputs, classes.count)).map { output in
      let own = outputs == 1 ? 1 : output
      return ClassScores(
        name: classes[own],
        scores: (0..<predictions.rows).map { Double(predictions.values[$0 * outputs + output]) },
        truth: truth.map { $0 == own })
    }
    guard let chart = rocChart(scores, title: looked.title, language: options.language) else {
      throw stop(.oneClassOnly(looked.part.description, at: span))
    }
    return Figure(chart)
  }

  /// Predictions against truth, or what is left between them.
  private func regression(
    _ looked: LookedAt, _ name: String, at span: Span
  ) throws(Stop) -> Figure? {
    let target = looked.prepared.encoding.target
    guard target.kind == .number, let truth = looked.samples.targetsInOwnUnit else {
      throw stop(.needsNumbers(looked.part.data.name, at: span))
    }
    let predictions = try predictions(looked, at: span)
    guard predictions.outputs == target.outputs else {
      throw stop(
        .outputsDiffer(outputs: predictions.outputs, wanted: target.outputs, at: span))
    }
    let width = max(predictions.outputs, 1)
    let predicted = (0..<predictions.rows).map { target.values(predictions[$0]) }
    var figures: [Figure] = []
    for (output, own) in target.names.prefix(4).enumerated() where output < width {
      let values = (0..<predictions.rows).map { truth[$0 * width + output] }
      let guesses = predicted.map { $0[output] }
      let title = looked.title
      let figure =
        name == "residuals"
        ? residualFigure(
          truth: values, predicted: guesses, title: title, target: own, language: options.language)
        : predictionChart(
          truth: values, predicted: guesses, title: title, target: own, language: options.language
        ).map { Figure($0) }
      figures.append(try something(figure, at: span))
    }
    return Figure(figures)
  }

  // MARK: Layers

  private func layerSpread(
    of network: Network, _ call: FigureCall, at span: Span
  ) throws(Stop) -> Figure? {
    guard let loss = try loss(of: network, at: span),
      let looked = try lookedAt(network, call["data"], at: span)
    else { return nil }
    let layers: [Model.LayerNumbers]
    do throws(EngineError) {
      layers = try looked.model.layerNumbers(on: looked.samples, loss: loss)
    } catch {
      throw stop(error, network: network.name, at: span)
    }
    let areGradients = call.name == "layer_gradients"
    let values: [NamedValues] = layers.compactMap { layer in
      let own = areGradients ? layer.gradients : layer.outputs
      return own.isEmpty ? nil : (layer.layer, own.map { Double($0) })
    }
    let (title, y) =
      areGradients
      ? (
        Text(en: "gradients by layer", pt: "gradientes por camada"),
        Text(en: "size of a gradient", pt: "tamanho de um gradiente")
      )
      : (
        Text(en: "outputs by layer", pt: "saídas por camada"),
        Text(en: "output of a unit", pt: "saída de uma unidade")
      )
    return Figure(
      try something(
        spreadChart(
          values, title: "\(network.name): \(title[options.language])", y: y[options.language],
          areMagnitudes: areGradients, language: options.language), at: span))
  }

  private func architecture(of network: Network) throws(Stop) -> Figure? {
    guard let plan = try self.plan(of: network, form: network.plan?.form)?.0,
      let counts = try? plan.parameterCounts(scriptFunctions.table)
    else { return nil }
    return Figure([
      .diagram(architectureDiagram(plan, parameterCounts: counts, language: options.language))
    ])
  }

  private func iterations(of network: Network, at span: Span) throws(Stop) -> Figure? {
    guard network.isTrained || network.isUncertain || unknownConditions > 0 else {
      throw stop(.notTrained(network, at: span))
    }
    guard !isDry, let series = network.model?.iterationLosses else { return nil }
    let chart = iterationChart(
      series.elements.map { (iteration: $0.iteration, loss: Double($0.loss)) },
      stride: series.stride, title: network.name, language: options.language)
    guard let chart else { throw stop(.nothingToPlot(of: network, at: span)) }
    return Figure(chart)
  }

  // MARK: Weights as images

  private func weights(
    of network: Network, _ call: FigureCall, at span: Span
  ) throws(Stop) -> Figure? {
    let planned = try presentPlan(of: network)
    guard !isDry else { return nil }
    guard let model = network.model else {
      guard planned != nil else { return nil }
      throw stop(.notTrained(network, at: span))
    }
    let matrices = model.parameters.filter { $0.shape.count >= 2 && !$0.values.isEmpty }
    let wanted = call.word("layer")
    let found = matrices.first { tensor in
      wanted.map { tensor.name.hasPrefix($0 + ".") } ?? true
    }
    guard let tensor = found else {
      let names = matrices.map { String($0.name.split(separator: ".").first ?? "") }
      throw stop(
        .noSuchLayer(wanted ?? "", of: network.name, known: names, at: call["layer"]?.span ?? span))
    }
    return Figure([
      .images(WeightImages(tensor, of: model.plan, options.language).sheet(of: network.name))
    ])
  }

  // MARK: Data

  private func dataFigure(_ call: FigureCall) throws(Stop) -> Figure? {
    guard let argument = call["data"] else { return nil }
    let (set, named): (DataSet, DataPart.Part?)
    switch argument.value {
    case .data(let data): (set, named) = (data, nil)
    case .part(let part): (set, named) = (part.data, part.part)
    case let other:
      throw stop(
        .wrongType(
          expected: Text(en: "a data set", pt: "um conjunto de dados"), found: other.kind,
          at: argument.span))
    }
    guard let prepared = set.prepared, !set.isPartial else { return nil }
    let parts = named.map { [$0] } ?? DataPart.Part.allCases
    let columns = prepared.columnsByClass(of: parts.compactMap { set.samples(of: $0) })
    guard !columns.isEmpty else { throw stop(.notTwoDimensional(set.name, at: argument.span)) }
    guard !isDry else { return nil }
    if call.name == "pairs" {
      guard columns.count >= 2 else { throw stop(.notTwoDimensional(set.name, at: argument.span)) }
      return try something(pairsFigure(columns, language: options.language), at: argument.span)
    }
    return try something(histogramFigure(columns, language: options.language), at: argument.span)
  }

  private func finalLoss(_ call: FigureCall) throws(Stop) -> Figure? {
    guard let argument = call["sweep"] else { return nil }
    guard case .sweep(let sweep) = argument.value else {
      throw stop(
        .wrongType(
          expected: Text(en: "a sweep", pt: "um sweep"), found: argument.value.kind,
          at: argument.span))
    }
    if sweep.isDry { return nil }
    return Figure(
      try something(
        finalLossChart(sweep.summary, language: options.language), at: argument.span))
  }
}

extension Diagnostic {
  static func needsClasses(_ data: String, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "this picture is of classes, and the target of '\(data)' has none",
        pt: "esta figura é de classes, e o alvo de '\(data)' não as tem"),
      at: Label(span))
  }

  fileprivate static func oneClassOnly(_ part: String, at span: Span) -> Diagnostic {
    .error(
      .emptyData,
      Text(
        en: "all samples of '\(part)' are of one class, and this picture compares two",
        pt: "todas as amostras de '\(part)' são de uma classe, e esta figura compara duas"),
      at: Label(span))
  }

  static func needsNumbers(_ data: String, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "this picture is of numbers, and the target of '\(data)' is classes",
        pt: "esta figura é de números, e o alvo de '\(data)' são classes"),
      at: Label(span))
  }

  static func noSuchLayer(
    _ layer: String, of network: String, known: [String], at span: Span
  ) -> Diagnostic {
    let list = known.joined(separator: ", ")
    return .error(
      .unknownName,
      layer.isEmpty
        ? Text(
          en: "'\(network)' has no layer with weights in rows and columns",
          pt: "'\(network)' não tem camada com pesos em linhas e colunas")
        : Text(
          en: "'\(network)' has no layer '\(layer)' with weights in rows and columns",
          pt: "'\(network)' não tem camada '\(layer)' com pesos em linhas e colunas"),
      at: Label(span),
      notes: list.isEmpty ? [] : [Text(en: "it has: \(list)", pt: "ela tem: \(list)")])
  }
}
