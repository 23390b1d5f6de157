package import Diagnostics

/// The predicted values over the true ones: on the diagonal both are the same.
package func predictionChart(
  truth: [Double], predicted: [Double], title: String, target: String, language: Language
) -> Chart? {
  let points = zip(truth, predicted).map { Chart.Point($0, $1) }.filter(\.isDrawable)
  guard !points.isEmpty else { return nil }
  var chart = Chart(
    title: Text(
      en: "\(title): prediction against truth", pt: "\(title): predição contra verdade")[language],
    x: Chart.Axis(Text(en: "true \(target)", pt: "\(target) verdadeiro")[language]),
    y: Chart.Axis(Text(en: "predicted \(target)", pt: "\(target) predito")[language]),
    series: [Chart.Series("", .points, points)])
  chart.guides = [Chart.Guide(1, -1, 0, tint: .ink)]
  // Both axes show the same, so that the diagonal is one.
  let all = points.flatMap { [$0.x, $0.y] }
  if let least = all.min(), let most = all.max(), least < most {
    let room = (most - least) * 0.05
    (chart.x.range, chart.y.range) = (least - room...most + room, least - room...most + room)
    chart.aspect = 1.25
  }
  return chart
}

/// What is left between prediction and truth, over the prediction, and how often each happens.
package func residualFigure(
  truth: [Double], predicted: [Double], title: String, target: String, language: Language
) -> Figure? {
  let points = zip(truth, predicted).map { Chart.Point($1, $0 - $1) }.filter(\.isDrawable)
  guard !points.isEmpty else { return nil }
  let residual = Text(en: "truth - prediction", pt: "verdade - predição")[language]
  var scatter = Chart(
    title: Text(en: "\(title): residuals", pt: "\(title): resíduos")[language],
    x: Chart.Axis(Text(en: "predicted \(target)", pt: "\(target) predito")[language]),
    y: Chart.Axis(residual), series: [Chart.Series("", .points, points)])
  scatter.guides = [Chart.Guide(0, 1, 0, tint: .ink)]
  let bars = histogramChart(
    [(name: "", values: points.map(\.y))],
    title: Text(
      en: "How often", pt: "Com que frequência")[language], x: residual, language: language)
  return Figure([.chart(scatter)] + (bars.map { [.chart($0)] } ?? []))
}
