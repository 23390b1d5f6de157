package import Diagnostics
import Plans

/// What is not the same in all of several runs, and what each of them reached.
package struct RunComparison {
  private let runs: [StoredRun]
  /// Names in order, with the value that each run has, if any.
  private let chosen: [(name: String, values: [String?])]
  private let measured: [(name: String, values: [RunField?])]

  package init(_ runs: [StoredRun]) {
    self.runs = runs
    chosen = Self.united(runs.map(\.choices)).filter { Set($0.values).count > 1 }
    let measures = runs.map { run in run.record.results.map { ($0.name, $0.name) } }
    measured = Self.united(measures).map { name, _ in
      (name, runs.map { run in run.fields.first { $0.name == name && $0.isMeasured } })
    }
  }

  /// Whether the same was run: nothing that decides on the numbers differs.
  package var isSameRun: Bool { chosen.isEmpty }

  /// Whether the last trainings, with single iterations after them, left the same weights, bit for bit; `nil` where that is not known.
  package var haveSameWeights: Bool? {
    let hashes = runs.map(\.record.weightHash)
    return hashes.contains(nil) ? nil : Set(hashes).count == 1
  }

  /// A row for each thing that differs, then one for each result; a column a run.
  package func sheet(language: Language) -> RunSheet {
    var sheet = RunSheet(
      [RunSheet.Column("", name: "field")]
        + runs.map { RunSheet.Column($0.record.name, name: $0.record.name, .right) })
    for (name, values) in chosen {
      sheet.rows.append(
        [RunSheet.Cell(name)] + values.map { RunSheet.Cell($0 ?? "–", exact: $0 ?? "") })
    }
    for (name, values) in measured {
      sheet.rows.append(
        [RunSheet.Cell(name)]
          + values.map { RunSheet.Cell($0?.shown ?? "–", exact: $0?.value ?? "") })
    }
    return sheet
  }

  /// As one line of JSON, without its newline.
  package var json: String {
    let names = runs.map(\.record.name)
    func object(_ values: [JSONValue]) -> JSONValue { .object(Array(zip(names, values))) }
    return JSONValue.object([
      ("runs", .array(names.map { .string($0) })),
      (
        "differences",
        .object(
          chosen.map { ($0.name, object($0.values.map { $0.map { .string($0) } ?? .null })) })
      ),
      (
        "results",
        .object(measured.map { ($0.name, object($0.values.map { .optional($0?.number) })) })
      ),
    ]).text
  }

  /// All names, in the order in which they come up, with the value that each has under it.
  private static func united(
    _ lists: [[(String, String)]]
  ) -> [(name: String, values: [String?])] {
    var names: [String] = []
    var known: Set<String> = []
    for (name, _) in lists.joined() where known.insert(name).inserted { names.append(name) }
    let tables = lists.map { Dictionary($0) { first, _ in first } }
    return names.map { name in (name, tables.map { $0[name] }) }
  }
}

extension StoredRun {
  /// All that decided on the run's numbers, or may have done so.
  fileprivate var choices: [(String, String)] {
    var choices = record.parameters.map { ($0.name, $0.value) }
    choices.append(("seed", record.seed.value))
    for (index, source) in record.sources.enumerated() {
      let name = index == 0 ? record.script : source.path
      choices.append(("script \(name)", hexadecimal(source.hash)))
    }
    for data in record.data {
      choices += data.sources.map { ("data \(data.name) \($0.path)", hexadecimal($0.hash)) }
      choices += data.parts.map { ("\(data.name).\($0.name)", String($0.samples)) }
      choices += data.values.map { ("\(data.name) \($0.name)", $0.value) }
    }
    choices += record.loaded.map { ("loaded \($0.path)", hexadecimal($0.hash)) }
    for (index, training) in record.trainings.enumerated() {
      let prefix = record.trainings.count == 1 ? "" : "training \(index + 1) "
      choices += [
        (prefix + "network", training.network),
        (prefix + "parameters", String(training.parameters)),
      ]
      choices += training.values.map { (prefix + $0.name, $0.value) }
    }
    for (index, steps) in record.steps.enumerated() {
      let prefix = record.steps.count == 1 ? "step " : "steps \(index + 1) "
      choices += steps.values.map { (prefix + $0.name, $0.value) }
      choices += [
        (prefix + "network", steps.network), (prefix + "count", String(steps.count)),
        (prefix + "iterations", String(steps.iteration)),
      ]
    }
    for (index, sweep) in record.sweeps.enumerated() {
      let prefix = record.sweeps.count == 1 ? "" : "sweep \(index + 1) "
      choices += sweep.axes.map { (prefix + $0.name, $0.values.joined(separator: ", ")) }
      choices += sweep.values.map { (prefix + $0.name, $0.value) }
    }
    let machine = record.machine
    choices += [
      ("nn", machine.version), ("processor", machine.processor), ("variant", machine.variant),
      ("state", state),
    ]
    if case .commit(let id, _, let changes) = record.code {
      choices.append(("commit", String(id.prefix(12)) + (changes == .none ? "" : " + changes")))
    }
    // One name may be a parameter's and a setting's, and then says the same twice.
    var known: Set<String> = []
    return choices.filter { known.insert($0.0).inserted }
  }
}
