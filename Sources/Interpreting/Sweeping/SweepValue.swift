import Diagnostics
import Plans
import Reports

/// What `let rates = sweep …` gives.
final class SweepValue {
  let record: SweepRecord
  let summary: SweepSummary
  /// The values of each name, as the script has them.
  let values: [[RunValue]]
  /// In a dry run only the names of the results are known.
  let isDry: Bool

  init(_ record: SweepRecord, values: [[RunValue]], isDry: Bool) {
    self.record = record
    self.values = values
    self.isDry = isDry
    summary = SweepSummary(record)
  }

  static let memberNames = ["best", "table", "runs", "verdict", "measure", "diverged"]

  /// The best combination; `nil` where nothing can be called so.
  var best: RunValue? {
    if isDry { return .record(record(of: summary.rows.first)) }
    return summary.best.map { .record(record(of: $0)) }
  }

  /// A row for each combination, best first.
  var table: RunValue {
    isDry ? .unknown : .list(summary.rows.map { .record(record(of: $0)) })
  }

  /// A record for each run, in their order.
  var runs: RunValue {
    isDry ? .unknown : .list(record.runs.map { .record(record(of: $0)) })
  }

  /// How sure it is that the best is better than the next: `clear`, `noise` or `unknown`.
  var verdict: RunValue {
    if isDry { return .unknown }
    guard let next = summary.rivals.first else { return .text("unknown") }
    switch summary.standing(of: next) {
    case .unknown: return .text("unknown")
    case .insideTheNoise: return .text("noise")
    case .worse: return .text("clear")
    }
  }

  // MARK: Records

  private func record(of row: SweepSummary.Row?) -> RecordValue {
    var members: [(String, RunValue)] = []
    for (position, axis) in summary.compared.enumerated() {
      members.append((record.axes[axis].name, value(axis, row?.choice[position])))
    }
    let spreads = summary.results.map { ($0, row?.spread($0)) }
    members += nested(spreads.map { ($0.0, $0.1?.mean) })
    let deviations = nested(spreads.map { ($0.0, $0.1?.deviation) })
    members.append(("spread", .record(RecordValue(Self.rowKind, deviations, isOpen: isDry))))
    members.append(("diverged", number(row.map { Double($0.divergedCount) })))
    return RecordValue(Self.rowKind, members, isOpen: isDry)
  }

  private func record(of run: SweepRun) -> RecordValue {
    var members: [(String, RunValue)] = []
    for axis in record.axes.indices {
      members.append((record.axes[axis].name, value(axis, run.choice[axis])))
    }
    members += nested(run.results.map { ($0.name, $0.value) })
    members.append(("diverged", .boolean(run.divergence != nil)))
    members.append(("epochs", .number(Double(run.history.count))))
    members.append(("iterations", .number(Double(run.iterations))))
    members.append(("seconds", .number(run.seconds)))
    let title = record.values(of: run).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    members.append(("history", .history(History(title: title, epochs: run.history))))
    return RecordValue(
      Text(en: "a run of a sweep", pt: "uma execução de um sweep"), members, isOpen: false)
  }

  private static let rowKind = Text(
    en: "a combination of a sweep", pt: "uma combinação de um sweep")

  private func value(_ axis: Int, _ index: Int?) -> RunValue {
    guard let index, values.indices.contains(axis), values[axis].indices.contains(index) else {
      return .unknown
    }
    // Which of several values is the best, only the run can tell.
    return isDry && values[axis].count > 1 ? .unknown : values[axis][index]
  }

  private func number(_ value: Double?) -> RunValue {
    isDry ? .unknown : value.map { .number($0) } ?? .unknown
  }

  /// `loss` as it is, `validation.loss` as the `loss` of a record called `validation`.
  private func nested(_ results: [(name: String, value: Double?)]) -> [(String, RunValue)] {
    var members: [(String, RunValue)] = []
    var parts: [(name: String, members: [(String, RunValue)])] = []
    for (name, value) in results {
      let pieces = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard pieces.count == 2 else {
        members.append((name, number(value)))
        continue
      }
      if !parts.contains(where: { $0.name == pieces[0] }) { parts.append((pieces[0], [])) }
      for index in parts.indices where parts[index].name == pieces[0] {
        parts[index].members.append((pieces[1], number(value)))
      }
    }
    return members
      + parts.map { part in
        (part.name, .record(RecordValue(Self.rowKind, part.members, isOpen: isDry)))
      }
  }
}

/// Values by name that belong together.
final class RecordValue {
  let kind: Text
  let members: [(name: String, value: RunValue)]
  /// Whether it may have members of which a dry run does not know.
  let isOpen: Bool

  init(_ kind: Text, _ members: [(String, RunValue)], isOpen: Bool) {
    self.kind = kind
    // A value that the script names stands above a result of that name.
    var known: Set<String> = []
    self.members = members.filter { known.insert($0.0).inserted }.map { (name: $0.0, value: $0.1) }
    self.isOpen = isOpen
  }

  subscript(name: String) -> RunValue? { members.first { $0.name == name }?.value }

  /// The members with those of inner records, as `validation.loss`, but for what no cell can hold.
  var flattened: [(name: String, value: RunValue)] {
    members.flatMap { name, value -> [(name: String, value: RunValue)] in
      switch value {
      case .history, .unknown: []
      case .record(let inner): inner.flattened.map { ("\(name).\($0.name)", $0.value) }
      default: [(name, value)]
      }
    }
  }

  var printed: String {
    members.compactMap { name, value in
      switch value {
      case .history, .unknown: nil
      case .record(let record):
        record.printed.isEmpty ? nil : "\(name): (\(record.printed))"
      default: "\(name) \(value.printed(isNested: true))"
      }
    }.joined(separator: ", ")
  }
}

extension Interpreter {
  func member(_ name: String, of sweep: SweepValue, at span: Span) throws(Stop) -> RunValue {
    switch name {
    case "best":
      guard let best = sweep.best else { throw stop(.nothingIsBest(sweep.summary, at: span)) }
      return best
    case "table": return sweep.table
    case "runs": return sweep.runs
    case "verdict": return sweep.verdict
    case "measure":
      return sweep.isDry ? .unknown : .text(sweep.summary.measure ?? "")
    case "diverged":
      return sweep.isDry
        ? .unknown : .number(Double(sweep.record.runs.count { $0.divergence != nil }))
    default:
      throw stop(
        .unknownMember(
          name, of: RunValue.sweep(sweep).kind, known: SweepValue.memberNames, at: span))
    }
  }

  func member(_ name: String, of record: RecordValue, at span: Span) throws(Stop) -> RunValue {
    if let value = record[name] { return value }
    // A dry run knows the results of the training, but not on which parts it is evaluated.
    if record.isOpen, DataPart.Part(rawValue: name) != nil || record["loss"] == nil {
      return .unknown
    }
    throw stop(
      .unknownMember(name, of: record.kind, known: record.members.map(\.name), at: span))
  }
}
