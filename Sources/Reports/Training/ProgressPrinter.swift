package import Diagnostics
package import Plans

/// Turns the events of a training into what a person sees of it.
///
/// On a terminal one line is drawn again and again; elsewhere each epoch is a plain line.
package struct ProgressPrinter {
  private let style: TerminalStyle
  private let language: Language
  private let isQuiet: Bool
  private var card: TrainingCard?
  private var last: EpochResult?
  /// When the line was last drawn, in seconds of the training.
  private var drawnAt = -1.0
  /// Whether a line stands that the next text has to take away.
  private var isLineOpen = false

  package init(style: TerminalStyle, language: Language, isQuiet: Bool) {
    self.style = style
    self.language = language
    self.isQuiet = isQuiet
  }

  /// What is to be written for `event`; empty where it shows nothing.
  package mutating func text(for event: TrainingEvent) -> String {
    switch event {
    case .started(let card):
      self.card = card
      last = nil
      drawnAt = -1
      return isQuiet ? "" : cardText(card, style: style, language: language)
    case .progressed(let epoch, _, let fraction, let loss, let seconds):
      guard !isQuiet, style.redraws, seconds - drawnAt >= 0.1 else { return "" }
      return draw(epoch: epoch, fraction, loss: loss, seconds: seconds)
    case .epochEnded(let result):
      last = result
      return isQuiet ? "" : text(for: result)
    case .ended(let end): return ended(end)
    }
  }

  private mutating func text(for result: EpochResult) -> String {
    guard style.redraws else { return plainLine(result) + "\n" }
    guard result.seconds - drawnAt >= 0.1 else { return "" }
    let done = Double(epochInRun(result.epoch)) / Double(max(card?.epochs ?? 1, 1))
    return draw(epoch: result.epoch, done, loss: result.loss, seconds: result.seconds)
  }

  /// The number of the epoch within this training; a network that was trained before counts on.
  private func epochInRun(_ epoch: Int) -> Int {
    min(epoch, card?.epochs ?? epoch)
  }

  // MARK: One line

  private mutating func draw(
    epoch: Int, _ fraction: Double, loss: Double, seconds: Double
  ) -> String {
    drawnAt = seconds
    isLineOpen = true
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    var parts = [
      Text(en: "epoch", pt: "época")[language] + " \(epoch)", bar(share),
      Text(en: "loss", pt: "perda")[language] + " " + NumberText.short(loss),
    ]
    if let last { parts += results(of: last) }
    if share > 0.02, share < 1 {
      let left = durationText(seconds / share - seconds)
      parts.append(Text(en: "\(left) left", pt: "faltam \(left)")[language])
    }
    var line = ""
    for part in parts {
      // What does not fit is left out; a line that wraps could not be taken away.
      guard line.displayWidth + part.displayWidth + 2 < style.width else { break }
      line += line.isEmpty ? part : "  " + part
    }
    return "\r\u{1B}[2K" + line
  }

  private func bar(_ share: Double) -> String {
    let width = 20
    let full = Int((share * Double(width)).rounded())
    let (on, off) = style.isASCII ? ("#", ".") : ("█", "░")
    return String(repeating: on, count: full) + String(repeating: off, count: width - full)
  }

  private func plainLine(_ result: EpochResult) -> String {
    let total = card.map { "/\($0.epochs)" } ?? ""
    let isContinued = result.epoch > (card?.epochs ?? result.epoch)
    let epoch = "\(result.epoch)" + (isContinued ? "" : total)
    let parts =
      [
        Text(en: "epoch", pt: "época")[language] + " " + epoch,
        Text(en: "loss", pt: "perda")[language] + " " + NumberText.short(result.loss),
      ] + results(of: result)
    return parts.joined(separator: "  ")
  }

  /// Validation loss and metrics, those of the validation part where there is one.
  private func results(of result: EpochResult) -> [String] {
    var parts: [String] = []
    if let loss = result.validationLoss {
      parts.append(
        Text(en: "validation loss", pt: "perda na validação")[language] + " "
          + NumberText.short(loss))
    }
    parts += result.metrics.map { "\($0.name) \(metricText($0.name, $0.value))" }
    parts += result.validationMetrics.map {
      "validation.\($0.name) \(metricText($0.name, $0.value))"
    }
    return parts
  }

  // MARK: The end

  private mutating func ended(_ end: TrainingEnd) -> String {
    let start = isLineOpen ? "\r\u{1B}[2K" : ""
    isLineOpen = false
    guard !isQuiet else { return "" }
    var parts: [String] = []
    if let last, style.redraws { parts.append(plainLine(last)) }
    let time = durationText(end.seconds)
    let (epochs, iterations) = (NumberText.count(end.epochs), NumberText.count(end.iterations))
    switch end.reason {
    case .completed:
      parts.append(
        Text(
          en: "trained \(epochs) epochs (\(iterations) iterations) in \(time)",
          pt: "treinou \(epochs) épocas (\(iterations) iterações) em \(time)")[language])
    case .stoppedEarly(let best):
      parts.append(
        Text(
          en: "stopped early after \(epochs) epochs in \(time); the best was epoch \(best)",
          pt: "parou antes, depois de \(epochs) épocas em \(time); a melhor foi a época \(best)")[
            language])
    case .interrupted:
      parts.append(
        Text(
          en: "interrupted after \(epochs) epochs (\(iterations) iterations); the weights are kept",
          pt: "interrompido depois de \(epochs) épocas (\(iterations) iterações); os pesos ficam")[
            language])
    case .diverged(let epoch, let iteration, _):
      parts.append(
        Text(
          en: "stopped in epoch \(epoch), iteration \(iteration): the loss is no longer finite",
          pt: "parou na época \(epoch), iteração \(iteration): a perda deixou de ser finita")[
            language])
    }
    return start + parts.joined(separator: "\n") + "\n"
  }
}

/// A metric for a person: a share in percent, anything else with four digits.
func metricText(_ name: String, _ value: Double) -> String {
  let shares: Set<String> = ["accuracy", "top", "precision", "recall", "f1", "auc"]
  guard shares.contains(name), value.isFinite else { return NumberText.short(value) }
  return NumberText.fixed(value * 100, places: 1) + "%"
}
