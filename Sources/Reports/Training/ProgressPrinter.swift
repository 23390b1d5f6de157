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
  /// Epochs of the network before this training; known from its first number.
  private var before: Int?
  /// When the line was last drawn, in seconds of the training.
  private var drawnAt = -Double.infinity
  /// Whether a line stands that the next text has to take away.
  private var isLineOpen = false

  /// Seconds between two drawings of the line.
  private static let interval = 0.1
  private static let clearLine = "\r\u{1B}[2K"

  package init(style: TerminalStyle, language: Language, isQuiet: Bool) {
    self.style = style
    self.language = language
    self.isQuiet = isQuiet
  }

  /// What is to be written for `event`; empty where it shows nothing.
  package mutating func text(for event: TrainingEvent) -> String {
    guard !isQuiet else { return "" }
    switch event {
    case .started(let card):
      self = ProgressPrinter(style: style, language: language, isQuiet: isQuiet)
      self.card = card
      return cardText(card, style: style, language: language)
    case .progressed(let epoch, _, let fraction, let loss, let seconds):
      note(epoch)
      guard style.redraws, seconds - drawnAt >= Self.interval else { return "" }
      return draw(epoch: epoch, fraction, loss: loss, seconds: seconds)
    case .epochEnded(let result):
      note(result.epoch)
      last = result
      guard style.redraws else { return words.line(result) + "\n" }
      guard result.seconds - drawnAt >= Self.interval else { return "" }
      return draw(
        epoch: result.epoch, share(after: result.epoch), loss: result.loss,
        seconds: result.seconds)
    case .ended(let end): return ended(end)
    }
  }

  /// Learns from the first number of a training how many epochs came before.
  private mutating func note(_ epoch: Int) {
    if before == nil { before = max(epoch - 1, 0) }
  }

  private var words: EpochText {
    EpochText(language: language, before: before ?? 0, planned: card?.epochs)
  }

  /// How much of this training is done after the epoch with that number.
  private func share(after epoch: Int) -> Double {
    Double(epoch - (before ?? 0)) / Double(max(card?.epochs ?? 1, 1))
  }

  // MARK: One line

  private mutating func draw(
    epoch: Int, _ fraction: Double, loss: Double, seconds: Double
  ) -> String {
    drawnAt = seconds
    isLineOpen = true
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    var parts = [words.head(epoch), bar(share), words.loss(loss)]
    if let last { parts += words.results(of: last) }
    if share > 0.02, share < 1 {
      let left = durationText(seconds / share - seconds)
      // Before what may not fit.
      parts.insert(Text(en: "\(left) left", pt: "faltam \(left)")[language], at: 3)
    }
    return Self.clearLine + fitting(parts)
  }

  /// As many of the parts as fit: a line that wraps could not be taken away.
  private func fitting(_ parts: [String]) -> String {
    var line = ""
    for part in parts {
      guard line.displayWidth + part.displayWidth + 2 < style.width else { break }
      line += line.isEmpty ? part : "  " + part
    }
    return line
  }

  private func bar(_ share: Double) -> String {
    let width = 20
    let full = Int((share * Double(width)).rounded())
    let (on, off) = style.isASCII ? ("#", ".") : ("█", "░")
    return String(repeating: on, count: full) + String(repeating: off, count: width - full)
  }

  // MARK: The end

  private mutating func ended(_ end: TrainingEnd) -> String {
    let start = isLineOpen ? Self.clearLine : ""
    isLineOpen = false
    var lines: [String] = []
    // Where the line was drawn again and again, the last epoch's numbers stay.
    if let last, style.redraws { lines.append(words.line(last)) }
    lines.append(reason(end)[language])
    return start + lines.joined(separator: "\n") + "\n"
  }

  private func reason(_ end: TrainingEnd) -> Text {
    let time = durationText(end.seconds)
    let (epochs, iterations) = (Amount.epochs(end.epochs), Amount.iterations(end.iterations))
    switch end.reason {
    case .completed:
      return Text(
        en: "trained \(epochs.en) (\(iterations.en)) in \(time)",
        pt: "treinou \(epochs.pt) (\(iterations.pt)) em \(time)")
    case .stoppedEarly(let best):
      return Text(
        en: "stopped early after \(epochs.en) in \(time); the best was epoch \(best)",
        pt: "parou antes do fim, depois de \(epochs.pt) em \(time); a melhor foi a época \(best)")
    case .interrupted:
      let epoch = before.map { $0 + end.epochs + 1 }
      return Text(
        en: "interrupted" + (epoch.map { " in epoch \($0)" } ?? "")
          + " after \(iterations.en); the weights are those of the last one",
        pt: "interrompido" + (epoch.map { " na época \($0)" } ?? "")
          + " depois de \(iterations.pt); os pesos são os da última")
    case .diverged(let epoch, let iteration, _):
      return Text(
        en: "stopped in epoch \(epoch), iteration \(iteration), which diverged",
        pt: "parou na época \(epoch), iteração \(iteration), que divergiu")
    }
  }
}
