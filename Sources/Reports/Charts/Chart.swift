/// A picture of numbers over numbers: what it shows, not how it is drawn.
package struct Chart: Sendable {
  package var title: String
  package var x: Axis
  package var y: Axis
  /// What lies beneath everything: a value for each place.
  package var field: Field?
  /// A value for each pair of categories.
  package var cells: Cells?
  package var series: [Series]
  /// Straight lines over the whole chart.
  package var guides: [Guide] = []
  /// Points worth a word, such as the best epoch.
  package var notes: [Note]
  /// What has to be said of the whole, each on a line: that some curves are left out.
  package var remarks: [String]
  /// How wide it is for its height; `nil` for as wide as there is room.
  package var aspect: Double?

  /// One of the two directions of a chart.
  package struct Axis: Sendable {
    package enum Scale: Hashable, Sendable {
      case linear
      /// Equal distances are equal ratios; only for values above 0.
      case logarithmic
      /// One place for each name; upwards they are read from the top.
      case categories([String])
    }
    package var name: String
    package var scale: Scale
    /// Whether only whole numbers mean anything, as with epochs.
    package var isWhole: Bool
    /// What it shows, where that does not follow from the values.
    package var range: ClosedRange<Double>?
    /// Whether its numbers are left out, since a neighbour has them.
    package var isQuiet = false

    package init(
      _ name: String, scale: Scale = .linear, isWhole: Bool = false,
      range: ClosedRange<Double>? = nil
    ) {
      self.name = name
      self.scale = scale
      self.isWhole = isWhole
      self.range = range
    }
  }

  /// Values that belong together, under one name.
  package struct Series: Sendable {
    package enum Mark: Hashable, Sendable {
      case line
      case points
      /// The area between each point and its foot.
      case band
      /// Upright, from the foot to the point, as wide as so much of the axis.
      case bars(width: Double)
      /// A line that ends in a head.
      case arrow
    }
    package var name: String
    package var mark: Mark
    package var points: [Point]
    /// Its colour, where that is not the next one.
    package var tint: Tint?
    /// For a line, how thick it is, and for points, how large: 1 for the usual.
    package var size = 1.0

    package init(
      _ name: String, _ mark: Mark, _ points: [Point], tint: Tint? = nil, size: Double = 1
    ) {
      self.name = name
      self.mark = mark
      self.points = points
      self.tint = tint
      self.size = size
    }
  }

  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double
    /// Where a band or a bar begins.
    package var foot: Double

    package init(_ x: Double, _ y: Double, foot: Double = 0) {
      self.x = x
      self.y = y
      self.foot = foot
    }

    /// Whether it can be drawn; beyond this the difference of two values may not be finite.
    var isDrawable: Bool {
      x.magnitude <= 1e300 && y.magnitude <= 1e300 && foot.magnitude <= 1e300
    }
  }

  /// Values on a regular grid, as areas of colour.
  package struct Field: Sendable {
    package enum Look: Hashable, Sendable {
      /// Which of several is the largest, and how clearly; named by the series of the same number.
      case classes
      /// Little to much, between contour lines.
      case ramp
    }
    package var look: Look
    package var columns: Int
    package var rows: Int
    package var x: ClosedRange<Double>
    package var y: ClosedRange<Double>
    /// For each class, or for the one value: `[rows, columns]`, from the lowest row.
    package var values: [[Double]]
    /// Where the contour lines lie, ascending.
    package var levels: [Double]
    /// What the value is called, and how a level is written.
    package var name = ""
    /// Whether equal steps of colour are equal ratios.
    package var isLogarithmic = false

    package init(
      _ look: Look, columns: Int, rows: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
      values: [[Double]], levels: [Double], name: String = "", isLogarithmic: Bool = false
    ) {
      self.look = look
      self.columns = columns
      self.rows = rows
      self.x = x
      self.y = y
      self.values = values
      self.levels = levels
      self.name = name
      self.isLogarithmic = isLogarithmic
    }
  }

  /// One box for each pair of categories.
  package struct Cells: Sendable {
    /// `[rows, columns]`, from the top; how strong each is, from 0 to 1.
    package var shares: [[Double]]
    package var labels: [[String]]

    package init(shares: [[Double]], labels: [[String]]) {
      self.shares = shares
      self.labels = labels
    }
  }

  /// The places where `a·x + b·y + c = 0`.
  package struct Guide: Hashable, Sendable {
    package var a: Double
    package var b: Double
    package var c: Double
    package var tint: Tint
    /// Whether an arrow leads from it to where the sum is above 0.
    package var hasArrow: Bool
    /// How long the arrow is: 1 for the longest.
    package var length: Double

    package init(
      _ a: Double, _ b: Double, _ c: Double, tint: Tint = .axis, hasArrow: Bool = false,
      length: Double = 1
    ) {
      self.a = a
      self.b = b
      self.c = c
      self.tint = tint
      self.hasArrow = hasArrow
      self.length = length
    }
  }

  package struct Note: Hashable, Sendable {
    package var point: Point
    package var text: String

    package init(_ point: Point, _ text: String) {
      self.point = point
      self.text = text
    }
  }

  package init(
    title: String, x: Axis, y: Axis, series: [Series], notes: [Note] = [],
    remarks: [String] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.notes = notes
    self.remarks = remarks
  }
}

