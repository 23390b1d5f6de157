package import Diagnostics
package import Plans

/// The loss over the epochs, and beside it the metrics where there are some.
///
/// - Returns: `nil` where no epoch has a finite loss.
package func historyFigure(
  _ epochs: [EpochResult], title: String, language: Language
) -> Figure? {
  guard let loss = historyChart(epochs, title: title, language: language) else { return nil }
  let metrics = metricCharts(epochs, title: title, language: language)
  return Figure(([loss] + metrics).map { .chart($0) })
}

/// The metrics over the epochs: shares together, and each other one by itself, three charts at most.
private func metricCharts(
  _ epochs: [EpochResult], title: String, language: Language
) -> [Chart] {
  var names: [String] = []
  for metric in epochs.lazy.flatMap(\.metrics) where !names.contains(metric.name) {
    names.append(metric.name)
  }
  func points(_ name: String, _ metrics: (EpochResult) -> [NamedValue]) -> [Chart.Point] {
    epochs.compactMap { epoch in
      metrics(epoch).first { $0.name == name }.map { Chart.Point(Double(epoch.epoch), $0.value) }
    }
  }
  let all = names.map { name in
    (name: name, training: points(name, \.metrics), validation: points(name, \.validationMetrics))
  }
  let shares = all.filter { metric in
    (metric.training + metric.validation).allSatisfy { $0.y >= 0 && $0.y <= 1 }
  }
  let others = all.filter { metric in !shares.contains { $0.name == metric.name } }
  let groups = (shares.isEmpty ? [] : [shares]) + others.map { [$0] }
  return groups.prefix(3).compactMap { group in
    var series: [Chart.Series] = []
    for (index, metric) in group.prefix(6).enumerated() {
      // Of one metric the two parts have the colours of the loss beside it.
      let isAlone = group.count == 1
      let (own, other) = (
        Text(en: "training", pt: "treino"), Text(en: "validation", pt: "validação")
      )
      series.append(
        Chart.Series(
          isAlone ? own[language] : metric.name, .line, metric.training,
          tint: .series(isAlone ? 0 : index)))
      if !metric.validation.isEmpty {
        series.append(
          Chart.Series(
            isAlone ? other[language] : "\(metric.name), \(other[language])", .line,
            metric.validation, tint: .series(isAlone ? 1 : index + 6)))
      }
    }
    let name = group.map(\.name).joined(separator: ", ")
    let chart = Chart(
      title: group.count == 1
        ? "\(title): \(name)"
        : Text(en: "\(title): metrics", pt: "\(title): métricas")[language],
      x: Chart.Axis(Text(en: "epoch", pt: "época")[language], isWhole: true),
      y: Chart.Axis(group.count == 1 ? name : ""), series: series)
    return chart.series.contains { $0.points.contains(where: \.isDrawable) } ? chart : nil
  }
}

/// Numbers over their places in a list.
package func listChart(_ points: [Chart.Point], language: Language) -> Chart? {
  guard points.contains(where: \.isDrawable) else { return nil }
  return Chart(
    title: points.count == 1
      ? Text(en: "one number", pt: "um número")[language]
      : Text(en: "\(points.count) numbers", pt: "\(points.count) números")[language],
    x: Chart.Axis(Text(en: "place", pt: "posição")[language], isWhole: true),
    y: Chart.Axis(Text(en: "value", pt: "valor")[language]),
    series: [Chart.Series("", .line, points)])
}

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
