package import Diagnostics
package import Vocabulary

/// The page of the reference on one kind of words: all that the catalogue knows of each, as Markdown.
package func referencePage(
  _ group: WordGroup, of catalogue: Catalogue, language: Language
) -> String {
  let entries = catalogue.entries.filter(group.contains)
  let available = entries.filter(\.isAvailable)
  var parts = ["# \(group.title[language])", group.summary[language], generatedNote[language]]
  parts.append(
    markdownTable(
      available.map { ["[`\($0.name)`](#\($0.name))", $0.summary[language]] }))
  parts += available.map { section(on: $0, language) }
  let later = entries.filter { !$0.isAvailable }
  if !later.isEmpty {
    let title = Text(en: "Not available in this version", pt: "Não disponível nesta versão")
    parts.append("## " + title[language])
    parts.append(markdownTable(later.map { ["`\($0.name)`", $0.summary[language]] }))
  }
  return parts.joined(separator: "\n\n") + "\n"
}

/// The page of the reference on all problems, as Markdown.
package func problemReference(language: Language) -> String {
  let title = Text(en: "Problems", pt: "Problemas")
  let summary = Text(
    en: "What a script or its data can have wrong; `nn explain CODE` shows the same.",
    pt: "O que um script ou seus dados podem ter de errado; `nn explain CÓDIGO` mostra o mesmo.")
  var parts = ["# " + title[language], summary[language], generatedNote[language]]
  parts.append(
    markdownTable(
      Code.allCases.map {
        ["[`\($0.rawValue)`](#\($0.rawValue))", $0.explanation.summary[language]]
      }))
  for code in Code.allCases {
    let page = code.explanation
    parts.append("## \(code.rawValue)")
    parts.append(page.summary[language].sentence)
    parts.append(page.reason[language].wrapped(to: 100).joined(separator: "\n"))
    parts.append(Text(en: "Wrong:", pt: "Errado:")[language])
    parts += blocks(of: page.wrong, language)
    parts.append(Text(en: "Right:", pt: "Certo:")[language])
    parts += blocks(of: page.right, language, after: page.wrong.files)
  }
  return parts.joined(separator: "\n\n") + "\n"
}

private let generatedNote = Text(
  en: "_Written by `make docs` from what `nn` itself knows._",
  pt: "_Escrito por `make docs` a partir do que o próprio `nn` sabe._")

private func section(on entry: Entry, _ language: Language) -> String {
  var parts = ["## \(entry.name)", entry.summary[language]]
  if let form = entry.form { parts.append(block("text", form)) }
  if !entry.settings.isEmpty { parts.append(settingsTable(entry, language)) }
  if let definition = entry.definition { parts.append(block("nn part", definition)) }
  if let algorithm = entry.algorithm { parts.append(block("text", algorithm[language])) }
  if !entry.example.isEmpty {
    parts.append(Text(en: "Example:", pt: "Exemplo:")[language])
    parts.append(block("nn part", entry.example))
  }
  if !entry.source.isEmpty { parts.append(entry.sourceText[language]) }
  if !entry.foreignNames.isEmpty {
    let known = Text(en: "Known elsewhere as ", pt: "Em outros lugares: ")
    parts.append(known[language] + entry.foreignNamesText + ".")
  }
  return parts.joined(separator: "\n\n")
}

private func settingsTable(_ entry: Entry, _ language: Language) -> String {
  let titles = [
    Text(en: "setting", pt: "ajuste"), Text(en: "values", pt: "valores"),
    Text(en: "meaning", pt: "significado"),
  ]
  let rows = entry.settings.map { setting in
    [
      "`\(setting.name)\(setting.isPositional ? "" : ":")`", setting.valuesText(language),
      setting.summary[language],
    ]
  }
  return markdownTable(rows, titles: titles.map { $0[language] })
}

/// A script with the files beside it, and how it is run.
private func blocks(
  of example: Explanation.Example, _ language: Language, after known: [Explanation.File] = []
) -> [String] {
  var parts = [block("nn part", example.program.withShortLines)]
  for file in example.files {
    let isKnown = known.contains { $0.name == file.name && $0.shown == file.shown }
    let with = Text(en: isKnown ? "with the same" : "with", pt: isKnown ? "com o mesmo" : "com")
    parts.append("\(with[language]) `\(file.name)`" + (isKnown ? "" : ":"))
    if !isKnown { parts.append(block("text", file.shown[language].withShortLines)) }
  }
  if !example.parameters.isEmpty {
    parts.append(block("sh", "nn run script.nn " + example.parameters.joined(separator: " ")))
  }
  return parts
}

private func block(_ kind: String, _ text: String) -> String {
  "```\(kind)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n```"
}

private func markdownTable(_ rows: [[String]], titles: [String]? = nil) -> String {
  let count = titles?.count ?? rows.first?.count ?? 0
  let line = { (cells: [String]) in
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }
  let head = [
    line(titles ?? Array(repeating: "", count: count)),
    line(Array(repeating: "---", count: count)),
  ]
  return (head + rows.map(line)).joined(separator: "\n")
}

extension String {
  /// The text with a capital and a full stop.
  fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
