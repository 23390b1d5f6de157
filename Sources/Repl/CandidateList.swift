import Diagnostics
import LanguageService
import Reports

/// Shows candidates with what they mean, one a line.
final class CandidateList {
  private let host: ReplHost
  weak var repl: Repl?

  init(_ host: ReplHost) { self.host = host }

  /// - Returns: Whether they were shown; many at once are shown by the line editor in columns.
  func show(_ candidates: [Candidate]) -> Bool {
    let style = host.style()
    guard candidates.count <= 40, style.width >= 50,
      candidates.contains(where: { !$0.summary.en.isEmpty })
    else { return false }
    let language = repl?.language ?? .english
    let names = candidates.map { $0.text.trimmed.shownSafely }
    let width = min(names.map(\.displayWidth).max() ?? 0, 30)
    var text = ""
    for (name, candidate) in zip(names, candidates) {
      let room = style.width - max(width, name.displayWidth) - 5
      let summary = candidate.summary[language].shownSafely
        .cut(to: max(room, 0), ellipsis: style.ellipsis)
      text += "  " + name.padded(to: width) + "  " + style.painted(summary, .faint) + "\n"
    }
    host.write(text)
    return true
  }
}
