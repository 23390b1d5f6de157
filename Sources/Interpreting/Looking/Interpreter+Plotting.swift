import Checking
import Diagnostics
import Pictures
import Plans
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// `plot X, Y [to "file.svg"]`: a history as loss over epochs, a data set as points, and what the
  /// functions for looking give; several side by side.
  func plot(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let path = try path(behind: line, frame)
    let format = try path.map { path throws(Stop) in try pictureFormat(of: path, line) }
    var figures: [Figure] = []
    for argument in try arguments(of: line, frame) {
      if let figure = try figure(of: argument), !isDry { figures.append(figure) }
    }
    guard !isDry, !figures.isEmpty else { return }
    let figure = Figure(figures)
    if recorder == nil { host.report?.note(figure) }
    guard let path, let format, let to = line.to else {
      if !options.isJSON {
        output.drawn(terminalFigure(figure, style: options.style, language: options.language))
      }
      return
    }
    try write(try picture(figure, format, at: to.span), to: path, at: to.span)
  }

  /// The kinds of files that a picture is written to.
  private enum PictureFormat: String, CaseIterable { case svg, png, html }

  private func pictureFormat(of path: String, _ line: CheckedLine) throws(Stop) -> PictureFormat {
    let lowered = path.lowercased()
    if let format = PictureFormat.allCases.first(where: { lowered.hasSuffix(".\($0.rawValue)") }) {
      return format
    }
    throw stop(.chartFormat(path, at: (line.to?.span ?? line.span)))
  }

  private func picture(
    _ figure: Figure, _ format: PictureFormat, at span: Span
  ) throws(Stop) -> [UInt8] {
    if format == .html { return Array(figurePage(figure, language: options.language).utf8) }
    let drawing = figure.drawing(language: options.language)
    guard format == .png else { return Array(svgDocument(drawing).utf8) }
    do throws(PictureProblem) {
      // Twice as many points as units, for screens and paper that show them.
      return try pngPicture(
        ofSVG: svgDocument(drawing, theme: .light), width: Int(drawing.width * 2),
        height: Int(drawing.height * 2))
    } catch {
      throw stop(.noPicture(error, at: span))
    }
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
    return try something(
      historyFigure(history.epochs, title: history.title, language: options.language),
      at: argument.span)
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
    return Figure(
      try something(listChart(points, language: options.language), at: argument.span))
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

  fileprivate static func noPicture(_ problem: PictureProblem, at span: Span) -> Diagnostic {
    switch problem {
    case .missingLibrary(let name):
      .error(
        .cannotWrite,
        Text(
          en: "PNG is drawn by librsvg, and this machine lacks \(name)",
          pt: "PNG é desenhado pela librsvg, e falta \(name) nesta máquina"),
        at: Label(span),
        notes: [
          Text(
            en: "install 'librsvg2-2' (Fedora: 'librsvg2', Homebrew: 'librsvg'), or write '.svg'",
            pt: "instale 'librsvg2-2' (Fedora: 'librsvg2', Homebrew: 'librsvg'), ou grave '.svg'")
        ])
    case .failed:
      .error(
        .cannotWrite,
        Text(
          en: "the picture could not be drawn as PNG; '.svg' would hold it",
          pt: "não foi possível desenhar a figura como PNG; '.svg' a guardaria"),
        at: Label(span))
    }
  }

  static func nothingToPlot(at span: Span) -> Diagnostic {
    .error(
      .emptyData,
      Text(en: "there is nothing to draw yet", pt: "ainda não há nada para desenhar"),
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
