package import Diagnostics
package import Vocabulary

/// The words of `group`, one a line, with what each means.
package func wordList(_ group: WordGroup, of catalogue: Catalogue, language: Language) -> String {
  let entries = catalogue.entries.filter { group.contains($0) && $0.isAvailable }
  let width = (entries.map(\.name.count).max() ?? 0) + 2
  let lines = entries.map { "  " + $0.name.padded(to: width) + $0.summary[language] }
  return group.summary[language] + "\n\n" + lines.joined(separator: "\n") + "\n"
}
