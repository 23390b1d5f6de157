package import Diagnostics

extension Figure {
  /// The figure as marks at places.
  ///
  /// - Complexity: of a chart with very many points only some are drawn.
  package func drawing(language: Language) -> Drawing {
    FigureLayout(figure: self, language: language, width: 720).drawing
  }

  /// Whether its panels say something together only.
  var isWhole: Bool { columns != nil || !legend.isEmpty || panels.isEmpty }

  /// Its panels as drawings of their own, for pages that put as many side by side as a screen has room
  /// for; all of them as one where they belong together.
  package func pieces(language: Language) -> [Drawing] {
    if isWhole { return [drawing(language: language)] }
    return panels.map { panel in
      FigureLayout(figure: Figure([panel]), language: language, width: 480).drawing
    }
  }
}

/// The panels of a figure in rows; charts in a row begin at one height, and those of a column at one
/// margin.
private struct FigureLayout {
  let figure: Figure
  let language: Language
  /// A word of size 14 is 9 px high where a drawing is shown so much smaller that this is 480 px.
  let width: Double

  private static let legendHeight = 12.0

  /// A panel with the box that it stands in.
  private struct Cell {
    var panel: Figure.Panel
    /// As it can be drawn.
    var chart: Chart?
    var box: Rectangle
    var row: Int
    var column: Int
    var isWide: Bool
  }

  private var columns: Int {
    let count = max(figure.panels.count, 1)
    if let columns = figure.columns { return min(max(columns, 1), count) }
    return count == 1 ? 1 : count <= 4 ? 2 : 3
  }

  var drawing: Drawing {
    let legend = LegendLayout(figure.legend, left: 48, right: width - 24)
    let top = figure.legend.isEmpty ? 0 : legend.height + Self.legendHeight
    let (cells, height) = cells(below: top)
    var drawing = Drawing(
      width: width, height: height,
      title: figure.panels.map(\.title).filter { !$0.isEmpty }.joined(separator: "; "))
    if !figure.legend.isEmpty { drawing.add(legend.marks(top: Self.legendHeight)) }
    let charts = cells.map { cell in cell.chart.map { ChartLayout($0, in: cell.box) } }
    for (index, cell) in cells.enumerated() {
      guard let chart = cell.chart else {
        draw(cell, into: &drawing)
        continue
      }
      let fellows = cells.indices.compactMap { other -> (Cell, ChartLayout)? in
        charts[other].map { (cells[other], $0) }
      }
      let head = fellows.filter { $0.0.row == cell.row }.map(\.1.head).max() ?? 0
      let margin =
        cell.isWide
        ? 0
        : fellows.filter { $0.0.column == cell.column && !$0.0.isWide }.map(\.1.margin).max() ?? 0
      let isAlone = charts[index]?.chart.aspect != nil
      ChartLayout(chart, in: cell.box, head: head, margin: isAlone ? 0 : margin)
        .draw(into: &drawing)
    }
    return drawing
  }

  private func cells(below start: Double) -> (cells: [Cell], height: Double) {
    let columns = columns
    var cells: [Cell] = []
    var top = start
    let panels = figure.panels.isEmpty ? [nothing] : figure.panels
    for (row, first) in stride(from: 0, to: panels.count, by: columns).enumerated() {
      let own = panels[first..<min(first + columns, panels.count)]
      // One that is left over has the whole row.
      let isWide = own.count == 1
      let width = isWide ? self.width : self.width / Double(columns)
      let height = own.map { self.height(of: $0, width: width) }.max() ?? 440
      for (column, panel) in own.enumerated() {
        var drawable: Chart?
        if case .chart(let chart) = panel {
          drawable = chart.drawable(points: mostPoints, places: mostPlaces)
        }
        cells.append(
          Cell(
            panel: panel, chart: drawable,
            box: Rectangle(
              left: width * Double(column), top: top, right: width * Double(column + 1),
              bottom: top + height), row: row, column: column, isWide: isWide))
      }
      top += height
    }
    return (cells, top)
  }

  // All series together, so that a file stays below two megabytes: a point takes some hundred bytes,
  // and a place of a line twelve.
  private var mostPoints: Int { min(5_000, max(20, 12_000 / max(seriesCount { $0.isSingle }, 1))) }
  private var mostPlaces: Int { min(5_000, max(20, 60_000 / max(seriesCount { !$0.isSingle }, 1))) }

  private func seriesCount(_ counts: (Chart.Series.Mark) -> Bool) -> Int {
    figure.panels.reduce(0) { sum, panel in
      guard case .chart(let chart) = panel else { return sum }
      return sum + chart.series.count { counts($0.mark) }
    }
  }

  private var nothing: Figure.Panel {
    .chart(Chart(title: "", x: Chart.Axis(""), y: Chart.Axis(""), series: []))
  }

  private func height(of panel: Figure.Panel, width: Double) -> Double {
    switch panel {
    case .chart(let chart):
      if width > 600 { return chart.field != nil || chart.aspect != nil ? 560 : 440 }
      if figure.columns != nil { return max(180, width * 0.92) }
      if width > 400 { return chart.field != nil || chart.aspect != nil ? 460 : 340 }
      // More than two lines above it take nothing away from the drawing.
      let legend = LegendLayout(chart.series, left: 76, right: width - 24).height
      let lines = legend + 20 * Double(chart.remarks.count)
      return (chart.field == nil ? max(290, width * 0.95) : max(320, width * 1.12))
        + max(0, lines - 44)
    case .relief: return width > 600 ? 560 : width > 400 ? 420 : max(320, width * 1.12)
    case .images(let sheet): return ImageSheetLayout.height(of: sheet, width: width)
    case .diagram(let diagram): return DiagramLayout.height(of: diagram)
    }
  }

  /// Draws what is no chart, or a chart that has nothing to draw.
  private func draw(_ cell: Cell, into drawing: inout Drawing) {
    switch cell.panel {
    case .chart: drawEmptiness(in: cell.box, &drawing)
    case .relief(let relief):
      guard let layout = ReliefLayout(relief, in: cell.box) else {
        return drawEmptiness(in: cell.box, &drawing)
      }
      layout.draw(into: &drawing)
    case .images(let sheet): ImageSheetLayout(sheet, in: cell.box).draw(into: &drawing)
    case .diagram(let diagram): DiagramLayout(diagram, in: cell.box).draw(into: &drawing)
    }
  }

  private func drawEmptiness(in box: Rectangle, _ drawing: inout Drawing) {
    let words = Text(en: "nothing to draw yet", pt: "nada para desenhar ainda")[language]
    drawing.add([
      .words(words, (box.left + box.right) / 2, (box.top + box.bottom) / 2, .middle)
    ])
  }
}
