package import Diagnostics
package import Plans

/// The results of an evaluation, with what guessing would score beside each metric.
package func evaluationText(
  _ evaluation: Evaluation, style: TerminalStyle, language: Language
) -> String {
  let samples = NumberText.count(evaluation.samples)
  var text =
    style.painted(
      Text(
        en: "\(evaluation.network) on \(evaluation.part)",
        pt: "\(evaluation.network) em \(evaluation.part)")[language], .strong)
    + Text(en: " (\(samples) samples)", pt: " (\(samples) amostras)")[language] + "\n"
  var table = TextTable([
    ("", .left), ("", .right), (baselineName(evaluation)?[language] ?? "", .right),
  ])
  if let loss = evaluation.loss {
    table.add([Text(en: "loss", pt: "perda")[language], NumberText.short(loss)])
  }
  for metric in evaluation.metrics {
    table.add([
      metric.name, metricText(metric.name, metric.value),
      metric.baseline.map { metricText(metric.name, $0.value) } ?? "",
    ])
  }
  text += table.text(style)
  if let confusion = evaluation.confusion { text += confusionText(confusion, style, language) }
  return text
}

/// What the guess is that the third column stands for.
private func baselineName(_ evaluation: Evaluation) -> Text? {
  guard let baseline = evaluation.metrics.lazy.compactMap(\.baseline).first else { return nil }
  switch baseline.guess {
  case .majority(let name):
    return Text(en: "always \(name)", pt: "sempre \(name)")
  case .mean(let mean):
    let value = NumberText.short(mean)
    return Text(en: "always the mean, \(value)", pt: "sempre a média, \(value)")
  }
}

private func confusionText(
  _ confusion: ConfusionCounts, _ style: TerminalStyle, _ language: Language
) -> String {
  // Of more classes the table would not fit a page.
  guard confusion.classes.count <= 20, confusion.counts.count == confusion.classes.count else {
    return ""
  }
  let corner = Text(en: "true \\ predicted", pt: "real \\ prevista")[language]
  var table = TextTable([(corner, .left)] + confusion.classes.map { ($0, .right) })
  for (name, row) in zip(confusion.classes, confusion.counts) {
    table.add([name] + row.map { NumberText.count($0) })
  }
  return "\n" + table.text(style)
}
