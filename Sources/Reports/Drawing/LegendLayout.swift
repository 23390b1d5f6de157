import Diagnostics

/// The names of the series in rows above a chart, so that they never cover it.
struct LegendLayout {
  private struct Item {
    var look: SeriesLook
    var mark: Chart.Series.Mark
    var name: String
    var width: Double { 44 + Drawing.width(of: name) }
  }

  private static let rowHeight = 22.0
  /// As many names as a person can tell apart, and as leave room for the drawing.
  private static let mostItems = 20

  private let left: Double
  private var rows: [[Item]] = []

  init(_ series: [Chart.Series], left: Double, right: Double) {
    self.left = left
    var used = Double.infinity
    for series in series.prefix(Self.mostItems) where !series.name.isEmpty {
      let longest = max(8, Int((right - left - 44) / 8.3))
      let item = Item(
        look: SeriesLook(series), mark: series.mark, name: series.name.cut(to: min(28, longest)))
      if used + item.width > right - left {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(item)
      used += item.width
    }
  }

  var height: Double { Self.rowHeight * Double(rows.count) }

  /// - Parameter top: The upper end of the first row.
  func marks(top: Double) -> [Drawing.Mark] {
    var marks: [Drawing.Mark] = []
    for (row, items) in rows.enumerated() {
      var start = left
      let middle = top + Self.rowHeight * (Double(row) + 0.5)
      for item in items {
        switch item.mark {
        case .line, .arrow:
          marks.append(
            .line(
              Place(x: start, y: middle), Place(x: start + 22, y: middle), item.look.stroke))
        case .points:
          marks.append(item.look.mark(at: Place(x: start + 11, y: middle), size: 1))
        case .band, .bars:
          marks.append(
            .rectangle(
              Rectangle(
                left: start + 3, top: middle - 6, right: start + 19, bottom: middle + 6),
              fill: item.look.area))
        }
        marks.append(.words(item.name, start + 29, middle + 5))
        start += item.width
      }
    }
    return marks
  }
}

/// How a series is told from the others: by colour and by shape.
struct SeriesLook {
  let tint: Tint
  private let size: Double
  private let isBand: Bool

  /// - Precondition: the series of a drawable chart, which has a colour.
  init(_ series: Chart.Series) {
    tint = series.tint ?? .series(0)
    size = series.size
    isBand = series.mark == .band
  }

  private var number: Int { if case .series(let number) = tint { number } else { 0 } }

  /// Solid for the first series of each colour.
  var stroke: Drawing.Stroke {
    let dashes: [[Double]] = [[], [7, 5], [2, 5], [10, 4, 2, 4]]
    return Drawing.Stroke(
      tint: tint, width: 2.2 * size, dashes: dashes[number / Tint.seriesColors.count % 4])
  }

  var area: Drawing.Paint { Drawing.Paint(tint: tint, opacity: isBand ? 0.22 : 0.85) }

  /// A circle, square, triangle or diamond.
  ///
  /// - Parameter isOutlined: Whether a thin light line sets it off from what is beneath.
  func mark(at place: Place, size: Double, isOutlined: Bool = false) -> Drawing.Mark {
    let size = size * self.size
    let fill = Drawing.Paint(tint: tint, opacity: isOutlined ? 1 : 0.85)
    let stroke = isOutlined ? Drawing.Stroke(tint: .light, width: 0.8) : nil
    func polygon(_ corners: [(x: Double, y: Double)]) -> Drawing.Mark {
      .polygon(
        corners.map { Place(x: place.x + $0.x * size, y: place.y + $0.y * size) }, fill: fill,
        stroke: stroke)
    }
    switch number % 4 {
    case 0: return .circle(place, radius: 4 * size, fill: fill, stroke: stroke)
    case 1: return polygon([(-3.6, -3.6), (3.6, -3.6), (3.6, 3.6), (-3.6, 3.6)])
    case 2: return polygon([(0, -5), (4.6, 3.4), (-4.6, 3.4)])
    default: return polygon([(0, -5), (5, 0), (0, 5), (-5, 0)])
    }
  }
}
