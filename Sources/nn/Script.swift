import Diagnostics
import Interpreting
import Plans
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ScriptFile {
  /// The script that the command line names.
  ///
  /// - Throws: A `CommandLineProblem` where it cannot be read.
  static func named(_ path: String) throws -> ScriptFile {
    switch read(path) {
    case .success(let file): return file
    case .failure(let unreadable): throw CommandLineProblem(unreadable.message)
    }
  }
}

/// One script with its surroundings: what it may read and write, and where its problems are told.
final class Script {
  private let file: ScriptFile
  private var options: RunOptions
  private let folders: WritableFolders
  /// The script and what it includes, in the order in which the runner reads and numbers them.
  private var sources: [SourceFile]
  /// The problems that the user has read so far.
  private var told: [Diagnostic] = []
  /// What takes notes for a page about the run.
  private let report: RunReport?
  private let keepsRecord: Bool
  private var recording: RunRecording?
  /// Where a run keeps its checkpoints.
  private let checkpoints: CheckpointFolder
  /// What writes for TensorBoard.
  private let events: EventLog?

  /// - Parameters:
  ///   - isReported: Whether notes are taken for a page about the run.
  ///   - keepsRecord: Whether a run leaves a record beside the script.
  ///   - isResuming: Whether it goes on with the run that was stopped last.
  ///   - events: What writes the numbers of trainings for TensorBoard.
  init(
    _ file: ScriptFile, options: RunOptions, writableFolders: [String] = [],
    isReported: Bool = false, keepsRecord: Bool = false, isResuming: Bool = false,
    events: EventLog? = nil
  ) {
    (self.keepsRecord, self.events) = (keepsRecord, events)
    checkpoints = CheckpointFolder(of: file, isResuming: isResuming)
    report = isReported ? RunReport(language: options.language) : nil
    self.file = file
    self.options = options
    self.options.folder = file.folder
    self.options.origin = RunOrigin(
      version: NN.version, script: String(file.name.split(separator: "/").last ?? "-"))
    folders = WritableFolders([file.folder] + writableFolders)
    sources = [SourceFile(name: file.name, text: file.text)]
  }

  /// All problems of the script, and the files that they lie in.
  func check() -> (problems: [Diagnostic], sources: [SourceFile]) {
    let runner = ScriptRunner(host: host(), options: options)
    let problems = runner.check(file.text, named: file.name)
    return (problems, runner.sources)
  }

  /// What the command line can set, all problems of the script, and the files that they lie in.
  func parameters() -> (
    parameters: [ScriptParameter], problems: [Diagnostic], sources: [SourceFile]
  ) {
    let runner = ScriptRunner(host: host(), options: options)
    let (parameters, problems) = runner.parameters(of: file.text, named: file.name)
    return (parameters, problems, runner.sources)
  }

  /// Checks the script, and runs it where it has no error.
  func run() -> ExitStatus {
    if keepsRecord { recording = newRecording() }
    let runner = ScriptRunner(host: host(), options: options)
    let (ending, problems) = runner.run(file.text, named: file.name)
    recording?.end(ending)
    tell(problems)
    if !options.isJSON, Console.errorIsTerminal {
      Console.writeError(ExplanationHint.text(for: told, language: options.language))
      if !options.isQuiet, let name = recording?.folder?.name {
        Console.writeError(
          Console.errorStyle.painted(
            .said(en: "kept as \(name)", pt: "guardada como \(name)"), .faint) + "\n")
      }
    }
    switch ending {
    case .completed: return .fine
    // A 'param' of the command line is no fault of the script.
    case .failed:
      let isGiven =
        runner.isCommandLineAtFault || problems.contains { $0.code == .wrongParameter }
      return isGiven ? .wrongCommandLine : .wrongScript
    case .interrupted: return .interrupted
    }
  }

  private func newRecording() -> RunRecording {
    RunRecording(
      of: file, options: options,
      warn: { [unowned self] in tell(unkept: $0) },
      begun: { [options, checkpoints] folder in
        checkpoints.move(into: folder)
        guard options.isJSON, !options.isQuiet else { return }
        let event = JSONValue.object([
          ("event", .string("run")), ("name", .string(folder.name)),
          ("folder", .string(folder.path)),
        ])
        Console.write(event.text + "\n")
      })
  }

  /// Says why no record is kept: the fault of a folder, and none of the script.
  private func tell(unkept reason: String) {
    let message = Text(
      en: "this run cannot be recorded, and goes on: \(reason)",
      pt: "esta execução não pode ser registrada, e continua: \(reason)")[options.language]
    if options.isJSON {
      let event = JSONValue.object([
        ("event", .string("record_failed")), ("message", .string(message)),
      ])
      Console.write(event.text + "\n")
    } else {
      Console.writeError("nn: \(message)\n")
    }
  }

  private func host() -> Host {
    Host(
      readScript: { [self] path in
        ScriptFile.readText(at: path)
          .map { text in
            sources.append(SourceFile(id: FileID(sources.count), name: path, text: text))
            return text
          }
          .mapError { FileProblem($0.message) }
      },
      readFile: { path in readBytes(at: path).mapError { FileProblem($0.message) } },
      writeFile: { [folders] path, bytes in
        folders.write(bytes, to: path).map { FileProblem($0) }
      },
      write: Console.write,
      warn: { [self] in tell($0) },
      now: Console.seconds,
      isInterrupted: { Interruption.isRequested }, report: report,
      journal: recording?.journal, checkpoints: checkpoints.store, events: events)
  }

  /// All that the run has shown, as a page.
  var page: String {
    guard let report else { return "" }
    let language = options.language
    addFacts(of: recording, to: report)
    report.addFact("nn", NN.version)
    // However it was started here, elsewhere it is called 'nn'.
    let command = ["nn"] + CommandLine.arguments.dropFirst().map(Self.shellWord)
    report.addFact(
      Text(en: "command", pt: "comando")[language], command.joined(separator: " "))
    report.addFact(Text(en: "threads", pt: "threads")[language], String(options.threads))
    if let seed = options.seed {
      report.addFact(Text(en: "seed", pt: "semente")[language], String(seed))
    }
    let problems = TextRenderer(style: .plain, language: language)
      .render(report.warnings, sources: sources)
    return reportPage(
      report,
      scripts: sources.map { ReportScript(name: $0.name, pieces: scriptPieces(of: $0)) },
      problems: problems, language: language)
  }

  /// Names the run, when it began, and where the script stood in its history.
  private func addFacts(of recording: RunRecording?, to report: RunReport) {
    guard let record = recording?.journal.record else { return }
    let language = options.language
    report.addFact(Text(en: "date", pt: "data")[language], record.started)
    if !record.name.isEmpty {
      report.addFact(Text(en: "run", pt: "execução")[language], record.name)
    }
    if case .commit = record.code {
      report.addFact("commit", codeText(record.code)[language])
    }
  }

  /// `word` as a shell takes it for one.
  private static func shellWord(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./=:,+".utf8.contains(byte)
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }

  private func tell(_ problems: [Diagnostic]) {
    guard !problems.isEmpty else { return }
    told += problems
    if options.isJSON {
      Console.write(JSONRenderer(language: options.language).events(problems, sources: sources))
    } else {
      let renderer = TextRenderer(style: Console.errorStyle, language: options.language)
      Console.writeError(renderer.render(problems, sources: sources))
    }
  }
}
