package import Diagnostics
import Plans

/// A line a run: what was chosen differently, and what came of it.
///
/// - Parameters:
///   - order: The field that the runs are sorted by, which then has a column.
///   - most: How many columns there are of each kind at most.
package func runListing(
  _ runs: [StoredRun], order: String?, most: Int = 4, language: Language
) -> RunSheet {
  let measures = measures(of: runs, order: order, most: most)
  let chosen = chosen(in: runs, order: order, most: most)
  let hasSeveralScripts = Set(runs.map(\.record.script)).count > 1
  var columns = [
    RunSheet.Column(Text(en: "run", pt: "execução")[language], name: "run"),
    RunSheet.Column(Text(en: "started (UTC)", pt: "início (UTC)")[language], name: "started"),
    RunSheet.Column(Text(en: "state", pt: "estado")[language], name: "state"),
    RunSheet.Column(Text(en: "time", pt: "tempo")[language], name: "seconds", .right),
  ]
  if hasSeveralScripts { columns.append(RunSheet.Column("script", name: "script")) }
  columns += (chosen + measures).map { RunSheet.Column($0, name: $0, .right) }
  var sheet = RunSheet(columns)
  for run in runs {
    let seconds = run.record.end?.seconds
    var row = [
      RunSheet.Cell(run.record.name),
      RunSheet.Cell(run.startedText, exact: run.record.started),
      RunSheet.Cell(run.stateText[language], exact: run.state),
      RunSheet.Cell(
        seconds.map(durationText) ?? "", exact: seconds.map { NumberText.short($0) } ?? ""),
    ]
    if hasSeveralScripts { row.append(RunSheet.Cell(run.record.script)) }
    row += (chosen + measures).map { name in
      let field = run.field(name)
      return RunSheet.Cell(field?.shown ?? "", exact: field?.value ?? "")
    }
    sheet.rows.append(row)
  }
  return sheet
}

/// What was measured, what matters most first: metrics on the test part, on the validation part, on
/// the training part; then the losses.
private func measures(of runs: [StoredRun], order: String?, most: Int) -> [String] {
  var names: [String] = []
  for field in runs.flatMap(\.fields) where field.isMeasured && !names.contains(field.name) {
    names.append(field.name)
  }
  func rank(_ name: String) -> Int {
    let isLoss = name.split(separator: ".").last == "loss"
    let part = name.hasPrefix("test.") ? 0 : name.hasPrefix("validation.") ? 1 : 2
    return (isLoss ? 3 : 0) + part
  }
  let ranked = names.enumerated()
    .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  guard let order, names.contains(order) else { return Array(ranked.prefix(most)) }
  return [order] + ranked.filter { $0 != order }.prefix(most - 1)
}

/// The `param`s that are not the same in all runs, and what they are sorted by.
private func chosen(in runs: [StoredRun], order: String?, most: Int) -> [String] {
  var names: [String] = []
  for parameter in runs.flatMap(\.record.parameters) where !names.contains(parameter.name) {
    names.append(parameter.name)
  }
  names = names.filter { name in Set(runs.map { $0.field(name)?.value }).count > 1 }
  let own = ["run", "started", "state", "seconds", "script"]
  if let order, !names.contains(order), !own.contains(order),
    runs.contains(where: { $0.field(order)?.isMeasured == false })
  {
    return [order] + names.prefix(most - 1)
  }
  return Array(names.prefix(most))
}
