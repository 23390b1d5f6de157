import Diagnostics
package import Plans

/// A record that lies in its folder, with what the folder tells beside it.
package struct StoredRun: Sendable {
  package var record: RunRecord
  /// Whether the process that makes it still runs.
  package var isRunning: Bool
  /// Whether somebody has changed its text.
  package var isEdited: Bool

  package init(_ record: RunRecord, isRunning: Bool = false, isEdited: Bool = false) {
    (self.record, self.isRunning, self.isEdited) = (record, isRunning, isEdited)
  }

  /// In one word, the same in all languages: `completed`, `failed`, `interrupted`, `running`; or
  /// `killed` where its process was ended from outside.
  package var state: String {
    record.end?.manner.rawValue ?? (isRunning ? "running" : "killed")
  }

  var stateText: Text {
    switch state {
    case "completed": Text(en: "completed", pt: "concluída")
    case "failed": Text(en: "failed", pt: "falhou")
    case "interrupted": Text(en: "interrupted", pt: "interrompida")
    case "running": Text(en: "running", pt: "em andamento")
    default: Text(en: "killed", pt: "morta")
    }
  }

  /// `2026-11-26 11:40`, in UTC.
  var startedText: String {
    record.started.prefix(16).map { $0 == "T" ? " " : String($0) }.joined()
  }
}

/// Something of a run that it can be found, sorted and compared by.
package struct RunField: Hashable, Sendable {
  package var name: String
  /// With all digits.
  package var value: String
  /// Whether it was measured, and not chosen.
  package var isMeasured: Bool

  init(_ name: String, _ value: String, isMeasured: Bool = false) {
    (self.name, self.value, self.isMeasured) = (name, value, isMeasured)
  }

  package var number: Double? { Double(value) }

  /// The value for a person.
  var shown: String {
    guard isMeasured, let number else { return value }
    return metricText(name.split(separator: ".").last.map(String.init) ?? name, number)
  }
}

extension StoredRun {
  /// All that the run can be found by; where two have one name, the first counts.
  package var fields: [RunField] {
    var fields = record.parameters.map { RunField($0.name, $0.value) }
    fields += record.results.map {
      RunField($0.name, NumberText.exact($0.value), isMeasured: true)
    }
    let values =
      record.trainings.last?.values ?? record.sweeps.last?.values ?? record.steps.last?.values ?? []
    fields += values.map { RunField($0.name, $0.value) }
    fields += [
      RunField("run", record.name), RunField("script", record.script),
      RunField("started", record.started), RunField("state", state),
      RunField("seed", record.seed.value), RunField("threads", String(record.machine.threads)),
    ]
    if let end = record.end {
      fields.append(RunField("seconds", NumberText.short(end.seconds, digits: 4)))
    }
    if let training = record.trainings.last {
      fields += [
        RunField("network", training.network), RunField("parameters", String(training.parameters)),
      ]
    }
    if case .commit(let id, let branch, _) = record.code {
      fields.append(RunField("commit", id))
      if let branch { fields.append(RunField("branch", branch)) }
    }
    return fields
  }

  package func field(_ name: String) -> RunField? { fields.first { $0.name == name } }

  /// The value that tells which of several runs is best where nobody says by what: the validation
  /// loss, or else the loss.
  package var mainMeasure: RunField? { field("validation.loss") ?? field("loss") }
}
