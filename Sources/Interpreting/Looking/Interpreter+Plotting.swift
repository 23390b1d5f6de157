import Checking
import Diagnostics
import Plans
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// `plot X, Y [to "file.svg"]`: a history as loss over epochs, a data set as points, and what the
  /// functions for looking give; several side by side.
  func plot(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let path = try path(behind: line, frame)
    let format = try path.map { path throws(Stop) in
      guard let format = PictureFormat(of: path, among: PictureFormat.still) else {
        throw stop(.chartFormat(path, at: (line.to?.span ?? line.span)))
      }
      return format
    }
    let arguments = try arguments(of: line, frame)
    let values = arguments.filter { $0.setting?.name == "value" }
    let (titles, theme) = (try titles(arguments, for: values.count), theme(arguments))
    if path == nil, let idle = arguments.first(where: { $0.setting?.name == "theme" }) {
      throw stop(.themeWithoutFile(at: idle.span))
    }
    var drawn: [(figure: Figure, argument: EvaluatedArgument)] = []
    for (index, argument) in values.enumerated() {
      guard let figure = try figure(of: argument), !isDry else { continue }
      drawn.append((titles.map { figure.titled($0[index]) } ?? figure, argument))
    }
    guard !isDry, !drawn.isEmpty else { return }
    let figure = Figure(titles == nil ? toldApart(drawn) : drawn.map(\.figure))
    if recorder == nil { host.report?.note(figure) }
    guard let path, let format, let to = line.to else {
      if !options.isJSON {
        output.drawn(terminalFigure(figure, style: options.style, language: options.language))
      }
      return
    }
    try write(try picture(figure, format, theme: theme, at: to.span), to: path, at: to.span)
  }

  /// The picture of a value; `nil` where it is not known yet.
  func figure(of argument: EvaluatedArgument) throws(Stop) -> Figure? {
    switch argument.value {
    case .unknown: return nil
    case .figure(let figure): return figure.figure
    case .network(let network): return try regions(of: network, nil, at: argument.span)
    case .run(let run), .validation(let run):
      return try figure(
        of: History(title: run.network, epochs: run.history, isUnknown: isDry), argument)
    case .history(let history): return try figure(of: history, argument)
    case .rateSearch(let value):
      guard let search = value.search else { return nil }
      return Figure(
        try something(rateSearchChart(search, language: options.language), at: argument.span))
    case .sweep(let sweep):
      if sweep.isDry { return nil }
      return Figure(
        try something(sweepChart(sweep.summary, language: options.language), at: argument.span))
    case .data(let data): return try figure(of: data, nil, argument)
    case .part(let part): return try figure(of: part.data, part.part, argument)
    case .list, .sequence: return try figure(ofNumbers: argument)
    case let other:
      throw stop(
        .wrongType(
          expected: Text(
            en: "something that can be drawn, such as a history or a data set",
            pt: "algo que se desenha, como um histórico ou um conjunto de dados"),
          found: other.kind, at: argument.span))
    }
  }

  /// What is drawn, which there has to be.
  func something<Picture>(_ picture: Picture?, at span: Span) throws(Stop) -> Picture {
    guard let picture else { throw stop(.nothingToPlot(at: span)) }
    return picture
  }

  private func figure(
    of history: History, _ argument: EvaluatedArgument
  ) throws(Stop) -> Figure? {
    if history.isUnknown { return nil }
    let figure = historyFigure(
      history.epochs, title: history.title, language: options.language)
    guard let figure else { throw stop(.nothingToPlot(of: history.network, at: argument.span)) }
    return figure
  }

  private func figure(
    of data: DataSet, _ part: DataPart.Part?, _ argument: EvaluatedArgument
  ) throws(Stop) -> Figure? {
    guard let prepared = data.prepared, !data.isPartial else { return nil }
    let parts = part.map { [$0] } ?? DataPart.Part.allCases
    guard let points = prepared.points(of: parts.compactMap { data.samples(of: $0) }) else {
      throw stop(.notTwoDimensional(data.name, at: argument.span))
    }
    return Figure(
      try something(
        scatterChart(points.series, title: data.name, x: points.x, y: points.y),
        at: argument.span))
  }

  /// A list of numbers over their places.
  private func figure(ofNumbers argument: EvaluatedArgument) throws(Stop) -> Figure? {
    guard let elements = argument.value.elements else { return nil }
    try checkSize(of: argument.value, at: argument.span)
    var points: [Chart.Point] = []
    for (index, element) in elements.enumerated() {
      if element.isUnknown { return nil }
      guard let number = element.number else {
        throw stop(
          .wrongType(
            expected: Text(en: "a list of numbers", pt: "uma lista de números"),
            found: element.kind, at: argument.span))
      }
      points.append(Chart.Point(Double(index + 1), number))
    }
    guard let chart = listChart(points, language: options.language) else {
      throw stop(
        points.isEmpty ? .nothingToPlot(at: argument.span) : .nothingFinite(at: argument.span))
    }
    return Figure(chart)
  }
}

extension Diagnostic {
  fileprivate static func chartFormat(_ path: String, at span: Span) -> Diagnostic {
    .error(
      .cannotWrite,
      Text(
        en: "a picture ends in '.svg', '.png' or '.html', and '\(path)' does not",
        pt: "uma figura termina em '.svg', '.png' ou '.html', e '\(path)' não"),
      at: Label(span))
  }

  fileprivate static func themeWithoutFile(at span: Span) -> Diagnostic {
    .error(
      .missingTail,
      Text(
        en: "'theme' is for a picture in a file, and this one has none",
        pt: "'theme' é para uma figura em um arquivo, e esta não tem nenhum"),
      at: Label(span),
      notes: [
        Text(en: #"for example 'to "picture.png"'"#, pt: #"por exemplo 'to "figura.png"'"#)
      ])
  }

  static func nothingToPlot(at span: Span) -> Diagnostic {
    .error(
      .emptyData,
      Text(en: "there is nothing to draw yet", pt: "ainda não há nada para desenhar"),
      at: Label(span))
  }

  /// No epoch or iteration of `network` is known, and why.
  static func nothingToPlot(of network: Network?, at span: Span) -> Diagnostic {
    guard let network else { return .nothingToPlot(at: span) }
    let name = network.name
    var problem = Diagnostic.nothingToPlot(at: span)
    guard network.isTrained else {
      let reason = Diagnostic.notTrained(network, at: span)
      guard network.wasTrainedInSweep else {
        problem.notes = reason.notes
        return problem
      }
      problem = reason
      problem.notes.append(
        Text(
          en: "a sweep keeps the losses of all its runs: 'let runs = sweep …', then 'plot runs' "
            + "or 'plot runs.runs[1].history'",
          pt: "um sweep guarda as perdas de todas as suas execuções: 'let runs = sweep …', e "
            + "então 'plot runs' ou 'plot runs.runs[1].history'"))
      return problem
    }
    guard network.isLoaded else { return problem }
    problem.notes = [
      Text(
        en: "'\(name)' was loaded from a file, which holds weights, and not how they came about",
        pt: "'\(name)' foi lida de um arquivo, que tem os pesos, e não como surgiram")
    ]
    return problem
  }

  static func nothingFinite(at span: Span) -> Diagnostic {
    .error(
      .emptyData,
      Text(
        en: "none of these numbers is finite, so there is nothing to draw",
        pt: "nenhum destes números é finito, então não há nada para desenhar"),
      at: Label(span))
  }

  static func notTwoDimensional(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'\(name)' has no two columns of numbers to draw as points",
        pt: "'\(name)' não tem duas colunas de números para desenhar como pontos"),
      at: Label(span))
  }
}
