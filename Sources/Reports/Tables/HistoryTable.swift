package import Diagnostics
package import Plans

/// The epochs of trainings as a table: all of a few, of many the first and the last.
///
/// - Parameter isOfValidation: Whether only the results on the validation part are shown.
package func historyTable(
  _ epochs: [EpochResult], title: String, isOfValidation: Bool, style: TerminalStyle,
  language: Language
) -> String {
  let columns = HistoryColumn.all(of: epochs, isOfValidation: isOfValidation)
  var table = TextTable(
    [(Text(en: "epoch", pt: "época")[language], .right)]
      + columns.map { ($0.title[language], .right) })
  let shown = 10
  for (index, epoch) in epochs.enumerated() {
    if epochs.count > 2 * shown + 1, index >= shown, index < epochs.count - shown {
      if index == shown { table.add(Array(repeating: style.ellipsis, count: columns.count + 1)) }
      continue
    }
    table.add([NumberText.count(epoch.epoch, in: language)] + columns.map { $0.text(epoch) })
  }
  return style.painted(title.shownSafely, .strong) + "\n" + table.text(style)
}

/// A result that epochs have.
private struct HistoryColumn {
  var title: Text
  var text: (EpochResult) -> String

  static func all(of epochs: [EpochResult], isOfValidation: Bool) -> [HistoryColumn] {
    var columns: [HistoryColumn] = []
    if !isOfValidation {
      columns.append(
        HistoryColumn(title: Text(en: "loss", pt: "perda")) { NumberText.short($0.loss) })
    }
    if epochs.contains(where: { $0.validationLoss != nil }) {
      columns.append(
        HistoryColumn(title: Text(en: "validation loss", pt: "perda na validação")) {
          $0.validationLoss.map { NumberText.short($0) } ?? ""
        })
    }
    if !isOfValidation { columns += metrics(of: epochs, "", \.metrics) }
    return columns + metrics(of: epochs, "validation.", \.validationMetrics)
  }

  /// A column for each metric, in the order in which they first come.
  private static func metrics(
    of epochs: [EpochResult], _ prefix: String, _ values: @escaping (EpochResult) -> [NamedValue]
  ) -> [HistoryColumn] {
    var names: [String] = []
    for name in epochs.flatMap({ values($0).map(\.name) }) where !names.contains(name) {
      names.append(name)
    }
    return names.map { name in
      HistoryColumn(title: Text(verbatim: prefix + name)) { epoch in
        values(epoch).first { $0.name == name }.map { metricText(name, $0.value) } ?? ""
      }
    }
  }
}
