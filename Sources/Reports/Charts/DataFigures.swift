package import Diagnostics

/// Values that belong together under a name.
package typealias NamedValues = (name: String, values: [Double])

/// How often values lie in each of some equal ranges, by class, one behind the other.
///
/// - Returns: `nil` where no value is finite.
/// - Source: Freedman and Diaconis (1981) for the width of the ranges.
package func histogramChart(
  _ classes: [NamedValues], title: String, x: String, language: Language
) -> Chart? {
  let all = classes.flatMap(\.values).filter { $0.magnitude <= 1e300 }
  guard let least = all.min(), let most = all.max() else { return nil }
  let bins = Bins(of: all, least, most)
  let width = bins.width
  return Chart(
    title: title, x: Chart.Axis(x, range: least < most ? bins.range : nil),
    y: Chart.Axis(Text(en: "how many", pt: "quantos")[language], isWhole: true),
    series: classes.prefix(8).map { name, values in
      let counts = bins.counts(of: values)
      return Chart.Series(
        name, .bars(width: width),
        counts.enumerated().map { Chart.Point(bins.middle(of: $0), Double($1)) },
        size: classes.count > 1 ? 0.7 : 1)
    })
}

private struct Bins {
  let start: Double
  let width: Double
  let count: Int

  init(of values: [Double], _ least: Double, _ most: Double) {
    let sorted = values.sorted()
    let spread = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    // A few different values, such as counts, each have their own bar.
    var different: [Double] = []
    for value in sorted where different.last != value {
      different.append(value)
      if different.count > 12 { break }
    }
    let gaps = zip(different, different.dropFirst()).map { $1 - $0 }
    if different.count <= 12, let gap = gaps.min(), gap > 0, (most - least) / gap <= 40 {
      (start, width) = (least - gap / 2, gap)
      count = Int(((most - least) / gap).rounded()) + 1
      return
    }
    let wanted = 2 * spread / Double(values.count).cubeRoot
    let number = wanted > 0 ? ((most - least) / wanted).rounded(.up) : 10
    count = Int(min(max(number.isFinite ? number : 10, 5), 40))
    let size = (most - least) / Double(count)
    width = size > 0 && size.isFinite ? size : max(abs(least) * 0.1, 1)
    start = size > 0 ? least : least - width * Double(count) / 2
  }

  var range: ClosedRange<Double> { start...start + width * Double(count) }

  func middle(of bin: Int) -> Double { start + width * (Double(bin) + 0.5) }

  func counts(of values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for value in values where value.magnitude <= 1e300 {
      let place = ((value - start) / width).rounded(.down)
      counts[Int(min(max(place, 0), Double(count - 1)))] += 1
    }
    return counts
  }
}

extension Double {
  /// The cube root, for a count.
  fileprivate var cubeRoot: Double {
    var root = max(self / 3, 1)
    // Newton's steps halve the error at least; a count below 2^63 needs fewer than these.
    for _ in 0..<80 { root -= (root - self / (root * root)) / 3 }
    return root
  }
}

/// One histogram for each column, the classes in their colours.
package func histogramFigure(
  _ columns: [(name: String, classes: [NamedValues])], language: Language
) -> Figure? {
  let charts = columns.prefix(12).compactMap {
    histogramChart($0.classes, title: $0.name, x: "", language: language)
  }
  guard let first = charts.first else { return nil }
  var figure = Figure(charts.map { .chart($0.withoutNames) })
  figure.legend = first.named
  return figure
}

/// Every column over every other, and each one's histogram on the diagonal.
package func pairsFigure(
  _ columns: [(name: String, classes: [NamedValues])], language: Language
) -> Figure? {
  let shown = columns.prefix(4)
  guard shown.count >= 2 else { return nil }
  var panels: [Figure.Panel] = []
  var legend: [Chart.Series] = []
  for (row, across) in shown.enumerated() {
    for (column, along) in shown.enumerated() {
      let title = row == 0 ? along.name : ""
      var chart: Chart
      if row == column {
        guard
          let bars = histogramChart(along.classes, title: title, x: "", language: language)
        else { return nil }
        chart = bars
        chart.y.isQuiet = true
      } else {
        chart = Chart(
          title: title, x: Chart.Axis(""), y: Chart.Axis(""),
          series: zip(along.classes, across.classes).map { a, b in
            Chart.Series(
              a.name, .points, zip(a.values, b.values).map { Chart.Point($0, $1) })
          })
      }
      if legend.isEmpty { legend = chart.named }
      chart = chart.withoutNames
      chart.x.isQuiet = row < shown.count - 1
      if row == shown.count - 1 { chart.x.name = along.name }
      if column == 0 { chart.y.name = across.name } else { chart.y.isQuiet = true }
      panels.append(.chart(chart))
    }
  }
  var figure = Figure(panels, columns: shown.count)
  figure.legend = legend
  return figure
}

extension Chart {
  /// Its series with names, for a legend above several charts.
  fileprivate var named: [Series] {
    series.enumerated().map { index, series in
      var named = series
      named.tint = series.tint ?? .series(index)
      return named
    }.filter { !$0.name.isEmpty }
  }

  fileprivate var withoutNames: Chart {
    var chart = self
    for index in chart.series.indices { chart.series[index].name = "" }
    return chart
  }
}
