package import Diagnostics
import Plans

/// A piece of a script, with what it is.
package struct ScriptPiece: Hashable, Sendable {
  package enum Kind: String, Sendable { case comment, text, number, reserved, word, other }
  package var kind: Kind
  package var text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The script of a report, as it is shown.
package struct ReportScript: Sendable {
  package var name: String
  package var pieces: [ScriptPiece]

  package init(name: String, pieces: [ScriptPiece]) {
    self.name = name
    self.pieces = pieces
  }
}

/// `report` as one page that needs nothing but itself.
///
/// - Parameter problems: The warnings and errors of the run, as text.
package func reportPage(
  _ report: RunReport, scripts: [ReportScript], problems: String, language: Language
) -> String {
  let title = scripts.first?.name ?? "nn"
  var main = Markup("main")
  main.add(Markup("h1").containing(title))
  if !problems.isEmpty {
    main.add(heading(Text(en: "Warnings", pt: "Avisos"), language))
    main.add(Markup("pre").with("class", "problems").containing(problems))
  }
  var number = 0
  for block in report.blocks {
    number += 1
    add(block, number: number, to: &main, language)
  }
  for script in scripts {
    var details = Markup("details")
    if script.name == scripts.first?.name { details = details.with("open", "open") }
    details.add(
      Markup("summary").containing(
        Text(en: "The script \(script.name)", pt: "O script \(script.name)")[language]))
    details.add(listing(script))
    main.add(details)
  }
  if !report.facts.isEmpty {
    main.add(heading(Text(en: "To repeat it", pt: "Para repetir"), language))
    main.add(table(report.facts.map { [$0.name, $0.value] }, head: []))
  }
  return htmlPage(
    title: title, main, style: reportStyle, script: hintScript, language: language)
}

private func heading(_ text: Text, _ language: Language) -> Markup {
  Markup("h2").containing(text[language])
}

private func add(
  _ block: RunReport.Block, number: Int, to main: inout Markup, _ language: Language
) {
  switch block {
  case .heading(let text): main.add(Markup("h2").containing(text))
  case .text(let text):
    if !text.allSatisfy(\.isWhitespace) { main.add(Markup("pre").containing(text)) }
  case .remark(let text): main.add(Markup("p").with("class", "remark").containing(text))
  case .figure(let figure):
    main.add(figureElement(figure, prefix: "r\(number)-", language: language))
  case .evaluation(let evaluation):
    main.add(
      table(
        evaluationRows(evaluation, language: language),
        head: [
          Text(en: "metric", pt: "métrica")[language], Text(en: "value", pt: "valor")[language],
          Text(en: "baseline", pt: "referência")[language],
        ]))
  }
}

private func table(_ rows: [[String]], head: [String]) -> Markup {
  var table = Markup("table")
  if !head.isEmpty {
    var row = Markup("tr")
    for name in head { row.add(Markup("th").with("scope", "col").containing(name)) }
    table.add(row)
  }
  for cells in rows {
    var row = Markup("tr")
    for (index, cell) in cells.enumerated() {
      row.add(
        index == 0
          ? Markup("th").with("scope", "row").containing(cell) : Markup("td").containing(cell))
    }
    table.add(row)
  }
  var frame = Markup("div").with("class", "wide")
  frame.add(table)
  return frame
}

private func listing(_ script: ReportScript) -> Markup {
  var code = Markup("code").tight
  for piece in script.pieces {
    code.add(Markup("span").with("class", piece.kind.rawValue).containing(piece.text))
  }
  var listing = Markup("pre").with("class", "script").tight
  listing.add(code)
  return listing
}

private let reportStyle = """
  .panels { grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)) }
  h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin: 28px 0 8px }
  pre { overflow-x: auto; padding: 10px 12px; border-radius: 6px; background: #f4f4f2;
    font: 13px/1.45 "DejaVu Sans Mono", Menlo, Consolas, monospace }
  .wide { overflow-x: auto }
  table { border-collapse: collapse; margin: 0 0 16px }
  th, td { text-align: left; padding: 4px 14px 4px 0; border-bottom: 1px solid #dddddd;
    vertical-align: top }
  td { overflow-wrap: break-word } th { font-weight: 600 } td { font-variant-numeric: tabular-nums }
  .remark { border-left: 4px solid #e69f00; padding-left: 10px }
  .problems { border-left: 4px solid #d55e00 }
  summary { font-size: 1.2rem; font-weight: 600; margin: 28px 0 8px; cursor: pointer }
  .comment { color: #6a737d } .text { color: #9a4b00 } .number { color: #0b6e4f }
  .reserved { color: #0a4c9a; font-weight: 600 } .word { color: #7b3294 }
  @media (prefers-color-scheme: dark) { pre { background: #25282e } th, td { border-color: #3a3d44 }
    .comment { color: #9aa3ad } .text { color: #f0a868 } .number { color: #6fd0a8 }
    .reserved { color: #79b8ff } .word { color: #d4a6e8 } }
  @media print { .panels { grid-template-columns: 1fr 1fr } h2, summary { break-after: avoid }
    figure, table { break-inside: avoid }
    pre { white-space: pre-wrap; background: none; border: 1px solid #cccccc } }
  @media (max-width: 600px) { main { padding: 10px } pre { font-size: 12px } }
  """
