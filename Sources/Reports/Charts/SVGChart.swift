package import Diagnostics

/// `chart` as an SVG document that fits light and dark pages.
package func svgChart(_ chart: Chart, language: Language = .english) -> String {
  var root = SVGElement("svg")
    .with("xmlns", "http://www.w3.org/2000/svg")
    .with("viewBox", "0 0 720 440").with("role", "img").with("aria-label", chart.title)
  root.add(SVGElement("style").containing(SVGDrawing.styles))
  root.add(
    SVGElement("rect").with("class", "page").with("width", 720).with("height", 440))
  if let drawable = chart.drawable(most: 5_000) {
    SVGDrawing(drawable).draw(into: &root)
  } else {
    let words = Text(en: "nothing to draw yet", pt: "nada para desenhar ainda")[language]
    root.add(
      SVGElement("text").with("x", 360).with("y", 220).with("text-anchor", "middle")
        .containing(words))
  }
  var text = ""
  root.write(to: &text)
  return text
}

/// A chart in a frame of 720 by 440.
private struct SVGDrawing {
  private let chart: Chart
  private let x: AxisRange
  private let y: AxisRange
  private let left: Double
  private let right = 696.0
  private let top: Double
  private let bottom = 384.0
  private let legend: [[LegendEntry]]

  private struct LegendEntry {
    var index: Int
    var name: String
    var mark: Chart.Series.Mark
    var width: Double
  }

