package import Diagnostics
package import Plans
import Shapes
import Vocabulary

/// A network as a table: each layer with its output and its parameters.
///
/// - Parameter parameterCounts: For each layer of the plan, in order.
package func networkTable(
  _ plan: ModelPlan, parameterCounts: [Int], style: TerminalStyle, language: Language
) -> String {
  var table = TextTable([
    (Text(en: "layer", pt: "camada")[language], .left),
    (Text(en: "output", pt: "saída")[language], .right),
    (Text(en: "parameters", pt: "parâmetros")[language], .right),
  ])
  table.add([Text(en: "input", pt: "entrada")[language], plan.input.description])
  for (index, layer) in plan.layers.enumerated() {
    let count = index < parameterCounts.count ? parameterCounts[index] : 0
    let activation =
      layer.activation.map { $0.name.hasPrefix("script:") ? "" : ", \($0.name)" } ?? ""
    table.add([
      layer.name + (layer.kind == "activation" ? "" : activation), layer.output.description,
      count == 0 ? "" : NumberText.count(count),
    ])
  }
  table.addTotal([
    Text(en: "total", pt: "total")[language], "", NumberText.count(parameterCounts.reduce(0, +)),
  ])
  return style.painted(Text(en: "network", pt: "rede")[language] + " " + plan.name, .strong) + "\n"
    + table.text(style)
}

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
      column.missing == 0 ? "" : NumberText.count(column.missing), valuesText(column),
    ])
  }
  let counts = parts.map { "\($0.name) \(NumberText.count($0.samples))" }.joined(separator: ", ")
  let total = NumberText.count(parts.reduce(0) { $0 + $1.samples })
  return style.painted(title, .strong)
    + Text(en: ": \(total) samples (\(counts))", pt: ": \(total) amostras (\(counts))")[language]
    + "\n" + table.text(style)
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
  case .targetSource: Text(en: "in the target", pt: "no alvo")
  case .dropped: Text(en: "dropped", pt: "fora")
  }
}

private func valuesText(_ column: ColumnSummary) -> String {
  if !column.levels.isEmpty {
    let shown = column.levels.prefix(4).map { "\($0.name) (\(NumberText.count($0.count)))" }
    let rest = (column.levelCount ?? column.levels.count) - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? ", … +\(rest)" : "")
  }
  guard let least = column.minimum, let most = column.maximum else { return "" }
  let mean = column.mean.map { ", ∅ \(NumberText.short($0))" } ?? ""
  return "\(NumberText.short(least)) … \(NumberText.short(most))\(mean)"
}
