package import Diagnostics

/// `chart` as lines of text: dots of braille, or plain characters where only ASCII is to be used.
///
/// - Returns: A text that ends in a newline; it says so where there is nothing to draw.
package func terminalChart(
  _ chart: Chart, style: TerminalStyle, language: Language = .english
) -> String {
  guard let drawable = chart.drawable(most: 20_000) else {
    return Text(en: "nothing to draw yet\n", pt: "nada para desenhar ainda\n")[language]
  }
  return TerminalDrawing(drawable, style).text
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
    let points = chart.series.lazy.flatMap(\.points)
    let isRoomy = chart.series.contains { $0.mark == .points }
    y = AxisRange(chart.y, holding: points.map(\.y), ticks: 5, isRoomy: isRoomy)
    margin = y.ticks.map(\.label.count).max() ?? 0
    columns = max(20, min(style.width, 100) - margin - 3)
    x = AxisRange(chart.x, holding: points.map(\.x), ticks: columns / 12, isRoomy: isRoomy)
    canvas = Canvas(columns: columns, rows: rows, isASCII: style.isASCII)
    for (index, series) in chart.series.enumerated() { draw(series, index) }
    for note in chart.notes { canvas.mark(column: column(note.point.x), row: row(note.point.y)) }
  }

  private func column(_ value: Double) -> Int {
    Int((x.position(of: value) * Double(columns - 1)).rounded())
  }

  private func row(_ value: Double) -> Int {
    rows - 1 - Int((y.position(of: value) * Double(rows - 1)).rounded())
  }

  private mutating func draw(_ series: Chart.Series, _ index: Int) {
    switch series.mark {
    case .points:
      for point in series.points {
        canvas.put(glyph: index, column: column(point.x), row: row(point.y))
      }
    case .line:
      let dots = series.points.map { point in
        (
          x: x.position(of: point.x) * Double(canvas.dotColumns - 1),
          y: (1 - y.position(of: point.y)) * Double(canvas.dotRows - 1)
        )
      }
      if let only = series.points.first, series.points.count == 1 {
        // One dot alone would hardly be seen.
        canvas.put(glyph: index, column: column(only.x), row: row(only.y))
      }
      canvas.curve(through: dots, series: index)
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
      if labels.indices.contains(place) { labels[place] = tick.label }
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
      let label = Array(tick.label)
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
    let series = chart.series.enumerated().filter { !$0.element.name.isEmpty }
      .map { index, series in
        let isGlyph = series.mark == .points || series.points.count == 1
        let sign =
          isGlyph
          ? String(Canvas.glyph(index, isASCII: style.isASCII))
          : Canvas.lineSign(index, isASCII: style.isASCII)
        return (sign: sign, name: series.name, ink: Ink.series(index))
      }
    return series + chart.notes.map { (style.isASCII ? "X" : "◉", $0.text, Ink.strong) }
  }
}

extension Ink {
  /// The colour of the series with this number.
  static func series(_ index: Int) -> Ink {
    let inks: [Ink] = [.series1, .series2, .series3, .series4, .series5, .series6]
    return inks[index % inks.count]
  }
}
