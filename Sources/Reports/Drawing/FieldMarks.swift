import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The areas and contour lines of a field in a chart that is laid out.
struct FieldMarks {
  private let field: Chart.Field
  private let layout: ChartLayout

  init(_ field: Chart.Field, _ layout: ChartLayout) {
    (self.field, self.layout) = (field, layout)
  }

  func draw(into drawing: inout Drawing) {
    drawing.add(field.look == .classes ? regions : bands, window: layout.plot)
  }

  /// Where one class leads the others, in steps by how far it does.
  private var regions: [Drawing.Mark] {
    let leads = field.leads
    var marks: [Drawing.Mark] = []
    for (index, lead) in leads.enumerated() {
      let lines = ContourLines(columns: field.columns, rows: field.rows, values: lead)
      for level in [0, 0.25, 0.5, 0.75, 0.95] {
        marks += area(lines.areas(above: level), Drawing.Paint(tint: .series(index), opacity: 0.14))
      }
    }
    for lead in leads.dropFirst(leads.count == 2 ? 1 : 0) {
      let lines = ContourLines(columns: field.columns, rows: field.rows, values: lead)
      let outlines = lines.lines(at: 0).map { Drawing.Outline(places: $0.map(place)) }
      if !outlines.isEmpty {
        marks.append(
          .path(outlines, fill: nil, stroke: Drawing.Stroke(tint: .ink, width: 1.6)))
      }
    }
    return marks
  }

  private var bands: [Drawing.Mark] {
    guard let values = field.values.first else { return [] }
    let lines = ContourLines(columns: field.columns, rows: field.rows, values: values)
    var marks: [Drawing.Mark] = [
      .rectangle(layout.plot, fill: Drawing.Paint(tint: field.tint(ofBand: 0)))
    ]
    for (index, level) in field.levels.enumerated() {
      marks += area(lines.areas(above: level), Drawing.Paint(tint: field.tint(ofBand: index + 1)))
    }
    for level in field.levels {
      let outlines = lines.lines(at: level).map { Drawing.Outline(places: $0.map(place)) }
      if !outlines.isEmpty {
        marks.append(
          .path(
            outlines, fill: nil, stroke: Drawing.Stroke(tint: .dark, width: 0.7, opacity: 0.35)))
      }
    }
    return marks
  }

  private func area(
    _ rings: [[ContourLines.GridPlace]], _ paint: Drawing.Paint
  ) -> [Drawing.Mark] {
    guard !rings.isEmpty else { return [] }
    let outlines = rings.map { Drawing.Outline(places: $0.map(place), isClosed: true) }
    return [.path(outlines, fill: paint, stroke: nil)]
  }

  private func place(_ grid: ContourLines.GridPlace) -> Place {
    layout.place(
      Chart.Point(
        field.x.lowerBound
          + grid.column / Double(field.columns - 1) * (field.x.upperBound - field.x.lowerBound),
        field.y.lowerBound
          + grid.row / Double(field.rows - 1) * (field.y.upperBound - field.y.lowerBound)))
  }
}

extension Chart.Field {
  /// For each class, how far it leads the best of the others at each place.
  var leads: [[Double]] {
    values.indices.map { own in
      (0..<columns * rows).map { place in
        var best = -Double.infinity
        for other in values.indices where other != own { best = max(best, values[other][place]) }
        return best.isFinite ? values[own][place] - best : 1
      }
    }
  }

  /// The colour between two levels, from 0 below the first.
  func tint(ofBand band: Int) -> Tint { .ramp(Double(band) / Double(max(levels.count, 1))) }

  /// The levels as numbers beside a scale.
  var levelLabels: [String] {
    guard !isLogarithmic, levels.count > 1 else { return levels.map(AxisNumber.short) }
    return AxisNumber.labels(levels, step: levels[1] - levels[0])
  }

  /// How many levels `value` is above.
  func band(of value: Double) -> Int { levels.prefix { $0 <= value }.count }
}

/// What the colours of a field stand for, beside it.
struct ColorBar {
  private let field: Chart.Field
  private let right: Double
  private let plot: Rectangle

  init(_ field: Chart.Field, right: Double, _ plot: Rectangle) {
    (self.field, self.right, self.plot) = (field, right, plot)
  }

  /// With the room on its left.
  static func width(of field: Chart.Field) -> Double {
    36 + (field.levelLabels.map { Drawing.width(of: $0) }.max() ?? 0)
  }

  var marks: [Drawing.Mark] {
    let left = right - Self.width(of: field) + 18
    let count = field.levels.count + 1
    let height = (plot.bottom - plot.top) / Double(count)
    var marks: [Drawing.Mark] = (0..<count).map { band in
      .rectangle(
        Rectangle(
          left: left, top: plot.bottom - height * Double(band + 1), right: left + 14,
          bottom: plot.bottom - height * Double(band)),
        fill: Drawing.Paint(tint: field.tint(ofBand: band)),
        stroke: Drawing.Stroke(tint: field.tint(ofBand: band), width: 0.5))
    }
    let every = max(1, Int((20 / max(height, 1)).rounded(.up)))
    for (index, label) in field.levelLabels.enumerated() where index % every == 0 {
      marks.append(
        .words(label, left + 20, plot.bottom - height * Double(index + 1) + 5))
    }
    if !field.name.isEmpty { marks.append(.words(field.name, right, plot.top - 10, .end)) }
    return marks
  }
}
