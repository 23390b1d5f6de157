import Checking
import Diagnostics
import Plans
import Reports
import Synchronization

/// A sweep under way: its runs on several threads, its results in the order of the runs.
final class SweepExecution {
  private let interpreter: Interpreter
  private let block: SweepBlock
  private let axes: [SweepAxis]
  private let grid: SweepGrid
  private let frame: Frame
  private let limit = WorkLimit()
  private let clock = Mutex(())
  /// What its trainings are kept under.
  private let name: String?
  private let start: Double
  private var record: SweepRecord
  private var progress: SweepProgress
  private var isInterrupted = false
  /// What the sweep's folder for TensorBoard is called.
  private var eventFolder: String?
  /// Which run has written a file last.
  private var writers: [String: Int] = [:]
  /// The files of which somebody was told that several runs write them.
  private var toldFiles: Set<String> = []
  /// Why the sweep ends before its last run.
  private var failure: Stop?

  private var host: Host { interpreter.host }
  private var options: RunOptions { interpreter.options }

  /// What one run gave.
  private struct Outcome {
    var run: SweepRun?
    var problems: [Diagnostic]
    var end: Stop?
    var isExpectationFailed: Bool
    var said: [RunLog.Entry]
    /// Where the network that was trained last is declared.
    var network: Span?
    var data: [DataRecord]
    var loaded: [DataRecord.Source]
    /// What decided on the last training.
    var values: [ValueRecord]
  }

  init(
    _ interpreter: Interpreter, _ block: SweepBlock, _ axes: [SweepAxis], _ grid: SweepGrid,
    _ frame: Frame, keptAs name: String?
  ) {
    self.name = name
    self.interpreter = interpreter
    self.block = block
    self.axes = axes
    self.grid = grid
    self.frame = frame
    record = SweepRecord(axes: interpreter.labelled(axes), planned: grid.count)
    let options = interpreter.options
    progress = SweepProgress(
      runs: grid.count, style: options.style, language: options.language,
      isQuiet: options.isQuiet || options.isJSON)
    start = interpreter.host.now()
  }

  func run() throws(Stop) -> RunValue {
    if tellsEvents { host.write(sweepStartedJSON(record) + "\n") }
    host.journal?.note(SweepResult(axes: interpreter.recorded(axes), planned: grid.count))
    let work = OrderedWork(count: grid.count, limit: limit) { [unowned self] number in
      outcome(of: number)
    }
    work.run(
      threads: options.threads, meanwhile: { look(after: $0) }, take: { take($1, number: $0) })
    write(progress.cleared())
    if tellsEvents {
      host.write(sweepEndedJSON(record, seconds: now() - start) + "\n")
    }
    if let failure { throw failure }
    let value = SweepValue(record, values: axes.map { $0.values ?? [] }, isDry: false)
    guard !isInterrupted else {
      if !record.runs.isEmpty {
        interpreter.output.shown(
          sweepTable(value.summary, style: options.style, language: options.language))
      }
      throw .interrupted
    }
    return .sweep(value)
  }

  private var tellsEvents: Bool { options.isJSON && !options.isQuiet }

  private func now() -> Double { clock.withLock { _ in host.now() } }

  private func write(_ text: String) {
    if !text.isEmpty { host.write(text) }
  }

  // MARK: On the threads

  /// Does the run with that number; only what is its own is changed.
  private func outcome(of number: Int) -> Outcome {
    let choice = grid.choice(of: number)
    let (log, recorder) = (RunLog(), RunRecorder())
    let (fork, ownFrame) = interpreter.fork(
      axes, choice, frame, host: runHost(log, number), recorder)
    fork.checkpoints = name.flatMap { interpreter.checkpoints?.run(number, ofSweep: $0) }
    var end: Stop?
    do throws(Stop) {
      _ = try fork.run(block.statements, ownFrame)
    } catch {
      end = error
    }
    return Outcome(
      run: recorder.run(choice), problems: fork.problems, end: end,
      isExpectationFailed: fork.expectationFailed, said: log.entries,
      network: fork.trainedNetwork?.declaration.nameSpan, data: recorder.data,
      loaded: recorder.loaded, values: recorder.values)
  }

