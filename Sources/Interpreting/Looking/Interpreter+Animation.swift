import Checking
import Diagnostics
import Engine
import Kernels
import Plans
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// `animate net to "net.html"` or `"net.gif"`: regions, loss and the path of the weights, epoch by epoch.
  func animate(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let path = try path(behind: line, frame)
    let format = path.flatMap { PictureFormat(of: $0, among: PictureFormat.moving) }
    if let path, let to = line.to, format == nil {
      throw stop(.animationFormat(path, at: to.span))
    }
    let arguments = try arguments(of: line, frame)
    guard let first = arguments.first(where: { $0.setting?.name == "network" }),
      let network = try network(first)
    else { return }
    // A file of tensors alone has no epochs to show.
    if network.isLoaded, network.training == nil {
      throw stop(.notTrained(network, at: first.span))
    }
    guard let (training, set, _) = try trainedSet(network, nil, at: first.span) else { return }
    guard !isDry, let path, let format, let to = line.to, let model = network.model,
      let prepared = set.prepared, let loss = training.loss
    else { return }
    let points = try asked(network, at: first.span) { interpreter throws(EngineError) in
      try model.path(
        most: 49, threads: interpreter.options.threads,
        shouldStop: interpreter.host.isInterrupted)
    }
    guard let points else { throw .interrupted }
    let way = try animatedWay(network, model, set, training, loss, points, at: first.span)
    let regions = try animatedRegions(network, model, set, prepared, points, at: first.span)
    var frames: [AnimationFrame] = []
    for (index, point) in points.enumerated() {
      var panels: [Figure.Panel] = []
      if let regions { panels.append(.chart(regions[index])) }
      if let chart = lossChart(of: network, upTo: point.epoch) { panels.append(.chart(chart)) }
      if let way { panels.append(.chart(way(index))) }
      frames.append(
        AnimationFrame(
          name: Text(en: "epoch \(point.epoch)", pt: "época \(point.epoch)")[options.language],
          figure: Figure(panels)))
    }
    let title = Text(
      en: "\(network.name), epoch by epoch", pt: "\(network.name), época por época")
    let file = try movingPicture(
      frames, title: title[options.language], format, theme: theme(arguments), at: to.span)
    try write(file, to: path, at: to.span)
  }

  /// The loss over all epochs, and how far it is.
  private func lossChart(of network: Network, upTo epoch: Int) -> Chart? {
    guard
      var chart = historyChart(network.history, title: network.name, language: options.language)
    else { return nil }
    chart.notes = []
    // The epochs before the first have no loss, and the moment stands at its left.
    let epochs = network.history.map(\.epoch)
    let nearest = epochs.last { $0 <= epoch } ?? epochs.first ?? 1
    let moments = network.history.filter { $0.epoch == nearest }.suffix(1)
    chart.series.append(
      Chart.Series(
        "", .points, moments.map { Chart.Point(Double($0.epoch), $0.loss) }, tint: .series(0),
        size: 1.6))
    chart.series.append(
      Chart.Series(
        "", .points,
        moments.compactMap { moment in
          moment.validationLoss.map { Chart.Point(Double(moment.epoch), $0) }
        }, tint: .series(1), size: 1.6))
    return chart
  }

  /// The regions at each point of the way; `nil` where there are none to draw.
  private func animatedRegions(
    _ network: Network, _ model: Model, _ set: DataSet, _ prepared: PreparedData,
    _ points: [Model.PathPoint], at span: Span
  ) throws(Stop) -> [Chart]? {
    let parts = DataPart.Part.allCases.compactMap { set.samples(of: $0) }
    guard let plane = InputPlane(prepared), let samples = prepared.points(of: parts),
      let frame = plane.frame(around: samples)
    else { return nil }
    var charts: [Chart] = []
    let stage = try asked(network, at: span) { _ throws(EngineError) in
      try model.copyForLooking()
    }
    for point in points {
      if host.isInterrupted() { throw .interrupted }
      stage.put(allWeights: point.weights)
      let chart = try asked(network, at: span) { interpreter throws(EngineError) in
        try RegionMaker(
          network: network.name, model: stage, prepared: prepared, plane: plane, frame: frame,
          points: samples, language: interpreter.options.language, columns: 49, rows: 37
        ).picture(threads: interpreter.options.threads).chart
      }
      charts.append(chart)
    }
    return charts
  }

  /// The loss around the way, with the way up to each of its points.
  private func animatedWay(
    _ network: Network, _ model: Model, _ set: DataSet, _ training: TrainedWith,
    _ loss: FunctionReference, _ points: [Model.PathPoint], at span: Span
  ) throws(Stop) -> ((Int) -> Chart)? {
    let part = DataPart(data: set, part: .train)
    guard let samples = part.samples, samples.count > 0, points.count > 2 else { return nil }
    let directions = SurfaceDirections(
      model, points.map(\.weights), alongPath: true, weights: [], seed: 0,
      language: options.language)
    guard directions.path.count == points.count else { return nil }
    let picture = try surfacePicture(
      directions, model, part, samples.weighted(byClass: training.classWeights), loss: loss,
      network, at: span, mostSide: 31)
    guard
      case .chart(let whole)? = picture.figure(.contours, language: options.language)?
        .panels.first
    else { return nil }
    let path = directions.path
    return { index in
      var chart = whole
      chart.series = [
        Chart.Series("", .line, path, tint: .light, size: 0.6),
        Chart.Series("", .line, Array(path.prefix(index + 1)), tint: .series(1), size: 1.2),
        Chart.Series("", .points, [path[index]], tint: .series(1), size: 1.6),
      ]
      return chart
    }
  }
}

extension Diagnostic {
  fileprivate static func animationFormat(_ path: String, at span: Span) -> Diagnostic {
    .error(
      .cannotWrite,
      Text(
        en: "an animation ends in '.html' or '.gif', and '\(path)' does not",
        pt: "uma animação termina em '.html' ou '.gif', e '\(path)' não"),
      at: Label(span))
  }
}