  /// Okabe and Ito (2008): eight colours that people with any colour vision tell apart; here
  /// without black and yellow, which vanish on one of the two pages.
  private static let colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]

  static let styles = """

    .page { fill: #ffffff }
    text { font: 14px "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; fill: #222222 }
    .title { font-size: 17px; font-weight: bold }
    .grid { stroke: #dddddd; stroke-width: 1 }
    .axis { stroke: #888888; stroke-width: 1 }
    .line { fill: none; stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round }
    .note { fill: none; stroke: #222222; stroke-width: 1.6 }
    @media (prefers-color-scheme: dark) {
      .page { fill: #1b1d21 }
      text { fill: #e6e6e6 }
      .grid { stroke: #3a3d44 }
      .axis { stroke: #8a8d94 }
      .note { stroke: #e6e6e6 }
    }

    """

  init(_ chart: Chart) {
    self.chart = chart
    let points = chart.series.lazy.flatMap(\.points)
    x = AxisRange(chart.x, holding: points.map(\.x), ticks: 8)
    y = AxisRange(chart.y, holding: points.map(\.y), ticks: 6)
    left = 44 + 8 * Double(y.ticks.map(\.label.count).max() ?? 1)
    legend = Self.legendRows(of: chart, width: 696 - left)
    top = 52 + 22 * Double(legend.count)
  }

  /// The names of the series in rows above the chart, so that they never cover it.
  private static func legendRows(of chart: Chart, width: Double) -> [[LegendEntry]] {
    guard chart.series.count > 1 || chart.series.first?.name.isEmpty == false else { return [] }
    var rows: [[LegendEntry]] = []
    var used = Double.infinity
    // Twenty names are as many as a person can tell apart, and leave room for the chart.
    for (index, series) in chart.series.enumerated().prefix(20) {
      let name = series.name.count > 28 ? series.name.prefix(27) + "…" : series.name[...]
      let entry = LegendEntry(
        index: index, name: String(name), mark: series.mark, width: 44 + 8.2 * Double(name.count))
      if used + entry.width > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(entry)
      used += entry.width
    }
    return rows
  }

  private func place(_ point: Chart.Point) -> (x: Double, y: Double) {
    (
      left + x.position(of: point.x) * (right - left),
      bottom - y.position(of: point.y) * (bottom - top)
    )
  }

  func draw(into root: inout SVGElement) {
    root.add(
      SVGElement("text").with("class", "title").with("x", left).with("y", 30)
        .containing(chart.title))
    drawLegend(into: &root)
    drawAxes(into: &root)
    for (index, series) in chart.series.enumerated() {
      root.add(series.mark == .line ? line(series, index) : cloud(series, index))
    }
    for note in chart.notes { draw(note, into: &root) }
  }

  private func drawLegend(into root: inout SVGElement) {
    for (row, entries) in legend.enumerated() {
      var start = left
      let middle = 54 + 22 * Double(row)
      for entry in entries {
        let color = Self.colors[entry.index % Self.colors.count]
        if entry.mark == .line {
          root.add(
            SVGElement("line").with("class", "line").with("stroke", color)
              .with("stroke-dasharray", Self.dashes(entry.index))
              .with("x1", start).with("x2", start + 22).with("y1", middle).with("y2", middle))
        } else {
          root.add(Self.mark(entry.index, at: (start + 11, middle), color: color))
        }
        root.add(
          SVGElement("text").with("x", start + 29).with("y", middle + 5).containing(entry.name))
        start += entry.width
      }
    }
  }

  private func drawAxes(into root: inout SVGElement) {
    for tick in y.ticks {
      let level = place(Chart.Point(x.lower, tick.value)).y
      root.add(
        SVGElement("line").with("class", "grid").with("x1", left).with("x2", right)
          .with("y1", level).with("y2", level))
      root.add(
        SVGElement("text").with("x", left - 8).with("y", level + 5).with("text-anchor", "end")
          .containing(tick.label))
    }
    for tick in x.ticks {
      let column = place(Chart.Point(tick.value, y.lower)).x
      root.add(
        SVGElement("line").with("class", "axis").with("x1", column).with("x2", column)
          .with("y1", bottom).with("y2", bottom + 5))
      root.add(
        SVGElement("text").with("x", column).with("y", bottom + 21).with("text-anchor", "middle")
          .containing(tick.label))
    }
    root.add(
      SVGElement("line").with("class", "axis").with("x1", left).with("x2", right)
        .with("y1", bottom).with("y2", bottom))
    root.add(
      SVGElement("text").with("x", (left + right) / 2).with("y", 428)
        .with("text-anchor", "middle").containing(chart.x.name))
    let middle = (top + bottom) / 2
    root.add(
      SVGElement("text").with("text-anchor", "middle")
        .with("transform", "translate(20 \(SVGElement.number(middle))) rotate(-90)")
        .containing(chart.y.name))
  }

  private static func dashes(_ index: Int) -> String {
    ["none", "7 5", "2 5", "10 4 2 4"][index / colors.count % 4]
  }

  private func line(_ series: Chart.Series, _ index: Int) -> SVGElement {
    let color = Self.colors[index % Self.colors.count]
    let places = series.points.map(place)
    if places.count == 1 { return Self.mark(index, at: places[0], color: color) }
    let path = places.map { "\(SVGElement.number($0.x)),\(SVGElement.number($0.y))" }
    return SVGElement("polyline").with("class", "line").with("stroke", color)
      .with("stroke-dasharray", Self.dashes(index)).with("points", path.joined(separator: " "))
  }

  private func cloud(_ series: Chart.Series, _ index: Int) -> SVGElement {
    var group = SVGElement("g").with("fill-opacity", "0.8")
    for point in series.points {
      group.add(Self.mark(index, at: place(point), color: Self.colors[index % Self.colors.count]))
    }
    return group
  }

  /// A circle, square, triangle or diamond, so that classes differ by more than their colour.
  private static func mark(
    _ index: Int, at place: (x: Double, y: Double), color: String
  ) -> SVGElement {
    switch index % 4 {
    case 0:
      SVGElement("circle").with("cx", place.x).with("cy", place.y).with("r", 4).with("fill", color)
    case 1:
      SVGElement("rect").with("x", place.x - 3.6).with("y", place.y - 3.6).with("width", 7.2)
        .with("height", 7.2).with("fill", color)
    default:
      SVGElement("path").with("d", outline(index % 4 == 2, place)).with("fill", color)
    }
  }

  private static func outline(_ isTriangle: Bool, _ place: (x: Double, y: Double)) -> String {
    let corners =
      isTriangle ? [(0, -5), (4.6, 3.4), (-4.6, 3.4)] : [(0, -5), (5, 0), (0, 5), (-5, 0)]
    let steps = corners.map { corner in
      "\(SVGElement.number(place.x + corner.0)) \(SVGElement.number(place.y + corner.1))"
    }
    return "M" + steps.joined(separator: "L") + "Z"
  }

  private func draw(_ note: Chart.Note, into root: inout SVGElement) {
    let place = place(note.point)
    root.add(
      SVGElement("circle").with("class", "note").with("cx", place.x).with("cy", place.y)
        .with("r", 6.5))
    // On the side with more room, above the curve.
    let isRight = place.x > (left + right) / 2
    root.add(
      SVGElement("text").with("x", place.x + (isRight ? -4 : 4))
        .with("y", max(place.y - 14, top + 12))
        .with("text-anchor", isRight ? "end" : "start").containing(note.text))
  }
}
