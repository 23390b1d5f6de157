import Diagnostics
import Foundation
import Plans
import Reports

/// Charts of every kind, for the promises that all of them keep and for looking at them.
struct ChartSample: Sendable, CustomStringConvertible {
  let name: String
  let figure: Figure

  var description: String { name }

  var svg: String { svgDocument(figure.drawing(language: .english)) }

  /// One chart each.
  static let charts: [ChartSample] = [
    ChartSample("history", history(overfitting)),
    ChartSample("history-over-decades", history(overDecades)),
    ChartSample("history-of-one-epoch", history(Array(overfitting.prefix(1)))),
    ChartSample("history-that-is-level", history(level)),
    ChartSample("history-that-continues", history(Array(overDecades.suffix(15)))),
    ChartSample("history-with-gaps", history(gaps)),
    ChartSample("history-best-at-the-end", history(Array(overfitting.prefix(30)))),
    ChartSample("two-classes", scatter(classes: 2, points: 100)),
    ChartSample("twelve-classes", scatter(classes: 12, points: 30)),
    ChartSample("long-names", longNames),
    ChartSample("one-point", scatter(classes: 1, points: 1)),
    ChartSample("regression", regression),
    ChartSample("many-points", scatter(classes: 3, points: 20_000)),
    ChartSample("large-numbers", largeNumbers),
    ChartSample("rates", rates),
  ].compactMap { $0 }

  static let all: [ChartSample] = charts + FigureSamples.all

  private init?(_ name: String, _ chart: Chart?) {
    guard let chart else { return nil }
    self.init(name, Figure(chart))
  }

  init?(_ name: String, _ figure: Figure?) {
    guard let figure else { return nil }
    (self.name, self.figure) = (name, figure)
  }

  private static func history(_ epochs: [EpochResult]) -> Chart? {
    historyChart(epochs, title: "classifier", language: .english)
  }

  /// A training that gets better for forty epochs and then over-fits.
  private static let overfitting = (1...60).map { epoch in
    let x = Double(epoch)
    return EpochResult(
      epoch: epoch, loss: 1.2 * exp(-x / 12) + 0.05,
      validationLoss: 1.2 * exp(-x / 14) + 0.12 + max(0, x - 40) * 0.004, rate: 0.1, seconds: x)
  }

  private static let overDecades = (1...40).map { epoch in
    EpochResult(
      epoch: epoch, loss: 3 * exp(-Double(epoch) / 4) + 1e-6,
      validationLoss: 4 * exp(-Double(epoch) / 5), rate: 0.1, seconds: 0)
  }

  private static let level = (1...20).map { epoch in
    EpochResult(epoch: epoch, loss: 0.6931, validationLoss: 0.6931, rate: 0.1, seconds: 0)
  }

  private static let gaps = (1...20).map { epoch in
    EpochResult(
      epoch: epoch, loss: epoch == 9 ? .nan : 1 / Double(epoch),
      validationLoss: epoch % 5 == 0 ? 1.2 / Double(epoch) : nil, rate: 0.1, seconds: 0)
  }

  private static func scatter(classes: Int, points: Int) -> Chart? {
    scatterChart(
      (0..<classes).map { index in
        (
          name: "class \(index)",
          points: (0..<points).map { cloud(around: Double(index), number: Double($0)) }
        )
      }, title: "blobs", x: "x1", y: "x2")
  }

  /// Points that look drawn by chance, and are the same everywhere.
  private static func cloud(around centre: Double, number: Double) -> (Double, Double) {
    let angle = number * 2.399963
    let radius = 0.9 * (number * 0.618034).truncatingRemainder(dividingBy: 1)
    return (centre * 1.3 + radius * cos(angle), sin(centre) * 2 + radius * sin(angle))
  }

  private static let longNames = scatterChart(
    [
      (name: "a class whose name goes on <and> on & on", points: [(1, 1), (2, 3)]),
      (name: "outro nome comprido de verdade", points: [(1.5, 2), (2.5, 1)]),
      (name: "値段の高い家", points: [(2, 2)]),
    ], title: "A title that says far more than a title should say, \"about\" the <points> it has",
    x: "Absenteeism time in hours", y: "Distance from Residence to Work")

  private static let regression: Chart? = Chart(
    title: "line", x: Chart.Axis("x"), y: Chart.Axis("y"),
    series: [
      Chart.Series(
        "data", .points,
        (0..<60).map { Chart.Point(Double($0) / 10, Double($0) * 0.2 - 3 + sin(Double($0 * $0))) }),
      Chart.Series("prediction", .line, [Chart.Point(0, -3), Chart.Point(5.9, 8.8)]),
    ])

  private static let largeNumbers = scatterChart(
    [(name: "", points: (0..<50).map { (1e9 + Double($0) * 1e7, -2.5e-7 * Double($0)) })],
    title: "prices", x: "price", y: "change")

  /// Seven curves, one of them on a logarithmic axis of rates.
  private static let rates: Chart? = Chart(
    title: "loss over rate", x: Chart.Axis("rate", scale: .logarithmic), y: Chart.Axis("loss"),
    series: (1...7).map { curve in
      Chart.Series(
        "seed \(curve)", .line,
        (0...40).map { step in
          let rate = pow(10, -5 + Double(step) / 10)
          return Chart.Point(rate, 0.2 * Double(curve) + pow(log10(rate) + 2.5, 2))
        })
    })
}
