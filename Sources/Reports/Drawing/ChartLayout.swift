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
struct SVGDrawing {
  private let chart: Chart
  private let x: AxisRange
  private let y: AxisRange
  /// Where the axes meet, and where they end.
  private let plot: Rectangle
  private let legend: SVGLegend

  private static let remarkHeight = 20.0

  /// The text is as large as 9 px where the drawing is shown 480 px wide.
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

  /// - Precondition: `chart` is drawable.
  init(_ chart: Chart) {
    self.chart = chart
    let points = chart.series.lazy.flatMap(\.points)
    let isRoomy = chart.series.contains { $0.mark == .points }
    y = AxisRange(chart.y, holding: points.map(\.y), ticks: 6, isRoomy: isRoomy)
    let left = 48 + (y.ticks.map { Self.width(of: $0.label) }.max() ?? 8)
    legend = SVGLegend(chart.series, left: left, right: 696)
    plot = Rectangle(
      left: left, top: 52 + legend.height + Self.remarkHeight * Double(chart.remarks.count),
      right: 696, bottom: 384)
    // As many ticks as have room beside each other.
    let width = plot.right - plot.left
    let ranges = [8, 6, 4, 3, 2].lazy.map { count in
      AxisRange(chart.x, holding: points.map(\.x), ticks: count, isRoomy: isRoomy)
    }
    let fitting = ranges.first { range in
      zip(range.ticks, range.ticks.dropFirst()).allSatisfy { a, b in
        let distance = (range.position(of: b.value) - range.position(of: a.value)) * width
        return distance >= (Self.width(of: a.label) + Self.width(of: b.label)) / 2 + 10
      }
    }
    x = fitting ?? AxisRange(chart.x, holding: points.map(\.x), ticks: 2, isRoomy: isRoomy)
  }

  func draw(into root: inout SVGElement) {
    let title = chart.title.cut(to: Int((plot.right - plot.left) / 10.4))
    root.add(
      SVGElement("text").with("class", "title").with("x", plot.left).with("y", 30)
        .containing(title))
    legend.draw(into: &root)
    for (row, remark) in chart.remarks.enumerated() {
      root.add(
        SVGElement("text").with("x", plot.left)
          .with("y", 58 + legend.height + Self.remarkHeight * Double(row))
          .containing(remark.cut(to: Int((plot.right - plot.left) / 7.4))))
    }
    drawLevels(into: &root)
    drawBase(into: &root)
    for (index, series) in chart.series.enumerated() {
      root.add(series.mark == .line ? line(series, index) : cloud(series, index))
    }
    for note in chart.notes { draw(note, into: &root) }
  }

  /// About how wide `text` becomes; rather more than less.
  static func width(of text: String) -> Double { 8.3 * Double(text.displayWidth) }

  private func place(_ point: Chart.Point) -> Place {
    Place(
      x: plot.left + x.position(of: point.x) * (plot.right - plot.left),
      y: plot.bottom - y.position(of: point.y) * (plot.bottom - plot.top))
  }

  // MARK: Axes

  private func drawLevels(into root: inout SVGElement) {
    for tick in y.ticks {
      let level = place(Chart.Point(x.lower, tick.value)).y
      root.add(
        SVGElement("line").with("class", "grid").with("x1", plot.left).with("x2", plot.right)
          .with("y1", level).with("y2", level))
      root.add(
        SVGElement("text").with("x", plot.left - 8).with("y", level + 5)
          .with("text-anchor", "end").containing(tick.label))
    }
    let middle = (plot.top + plot.bottom) / 2
    root.add(
      SVGElement("text").with("text-anchor", "middle")
        .with("transform", "translate(20 \(SVGElement.number(middle))) rotate(-90)")
        .containing(chart.y.name.cut(to: Int((plot.bottom - plot.top) / 8.3))))
  }

  private func drawBase(into root: inout SVGElement) {
    for tick in x.ticks {
      let column = place(Chart.Point(tick.value, y.lower)).x
      root.add(
        SVGElement("line").with("class", "axis").with("x1", column).with("x2", column)
          .with("y1", plot.bottom).with("y2", plot.bottom + 5))
      // The last label may not leave the page.
      let half = Self.width(of: tick.label) / 2
      root.add(
        SVGElement("text").with("x", min(column, 718 - half)).with("y", plot.bottom + 21)
          .with("text-anchor", "middle").containing(tick.label))
    }
    root.add(
      SVGElement("line").with("class", "axis").with("x1", plot.left).with("x2", plot.right)
        .with("y1", plot.bottom).with("y2", plot.bottom))
    root.add(
      SVGElement("text").with("x", (plot.left + plot.right) / 2).with("y", 428)
        .with("text-anchor", "middle")
        .containing(chart.x.name.cut(to: Int((plot.right - plot.left) / 8.3))))
  }

  // MARK: Data

  private func line(_ series: Chart.Series, _ index: Int) -> SVGElement {
    let look = SeriesLook(index)
    let places = series.points.map(place)
    if places.count == 1 { return look.mark(at: places[0], size: 1) }
    let path = places.map { "\(SVGElement.number($0.x)),\(SVGElement.number($0.y))" }
    return SVGElement("polyline").with("class", "line").with("stroke", look.color)
      .with("stroke-dasharray", look.dashes).with("points", path.joined(separator: " "))
  }

  private func cloud(_ series: Chart.Series, _ index: Int) -> SVGElement {
    let look = SeriesLook(index)
    let size = series.points.count <= 300 ? 1 : series.points.count <= 1500 ? 0.7 : 0.45
    var group = SVGElement("g").with("fill-opacity", "0.8")
    for point in series.points { group.add(look.mark(at: place(point), size: size)) }
    return group
  }

  /// A ring around the point, and its words where they cover least.
  private func draw(_ note: Chart.Note, into root: inout SVGElement) {
    let point = place(note.point)
    root.add(
      SVGElement("circle").with("class", "note").with("cx", point.x).with("cy", point.y)
        .with("r", 6.5))
    let shapes = chart.series.map { (isLine: $0.mark == .line, places: $0.points.map(place)) }
    let placement = NotePlacement(
      beside: point, width: Self.width(of: note.text), height: 14, within: plot, avoiding: shapes)
    root.add(
      SVGElement("text").with("x", placement.box.left).with("y", placement.box.bottom - 3)
        .containing(note.text))
  }
}
