package import Diagnostics
package import Plans

/// The loss over the epochs, for training and validation, with the best epoch marked.
///
/// - Returns: `nil` where no epoch has a finite loss.
package func historyChart(
  _ epochs: [EpochResult], title: String, language: Language
) -> Chart? {
  let training = epochs.map { Chart.Point(Double($0.epoch), $0.loss) }
  let validation = epochs.compactMap { epoch in
    epoch.validationLoss.map { Chart.Point(Double(epoch.epoch), $0) }
  }
  let finite = (training + validation).filter(\.isDrawable)
  guard let least = finite.map(\.y).min(), let most = finite.map(\.y).max() else { return nil }
  // Over more than two decades a linear axis shows only the first epochs.
  let scale: Chart.Axis.Scale = least > 0 && most / least > 100 ? .logarithmic : .linear
  var chart = Chart(
    title: Text(en: "\(title): loss over epochs", pt: "\(title): perda ao longo das épocas")[
      language],
    x: Chart.Axis(Text(en: "epoch", pt: "época")[language], isWhole: true),
    y: Chart.Axis(Text(en: "loss", pt: "perda")[language], scale: scale),
    series: [
      Chart.Series(Text(en: "training", pt: "treino")[language], .line, training)
    ])
  if !validation.isEmpty {
    chart.series.append(
      Chart.Series(Text(en: "validation", pt: "validação")[language], .line, validation))
    if let best = validation.filter(\.isDrawable).min(by: { $0.y < $1.y }) {
      chart.notes = [
        Chart.Note(
          best,
          Text(
            en: "best: epoch \(NumberText.exact(best.x))",
            pt: "melhor: época \(NumberText.exact(best.x))")[language])
      ]
    }
  }
  return chart
}

/// Points by class, or one cloud of points.
package func scatterChart(
  _ series: [(name: String, points: [(Double, Double)])], title: String, x: String, y: String
) -> Chart? {
  let chart = Chart(
    title: title, x: Chart.Axis(x), y: Chart.Axis(y),
    series: series.map { name, points in
      Chart.Series(name, .points, points.map { Chart.Point($0.0, $0.1) })
    })
  return chart.series.contains { $0.points.contains(where: \.isDrawable) } ? chart : nil
}
