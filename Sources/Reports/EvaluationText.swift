package import Diagnostics
package import Plans

/// The results of an evaluation, with what guessing would score beside each metric.
package func evaluationText(
  _ evaluation: Evaluation, style: TerminalStyle, language: Language
) -> String {
  let samples = Amount.samples(evaluation.samples)[language]
  let title = Text(
    en: "\(evaluation.network) on \(evaluation.part)",
    pt: "\(evaluation.network) em \(evaluation.part)")
  let guess = mainGuess(evaluation)
  var table = TextTable([
    ("", .left), ("", .right), (guess.map { name(of: $0)[language] } ?? "", .right), ("", .left),
  ])
  // A guess other than that of the column is named behind its score.
  func other(_ baseline: Baseline?) -> String {
    baseline.flatMap { $0.guess == guess ? nil : name(of: $0.guess)[language] } ?? ""
  }
  if let loss = evaluation.loss {
    let baseline = evaluation.lossBaseline
    table.add([
      Text(en: "loss", pt: "perda")[language], NumberText.short(loss),
      baseline.map { NumberText.short($0.value) } ?? "", other(baseline),
    ])
  }
  for metric in evaluation.metrics {
    table.add([
      metric.name,
      metric.value.isNaN ? (style.isASCII ? "-" : "–") : metricText(metric.name, metric.value),
      metric.baseline.map { metricText(metric.name, $0.value) } ?? "", other(metric.baseline),
    ])
  }
  let confusion = evaluation.confusion.map { confusionText($0, style, language) } ?? ""
  return style.painted(title[language].shownSafely, .strong) + " (\(samples))\n"
    + table.text(style) + undefinedText(evaluation, language) + confusion
}

/// Why metrics have no value: what compares classes needs samples of each.
private func undefinedText(_ evaluation: Evaluation, _ language: Language) -> String {
  let names = evaluation.metrics.filter(\.value.isNaN).map { "'\($0.name)'" }
  guard !names.isEmpty else { return "" }
  let list = names.joined(separator: ", ")
  let absent = evaluation.confusion?.absentClasses ?? []
  let (en, pt) = names.count == 1 ? ("is", "está definida") : ("are", "estão definidas")
  let classes =
    absent.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    + (absent.count > 5 ? ", …" : "")
  let reason =
    absent.isEmpty
    ? Text(en: "the formula gives no number", pt: "a fórmula não dá um número")
    : Text(en: "no sample here is of \(classes)", pt: "nenhuma amostra aqui é de \(classes)")
  return Text(
    en: "  \(list) \(en) not defined: \(reason.en)",
    pt: "  \(list) não \(pt): \(reason.pt)")[language].shownSafely + "\n"
}

/// The loss and the metrics, each with its value and what the simplest guess scores, in words.
func evaluationRows(_ evaluation: Evaluation, language: Language) -> [[String]] {
  func row(_ name: String, _ value: String, _ baseline: Baseline?, _ score: String?) -> [String] {
    [
      name, value,
      baseline.map { "\(score ?? "") (\(Reports.name(of: $0.guess)[language]))" } ?? "",
    ]
  }
  let loss = evaluation.loss.map { loss in
    row(
      Text(en: "loss", pt: "perda")[language], NumberText.short(loss), evaluation.lossBaseline,
      evaluation.lossBaseline.map { NumberText.short($0.value) })
  }
  return [loss].compactMap { $0 }
    + evaluation.metrics.map { metric in
      row(
        metric.name, metricText(metric.name, metric.value), metric.baseline,
        metric.baseline.map { metricText(metric.name, $0.value) })
    }
}

/// The guess that the third column stands for.
private func mainGuess(_ evaluation: Evaluation) -> Baseline.Guess? {
  let guesses = evaluation.metrics.compactMap(\.baseline?.guess)
  return guesses.first { $0 != .shares } ?? guesses.first ?? evaluation.lossBaseline?.guess
}

private func name(of guess: Baseline.Guess) -> Text {
  switch guess {
  case .majority(let name):
    return Text(en: "always '\(name)'", pt: "sempre '\(name)'")
  case .mean(let mean):
    let value = NumberText.short(mean)
    return Text(en: "always the mean, \(value)", pt: "sempre a média, \(value)")
  case .means: return Text(en: "always the means", pt: "sempre as médias")
  case .shares: return Text(en: "the classes' shares", pt: "as frações das classes")
  }
}

// MARK: Confusion

/// The table of truth against prediction where it fits the width, else what was confused most.
private func confusionText(
  _ confusion: ConfusionCounts, _ style: TerminalStyle, _ language: Language
) -> String {
  let table = confusionTable(confusion, style, language)
  let isNarrow = table.split(separator: "\n").allSatisfy { String($0).displayWidth <= style.width }
  if confusion.classes.count <= 20, isNarrow { return "\n" + table }
  return "\n" + mostConfused(confusion, language)
}

private func confusionTable(
  _ confusion: ConfusionCounts, _ style: TerminalStyle, _ language: Language
) -> String {
  // The colours would spoil the widths that the table measures.
  var plain = style
  plain.isColored = false
  let corner = Text(en: "true \\ predicted", pt: "real \\ prevista")[language]
  let classes = confusion.classes.map { $0.cut(to: 14, ellipsis: style.ellipsis) }
  var table = TextTable([(corner, .left)] + classes.map { ($0, .right) })
  for (name, row) in zip(classes, confusion.counts) {
    table.add([name] + row.map { NumberText.count($0, in: language) })
  }
  return table.text(plain)
}

private func mostConfused(_ confusion: ConfusionCounts, _ language: Language) -> String {
  var pairs: [(truth: Int, prediction: Int, count: Int)] = []
  for (truth, row) in confusion.counts.enumerated() {
    for (prediction, count) in row.enumerated() where truth != prediction && count > 0 {
      pairs.append((truth, prediction, count))
    }
  }
  let most = pairs.sorted { $0.count > $1.count }.prefix(8)
  guard !most.isEmpty else { return "" }
  let lines = most.map { pair in
    let count = NumberText.countText(pair.count)
    let (truth, prediction) = (confusion.name(pair.truth), confusion.name(pair.prediction))
    return Text(
      en: "\(count.en) × '\(truth)' taken for '\(prediction)'",
      pt: "\(count.pt) × '\(truth)' tomada por '\(prediction)'")[language].shownSafely
  }
  return Text(en: "  Most often confused:\n", pt: "  Confundidas com mais frequência:\n")[language]
    + lines.map { "    \($0)\n" }.joined()
}

extension ConfusionCounts {
  /// The classes that no sample is of.
  fileprivate var absentClasses: [String] {
    counts.indices.filter { counts[$0].allSatisfy { $0 == 0 } }.map(name)
  }

  fileprivate func name(_ index: Int) -> String {
    classes.indices.contains(index) ? classes[index] : String(index + 1)
  }
}
