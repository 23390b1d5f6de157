package import Diagnostics
package import Plans

/// What a training is going to do, in a few lines before it begins.
package func cardText(
  _ card: TrainingCard, style: TerminalStyle, language: Language
) -> String {
  let lines = [
    style.painted(
      Text(en: "Training \(card.network)", pt: "Treinando \(card.network)")[language], .strong),
    "  " + arithmetic(card)[language],
    "  " + means(card)[language],
  ]
  return lines.joined(separator: "\n") + "\n"
}

/// "1,040 samples ÷ batch 32 = 33 iterations an epoch × 50 epochs = 1,650 updates".
private func arithmetic(_ card: TrainingCard) -> Text {
  let (samples, batch) = (NumberText.count(card.samples), NumberText.count(card.batch))
  let (iterations, epochs) = (
    NumberText.count(card.iterationsPerEpoch), NumberText.count(card.epochs)
  )
  let updates = NumberText.count(card.updates)
  let isWhole = card.lastBatch == card.batch
  let last = isWhole ? "" : " (the last batch has \(card.lastBatch))"
  let ultimo = isWhole ? "" : " (o último lote tem \(card.lastBatch))"
  let (one, uma) = card.iterationsPerEpoch == 1 ? ("", "") : ("s", "ões")
  return Text(
    en: "\(samples) samples ÷ batch \(batch) = \(iterations) iteration\(one) an epoch\(last)"
      + " × \(epochs) epoch\(card.epochs == 1 ? "" : "s") = \(updates) update\(card.updates == 1 ? "" : "s")",
    pt:
      "\(samples) amostras ÷ lote \(batch) = \(iterations) iteraç\(uma.isEmpty ? "ão" : uma) por época\(ultimo)"
      + " × \(epochs) época\(card.epochs == 1 ? "" : "s") = \(updates) atualizaç\(card.updates == 1 ? "ão" : "ões")"
  )
}

/// Parameters, memory, threads and the expected time.
private func means(_ card: TrainingCard) -> Text {
  var parts = [
    Text(
      en: "\(NumberText.count(card.parameters)) parameters",
      pt: "\(NumberText.count(card.parameters)) parâmetros"),
    Text(verbatim: bytesText(card.memory)),
    card.threads == 1
      ? Text(en: "1 thread", pt: "1 thread") : Text(verbatim: "\(card.threads) threads"),
  ]
  if card.validationSamples > 0 {
    let count = NumberText.count(card.validationSamples)
    parts.insert(
      Text(en: "\(count) samples for validation", pt: "\(count) amostras para validação"), at: 0)
  }
  if let seconds = card.expectedSeconds {
    let time = durationText(seconds)
    parts.append(Text(en: "about \(time)", pt: "cerca de \(time)"))
  }
  return Text(
    en: parts.map(\.en).joined(separator: " · "), pt: parts.map(\.pt).joined(separator: " · "))
}

/// A number of bytes in the unit that fits.
func bytesText(_ bytes: Int) -> String {
  let units = ["B", "KB", "MB", "GB", "TB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1024, unit < units.count - 1 {
    value /= 1024
    unit += 1
  }
  return "\(NumberText.short(value, digits: unit == 0 ? 4 : 3)) \(units[unit])"
}

/// A time for a person: `0.03 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0 else { return "?" }
  if seconds < 0.01 { return "0.01 s" }
  if seconds < 10 { return "\(NumberText.short(seconds, digits: 2)) s" }
  let whole = Int(min(seconds, 1e12).rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole % 3600 / 60) min"
}
