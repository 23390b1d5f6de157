package import Diagnostics
package import Plans

/// How often each class was taken for each, as boxes; the deeper, the larger the share of its row.
package func confusionChart(
  _ counts: ConfusionCounts, title: String, language: Language
) -> Chart? {
  guard counts.classes.count >= 2, counts.counts.count == counts.classes.count else { return nil }
  let sums = counts.counts.map { max($0.reduce(0, +), 1) }
  var chart = Chart(
    title: Text(
      en: "\(title): what each class was taken for", pt: "\(title): pelo que cada classe foi tomada"
    )[
      language],
    x: Chart.Axis(
      Text(en: "prediction", pt: "predição")[language], scale: .categories(counts.classes)),
    y: Chart.Axis(Text(en: "truth", pt: "verdade")[language], scale: .categories(counts.classes)),
    series: [])
  chart.cells = Chart.Cells(
    shares: zip(counts.counts, sums).map { row, sum in row.map { Double($0) / Double(sum) } },
    labels: counts.counts.map { row in row.map { NumberText.count($0) } })
  chart.aspect = 1.15
  return chart
}

/// One class against the others: its scores, and whether each sample is of it.
package struct ClassScores: Sendable {
  package var name: String
  package var scores: [Double]
  package var truth: [Bool]

  package init(name: String, scores: [Double], truth: [Bool]) {
    self.name = name
    self.scores = scores
    self.truth = truth
  }
}

/// The share of found positives over the share of false alarms, for every threshold.
///
/// - Returns: `nil` where no class has both kinds of samples.
/// - Source: Fawcett (2006), "An introduction to ROC analysis", algorithms 1 and 2.
package func rocChart(_ classes: [ClassScores], title: String, language: Language) -> Chart? {
  let curves = classes.prefix(12).compactMap(ROCCurve.init)
  guard !curves.isEmpty else { return nil }
  var chart = Chart(
    title: Text(en: "\(title): ROC", pt: "\(title): curva ROC")[language],
    x: Chart.Axis(
      Text(en: "false positive rate", pt: "taxa de falsos positivos")[language], range: 0...1),
    y: Chart.Axis(
      Text(en: "true positive rate", pt: "taxa de verdadeiros positivos")[language], range: 0...1),
    series: curves.map { curve in
      Chart.Series(
        Text(
          en: "\(curve.name): area \(NumberText.fixed(curve.area, places: 3))",
          pt: "\(curve.name): área \(NumberText.fixed(curve.area, places: 3))")[language],
        .line, curve.points)
    })
  // Guessing lies on the diagonal.
  chart.guides = [Chart.Guide(1, -1, 0)]
  chart.aspect = 1.25
  return chart
}

private struct ROCCurve {
  let name: String
  var points = [Chart.Point(0, 0)]
  var area = 0.0

  init?(_ own: ClassScores) {
    name = own.name
    let positives = own.truth.count { $0 }
    let negatives = own.truth.count - positives
    guard positives > 0, negatives > 0, own.scores.count == own.truth.count,
      own.scores.allSatisfy({ !$0.isNaN })
    else { return nil }
    let order = own.scores.indices.sorted { own.scores[$0] > own.scores[$1] }
    var (found, alarms) = (0, 0)
    for (place, index) in order.enumerated() {
      if own.truth[index] { found += 1 } else { alarms += 1 }
      // Equal scores go over the threshold together.
      let next = place + 1
      if next < order.count, own.scores[order[next]] == own.scores[index] { continue }
      let point = Chart.Point(
        Double(alarms) / Double(negatives), Double(found) / Double(positives))
      if let last = points.last { area += (point.x - last.x) * (point.y + last.y) / 2 }
      points.append(point)
    }
  }
}

/// What a network with two inputs makes of each place, with the samples.
package struct RegionPicture: Sendable {
  package var title: String
  package var x: String
  package var y: String
  package var field: Chart.Field
  /// The samples by class, in the classes' order; one cloud where there are none.
  package var points: [(name: String, points: [(Double, Double)])]
  /// Where the score of each class is 0, of a network without hidden layers.
  package var guides: [Chart.Guide]
  package var remarks: [String]

  package init(
    title: String, x: String, y: String, field: Chart.Field,
    points: [(name: String, points: [(Double, Double)])], guides: [Chart.Guide] = [],
    remarks: [String] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.field = field
    self.points = points
    self.guides = guides
    self.remarks = remarks
  }

  package var chart: Chart {
    var chart = Chart(
      title: title, x: Chart.Axis(x, range: field.x), y: Chart.Axis(y, range: field.y),
      series: points.map { name, points in
        Chart.Series(name, .points, points.map { Chart.Point($0.0, $0.1) })
      }, remarks: remarks)
    if field.look == .ramp {
      // On the colours of a value the samples are all alike.
      for index in chart.series.indices { chart.series[index].tint = .dark }
    }
    chart.field = field
    chart.guides = guides
    return chart
  }
}
