import Checking
import Diagnostics
import Plans
import Reports
import Tables
import Vocabulary

extension Interpreter {
  /// `plot X [to "file.svg"]`: a history as loss over epochs, a data set as points.
  func plot(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let path = try path(behind: line, frame)
    if let path, let to = line.to, !path.lowercased().hasSuffix(".svg") {
      throw stop(.chartFormat(path, at: to.span))
    }
    for argument in try arguments(of: line, frame) {
      guard let chart = try chart(of: argument), !isDry else { continue }
      if let path, let to = line.to {
        try write(Array(svgChart(chart).utf8), to: path, at: to.span)
      } else if !options.isJSON {
        output.shown(terminalChart(chart, style: options.style))
      }
    }
  }

  private func chart(of argument: EvaluatedArgument) throws(Stop) -> Chart? {
    switch argument.value {
    case .unknown: return nil
    case .network(let network):
      guard network.isTrained else { throw stop(.notTrained(network.name, at: argument.span)) }
      throw stop(.notAvailable("plot \(network.name)", at: argument.span))
    case .run(let run), .validation(let run):
      return try chart(
        of: History(title: run.network, epochs: run.history, isUnknown: isDry), argument)
    case .history(let history): return try chart(of: history, argument)
    case .rateSearch(let value):
      guard let search = value.search else { return nil }
      guard let chart = rateSearchChart(search, language: options.language) else {
        throw stop(.nothingToPlot(at: argument.span))
      }
      return chart
    case .sweep(let sweep):
      if sweep.isDry { return nil }
      guard let chart = sweepChart(sweep.summary, language: options.language) else {
        throw stop(.nothingToPlot(at: argument.span))
      }
      return chart
    case .data(let data): return try chart(of: data, nil, argument)
    case .part(let part): return try chart(of: part.data, part.part, argument)
    case let other:
      throw stop(
        .wrongType(
          expected: Text(en: "a history or a data set", pt: "um histórico ou um conjunto de dados"),
          found: other.kind, at: argument.span))
    }
  }

  private func chart(
    of history: History, _ argument: EvaluatedArgument
  ) throws(Stop) -> Chart? {
    if history.isUnknown { return nil }
    guard let chart = historyChart(history.epochs, title: history.title, language: options.language)
    else { throw stop(.nothingToPlot(at: argument.span)) }
    return chart
  }

  private func chart(
    of data: DataSet, _ part: DataPart.Part?, _ argument: EvaluatedArgument
  ) throws(Stop) -> Chart? {
    guard let prepared = data.prepared, !data.isPartial else { return nil }
    let parts = part.map { [$0] } ?? DataPart.Part.allCases
    guard let points = prepared.points(of: parts.compactMap { data.samples(of: $0) }) else {
      throw stop(.notTwoDimensional(data.name, at: argument.span))
    }
    guard
      let chart = scatterChart(
        points.series, title: data.name, x: points.x, y: points.y)
    else { throw stop(.nothingToPlot(at: argument.span)) }
    return chart
  }
}

extension Diagnostic {
  fileprivate static func chartFormat(_ path: String, at span: Span) -> Diagnostic {
    .error(
      .cannotWrite,
      Text(
        en: "a chart is written as SVG, and '\(path)' does not end in '.svg'",
        pt: "um gráfico é gravado como SVG, e '\(path)' não termina em '.svg'"),
      at: Label(span))
  }

  fileprivate static func nothingToPlot(at span: Span) -> Diagnostic {
    .error(
      .emptyData,
      Text(en: "there is nothing to draw yet", pt: "ainda não há nada para desenhar"),
      at: Label(span))
  }

  fileprivate static func notTwoDimensional(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .typeMismatch,
      Text(
        en: "'\(name)' has no two columns of numbers to draw as points",
        pt: "'\(name)' não tem duas colunas de números para desenhar como pontos"),
      at: Label(span))
  }
}
