import Diagnostics

/// A chart laid out in a box of a drawing.
struct ChartLayout {
  let chart: Chart
  let box: Rectangle
  private(set) var x: AxisRange
  private(set) var y: AxisRange
  /// Where the axes meet, and where they end.
  private(set) var plot: Rectangle
  private let title: [String]
  private let remarks: [String]
  private let legend: LegendLayout
  /// Whether the names below are too long to stand side by side.
  private var namesLean = false
  private let hasBar: Bool

  /// In a narrow box the title is as large as all other words, though bold.
  private let titleSize: Double
  private static let titleHeight = 21.0
  private static let remarkHeight = 20.0
  private static let barWidth = 14.0

  /// How far below the box's top the plot begins, and how far from its left.
  var head: Double { plot.top - box.top }
  var margin: Double { plot.left - box.left }

  /// - Parameter head: The least that the plot stands below the box's top, as its neighbours do.
  /// - Parameter margin: The least that it stands from the box's left.
  /// - Precondition: `chart` is drawable.
  init(_ chart: Chart, in box: Rectangle, head: Double = 0, margin: Double = 0) {
    self.chart = chart
    self.box = box
    let isRoomy = chart.series.contains { $0.mark == .points } && chart.field == nil
    let height = box.bottom - box.top
    y = AxisRange(
      chart.y, holding: Self.heights(of: chart), ticks: height > 300 ? 6 : 4, isRoomy: isRoomy)
    hasBar = chart.field?.look == .ramp
    let left = box.left + max(Self.leftMargin(y, box), margin)
    var right = box.right - 24
    if hasBar, let field = chart.field { right -= ColorBar.width(of: field) }
    titleSize = box.right - box.left < 240 ? Drawing.wordSize : 17
    let titleCount = max(12, Int((box.right - 24 - left) / (titleSize * 0.61)))
    title = chart.title.isEmpty ? [] : Self.wrapped(chart.title, to: titleCount, lines: 3)
    remarks = chart.remarks.flatMap {
      Self.wrapped($0, to: max(16, Int((box.right - 20 - left) / 7.6)), lines: 3)
    }
    legend = LegendLayout(chart.series, left: left, right: box.right - 24)
    plot = Rectangle(
      left: left,
      top: box.top
        + max(
          head,
          16 + Self.titleHeight * Double(title.count) + legend.height
            + Self.remarkHeight * Double(remarks.count) + (hasBar ? 28 : 10)),
      right: right, bottom: box.bottom - (chart.x.isQuiet && chart.x.name.isEmpty ? 14 : 56))
    if plot.bottom < plot.top + 40 { plot.bottom = plot.top + 40 }
    if let aspect = chart.aspect {
      plot.right = min(plot.right, plot.left + (plot.bottom - plot.top) * aspect)
      plot.bottom = min(plot.bottom, plot.top + (plot.right - plot.left) / aspect)
    }
    x = Self.base(of: chart, width: plot.right - plot.left, isRoomy: isRoomy)
    let levels = Int((plot.bottom - plot.top) / 50)
    if levels < 6 {
      y = AxisRange(
        chart.y, holding: Self.heights(of: chart), ticks: max(levels, 2), isRoomy: isRoomy)
    }
    if x.hasCategories {
      let step = (plot.right - plot.left) / Double(max(x.ticks.count, 1))
      namesLean = x.ticks.contains { Drawing.width(of: $0.label.cut(to: 16)) + 6 > step }
      if namesLean {
        plot.bottom = max(plot.top + 40, plot.bottom - max(0, leaningHeight - 14))
      }
    }
  }

  /// How far names that lean reach down.
  private var leaningHeight: Double {
    (x.ticks.map { Drawing.width(of: $0.label.cut(to: 16)) }.max() ?? 0) * 0.62
  }

  /// All heights that have to be seen: also the feet of bars and bands.
  static func heights(of chart: Chart) -> [Double] {
    var values: [Double] = []
    for series in chart.series {
      values += series.points.map(\.y)
      switch series.mark {
      case .band, .bars: values += series.points.map(\.foot)
      case .line, .points, .arrow: break
      }
    }
    if let field = chart.field { values += [field.y.lowerBound, field.y.upperBound] }
    return values
  }

