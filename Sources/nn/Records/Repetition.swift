import Diagnostics
import Interpreting
import Plans
import Reports

/// A run that is done once more from its record, to see whether the same comes of it.
///
/// Nothing is shown and no file is written. It ends as soon as something differs, or all that the
/// record has came again.
final class Repetition {
  /// The record, with its epochs.
  let before: RunRecord
  /// Tables of epochs that cannot be read, so that nothing is compared with them.
  let unreadable: [String]
  private let stored: StoredScript
  private let threads: Int
  private var journal: RunJournal?
  private var isDecided = false

  init(of stored: StoredScript, threads: Int) {
    (self.stored, self.threads) = (stored, threads)
    (before, unreadable) = stored.run.record.withHistories(at: stored.path)
  }

  /// What a repetition gave.
  struct Outcome {
    var record: RunRecord
    var ending: ScriptRunner.Ending
    /// What was said to be wrong, and the texts that this stands in.
    var problems: [Diagnostic]
    var sources: [SourceFile]
  }

  func run() -> Outcome {
    let options = stored.options(threads: threads)
    var record = RunRecord(
      name: before.name, script: before.script, started: before.started, command: before.command,
      machine: .present(threads: threads))
    record.seed = before.seed
    let journal = RunJournal(
      record, folder: stored.folder, language: Console.language, keepsEpochs: true
    ) {
      [unowned self] in take($0)
    }
    self.journal = journal
    // A network that the script saves may be loaded again behind that.
    var written: [String: [UInt8]] = [:]
    let host = Host(
      readScript: { [stored] in stored.text(at: $0) },
      readFile: { path in
        if let own = written[path] { return .success(own) }
        return readBytes(at: path).mapError { FileProblem($0.message) }
      },
      writeFile: { path, bytes in
        if path.hasSuffix(".safetensors") { written[path] = bytes }
        return nil
      }, write: { _ in },
      warn: { _ in }, now: Console.seconds,
      isInterrupted: { [unowned self] in isDecided || Interruption.isRequested }, journal: journal)
    let runner = ScriptRunner(host: host, options: options)
    let (ending, problems) = runner.run(stored.file.text, named: stored.file.name)
    return Outcome(
      record: journal.record, ending: ending, problems: problems, sources: runner.sources)
  }

  private func take(_ change: RunJournal.Change) {
    guard case .epoch(let training, let epoch, _) = change, let journal,
      before.trainings.indices.contains(training)
    else { return }
    let known = before.trainings[training].history
    let index = journal.record.trainings[training].history.count - 1
    if known.indices.contains(index), difference(known[index], epoch) != nil { isDecided = true }
    // A run that was ended from outside is known so far and no further.
    let isLast = training == before.trainings.count - 1 && index + 1 >= known.count
    if isLast, before.end == nil || before.end?.manner == .interrupted { isDecided = true }
  }
}
