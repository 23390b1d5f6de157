package import Diagnostics

/// `figure` as lines of text, one picture below the other: dots of braille, or plain characters
/// where only ASCII is to be used.
///
/// - Returns: A text that ends in a newline; it says so where there is nothing to draw.
package func terminalFigure(
  _ figure: Figure, style: TerminalStyle, language: Language = .english
) -> String {
  let nothing = Text(en: "nothing to draw yet\n", pt: "nada para desenhar ainda\n")[language]
  let texts = figure.panels.compactMap { panel -> String? in
    switch panel {
    case .chart(let chart):
      guard let drawable = chart.drawable(points: 20_000, places: 20_000) else { return nothing }
      if let cells = drawable.cells { return cellTable(cells, of: drawable, style) }
      return TerminalDrawing(drawable, style).text
    // A surface aside says no more here than its contours, which stand beside it.
    case .relief(let relief):
      return figure.panels.count > 1 ? nil : TerminalDrawing(relief.contours, style).text
    case .images(let sheet): return terminalImages(sheet, style)
    case .diagram(let diagram): return terminalDiagram(diagram, style)
    }
  }
  let legend = figure.legend.enumerated().map { index, series in
    let sign: String
    if case .bars = series.mark {
      sign = String(repeating: Canvas.fill(index, isASCII: style.isASCII), count: 2)
    } else {
      sign = String(Canvas.glyph(index, isASCII: style.isASCII))
    }
    return style.painted(sign, Ink.series(index)) + " " + series.name
  }
  let names = legend.joined(separator: "\n").split(separator: "\n").map { "  \($0)\n" }.joined()
  return texts.isEmpty ? nothing : texts.joined(separator: "\n") + names
}

/// A chart on a grid of characters.
private struct TerminalDrawing {
  private let chart: Chart
  private let style: TerminalStyle
  private let x: AxisRange
  private let y: AxisRange
  private let columns: Int
  private let rows = 16
  /// Width of the labels on the left.
  private let margin: Int
  private var canvas: Canvas

  init(_ chart: Chart, _ style: TerminalStyle) {
    self.chart = chart
    self.style = style
    let isRoomy = chart.series.contains { $0.mark == .points } && chart.field == nil
    y = AxisRange(
      chart.y, holding: ChartLayout.heights(of: chart), ticks: 5, isRoomy: isRoomy)
    margin = min(y.ticks.map(\.label.displayWidth).max() ?? 0, 24)
    columns = max(20, min(style.width, 100) - margin - 3)
    x = AxisRange(
      chart.x, holding: ChartLayout.widths(of: chart), ticks: columns / 12, isRoomy: isRoomy)
    canvas = Canvas(columns: columns, rows: rows, isASCII: style.isASCII)
    if let field = chart.field { draw(field) }
    for guide in chart.guides { draw(guide) }
    for series in chart.series { draw(series) }
    for note in chart.notes { canvas.mark(column: column(note.point.x), row: row(note.point.y)) }
  }

  private func column(_ value: Double) -> Int {
    Int((bounded(x.position(of: value)) * Double(columns - 1)).rounded())
  }

  private func row(_ value: Double) -> Int {
    let place = Int((bounded(y.position(of: value)) * Double(rows - 1)).rounded())
    return y.hasCategories ? place : rows - 1 - place
  }

  /// A range may be given, and values lie outside of it.
  private func bounded(_ share: Double) -> Double { min(max(share, -1), 2) }

  /// Shades each character by what the field is there.
  private mutating func draw(_ field: Chart.Field) {
    let shades: [Character] = style.isASCII ? Array(" .:-=+*#%@") : Array(" ░▒▓█")
    let leads = field.look == .classes ? field.leads : []
    for row in 0..<rows {
      for column in 0..<columns {
        let c = column * (field.columns - 1) / max(columns - 1, 1)
        let r = (rows - 1 - row) * (field.rows - 1) / max(rows - 1, 1)
        let place = r * field.columns + c
        if field.look == .classes {
          guard let best = leads.indices.max(by: { leads[$0][place] < leads[$1][place] }) else {
            continue
          }
          let signs: [Character] = style.isASCII ? Array(".:'-,~") : Array("░▒·┄▓╌")
          canvas.put(ground: signs[best % signs.count], series: best, column: column, row: row)
        } else {
          let share =
            Double(field.band(of: field.values[0][place])) / Double(max(field.levels.count, 1))
          let shade = min(Int(share * Double(shades.count - 1) + 0.5), shades.count - 1)
          canvas.put(ground: shades[max(shade, 0)], series: nil, column: column, row: row)
        }
      }
    }
  }

  private mutating func draw(_ guide: Chart.Guide) {
    guard let (from, to) = GuideLine(guide).ends(x.lower, x.upper, y.lower, y.upper) else { return }
    var number = 0
    if case .series(let own) = guide.tint { number = own }
    canvas.curve(through: dots([from, to]), series: number)
  }

  private func dots(_ points: [Chart.Point]) -> [(x: Double, y: Double)] {
    points.map { point in
      let share = bounded(y.position(of: point.y))
      return (
        x: bounded(x.position(of: point.x)) * Double(canvas.dotColumns - 1),
        y: (y.hasCategories ? share : 1 - share) * Double(canvas.dotRows - 1)
      )
    }
  }

  private mutating func draw(_ series: Chart.Series) {
    let index = series.number
    switch series.mark {
    case .points:
      for point in series.points {
        canvas.put(glyph: index, column: column(point.x), row: row(point.y))
      }
    case .bars(let width):
      for point in series.points { drawBar(point, width: width, index) }
    case .band:
      canvas.curve(through: dots(series.points), series: index)
      canvas.curve(
        through: dots(series.points.map { Chart.Point($0.x, $0.foot) }), series: index)
    case .line, .arrow:
      if let only = series.points.first, series.points.count == 1 {
        // One dot alone would hardly be seen.
        canvas.put(glyph: index, column: column(only.x), row: row(only.y))
      }
      canvas.curve(through: dots(series.points), series: index)
    }
  }