  /// The world as a run sees it: what it says is kept until its turn comes.
  private func runHost(_ log: RunLog, _ number: Int) -> Host {
    Host(
      readScript: host.readScript,
      readFile: { [host] path in
        // What the run has written waits for its turn.
        if let own = log.file(path) { return .success(own) }
        return host.readFile(path)
      },
      writeFile: { path, bytes in
        log.entries.append(.file(path, bytes))
        return nil
      },
      write: { log.entries.append(.text($0)) }, warn: { _ in },
      now: { [unowned self] in now() },
      isInterrupted: { [limit] in !limit.allows(number) })
  }

  // MARK: On the thread of the script

  private func look(after finished: Int) {
    if !isInterrupted, host.isInterrupted() {
      isInterrupted = true
      limit.stop(after: -1)
    }
    write(progress.line(finished: finished, seconds: now() - start))
  }

  /// Takes the outcome of the run whose turn it is.
  private func take(_ outcome: Outcome, number: Int) {
    guard failure == nil else { return }
    interpreter.noteSweep(of: outcome.network, frame)
    if case .interrupted? = outcome.end { return }
    let choice = grid.choice(of: number)
    let values = interpreter.valuesText(axes, choice)
    for problem in outcome.problems where problem.severity == .warning {
      write(progress.cleared())
      interpreter.note(problem.found(inRunWith: values))
    }
    let errors = outcome.problems.filter { $0.severity == .error }
    let hasDiverged = outcome.run?.divergence != nil && errors.allSatisfy { $0.code == .diverged }
    if !errors.isEmpty, !hasDiverged {
      say(outcome.said, number)
      if outcome.isExpectationFailed { interpreter.expectationFailed = true }
      return fail(errors.map { $0.found(inRunWith: values) }, number)
    }
    guard let run = outcome.run else {
      say(outcome.said, number)
      return fail([.nothingTrained(values, at: block.span)], number)
    }
    record.runs.append(run)
    if let journal = host.journal {
      for data in outcome.data { journal.note(data) }
      for file in outcome.loaded { journal.note(loaded: file) }
      journal.note(run, values: outcome.values)
    }
    noteEvents(of: run, values)
    if options.isJSON {
      if tellsEvents { host.write(sweepRunJSON(run, number: number, in: record) + "\n") }
    } else {
      write(progress.text(of: run, number: number, in: record))
    }
    say(outcome.said, number)
  }

  /// Writes a run for TensorBoard.
  private func noteEvents(of run: SweepRun, _ values: String) {
    guard let events = host.events else { return }
    if eventFolder == nil { eventFolder = events.makeSweep() }
    if let eventFolder { events.note(run, values, in: eventFolder) }
    if let problem = events.takeProblem() {
      interpreter.note(.eventsNotWritten(problem, at: block.span))
    }
  }

  private func fail(_ problems: [Diagnostic], _ number: Int) {
    for problem in problems { interpreter.note(problem) }
    failure = .problem
    limit.stop(after: number)
  }

  /// Says and writes what the run wanted to be said and written.
  private func say(_ entries: [RunLog.Entry], _ number: Int) {
    for entry in entries {
      switch entry {
      case .text(let text): write(progress.cleared() + text)
      case .file(let path, let bytes):
        guard failure == nil else { continue }
        guard let problem = host.writeFile(path, bytes) else {
          note(writing: path, by: number)
          continue
        }
        interpreter.note(.cannotWrite(path, problem.message, at: block.span))
        failure = .problem
        limit.stop(after: -1)
      }
    }
  }

  /// Says once of a file that several runs write it.
  private func note(writing path: String, by number: Int) {
    defer { writers[path] = number }
    guard let last = writers[path], last != number, toldFiles.insert(path).inserted else { return }
    write(progress.cleared())
    interpreter.note(
      .writtenOver(options.relative(path), axis: axes.first?.name ?? "", at: block.span))
  }
}

/// What a run has said and written, in order.
final class RunLog {
  enum Entry {
    case text(String)
    case file(String, [UInt8])
  }

  var entries: [Entry] = []

  /// What the run has written last to `path`.
  func file(_ path: String) -> [UInt8]? {
    for entry in entries.reversed() {
      if case .file(path, let bytes) = entry { return bytes }
    }
    return nil
  }
}
