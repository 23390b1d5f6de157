import Diagnostics
import LanguageService
import Reports

/// Shows candidates with what they mean, one a line.
final class CandidateList {
  private let host: ReplHost
  weak var repl: Repl?

  init(_ host: ReplHost) { self.host = host }

  /// Shows them; more than are easily looked through, by their names alone.
  ///
  /// - Parameters:
  ///   - rows: What the screen holds.
  ///   - showNames: Shows the names in columns, as the line editor does it.
  func show(_ candidates: [Candidate], rows: Int, showNames: () -> Void) {
    let style = host.style()
    let language = repl?.language ?? .english
    let areExplained = candidates.contains { !$0.summary.en.isEmpty }
    guard areExplained, style.width >= 50 else { return showNames() }
    guard candidates.count <= max(Self.fewest, rows - 2) else {
      showNames()
      let hint = Text(
        en: "with another letter or two, Tab says what each of them means",
        pt: "com mais uma ou duas letras, Tab diz o que significa cada um")
      return host.write("  " + style.painted(hint[language], .faint) + "\n")
    }
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
  }

  /// So many are explained even on a low screen, which can be scrolled back.
  private static let fewest = 40
}
