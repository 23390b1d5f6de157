package import Diagnostics

extension Figure {
  /// The figure as marks at places.
  ///
  /// - Complexity: of a chart with very many points only some are drawn.
  package func drawing(language: Language) -> Drawing {
    FigureLayout(figure: self, language: language).drawing
  }
}

/// The panels of a figure in rows; charts in a row begin at one height, and those of a column at one
/// margin.
private struct FigureLayout {
  let figure: Figure
  let language: Language

  private static let width = 720.0
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
    let legend = LegendLayout(figure.legend, left: 48, right: Self.width - 24)
    let top = figure.legend.isEmpty ? 0 : legend.height + Self.legendHeight
    let (cells, height) = cells(below: top)
    var drawing = Drawing(
      width: Self.width, height: height,
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
      let width = isWide ? Self.width : Self.width / Double(columns)
      let height = own.map { self.height(of: $0, width: width) }.max() ?? 440
      for (column, panel) in own.enumerated() {
        var drawable: Chart?
        if case .chart(let chart) = panel { drawable = chart.drawable(most: 5_000) }
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

  private var nothing: Figure.Panel {
    .chart(Chart(title: "", x: Chart.Axis(""), y: Chart.Axis(""), series: []))
  }

  private func height(of panel: Figure.Panel, width: Double) -> Double {
    switch panel {
    case .chart(let chart):
      if width > 600 { return chart.field != nil || chart.aspect != nil ? 560 : 440 }
      if figure.columns != nil { return max(180, width * 0.92) }
      return chart.field == nil ? max(290, width * 0.95) : max(320, width * 1.12)
    case .relief: return width > 600 ? 560 : max(320, width * 1.12)
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