  static func widths(of chart: Chart) -> [Double] {
    var values: [Double] = []
    for series in chart.series {
      values += series.points.map(\.x)
      if case .bars(let width) = series.mark, chart.x.scale == .linear {
        values += series.points.flatMap { [$0.x - width / 2, $0.x + width / 2] }
      }
    }
    if let field = chart.field { values += [field.x.lowerBound, field.x.upperBound] }
    return values
  }

  private static func leftMargin(_ y: AxisRange, _ box: Rectangle) -> Double {
    if y.axis.isQuiet { return 24 }
    let widest = y.ticks.map { Drawing.width(of: $0.label.cut(to: 18)) }.max() ?? 8
    let name = y.axis.name.isEmpty ? 20.0 : 48
    return min(name + widest, (box.right - box.left) * 0.45)
  }

  /// As many ticks as have room beside each other.
  private static func base(of chart: Chart, width: Double, isRoomy: Bool) -> AxisRange {
    let values = widths(of: chart)
    let ranges = [8, 6, 4, 3, 2].lazy.map { count in
      AxisRange(chart.x, holding: values, ticks: count, isRoomy: isRoomy)
    }
    let fitting = ranges.first { range in
      zip(range.ticks, range.ticks.dropFirst()).allSatisfy { a, b in
        let distance = (range.position(of: b.value) - range.position(of: a.value)) * width
        return distance >= (Drawing.width(of: a.label) + Drawing.width(of: b.label)) / 2 + 10
      }
    }
    return fitting ?? AxisRange(chart.x, holding: values, ticks: 2, isRoomy: isRoomy)
  }

  private static func wrapped(_ text: String, to width: Int, lines most: Int) -> [String] {
    let lines = text.wrapped(to: width)
    guard lines.count > most else { return lines.map { $0.cut(to: width) } }
    let rest = lines[(most - 1)...].joined(separator: " ")
    return lines.prefix(most - 1).map { $0.cut(to: width) } + [rest.cut(to: width)]
  }

  // MARK: Places

  func column(_ value: Double) -> Double {
    plot.left + x.position(of: value) * (plot.right - plot.left)
  }

  func row(_ value: Double) -> Double {
    let share = y.position(of: value)
    return y.hasCategories
      ? plot.top + share * (plot.bottom - plot.top) : plot.bottom - share * (plot.bottom - plot.top)
  }

  func place(_ point: Chart.Point) -> Place { Place(x: column(point.x), y: row(point.y)) }

  // MARK: Drawing

  func draw(into drawing: inout Drawing) {
    drawing.add(headMarks)
    drawing.add(levelMarks)
    if let field = chart.field { FieldMarks(field, self).draw(into: &drawing) }
    if let cells = chart.cells { draw(cells, into: &drawing) }
    drawing.add(chart.guides.flatMap(guideMarks), window: plot)
    for series in chart.series {
      // What stands out of the frame is cut, where the frame was given.
      let isCut = chart.x.range != nil || chart.y.range != nil
      drawing.add(SeriesMarks(series, self).marks, window: isCut ? window : nil)
    }
    drawing.add(baseMarks)
    if hasBar, let field = chart.field {
      drawing.add(ColorBar(field, right: box.right - 24, plot).marks)
    }
    for note in chart.notes { drawing.add(noteMarks(note)) }
    drawing.addHints(hints)
    if let field = chart.field {
      drawing.fields.append(
        FieldHints(field, names: chart.series.map(\.name)).hint(
          in: plot, x: chart.x.name, y: chart.y.name))
    }
  }

  /// The plot, with room for half a line on its border.
  private var window: Rectangle {
    Rectangle(
      left: plot.left - 2, top: plot.top - 2, right: plot.right + 2, bottom: plot.bottom + 2)
  }

  private var headMarks: [Drawing.Mark] {
    var marks: [Drawing.Mark] = []
    var line = box.top + 30
    for text in title {
      marks.append(
        .words(
          Drawing.Words(
            text: text, place: Place(x: plot.left, y: line), size: titleSize, isBold: true)))
      line += Self.titleHeight
    }
    let top = box.top + 16 + Self.titleHeight * Double(title.count) + 4
    marks += legend.marks(top: top)
    for (row, remark) in remarks.enumerated() {
      marks.append(
        .words(remark, plot.left, top + legend.height + Self.remarkHeight * Double(row) + 14))
    }
    return marks
  }

