package import Diagnostics
package import Vocabulary

/// What `name` means where it is no word of its own, but a setting of others, or a value of one:
/// `momentum`, `l1`, `full`.
///
/// - Returns: `nil` where it is neither.
package func settingHelp(
  _ name: String, of catalogue: Catalogue, style: TerminalStyle, language: Language
) -> String? {
  var meanings: [(meaning: Meaning, words: [String])] = []
  for entry in catalogue.entries where entry.isAvailable {
    for setting in entry.settings where setting.isAvailable {
      guard let meaning = Meaning(name, setting, language) else { continue }
      // Settings that words share are told once.
      if let index = meanings.firstIndex(where: { $0.meaning == meaning }) {
        if !meanings[index].words.contains(entry.name) { meanings[index].words.append(entry.name) }
      } else {
        meanings.append((meaning, [entry.name]))
      }
    }
  }
  guard !meanings.isEmpty else { return nil }
  return meanings.map { meaning, words in
    meaning.text(name, of: words, style, language)
  }.joined(separator: "\n")
}

/// What a name says in the line of a word.
private struct Meaning: Hashable {
  /// The setting that it is a value of; `nil` where it is the setting itself.
  let setting: String?
  let summary: String
  let values: String

  init?(_ name: String, _ setting: SettingDescription, _ language: Language) {
    let isValue = setting.legal.words.contains(name)
    guard setting.name == name || isValue else { return nil }
    self.setting = setting.name == name ? nil : setting.name
    summary = setting.summary[language]
    values = setting.valuesText(language)
  }

  func text(
    _ name: String, of words: [String], _ style: TerminalStyle, _ language: Language
  ) -> String {
    let list = words.joined(separator: ", ")
    let role =
      setting.map { setting in
        Text(en: "value of '\(setting)' in \(list)", pt: "valor de '\(setting)' em \(list)")
      } ?? Text(en: "setting of \(list)", pt: "ajuste de \(list)")
    let title =
      style.painted(name, .strong) + (style.isASCII ? " - " : " · ") + role[language] + "\n"
    return title
      + ([summary, values].filter { !$0.isEmpty }).flatMap { text in
        text.wrapped(to: max(style.width - 2, 20)).map { "  \($0)\n" }
      }.joined()
  }
}
