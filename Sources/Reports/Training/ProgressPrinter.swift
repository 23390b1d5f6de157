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
  /// The phase that is running, of several.
  private var phase: Int?
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
    // What was asked for by name is told in any case.
    if case .profiled(let profile) = event {
      return profileText(profile, style: style, language: language)
    }
    guard !isQuiet else { return "" }
    switch event {
    case .started(let card):
      self = ProgressPrinter(style: style, language: language, isQuiet: isQuiet)
      self.card = card
      return cardText(card, style: style, language: language)
    case .phaseBegan(let number, let phase):
      self.phase = number
      return style.redraws ? "" : phaseLine(number, phase) + "\n"
    case .progressed(let epoch, _, let fraction, let loss, let seconds):
      guard style.redraws, seconds - drawnAt >= Self.interval else { return "" }
      return draw(epoch: epoch, fraction, loss: loss, seconds: seconds)
    case .epochEnded(let result):
      last = result
      guard style.redraws else { return words.line(result) + "\n" }
      guard result.seconds - drawnAt >= Self.interval else { return "" }
      return draw(
        epoch: result.epoch, share(after: result.epoch), loss: result.loss,
        seconds: result.seconds)
    case .noticed(let finding): return noticed(finding)
    case .ended(let end): return ended(end)
    case .profiled: return ""
    }
  }

  private var before: Int { card?.epochsBefore ?? 0 }

  private var words: EpochText {
    EpochText(language: language, before: before, planned: card?.epochs)
  }

  /// `phase 2/3: batch 256, rate 0.01`.
  private func phaseLine(_ number: Int, _ phase: PhaseCard) -> String {
    let place = "\(number)/\(card?.phases.count ?? number)"
    let (batch, rate) = (NumberText.count(phase.batch, in: language), NumberText.short(phase.rate))
    let later = phase.rateAfterWarmup.map { full in
      Text(
        en: ", rising to \(NumberText.short(full))", pt: ", subindo até \(NumberText.short(full))")
    }
    return Text(
      en: "phase \(place): batch \(batch), rate \(rate)",
      pt: "fase \(place): lote de \(batch), taxa \(rate)")[language] + (later?[language] ?? "")
  }

  /// How much of this training is done after the epoch with that number.
  private func share(after epoch: Int) -> Double {
    Double(epoch - before) / Double(max(card?.epochs ?? 1, 1))
  }

  // MARK: One line

  private mutating func draw(
    epoch: Int, _ fraction: Double, loss: Double, seconds: Double
  ) -> String {
    drawnAt = seconds
    isLineOpen = true
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    var parts = [words.head(epoch), bar(share), words.loss(loss)]
    if let phase {
      parts[0] = Text(en: "phase \(phase)", pt: "fase \(phase)")[language] + "  " + parts[0]
    }
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

  /// A finding on a line of its own; the line of progress is drawn again below it.
  private mutating func noticed(_ finding: Finding) -> String {
    let start = isLineOpen ? Self.clearLine : ""
    isLineOpen = false
    let word = Text(en: "noticed", pt: "observado")[language]
    return start + "\(word): " + findingText(finding)[language] + "\n"
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
    case .stoppedEarly(0):
      return Text(
        en: "stopped early after \(epochs.en) in \(time); none of them had a finite value to watch",
        pt: "parou antes do fim, depois de \(epochs.pt) em \(time); nenhuma teve um valor finito")
    case .stoppedEarly(let best):
      return Text(
        en: "stopped early after \(epochs.en) in \(time); the best was epoch \(best)",
        pt: "parou antes do fim, depois de \(epochs.pt) em \(time); a melhor foi a época \(best)")
    case .interrupted:
      let epoch = end.next?.epoch
      return Text(
        en: "interrupted" + (epoch.map { " in epoch \($0)" } ?? "")
          + " after \(iterations.en); the weights are those of the last one",
        pt: "interrompido" + (epoch.map { " na época \($0)" } ?? "")
          + " depois de \(iterations.pt); os pesos são os da última")
    case .limitReached(let limit):
      let (far, next) = (limitText(limit, end), end.next.map(placeText))
      return Text(
        en: "stopped after \(far.en), as 'stop after' says"
          + (next.map { "; 'continue' goes on with \($0.en)" } ?? ""),
        pt: "parou depois de \(far.pt), como diz 'stop after'"
          + (next.map { "; 'continue' segue com a \($0.pt)" } ?? ""))
    case .diverged(let epoch, let iteration, _):
      return Text(
        en: "stopped in epoch \(epoch), iteration \(iteration), which diverged",
        pt: "parou na época \(epoch), iteração \(iteration), que divergiu")
    }
  }

  private func limitText(_ limit: TrainingLimit, _ end: TrainingEnd) -> Text {
    switch limit {
    case .epochs(let count): Amount.epochs(count)
    case .iterations(let count): Amount.iterations(count)
    case .seconds:
      Text(
        en: "\(durationText(end.seconds)) (\(Amount.iterations(end.iterations).en))",
        pt: "\(durationText(end.seconds)) (\(Amount.iterations(end.iterations).pt))")
    }
  }
}
