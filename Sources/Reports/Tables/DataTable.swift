package import Diagnostics
package import Plans

/// A data set as a table: each column with its type, its use and its values.
package func dataTable(
  _ columns: [ColumnSummary], title: String, parts: [(name: String, samples: Int)],
  style: TerminalStyle, language: Language
) -> String {
  var table = TextTable([
    (Text(en: "column", pt: "coluna")[language], .left),
    (Text(en: "type", pt: "tipo")[language], .left), (Text(en: "use", pt: "uso")[language], .left),
    (Text(en: "missing", pt: "faltam")[language], .right),
    (Text(en: "values", pt: "valores")[language], .left),
  ])
  for column in columns {
    table.add([
      column.name, kindText(column.kind)[language], roleText(column.role)[language],
      column.missing == 0 ? "" : NumberText.count(column.missing, in: language),
      valuesText(column, style)[language],
    ])
  }
  let counts = parts.map { "\($0.name) \(NumberText.count($0.samples, in: language))" }
    .joined(separator: ", ")
  let total = Amount.samples(parts.reduce(0) { $0 + $1.samples })[language]
  return style.painted(title.shownSafely, .strong) + ": \(total) (\(counts))\n"
    + table.text(style)
}

private func kindText(_ kind: ColumnSummary.Kind) -> Text {
  switch kind {
  case .number: Text(en: "number", pt: "número")
  case .text: Text(en: "text", pt: "texto")
  case .boolean: Text(en: "true/false", pt: "sim/não")
  }
}

private func roleText(_ role: ColumnSummary.Role) -> Text {
  switch role {
  case .feature: Text(en: "feature", pt: "atributo")
  case .category: Text(en: "category", pt: "categoria")
  case .target: Text(en: "target", pt: "alvo")
  case .weight: Text(en: "weight", pt: "peso")
  case .targetSource: Text(en: "in the target", pt: "no alvo")
  case .dropped: Text(en: "dropped", pt: "fora")
  }
}

/// The range and mean of numbers; the most frequent of texts.
private func valuesText(_ column: ColumnSummary, _ style: TerminalStyle) -> Text {
  if !column.levels.isEmpty {
    let shown = column.levels.prefix(4).map { "\($0.name) (\(NumberText.count($0.count)))" }
    let rest = (column.levelCount ?? column.levels.count) - shown.count
    let words = shown.joined(separator: ", ")
    guard rest > 0 else { return Text(verbatim: words) }
    let count = NumberText.countText(rest)
    return Text(en: "\(words) and \(count.en) more", pt: "\(words) e mais \(count.pt)")
  }
  guard let least = column.minimum, let most = column.maximum else { return Text(verbatim: "") }
  let range = "\(NumberText.short(least)) \(style.ellipsis) \(NumberText.short(most))"
  guard let mean = column.mean.map({ NumberText.short($0) }) else { return Text(verbatim: range) }
  return Text(en: "\(range), mean \(mean)", pt: "\(range), média \(mean)")
}
