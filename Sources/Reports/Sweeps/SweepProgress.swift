package import Diagnostics
package import Plans

/// What a person sees of a sweep while it runs: one line on a terminal, a line a run elsewhere.
package struct SweepProgress {
  private let style: TerminalStyle
  private let language: Language
  private let isQuiet: Bool
  private let count: Int
  private var drawnAt = -Double.infinity
  private var isLineOpen = false

  private static let interval = 0.1
  private static let clearLine = "\r\u{1B}[2K"

  package init(runs count: Int, style: TerminalStyle, language: Language, isQuiet: Bool) {
    self.count = count
    self.style = style
    self.language = language
    self.isQuiet = isQuiet
  }

  /// The line of how far the sweep has come; empty where there is none, or it stands already.
  ///
  /// - Parameter finished: How many runs have ended, after `seconds` of the sweep.
  package mutating func line(finished: Int, seconds: Double) -> String {
    guard style.redraws, !isQuiet, seconds - drawnAt >= Self.interval else { return "" }
    drawnAt = seconds
    isLineOpen = true
    let share = Double(finished) / Double(max(count, 1))
    var line = Text(
      en: "run \(NumberText.count(finished)) of \(NumberText.count(count))",
      pt:
        "execução \(NumberText.count(finished, in: .portuguese)) de \(NumberText.count(count, in: .portuguese))"
    )[language]
    line += "  " + bar(share)
    if finished > 0, finished < count {
      let left = durationText(seconds / share - seconds)
      line += "  " + Text(en: "\(left) left", pt: "faltam \(left)")[language]
    }
    return Self.clearLine + line.cut(to: style.width - 1, ellipsis: style.ellipsis)
  }

  /// Takes the line away before something else is written.
  package mutating func cleared() -> String {
    guard isLineOpen else { return "" }
    isLineOpen = false
    drawnAt = -.infinity
    return Self.clearLine
  }

  /// The plain line of the run with that number, from 0.
  package func text(of run: SweepRun, number: Int, in record: SweepRecord) -> String {
    guard !style.redraws, !isQuiet else { return "" }
    let total = NumberText.count(count, in: language)
    let place = NumberText.count(number + 1, in: language).paddedLeft(to: total.count)
    var parts = [Text(en: "run \(place)/\(total)", pt: "execução \(place)/\(total)")[language]]
    for (axis, (name, value)) in zip(record.axes, record.values(of: run)) {
      let width = axis.values.map(\.displayWidth).max() ?? 0
      parts.append("\(name) \(value.padded(to: min(width, 24)))")
    }
    if let divergence = run.divergence {
      parts.append(
        Text(
          en: "diverged in epoch \(divergence.epoch), iteration \(divergence.iteration)",
          pt: "divergiu na época \(divergence.epoch), iteração \(divergence.iteration)")[language])
    } else {
      // What a training shows of an epoch; the table has all.
      parts += run.results.prefix(4).map { result in
        let name = result.name.split(separator: ".").last.map(String.init) ?? result.name
        return "\(result.name) " + metricText(name, result.value).padded(to: 7)
      }
    }
    return parts.joined(separator: "  ").shownSafely.trimmedAtEnd + "\n"
  }

  private func bar(_ share: Double) -> String {
    let width = 20
    let full = Int((share * Double(width)).rounded())
    let (on, off) = style.isASCII ? ("#", ".") : ("█", "░")
    return String(repeating: on, count: full) + String(repeating: off, count: width - full)
  }
}
