package import Diagnostics
package import Plans

/// What a training is going to do, in a few lines before it begins.
package func cardText(
  _ card: TrainingCard, style: TerminalStyle, language: Language
) -> String {
  let title = Text(en: "Training \(card.network)", pt: "Treinando \(card.network)")
  let lines = [
    style.painted(title[language].shownSafely, .strong),
    "  " + arithmetic(card, isASCII: style.isASCII)[language],
    "  " + means(card, isASCII: style.isASCII)[language],
  ]
  return lines.joined(separator: "\n") + "\n"
}

/// "1,040 samples ÷ batch 32 = 33 iterations an epoch × 50 epochs = 1,650 updates".
private func arithmetic(_ card: TrainingCard, isASCII: Bool) -> Text {
  let (divided, times) = isASCII ? ("/", "x") : ("÷", "×")
  let batch = NumberText.count(card.batch)
  let last = NumberText.count(card.lastBatch)
  let isWhole = card.lastBatch == card.batch
  let (samples, iterations) = (
    Amount.samples(card.samples), Amount.iterations(card.iterationsPerEpoch)
  )
  let (epochs, updates) = (Amount.epochs(card.epochs), Amount.updates(card.updates))
  return Text(
    en: "\(samples.en) \(divided) batch \(batch) = \(iterations.en) an epoch"
      + (isWhole ? "" : " (the last batch has \(last))")
      + " \(times) \(epochs.en) = \(updates.en)",
    pt: "\(samples.pt) \(divided) lote de \(batch) = \(iterations.pt) por época"
      + (isWhole ? "" : " (o último lote tem \(last))")
      + " \(times) \(epochs.pt) = \(updates.pt)")
}

/// Parameters, memory, threads and the expected time.
private func means(_ card: TrainingCard, isASCII: Bool) -> Text {
  var parts = [
    Amount.parameters(card.parameters), Text(verbatim: bytesText(card.memory)),
    Amount.threads(card.threads),
  ]
  if card.validationSamples > 0 {
    let count = Amount.samples(card.validationSamples)
    parts.insert(
      Text(en: "\(count.en) for validation", pt: "\(count.pt) para validação"), at: 0)
  }
  if let seconds = card.expectedSeconds {
    let time = durationText(seconds)
    parts.append(Text(en: "about \(time)", pt: "cerca de \(time)"))
  }
  let separator = isASCII ? ", " : " · "
  return Text(
    en: parts.map(\.en).joined(separator: separator),
    pt: parts.map(\.pt).joined(separator: separator))
}
