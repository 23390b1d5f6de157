package import Diagnostics
package import Plans

/// Where the time of a training went: what took most of it first.
package func profileText(
  _ profile: TrainingProfile, style: TerminalStyle, language: Language
) -> String {
  let total = max(profile.seconds, .leastNonzeroMagnitude)
  var table = TextTable(ProfileColumn.allCases.map { ($0.title[language], $0.alignment) })
  let sorted = profile.entries.sorted { $0.seconds > $1.seconds }
  let shown = sorted.filter { $0.seconds >= 0.01 * total }
  for entry in shown {
    table.add(
      [
        entry.layer ?? "–", entry.stage.name[language], entry.operation.name[language],
        fineDurationText(entry.seconds), share(entry.seconds / total),
      ] + arithmetic(entry, limit: profile.limit))
  }
  let small = sorted.dropFirst(shown.count)
  func addSum(_ name: Text, _ seconds: Double) {
    guard seconds > 0 else { return }
    table.add([name[language], "", "", fineDurationText(seconds), share(seconds / total)])
  }
  addSum(
    Text(en: "\(small.count) smaller ones", pt: "\(small.count) menores"),
    small.reduce(0) { $0 + $1.seconds })
  addSum(
    Text(en: "between the iterations", pt: "entre as iterações"),
    profile.seconds - profile.entries.reduce(0) { $0 + $1.seconds })
  return heading(profile)[language] + "\n" + table.text(style)
}

private func heading(_ profile: TrainingProfile) -> Text {
  let (iterations, time) = (
    Amount.iterations(profile.iterations), fineDurationText(profile.seconds)
  )
  let limit = NumberText.short(profile.limit, digits: 3)
  let threads = profile.threads
  return Text(
    en:
      "where the time of '\(profile.network)' went: \(iterations.en) in \(time), "
      + "\(threads) thread\(threads == 1 ? "" : "s"), \(limit) GFLOP/s at best",
    pt:
      "para onde foi o tempo de '\(profile.network)': \(iterations.pt) em \(time), "
      + "\(threads) thread\(threads == 1 ? "" : "s"), no máximo \(limit) GFLOP/s")
}

private func arithmetic(_ entry: ProfileEntry, limit: Double) -> [String] {
  guard entry.arithmetic > 0 else { return [] }
  let speed = entry.arithmetic / entry.seconds / 1e9
  return [NumberText.short(speed, digits: 3), share(speed / limit)]
}

private func share(_ value: Double) -> String { NumberText.short(100 * value, digits: 2) + " %" }

private enum ProfileColumn: CaseIterable {
  case layer, stage, operation, time, share, speed, limit

  var title: Text {
    switch self {
    case .layer: Text(en: "layer", pt: "camada")
    case .stage: Text(en: "part", pt: "parte")
    case .operation: Text(en: "operation", pt: "operação")
    case .time: Text(en: "time", pt: "tempo")
    case .share: Text(en: "share", pt: "parcela")
    case .speed: Text(verbatim: "GFLOP/s")
    case .limit: Text(en: "of the limit", pt: "do limite")
    }
  }

  var alignment: TextTable.Alignment {
    switch self {
    case .layer, .stage, .operation: .left
    case .time, .share, .speed, .limit: .right
    }
  }
}

extension ProfileEntry.Stage {
  fileprivate var name: Text {
    switch self {
    case .batch: Text(en: "batch", pt: "lote")
    case .forward: Text(en: "forward", pt: "ida")
    case .backward: Text(en: "backward", pt: "volta")
    case .update: Text(en: "update", pt: "atualização")
    }
  }
}

extension ProfileEntry.Operation {
  fileprivate var name: Text {
    switch self {
    case .product: Text(en: "matrix product", pt: "produto de matrizes")
    case .elementwise: Text(en: "elementwise", pt: "elemento a elemento")
    case .reduction: Text(en: "sum or maximum", pt: "soma ou máximo")
    case .rowwise: Text(en: "softmax and the like", pt: "softmax e afins")
    case .window: Text(en: "pooling, borders", pt: "agrupamento, bordas")
    case .copy: Text(en: "copying", pt: "cópia")
    case .random: Text(en: "random numbers", pt: "números aleatórios")
    case .ordering: Text(en: "sorting", pt: "ordenação")
    }
  }
}
