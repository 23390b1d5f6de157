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
    y = AxisRange(chart.y, holding: points.map(\.y), ticks: 5)
    margin = y.ticks.map(\.label.count).max() ?? 0
    columns = max(20, min(style.width, 100) - margin - 3)
    x = AxisRange(chart.x, holding: points.map(\.x), ticks: columns / 12)
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
      if dots.count == 1 { canvas.line(from: dots[0], to: dots[0], series: index) }
      for (from, to) in zip(dots, dots.dropFirst()) {
        canvas.line(from: from, to: to, series: index)
      }
    }
  }

  var text: String {
    let indent = String(repeating: " ", count: margin + 2)
    var lines = [indent + style.painted(chart.title, .strong)]
    if !chart.y.name.isEmpty { lines.append(indent + style.painted(chart.y.name, .faint)) }
    var labels = [String](repeating: "", count: rows)
    for tick in y.ticks {
      let place = row(tick.value)
      if labels.indices.contains(place) { labels[place] = tick.label }
    }
    let (bar, tick, corner, dash) =
      style.isASCII ? ("|", "+", "+", "-") : ("│", "┤", "└", "─")
    for (index, label) in labels.enumerated() {
      let padding = String(repeating: " ", count: margin - label.count)
      lines.append(
        padding + label + " " + style.painted(label.isEmpty ? bar : tick, .faint)
          + canvas.text(row: index, style))
    }
    let blank = String(repeating: " ", count: margin + 1)
    lines.append(
      blank + style.painted(corner + String(repeating: dash, count: columns), .faint))
    lines.append(blank + " " + tickLine)
    lines.append(indent + legend)
    return lines.map(\.trimmedAtEnd).joined(separator: "\n") + "\n"
  }

  /// The labels below the axis; one that would touch its neighbour is left out.
  private var tickLine: String {
    var line = [Character](repeating: " ", count: columns)
    var free = 0
    let name = Array(chart.x.name)
    let end = columns - (name.isEmpty ? 0 : name.count + 2)
    for tick in x.ticks {
      let label = Array(tick.label)
      let start = min(max(column(tick.value) - label.count / 2, 0), columns - label.count)
      guard start >= free, start + label.count <= end else { continue }
      line.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    if end > free, !name.isEmpty { line.replaceSubrange(columns - name.count..<columns, with: name) }
    return String(line)
  }

  private var legend: String {
    var parts = chart.series.enumerated().map { index, series in
      let sign =
        series.mark == .points
        ? String(Canvas.glyph(index, isASCII: style.isASCII))
        : Canvas.lineSign(index, isASCII: style.isASCII)
      return style.painted(sign, .series(index)) + " " + series.name
    }
    parts += chart.notes.map { (style.isASCII ? "X" : "◉") + " " + $0.text }
    return parts.joined(separator: "   ")
  }
}

/// Dots two by four in each character, or one character each in ASCII.
private struct Canvas {
  private let columns: Int
  private let rows: Int
  private let isASCII: Bool
  private var dots: [UInt8]
  /// The series whose colour a character has; the later one where two meet.
  private var owners: [Int]
  private var glyphs: [Character?]

  var dotColumns: Int { isASCII ? columns : columns * 2 }
  var dotRows: Int { isASCII ? rows : rows * 4 }

  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = columns
    self.rows = rows
    self.isASCII = isASCII
    dots = Array(repeating: 0, count: columns * rows)
    owners = Array(repeating: 0, count: columns * rows)
    glyphs = Array(repeating: nil, count: columns * rows)
  }

  static func glyph(_ series: Int, isASCII: Bool) -> Character {
    let glyphs = Array(isASCII ? "ox+*#@%&" : "●○▲△■□◆◇")
    return glyphs[series % glyphs.count]
  }

  static func lineSign(_ series: Int, isASCII: Bool) -> String {
    isASCII ? String(glyph(series, isASCII: true)) : series == 0 ? "⣀⣀" : "⠄⠄"
  }

  mutating func put(glyph series: Int, column: Int, row: Int) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    glyphs[row * columns + column] = Self.glyph(series, isASCII: isASCII)
    owners[row * columns + column] = series
  }

  mutating func mark(column: Int, row: Int) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    glyphs[row * columns + column] = isASCII ? "X" : "◉"
  }

  /// A straight line of dots; every second one of the series after the first, so that they can be
  /// told apart without colour.
  mutating func line(from: (x: Double, y: Double), to: (x: Double, y: Double), series: Int) {
    let length = max(abs(to.x - from.x), abs(to.y - from.y))
    let steps = max(1, Int(min(length, 10_000).rounded(.up)))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = Int((from.x + (to.x - from.x) * share).rounded())
      let y = Int((from.y + (to.y - from.y) * share).rounded())
      if series > 0, !isASCII, (x / 2 + y / 2) % 2 == 1 { continue }
      dot(x, y, series)
    }
  }

  private mutating func dot(_ x: Int, _ y: Int, _ series: Int) {
    guard (0..<dotColumns).contains(x), (0..<dotRows).contains(y) else { return }
    if isASCII { return put(glyph: series, column: x, row: y) }
    let place = y / 4 * columns + x / 2
    // The bits of a braille character, column by column; the lowest row came later to Unicode.
    let bits: [UInt8] = x % 2 == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
    dots[place] |= bits[y % 4]
    owners[place] = series
  }

  func text(row: Int, _ style: TerminalStyle) -> String {
    var text = ""
    for column in 0..<columns {
      let place = row * columns + column
      if let glyph = glyphs[place] {
        text += style.painted(String(glyph), .series(owners[place]))
      } else if dots[place] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[place])) {
        text += style.painted(String(scalar), .series(owners[place]))
      } else {
        text += " "
      }
    }
    return text
  }
}

extension Ink {
  /// The colour of the series with this number.
  static func series(_ index: Int) -> Ink {
    let inks: [Ink] = [.series1, .series2, .series3, .series4, .series5, .series6]
    return inks[index % inks.count]
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate var trimmedAtEnd: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