extension Chart {
  /// The chart as it can be drawn: without what is not finite or has no logarithm, and with at most
  /// so many points a series, and places a line; `nil` where nothing is left.
  func drawable(points: Int = 5_000, places: Int = 5_000) -> Chart? {
    var chart = self
    chart.series = series.enumerated().compactMap { index, series in
      var drawn = series
      let most = series.mark.isSingle ? points : places
      // The colour goes with the place among all, also where some are left out.
      drawn.tint = series.tint ?? .series(index)
      drawn.points = series.points.thinned(to: most * 4, keepingExtremes: series.mark.isConnected)
        .filter(shows)
        .thinned(to: most, keepingExtremes: series.mark.isConnected)
      return drawn.points.isEmpty ? nil : drawn
    }
    chart.notes = notes.filter { shows($0.point) }
    chart.guides = guides.filter { $0.a.isFinite && $0.b.isFinite && $0.c.isFinite }
    chart.field = field.flatMap(\.drawable)
    let hasCells = cells.map { !$0.shares.isEmpty } ?? false
    return chart.series.isEmpty && chart.field == nil && !hasCells ? nil : chart
  }

  private func shows(_ point: Point) -> Bool {
    point.isDrawable && x.shows(point.x) && y.shows(point.y)
  }
}

extension Chart.Series.Mark {
  /// Whether its points are joined, so that a peak must not be lost.
  var isConnected: Bool { self == .line || self == .band }

  /// Whether each point is a mark of its own.
  var isSingle: Bool {
    switch self {
    case .points, .bars: true
    case .line, .band, .arrow: false
    }
  }
}

extension Chart.Axis {
  fileprivate func shows(_ value: Double) -> Bool { scale != .logarithmic || value > 0 }
}

extension Chart.Field {
  /// The field without what is not finite, for which its largest value stands; `nil` where nothing
  /// is left.
  var drawable: Chart.Field? {
    guard columns >= 2, rows >= 2, x.lowerBound < x.upperBound, y.lowerBound < y.upperBound,
      !values.isEmpty, values.allSatisfy({ $0.count == columns * rows })
    else { return nil }
    var field = self
    var most = -Double.infinity
    for value in values.joined() where value.magnitude <= 1e300 { most = max(most, value) }
    guard most.isFinite else { return nil }
    field.values = values.map { all in all.map { $0.magnitude <= 1e300 ? $0 : most } }
    return field
  }
}

extension Chart.Field {
  /// With at most so many columns and rows, evenly chosen, the first and the last among them.
  func thinned(to most: Int) -> Chart.Field {
    guard most >= 2, columns > most || rows > most,
      values.allSatisfy({ $0.count == columns * rows })
    else { return self }
    var field = self
    (field.columns, field.rows) = (min(columns, most), min(rows, most))
    func kept(_ count: Int, of all: Int) -> [Int] {
      count < 2 ? Array(0..<count) : (0..<count).map { $0 * (all - 1) / (count - 1) }
    }
    let places = kept(field.rows, of: rows).flatMap { row in
      kept(field.columns, of: columns).map { row * columns + $0 }
    }
    field.values = values.map { all in places.map { all[$0] } }
    return field
  }
}

extension [Chart.Point] {
  /// At most about `most` of the points, evenly chosen.
  ///
  /// Of a line each stretch keeps its lowest and highest point, so that no peak is lost.
  func thinned(to most: Int, keepingExtremes: Bool) -> [Chart.Point] {
    guard count > most, most >= 4 else { return self }
    let stretches = keepingExtremes ? most / 2 : most
    var kept: [Chart.Point] = []
    kept.reserveCapacity(most)
    for stretch in 0..<stretches {
      let range = count * stretch / stretches..<count * (stretch + 1) / stretches
      guard keepingExtremes else {
        kept.append(self[range.lowerBound])
        continue
      }
      var ends: (low: Int, high: Int)?
      for index in range where self[index].isDrawable {
        guard let (low, high) = ends else {
          ends = (index, index)
          continue
        }
        if self[index].y < self[low].y { ends?.low = index }
        if self[index].y > self[high].y { ends?.high = index }
      }
      guard let (low, high) = ends else { continue }
      kept.append(self[Swift.min(low, high)])
      if low != high { kept.append(self[Swift.max(low, high)]) }
    }
    return kept
  }
}
