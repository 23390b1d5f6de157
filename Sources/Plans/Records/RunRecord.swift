/// What was run, with all that decided on it, and what came of it.
package struct RunRecord: Hashable, Codable, Sendable {
  /// What people call it, and its folder: `iris-12`.
  package var name: String
  /// The script as the command line named it, but without its folder; `-` for the standard input.
  package var script: String
  /// When it began, in UTC: `2026-11-26T11:40:03.250Z`.
  package var started: String
  /// The command line, word by word.
  package var command: [String]
  package var machine: MachineRecord
  package var code: CodeState
  /// The script, then what it includes.
  package var sources: [SourceRecord]
  /// The tables of the epochs, as far as they are written.
  package var tables: [TableRecord]
  /// The first seed that the run asked for.
  package var seed: ValueRecord
  /// One for each `param`, in the order of the script.
  package var parameters: [ValueRecord]
  package var data: [DataRecord]
  /// Networks that were loaded: each file with a hash of what it holds.
  package var loaded: [DataRecord.Source]
  package var trainings: [TrainingRecord]
  /// Iterations that were asked for one by one, by network.
  package var steps: [StepsRecord]
  /// In the order in which they were asked for; their tables of confusion are left out.
  package var evaluations: [Evaluation]
  package var sweeps: [SweepResult]
  /// Warnings, and the errors that ended it.
  package var problems: [ProblemRecord]
  /// `nil` while it runs, and for ever where its process was ended from outside.
  package var end: RunEnd?

  package init(
    name: String, script: String, started: String, command: [String], machine: MachineRecord,
    seed: ValueRecord = ValueRecord("seed", "0", .standard)
  ) {
    self.name = name
    self.script = script
    self.started = started
    self.command = command
    self.machine = machine
    self.seed = seed
    code = .unknown
    (sources, tables, parameters, data, loaded) = ([], [], [], [], [])
    (trainings, steps, evaluations, sweeps, problems) = ([], [], [], [], [])
  }

  /// Those that the command line has set.
  package var givenParameters: [ValueRecord] { parameters.filter { $0.origin == .commandLine } }

  /// What the run reached, by its names in the language: `loss` and the like of the last training,
  /// and what was evaluated last on each part of its network.
  ///
  /// Where nothing was trained, the network counts that was stepped or evaluated last.
  package var results: [NamedValue] {
    let training = trainings.last
    if training == nil, let best = sweeps.last?.best { return best.results }
    let network = training?.network ?? steps.last?.network ?? evaluations.last?.network
    var results = training?.results ?? []
    for evaluation in evaluations.reversed() where evaluation.network == network {
      let part = evaluation.part.split(separator: ".").last.map(String.init) ?? evaluation.part
      let own =
        (evaluation.loss.map { [NamedValue("loss", $0)] } ?? [])
        + evaluation.metrics.map { NamedValue($0.name, $0.value) }
      results += own.map { NamedValue(part + "." + $0.name, $0.value) }
        .filter { value in !results.contains { $0.name == value.name } }
    }
    return results
  }
}

extension RunRecord {
  /// Notes iterations that were asked for one by one; those that follow upon each other are one.
  package mutating func note(_ further: StepsRecord) {
    var further = further
    further.trainingsBefore = trainings.count
    guard let last = steps.last, last.network == further.network,
      last.trainingsBefore == further.trainingsBefore,
      further.count == 0 || (last.data == further.data && last.values == further.values)
    else { return steps.append(further) }
    if further.count == 0 { (further.data, further.values) = (last.data, last.values) }
    further.count += last.count
    further.loss = further.loss ?? last.loss
    steps[steps.count - 1] = further
  }

  /// Whether anything came of it that can be compared.
  package var hasResults: Bool {
    trainings.contains { !$0.results.isEmpty } || !steps.isEmpty || !evaluations.isEmpty
      || sweeps.contains { !$0.runs.isEmpty }
  }

  /// A hash of the weights that the last training has left, or single iterations after it.
  package var weightHash: UInt64? {
    if let last = steps.last, last.trainingsBefore == trainings.count { return last.weightHash }
    return trainings.last?.end?.weightHash
  }
}

/// How a run came to its end.
package struct RunEnd: Hashable, Codable, Sendable {
  package enum Manner: String, Hashable, Codable, Sendable {
    case completed
    /// An `expect` was false, a training diverged, or the script failed otherwise.
    case failed
    /// Somebody pressed Ctrl-C.
    case interrupted
  }

  package var manner: Manner
  /// From the beginning to the end of the run.
  package var seconds: Double

  package init(_ manner: Manner, seconds: Double) {
    (self.manner, self.seconds) = (manner, seconds)
  }
}

/// A value with where it came from.
package struct ValueRecord: Hashable, Codable, Sendable {
  package enum Origin: Hashable, Codable, Sendable {
    case standard
    case commandLine
    case line(file: String, Int)
    /// A line of a `plan`.
    case plan(String, file: String, Int)
  }

  package var name: String
  package var value: String
  package var origin: Origin

  package init(_ name: String, _ value: String, _ origin: Origin) {
    (self.name, self.value, self.origin) = (name, value, origin)
  }
}

/// A script of the run, whose text the record's folder holds.
package struct SourceRecord: Hashable, Codable, Sendable {
  /// Its path as seen from the script's folder.
  package var path: String
  /// The copy in the record's folder.
  package var copy: String
  package var hash: UInt64

  package init(path: String, copy: String, hash: UInt64) {
    (self.path, self.copy, self.hash) = (path, copy, hash)
  }
}

/// A table in the record's folder.
package struct TableRecord: Hashable, Codable, Sendable {
  /// As seen from that folder: `sweep-1/run-2.csv`.
  package var file: String
  package var hash: UInt64

  package init(file: String, hash: UInt64) { (self.file, self.hash) = (file, hash) }
}

/// Something that was said of the script, in the language of the run.
package struct ProblemRecord: Hashable, Codable, Sendable {
  package var isError: Bool
  package var code: String
  package var file: String
  package var line: Int
  package var message: String

  package init(isError: Bool, code: String, file: String, line: Int, message: String) {
    self.isError = isError
    self.code = code
    self.file = file
    self.line = line
    self.message = message
  }
}
