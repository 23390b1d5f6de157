package import Diagnostics
package import Plans

/// The epochs of a record that has them, as one table: a line an epoch.
///
/// A name that not all trainings have leaves the cells of the others empty.
package func runHistory(_ record: RunRecord, language: Language) -> RunSheet {
  let histories = histories(of: record)
  let names = resultNames(of: histories)
  var sheet = RunSheet(
    [
      RunSheet.Column(Text(en: "training", pt: "treino")[language], name: "training"),
      RunSheet.Column(Text(en: "epoch", pt: "época")[language], name: "epoch", .right),
    ] + (names + ["rate"]).map { RunSheet.Column($0, name: $0, .right) })
  for (training, epochs) in histories {
    for epoch in epochs {
      let results = epoch.results
      sheet.rows.append(
        [RunSheet.Cell(training), RunSheet.Cell(String(epoch.epoch))]
          + names.map { name in
            guard let value = results.first(where: { $0.name == name })?.value else {
              return RunSheet.Cell("")
            }
            let field = RunField(name, NumberText.exact(value), isMeasured: true)
            return RunSheet.Cell(field.shown, exact: field.value)
          } + [RunSheet.Cell(NumberText.short(epoch.rate), exact: NumberText.exact(epoch.rate))])
    }
  }
  return sheet
}

/// The same as one line of JSON, without its newline.
package func runHistoryJSON(_ record: RunRecord) -> String {
  JSONValue.array(
    histories(of: record).flatMap { training, epochs in
      epochs.map { epoch in
        .object(
          [("training", .string(training)), ("epoch", .integer(epoch.epoch))]
            + epoch.results.map { ($0.name, .number($0.value)) } + [("rate", .number(epoch.rate))])
      }
    }
  ).text
}

/// `1` is the first training, and `sweep 1 run 3` the third run of the first sweep.
private func histories(of record: RunRecord) -> [(training: String, epochs: [EpochResult])] {
  record.trainings.enumerated().map { (String($0.offset + 1), $0.element.history) }
    + record.sweeps.enumerated().flatMap { sweep in
      sweep.element.runs.enumerated().map {
        ("sweep \(sweep.offset + 1) run \($0.offset + 1)", $0.element.history)
      }
    }
}

private func resultNames(of histories: [(training: String, epochs: [EpochResult])]) -> [String] {
  var names: [String] = []
  // All epochs of a training have the same.
  for name in histories.compactMap(\.epochs.first).flatMap(\.results).map(\.name)
  where !names.contains(name) {
    names.append(name)
  }
  return names
}
