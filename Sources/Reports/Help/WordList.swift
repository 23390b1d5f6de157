package import Diagnostics
package import Vocabulary

/// The words of `group`, one a line, with what each means.
package func wordList(
  _ group: WordGroup, of catalogue: Catalogue, style: TerminalStyle, language: Language
) -> String {
  let entries = catalogue.entries.filter { group.contains($0) && $0.isAvailable }
  let width = (entries.map(\.name.displayWidth).max() ?? 0) + 2
  let room = max(style.width - width - 3, 30)
  let lines = entries.flatMap { entry in
    entry.summary[language].wrapped(to: room).enumerated().map { index, line in
      "  " + (index == 0 ? entry.name : "").padded(to: width) + line
    }
  }
  return group.summary[language] + "\n\n" + lines.joined(separator: "\n") + "\n"
}
