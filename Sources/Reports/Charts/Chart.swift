/// A picture of numbers over numbers: what it shows, not how it is drawn.
package struct Chart: Sendable {
  package var title: String
  package var x: Axis
  package var y: Axis
  package var series: [Series]
  /// Points worth a word, such as the best epoch.
  package var notes: [Note]
  /// What has to be said of the whole, each on a line: that some curves are left out.
  package var remarks: [String]

  /// One of the two directions of a chart.
  package struct Axis: Sendable {
    package enum Scale: Hashable, Sendable {
      case linear
      /// Equal distances are equal ratios; only for values above 0.
      case logarithmic
    }
    package var name: String
    package var scale: Scale
    /// Whether only whole numbers mean anything, as with epochs.
    package var isWhole: Bool

    package init(_ name: String, scale: Scale = .linear, isWhole: Bool = false) {
      self.name = name
      self.scale = scale
      self.isWhole = isWhole
    }
  }

  /// Values that belong together, under one name.
  package struct Series: Sendable {
    package enum Mark: Hashable, Sendable { case line, points }
    package var name: String
    package var mark: Mark
    package var points: [Point]

    package init(_ name: String, _ mark: Mark, _ points: [Point]) {
      self.name = name
      self.mark = mark
      self.points = points
    }
  }

  package struct Point: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }

    /// Whether it can be drawn; beyond this the difference of two values may not be finite.
    var isDrawable: Bool { x.magnitude <= 1e300 && y.magnitude <= 1e300 }
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
  /// `most` points a series; `nil` where nothing is left.
  func drawable(most: Int) -> Chart? {
    var chart = self
    chart.series = series.compactMap { series in
      var drawn = series
      drawn.points = series.points.filter { $0.isDrawable && x.shows($0.x) && y.shows($0.y) }
        .thinned(to: most, keepingExtremes: series.mark == .line)
      return drawn.points.isEmpty ? nil : drawn
    }
    chart.notes = notes.filter { $0.point.isDrawable && x.shows($0.point.x) && y.shows($0.point.y) }
    return chart.series.isEmpty ? nil : chart
  }
}

extension Chart.Axis {
  fileprivate func shows(_ value: Double) -> Bool { scale == .linear || value > 0 }
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
      guard let low = range.min(by: { self[$0].y < self[$1].y }),
        let high = range.max(by: { self[$0].y < self[$1].y })
      else { continue }
      kept.append(self[Swift.min(low, high)])
      if low != high { kept.append(self[Swift.max(low, high)]) }
    }
    return kept
  }
}
