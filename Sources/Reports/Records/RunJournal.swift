package import Diagnostics
package import Plans

/// What a run is found to be while it goes on, for its record.
///
/// It only takes notes: the same script gives the same numbers with and without it.
package final class RunJournal {
  /// Something that a record's keeper may want to write down at once.
  package enum Change {
    /// The script is right and begins; its text and that of what it includes.
    case began([SourceFile])
    /// An epoch of the training with that number, from 0.
    case epoch(training: Int, EpochResult, isFirst: Bool)
    /// A run of the sweep with that number has ended; both from 0.
    case sweepRun(sweep: Int, number: Int, SweepRun)
    /// Something of the record is known that was not.
    case facts
  }

  package private(set) var record: RunRecord
  private let language: Language
  /// The folder of the script, as the names of sources begin with it.
  private let folder: String
  private var sources: [SourceFile] = []
  private let keep: (Change) -> Void
  /// Whether the record has the epochs too, of which there may be a million.
  private let keepsEpochs: Bool
  private var epochCount = 0
  /// The training that is about to begin, with the values that decide on it.
  private var next: TrainingRecord?

  /// - Parameter keep: Is told of each change, behind which the record has it too.
  package init(
    _ record: RunRecord, folder: String, language: Language, keepsEpochs: Bool = false,
    keep: @escaping (Change) -> Void
  ) {
    self.keepsEpochs = keepsEpochs
    self.record = record
    self.folder = folder
    self.language = language
    self.keep = keep
  }

  /// The script is right, and begins.
  package func begin(_ sources: [SourceFile]) {
    self.sources = sources
    keep(.began(sources))
  }

  /// What the keeper finds out by itself.
  package func update(_ change: (inout RunRecord) -> Void) { change(&record) }

  /// The file and the line that `span` begins on, as seen from the script's folder.
  package func place(of span: Span) -> (file: String, line: Int) {
    guard let source = sources.first(where: { $0.id == span.file }) else {
      return (record.script, 1)
    }
    return (relative(source.name), source.position(at: span.start).line)
  }

  /// `path` as seen from the script's folder.
  package func relative(_ path: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return !folder.isEmpty && path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  // MARK: What the script says

  package func note(_ problems: [Diagnostic]) {
    record.problems += problems.map { problem in
      let place = place(of: problem.primary.span)
      return ProblemRecord(
        isError: problem.severity == .error, code: problem.code.rawValue, file: place.file,
        line: place.line, message: problem.message[language])
    }
  }

  /// A `param` with its value.
  package func note(parameter: ValueRecord) { record.parameters.append(parameter) }

  /// The seed of the command line, or the first that the script sets.
  package func note(seed: ValueRecord) {
    if record.seed.origin == .standard { record.seed = seed }
  }

  /// A data set that has been read; the latest of a name stands.
  package func note(_ data: DataRecord) {
    record.data.removeAll { $0.name == data.name }
    record.data.append(data)
  }

  /// A file of a network that has been loaded.
  package func note(loaded file: DataRecord.Source) {
    if !record.loaded.contains(file) { record.loaded.append(file) }
  }

  /// Iterations that were asked for one by one.
  package func note(_ steps: StepsRecord) {
    record.note(steps)
    keep(.facts)
  }

  /// A training that is about to begin.
  package func note(_ training: TrainingRecord) { next = training }

  // MARK: What comes of it

  package func note(_ event: TrainingEvent) {
    switch event {
    case .started(let card):
      var training = next ?? TrainingRecord(network: card.network, data: "", values: [])
      training.parameters = card.parameters
      record.trainings.append(training)
      next = nil
      epochCount = 0
      keep(.facts)
    case .epochEnded(let epoch):
      guard !record.trainings.isEmpty else { return }
      let last = record.trainings.count - 1
      if keepsEpochs { record.trainings[last].history.append(epoch) }
      record.trainings[last].results = epoch.results
      epochCount += 1
      keep(.epoch(training: last, epoch, isFirst: epochCount == 1))
    case .ended(let end):
      guard !record.trainings.isEmpty else { return }
      record.trainings[record.trainings.count - 1].end = TrainingRecord.End(
        reason: end.reason.word, epochs: end.epochs, iterations: end.iterations,
        seconds: end.seconds, weightHash: end.weightHash)
      keep(.facts)
    case .phaseBegan, .progressed, .noticed, .profiled: break
    }
  }

  package func note(_ evaluation: Evaluation) {
    var evaluation = evaluation
    evaluation.confusion = nil
    record.evaluations.append(evaluation)
    keep(.facts)
  }

  /// A sweep that is about to begin.
  package func note(_ sweep: SweepResult) { record.sweeps.append(sweep) }

  /// A run of the sweep that goes on, with the values that decided on its last training.
  package func note(_ run: SweepRun, values: [ValueRecord]) {
    guard !record.sweeps.isEmpty else { return }
    let last = record.sweeps.count - 1
    var result = SweepResult.Run(run)
    if !keepsEpochs { result.history = [] }
    record.sweeps[last].add(result, values)
    keep(.sweepRun(sweep: last, number: record.sweeps[last].runs.count - 1, run))
  }
}