  private var levelMarks: [Drawing.Mark] {
    var marks: [Drawing.Mark] = []
    for tick in y.ticks {
      let level = row(tick.value)
      if !y.hasCategories, chart.field == nil {
        marks.append(
          .line(
            Place(x: plot.left, y: level), Place(x: plot.right, y: level),
            Drawing.Stroke(tint: .faint, width: 1)))
      }
      guard !y.axis.isQuiet else { continue }
      marks.append(.words(tick.label.cut(to: 18), plot.left - 8, level + 5, .end))
    }
    let name = chart.y.name.cut(to: max(4, Int((plot.bottom - plot.top) / 8.3)))
    if !name.isEmpty, !y.axis.isQuiet {
      marks.append(
        .words(
          Drawing.Words(
            text: name, place: Place(x: box.left + 20, y: (plot.top + plot.bottom) / 2),
            anchor: .middle, turn: -90)))
    }
    return marks
  }

  private var baseMarks: [Drawing.Mark] {
    let stroke = Drawing.Stroke(tint: .axis, width: 1)
    var marks: [Drawing.Mark] = [
      .line(Place(x: plot.left, y: plot.bottom), Place(x: plot.right, y: plot.bottom), stroke)
    ]
    if chart.field != nil {
      marks.append(.rectangle(plot, fill: nil, stroke: stroke))
    }
    guard !x.axis.isQuiet else { return marks }
    for tick in x.ticks {
      let column = column(tick.value)
      if !x.hasCategories {
        marks.append(
          .line(Place(x: column, y: plot.bottom), Place(x: column, y: plot.bottom + 5), stroke))
      }
      if namesLean {
        marks.append(
          .words(
            Drawing.Words(
              text: tick.label.cut(to: 16), place: Place(x: column + 5, y: plot.bottom + 15),
              anchor: .end, turn: -38)))
      } else {
        // The last label may not leave the page.
        let half = Drawing.width(of: tick.label) / 2
        marks.append(
          .words(tick.label, min(column, box.right - 2 - half), plot.bottom + 21, .middle))
      }
    }
    let room = box.right - box.left - 8
    let name = chart.x.name.cut(to: max(4, Int(room / 8.3)))
    guard !name.isEmpty else { return marks }
    let half = Drawing.width(of: name) / 2
    let middle = min(max((plot.left + plot.right) / 2, box.left + half), box.right - half)
    // Below the ticks' labels, also where the chart does not fill its box.
    let labels = namesLean ? leaningHeight + 18 : 24
    let line =
      chart.aspect == nil ? box.bottom - 12 : min(box.bottom - 12, plot.bottom + labels + 20)
    marks.append(.words(name, middle, line, .middle))
    return marks
  }

  private func draw(_ cells: Chart.Cells, into drawing: inout Drawing) {
    var marks: [Drawing.Mark] = []
    for (row, shares) in cells.shares.enumerated() {
      for (column, share) in shares.enumerated() {
        let box = Rectangle(
          left: self.column(Double(column) - 0.5), top: self.row(Double(row) - 0.5),
          right: self.column(Double(column) + 0.5), bottom: self.row(Double(row) + 0.5))
        let tint = Tint.strength(share)
        marks.append(
          .rectangle(
            box, fill: Drawing.Paint(tint: tint), stroke: Drawing.Stroke(tint: .page, width: 1.5)))
        let label = cells.labels[row][column]
        guard Drawing.width(of: label) <= box.right - box.left, box.bottom - box.top >= 16 else {
          continue
        }
        marks.append(
          .words(
            Drawing.Words(
              text: label,
              place: Place(x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + 5),
              anchor: .middle, isBold: row == column,
              tint: tint.color().isLight ? .dark : .light)))
      }
    }
    drawing.add(marks)
  }