  /// Fills the characters from the foot of a bar to its head; the last in eighths.
  private mutating func drawBar(_ point: Chart.Point, width: Double, _ series: Int) {
    guard !y.hasCategories else {
      let row = row(point.y)
      return canvas.put(glyph: series, column: column(point.x), row: row)
    }
    let left = column(point.x - width / 2)
    let right = max(left, column(point.x + width / 2) - 1)
    let height = bounded(y.position(of: max(point.y, point.foot))) * Double(rows)
    let foot = bounded(y.position(of: min(point.y, point.foot))) * Double(rows)
    let eighths: [Character] = Array("▁▂▃▄▅▆▇█")
    for row in 0..<rows {
      let filled = min(height - Double(row), 1)
      guard Double(row) + 1 > foot, filled > 0.06 else { continue }
      let fill = Canvas.fill(series, isASCII: style.isASCII)
      let sign = fill == "█" ? eighths[min(max(Int(filled * 8) - 1, 0), 7)] : fill
      for column in max(left, 0)...max(right, left, 0) {
        canvas.put(ground: sign, series: series, column: column, row: rows - 1 - row)
      }
    }
  }

  var text: String {
    let indent = String(repeating: " ", count: margin + 2)
    var lines = [indent + style.painted(cut(chart.title), .strong)]
    if !chart.y.name.isEmpty { lines.append(indent + style.painted(cut(chart.y.name), .faint)) }
    lines += plotLines
    lines.append(indent + tickLine)
    let name = cut(chart.x.name)
    lines.append(
      indent + style.painted(name.paddedLeft(to: (columns + name.displayWidth) / 2), .faint))
    lines += legendLines.map { indent + $0 }
    lines += chart.remarks.map { indent + style.painted(cut($0), .faint) }
    return lines.map(\.trimmedAtEnd).filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private func cut(_ text: String) -> String {
    text.cut(to: columns, ellipsis: style.ellipsis)
  }

  /// The drawing with its axes.
  private var plotLines: [String] {
    var labels = [String](repeating: "", count: rows)
    for tick in y.ticks {
      let place = row(tick.value)
      if labels.indices.contains(place) {
        labels[place] = tick.label.cut(to: margin, ellipsis: style.ellipsis)
      }
    }
    let (bar, tick, corner, dash) =
      style.isASCII ? ("|", "+", "+", "-") : ("│", "┤", "└", "─")
    let lines = labels.enumerated().map { index, label in
      label.paddedLeft(to: margin) + " " + style.painted(label.isEmpty ? bar : tick, .faint)
        + canvas.text(row: index, style)
    }
    let blank = String(repeating: " ", count: margin + 1)
    return lines
      + [blank + style.painted(corner + String(repeating: dash, count: columns), .faint)]
  }

  /// The labels below the axis; one that would touch its neighbour is left out.
  private var tickLine: String {
    var line = [Character](repeating: " ", count: columns)
    var free = 0
    for tick in x.ticks {
      let label = Array(tick.label.cut(to: max(columns / 3, 4), ellipsis: style.ellipsis))
      let start = min(max(column(tick.value) - label.count / 2, 0), columns - label.count)
      guard start >= free else { continue }
      line.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    return String(line)
  }

  /// The signs of the series and of the notes with their names, on as many lines as they need.
  private var legendLines: [String] {
    var lines: [(text: String, width: Int)] = []
    for (sign, name, ink) in legendItems {
      let name = name.cut(to: columns - sign.displayWidth - 1, ellipsis: style.ellipsis)
      let width = sign.displayWidth + 1 + name.displayWidth
      let text = style.painted(sign, ink) + " " + name
      if let last = lines.last, last.width + 3 + width <= columns {
        lines[lines.count - 1] = (last.text + "   " + text, last.width + 3 + width)
      } else {
        lines.append((text, width))
      }
    }
    return lines.map(\.text)
  }

  private var legendItems: [(sign: String, name: String, ink: Ink)] {
    let series = chart.series.filter { !$0.name.isEmpty }
      .map { series in
        let index = series.number
        let isGlyph = series.mark == .points || series.points.count == 1
        var sign =
          isGlyph
          ? String(Canvas.glyph(index, isASCII: style.isASCII))
          : Canvas.lineSign(index, isASCII: style.isASCII)
        if case .bars = series.mark {
          sign = String(repeating: Canvas.fill(index, isASCII: style.isASCII), count: 2)
        }
        return (sign: sign, name: series.name, ink: Ink.series(index))
      }
    return series + chart.notes.map { (style.isASCII ? "X" : "◉", $0.text, Ink.strong) }
  }
}

extension Ink {
  /// The colour of the series with this number.
  static func series(_ index: Int) -> Ink {
    let inks: [Ink] = [.series1, .series2, .series3, .series4, .series5, .series6]
    return inks[max(index, 0) % inks.count]
  }
}

extension Chart.Series {
  /// The number of its colour.
  fileprivate var number: Int { if case .series(let number)? = tint { number } else { 0 } }
}

extension Relief {
  /// The same from straight above.
  fileprivate var contours: Chart {
    var chart = Chart(
      title: title, x: Chart.Axis(x), y: Chart.Axis(y),
      series: path.isEmpty ? [] : [Chart.Series("", .line, path, tint: .series(1))])
    chart.field = field.drawable
    return chart
  }
}
