import Diagnostics
import Plans
import Tables

extension Interpreter {
  /// What the lines of a data set say, and what holds where they say nothing.
  ///
  /// - Parameter seed: That of the split.
  func recordedValues(
    of steps: DataSteps, _ prepared: PreparedData, seed: UInt64, _ assembly: DataAssembly
  ) -> [ValueRecord] {
    func value(_ name: String, _ value: String, _ item: Int?) -> ValueRecord {
      ValueRecord(name, value, item.map { origin(of: assembly.span(of: $0)) } ?? .standard)
    }
    func formula(_ item: Int) -> String {
      let span = assembly.span(of: item)
      let text = sources.first { $0.id == span.file }?.text(of: span) ?? ""
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    var values: [ValueRecord] = []
    if case .generator(let plan) = steps.source {
      let origin = origin(of: assembly.span(of: nil))
      values = [
        ValueRecord("samples", String(plan.samples), origin),
        ValueRecord("noise", NumberText.exact(plan.noise), origin),
        ValueRecord("seed", String(plan.seed), origin),
      ]
    }
    let target = prepared.encoding.target
    let targetName = target.names.joined(separator: ", ")
    values.append(value("target", targetName, steps.target?.id))
    values.append(
      value("target.kind", target.kind.rawValue, steps.target?.kind == nil ? nil : steps.target?.id)
    )
    values += steps.drops.map { value("drop", $0.column, $0.id) }
    values += steps.categories.map {
      value("category", $0.column + ($0.isEmbedded ? ", encode: embedding" : ""), $0.id)
    }
    values += [steps.weight].compactMap { $0 }.map { value("weight", $0.column, $0.id) }
    values += steps.derived.map { value("column", formula($0.id), $0.id) }
    values += steps.filters.map { value("where", formula($0.id), $0.id) }
    values += steps.missing.map {
      value("missing", ([$0.rule.rawValue] + $0.columns).joined(separator: ", "), $0.id)
    }
    if !steps.missing.contains(where: \.columns.isEmpty) {
      values.append(value("missing", "error", nil))
    }
    values += steps.scales.map { step in
      let columns = step.columns + (step.includesTarget ? ["target"] : [])
      return value("scale", ([step.rule.rawValue] + columns).joined(separator: ", "), step.id)
    }
    if !steps.scales.contains(where: { $0.columns.isEmpty && !$0.includesTarget }) {
      values.append(value("scale", "none", nil))
    }
    if let window = steps.window {
      values += [
        value("window.size", String(window.window.size), window.id),
        value("window.horizon", String(window.window.horizon), window.id),
      ]
    }
    return values + splitValues(steps.split, seed, value)
  }

  private func splitValues(
    _ split: SplitStep?, _ seed: UInt64, _ value: (String, String, Int?) -> ValueRecord
  ) -> [ValueRecord] {
    guard let split else { return [] }
    func text(_ size: SplitStep.Size) -> String {
      switch size {
      case .share(let share): NumberText.exact(share)
      case .every(let step): "every \(step)"
      }
    }
    var values: [ValueRecord] = []
    if let train = split.train {
      values.append(value("split.train", NumberText.exact(train), split.id))
    }
    if let size = split.validation {
      values.append(value("split.validation", text(size), split.id))
    }
    if let size = split.test { values.append(value("split.test", text(size), split.id)) }
    values.append(
      value(
        "split.order", split.keepsOrder ? "kept" : "shuffled", split.keepsOrder ? split.id : nil))
    if !split.keepsOrder {
      values.append(ValueRecord("split.seed", String(seed), seedOrigin))
    }
    return values
  }
}