  /// The line where the sum is 0, and the arrow to where it is more.
  private func guideMarks(_ guide: Chart.Guide) -> [Drawing.Mark] {
    guard let (from, to) = GuideLine(guide).ends(x.lower, x.upper, y.lower, y.upper) else {
      return []
    }
    let (a, b) = (place(from), place(to))
    let width = guide.hasArrow ? 2.2 : 1.4
    var marks: [Drawing.Mark] = [
      .line(
        a, b,
        Drawing.Stroke(
          tint: guide.tint, width: width, dashes: guide.hasArrow ? [] : [5, 4]))
    ]
    guard guide.hasArrow else { return marks }
    // On the page the way up is upright to the line, whatever the units are.
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
    var (ux, uy) = (-dy / length, dx / length)
    let middle = Place(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
    let perX = (x.upper - x.lower) / max(plot.right - plot.left, 1)
    let perY = (y.upper - y.lower) / max(plot.bottom - plot.top, 1)
    if guide.a * ux * perX - guide.b * uy * perY < 0 { (ux, uy) = (-ux, -uy) }
    let size = 22 + 34 * min(max(guide.length, 0), 1)
    marks += Self.arrow(
      from: middle, to: Place(x: middle.x + ux * size, y: middle.y + uy * size),
      Drawing.Stroke(tint: guide.tint, width: 3))
    return marks
  }

  static func arrow(from: Place, to: Place, _ stroke: Drawing.Stroke) -> [Drawing.Mark] {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.5 else { return [] }
    let (ux, uy) = (dx / length, dy / length)
    let head = 5 + 2 * stroke.width
    let neck = Place(x: to.x - ux * head, y: to.y - uy * head)
    return [
      .line(from, neck, stroke),
      .polygon(
        [
          to, Place(x: neck.x - uy * head * 0.5, y: neck.y + ux * head * 0.5),
          Place(x: neck.x + uy * head * 0.5, y: neck.y - ux * head * 0.5),
        ], fill: Drawing.Paint(tint: stroke.tint)),
    ]
  }

  /// A ring around the point, and its words where they cover least.
  private func noteMarks(_ note: Chart.Note) -> [Drawing.Mark] {
    let point = place(note.point)
    let shapes = chart.series.map { (isLine: $0.mark == .line, places: $0.points.map(place)) }
    let placement = NotePlacement(
      beside: point, width: Drawing.width(of: note.text), height: 14, within: plot,
      avoiding: shapes)
    return [
      .circle(point, radius: 6.5, fill: nil, stroke: Drawing.Stroke(tint: .ink, width: 1.6)),
      .words(note.text, placement.box.left, placement.box.bottom - 3),
    ]
  }

  // MARK: Hints

  /// What each point says of itself; of many points, of some.
  private var hints: [Drawing.Hint] {
    var hints: [Drawing.Hint] = []
    for series in chart.series {
      for point in series.points.thinned(to: 1_000, keepingExtremes: series.mark == .line) {
        var text = series.name.isEmpty ? "" : "\(series.name)\n"
        text += "\(named(chart.x, point.x))\n\(named(chart.y, point.y))"
        hints.append(Drawing.Hint(place: place(point), text: text))
      }
    }
    if let cells = chart.cells {
      for (row, labels) in cells.labels.enumerated() {
        for (column, label) in labels.enumerated() {
          let point = Chart.Point(Double(column), Double(row))
          hints.append(
            Drawing.Hint(
              place: place(point),
              text: "\(named(chart.y, point.y))\n\(named(chart.x, point.x))\n\(label)"))
        }
      }
    }
    return hints
  }

  private func named(_ axis: Chart.Axis, _ value: Double) -> String {
    let text: String
    if case .categories(let names) = axis.scale {
      let index = Int(min(max(value.rounded(), 0), Double(max(names.count - 1, 0))))
      text = names.indices.contains(index) ? names[index] : ""
    } else {
      text = axis.isWhole ? NumberText.exact(value) : NumberText.short(value)
    }
    return axis.name.isEmpty ? text : "\(axis.name): \(text)"
  }
}

/// Where a guide enters and leaves a part of the plane.
struct GuideLine {
  let guide: Chart.Guide

  init(_ guide: Chart.Guide) { self.guide = guide }

  func ends(
    _ left: Double, _ right: Double, _ bottom: Double, _ top: Double
  ) -> (Chart.Point, Chart.Point)? {
    var points: [Chart.Point] = []
    if guide.b != 0 {
      for x in [left, right] {
        let y = -(guide.a * x + guide.c) / guide.b
        if y >= bottom, y <= top { points.append(Chart.Point(x, y)) }
      }
    }
    if guide.a != 0 {
      for y in [bottom, top] {
        let x = -(guide.b * y + guide.c) / guide.a
        if x >= left, x <= right { points.append(Chart.Point(x, y)) }
      }
    }
    guard let first = points.first,
      let second = points.dropFirst().max(by: { $0.distance(first) < $1.distance(first) }),
      second.distance(first) > 0
    else { return nil }
    return (first, second)
  }
}

extension Chart.Point {
  fileprivate func distance(_ other: Chart.Point) -> Double {
    abs(x - other.x) + abs(y - other.y)
  }
}
