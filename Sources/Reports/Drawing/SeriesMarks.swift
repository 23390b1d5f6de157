/// The marks of one series in a chart that is laid out.
struct SeriesMarks {
  private let series: Chart.Series
  private let layout: ChartLayout
  private let look: SeriesLook

  init(_ series: Chart.Series, _ layout: ChartLayout) {
    (self.series, self.layout) = (series, layout)
    look = SeriesLook(series)
  }

  private var places: [Place] { series.points.map(layout.place) }

  var marks: [Drawing.Mark] {
    switch series.mark {
    case .line: line
    case .points: cloud
    case .band: band
    case .bars(let width): series.points.map { bar($0, width: width) }
    case .arrow: arrow
    }
  }

  private var line: [Drawing.Mark] {
    let places = places
    if places.count == 1 { return [look.mark(at: places[0], size: 1)] }
    return [.polyline(places, look.stroke)]
  }

  private var cloud: [Drawing.Mark] {
    let size = places.count <= 300 ? 1 : places.count <= 1500 ? 0.7 : 0.45
    let width = layout.plot.right - layout.plot.left
    let fitting = width < 300 ? size * (places.count > 150 ? 0.5 : 0.65) : size
    return places.map {
      look.mark(at: $0, size: fitting, isOutlined: layout.chart.field != nil && size > 0.5)
    }
  }

  private var band: [Drawing.Mark] {
    let feet = series.points.map { layout.place(Chart.Point($0.x, $0.foot)) }
    return [.polygon(places + feet.reversed(), fill: look.area)]
  }

  private func bar(_ point: Chart.Point, width: Double) -> Drawing.Mark {
    let (from, to) = (
      layout.column(point.x - width / 2), layout.column(point.x + width / 2)
    )
    let (foot, head) = (layout.row(point.foot), layout.row(point.y))
    return .rectangle(
      Rectangle(
        left: from, top: min(foot, head), right: max(to, from + 0.5), bottom: max(foot, head)),
      fill: Drawing.Paint(tint: look.tint, opacity: 0.75 * min(series.size, 1)),
      stroke: layout.x.hasCategories ? nil : Drawing.Stroke(tint: .page, width: 0.8))
  }

  private var arrow: [Drawing.Mark] {
    let places = places
    guard places.count > 1 else { return [] }
    return ChartLayout.arrow(
      from: places[places.count - 2], to: places[places.count - 1], look.stroke)
      + (places.count > 2 ? [.polyline(Array(places.dropLast()), look.stroke)] : [])
  }
}
