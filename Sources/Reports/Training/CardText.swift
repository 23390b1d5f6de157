package import Diagnostics
package import Plans

/// What a training is going to do, in a few lines before it begins.
package func cardText(
  _ card: TrainingCard, style: TerminalStyle, language: Language
) -> String {
  let lines =
    [style.painted(title(card)[language].shownSafely, .strong)]
    + (phases(card, isASCII: style.isASCII) + penalties(card)
    + [means(card, isASCII: style.isASCII)])
    .map { "  " + $0[language] }
  return lines.joined(separator: "\n") + "\n"
}

private func title(_ card: TrainingCard) -> Text {
  let name = Text(en: "Training \(card.network)", pt: "Treinando \(card.network)")
  guard let place = card.goesOnFrom else { return name }
  let from = placeText(place)
  return Text(en: "\(name.en), from \(from.en)", pt: "\(name.pt), a partir da \(from.pt)")
}

/// "epoch 4, iteration 5 of 7": what comes next.
func placeText(_ place: BegunEpoch) -> Text {
  guard place.iterations > 0 else {
    return Text(en: "epoch \(place.epoch)", pt: "época \(place.epoch)")
  }
  let (next, count) = (
    NumberText.countText(place.iterations + 1), NumberText.countText(place.count)
  )
  return Text(
    en: "epoch \(place.epoch), iteration \(next.en) of \(count.en)",
    pt: "época \(place.epoch), iteração \(next.pt) de \(count.pt)")
}

/// The arithmetic of each phase, and of all of them together.
private func phases(_ card: TrainingCard, isASCII: Bool) -> [Text] {
  var rest: [Text] = []
  if card.updatesLeft != card.updates {
    let left = Amount.updates(card.updatesLeft)
    rest = [Text(en: "left of them: \(left.en)", pt: "restam: \(left.pt)")]
  }
  guard card.phases.count > 1 else { return [arithmetic(card, isASCII: isASCII)] + rest }
  let lines = card.phases.enumerated().map { index, phase in
    var own = card
    (own.batch, own.lastBatch) = (phase.batch, phase.lastBatch)
    (own.iterationsPerEpoch, own.epochs) = (phase.iterationsPerEpoch, phase.epochs)
    own.updates = phase.updates
    let text = arithmetic(own, isASCII: isASCII)
    return Text(
      en: "phase \(index + 1): \(text.en)", pt: "fase \(index + 1): \(text.pt)")
  }
  let (epochs, updates) = (Amount.epochs(card.epochs), Amount.updates(card.updates))
  return lines + [
    Text(
      en: "together: \(epochs.en), \(updates.en)", pt: "ao todo: \(epochs.pt), \(updates.pt)")
  ] + rest
}

/// "1,040 samples ÷ batch 32 = 33 iterations an epoch × 50 epochs = 1,650 updates".
private func arithmetic(_ card: TrainingCard, isASCII: Bool) -> Text {
  let (divided, times) = isASCII ? ("/", "x") : ("÷", "×")
  let batch = NumberText.countText(card.batch)
  let last = NumberText.countText(card.lastBatch)
  let isWhole = card.lastBatch == card.batch
  let (samples, iterations) = (
    Amount.samples(card.samples), Amount.iterations(card.iterationsPerEpoch)
  )
  let (epochs, updates) = (Amount.epochs(card.epochs), Amount.updates(card.updates))
  return Text(
    en: "\(samples.en) \(divided) batch \(batch.en) = \(iterations.en) an epoch"
      + (isWhole ? "" : " (the last batch has \(last.en))")
      + " \(times) \(epochs.en) = \(updates.en)",
    pt: "\(samples.pt) \(divided) lote de \(batch.pt) = \(iterations.pt) por época"
      + (isWhole ? "" : " (o último lote tem \(last.pt))")
      + " \(times) \(epochs.pt) = \(updates.pt)")
}

/// "the loss with l2 0.01 of dense_1, dense_2": layers of the same penalties together.
private func penalties(_ card: TrainingCard) -> [Text] {
  var groups: [(terms: String, layers: [String])] = []
  for penalty in card.penalties {
    let terms = [("l1", penalty.l1), ("l2", penalty.l2)].filter { $0.1 > 0 }
      .map { "\($0.0) \(NumberText.short($0.1))" }.joined(separator: ", ")
    if let index = groups.firstIndex(where: { $0.terms == terms }) {
      groups[index].layers.append(penalty.layer)
    } else {
      groups.append((terms, [penalty.layer]))
    }
  }
  return groups.map { group in
    let layers = group.layers.joined(separator: ", ").shownSafely
    return Text(
      en: "the loss with \(group.terms) of the weights of \(layers)",
      pt: "a perda com \(group.terms) dos pesos de \(layers)")
  }
}

/// Parameters, memory, threads and the expected time.
private func means(_ card: TrainingCard, isASCII: Bool) -> Text {
  var parameters = Amount.parameters(card.parameters)
  if card.frozen > 0 {
    let frozen = NumberText.countText(card.frozen)
    parameters = Text(
      en: "\(parameters.en), \(frozen.en) of them frozen",
      pt: "\(parameters.pt), \(frozen.pt) deles congelados")
  }
  var parts = [
    parameters, Text(verbatim: bytesText(card.memory)),
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
