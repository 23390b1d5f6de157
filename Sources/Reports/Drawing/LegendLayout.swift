import Diagnostics

/// The names of the series in rows above a drawing, so that they never cover it.
struct SVGLegend {
  private struct Item {
    var look: SeriesLook
    var mark: Chart.Series.Mark
    var name: String
    var width: Double { 44 + SVGDrawing.width(of: name) }
  }

  private static let rowHeight = 22.0
  /// As many names as a person can tell apart, and as leave room for the drawing.
  private static let mostItems = 20

  private let left: Double
  private var rows: [[Item]] = []

  init(_ series: [Chart.Series], left: Double, right: Double) {
    self.left = left
    var used = Double.infinity
    for (index, series) in series.enumerated().prefix(Self.mostItems) where !series.name.isEmpty {
      let item = Item(
        look: SeriesLook(index), mark: series.mark, name: series.name.cut(to: 28))
      if used + item.width > right - left {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(item)
      used += item.width
    }
  }

  var height: Double { Self.rowHeight * Double(rows.count) }

  func draw(into root: inout SVGElement) {
    for (row, items) in rows.enumerated() {
      var start = left
      let middle = 54 + Self.rowHeight * Double(row)
      for item in items {
        if item.mark == .line {
          root.add(
            SVGElement("line").with("class", "line").with("stroke", item.look.color)
              .with("stroke-dasharray", item.look.dashes)
              .with("x1", start).with("x2", start + 22).with("y1", middle).with("y2", middle))
        } else {
          root.add(item.look.mark(at: Place(x: start + 11, y: middle), size: 1))
        }
        root.add(
          SVGElement("text").with("x", start + 29).with("y", middle + 5).containing(item.name))
        start += item.width
      }
    }
  }
}

/// How a series is told from the others: by colour and by shape.
struct SeriesLook {
  private let index: Int

  /// Okabe and Ito (2008): eight colours that people with any colour vision tell apart; here
  /// without black and yellow, which vanish on one of the two pages.
  private static let colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]

  init(_ index: Int) { self.index = index }

  var color: String { Self.colors[index % Self.colors.count] }

  /// Solid for the first series of each colour.
  var dashes: String {
    ["none", "7 5", "2 5", "10 4 2 4"][index / Self.colors.count % 4]
  }

  /// A circle, square, triangle or diamond.
  func mark(at place: Place, size: Double) -> SVGElement {
    switch index % 4 {
    case 0:
      return SVGElement("circle").with("cx", place.x).with("cy", place.y).with("r", 4 * size)
        .with("fill", color)
    case 1:
      let side = 7.2 * size
      return SVGElement("rect").with("x", place.x - side / 2).with("y", place.y - side / 2)
        .with("width", side).with("height", side).with("fill", color)
    case 2:
      return polygon([(0, -5), (4.6, 3.4), (-4.6, 3.4)], place, size)
    default:
      return polygon([(0, -5), (5, 0), (0, 5), (-5, 0)], place, size)
    }
  }

  private func polygon(
    _ corners: [(x: Double, y: Double)], _ place: Place, _ size: Double
  ) -> SVGElement {
    let points = corners.map { corner in
      SVGElement.number(place.x + corner.x * size) + ","
        + SVGElement.number(place.y + corner.y * size)
    }
    return SVGElement("polygon").with("points", points.joined(separator: " "))
      .with("fill", color)
  }
}
