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
    let frozen = Text(en: " (frozen)", pt: " (congelada)")[language]
    table.add([
      layer.title + (layer.isFrozen && count > 0 ? frozen : ""), layer.output.description,
      count == 0 ? "" : NumberText.count(count, in: language),
    ])
  }
  let total = NumberText.count(sum(parameterCounts), in: language)
  table.addTotal([Text(en: "total", pt: "total")[language], "", total])
  let frozen = sum(zip(plan.layers, parameterCounts).filter { $0.0.isFrozen }.map { $0.1 })
  if frozen > 0 {
    let trained = NumberText.count(sum(parameterCounts) - frozen, in: language)
    table.addTotal([Text(en: "trained", pt: "treinados")[language], "", trained])
    table.addTotal([
      Text(en: "frozen", pt: "congelados")[language], "", NumberText.count(frozen, in: language),
    ])
  }
  let title = Text(en: "network \(plan.name)", pt: "rede \(plan.name)")[language]
  return style.painted(title.shownSafely, .strong) + "\n" + table.text(style)
}

/// The sum of counts; one that no machine could hold is as large as can be.
private func sum(_ counts: [Int]) -> Int {
  counts.reduce(0) { sum, count in
    let (next, overflow) = sum.addingReportingOverflow(count)
    return overflow ? Int.max : next
  }
}

extension LayerPlan {
  /// The layer's name with its activation, where that is no layer by itself.
  fileprivate var title: String {
    guard kind != "activation", let activation else { return name }
    let shown = activation.shownName
    return shown.isEmpty || shown == name ? name : "\(name), \(shown)"
  }
}
