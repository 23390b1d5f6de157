import Diagnostics
import Interpreting
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

  /// - Parameter isReported: Whether notes are taken for a page about the run.
  init(
    _ file: ScriptFile, options: RunOptions, writableFolders: [String] = [],
    isReported: Bool = false
  ) {
    report = isReported ? RunReport(language: options.language) : nil
    self.file = file
    self.options = options
    self.options.folder = file.folder
    folders = WritableFolders([file.folder] + writableFolders)
    sources = [SourceFile(name: file.name, text: file.text)]
  }

  /// All problems of the script, and the files that they lie in.
  func check() -> (problems: [Diagnostic], sources: [SourceFile]) {
    let runner = ScriptRunner(host: host(), options: options)
    let problems = runner.check(file.text, named: file.name)
    return (problems, runner.sources)
  }

  /// Checks the script, and runs it where it has no error.
  func run() -> ExitStatus {
    let runner = ScriptRunner(host: host(), options: options)
    let (ending, problems) = runner.run(file.text, named: file.name)
    tell(problems)
    if !options.isJSON, Console.errorIsTerminal {
      Console.writeError(ExplanationHint.text(for: told, language: options.language))
    }
    switch ending {
    case .completed: return .fine
    // A 'param' of the command line is no fault of the script.
    case .failed:
      return problems.contains { $0.code == .wrongParameter } ? .wrongCommandLine : .wrongScript
    case .interrupted: return .interrupted
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
      writeFile: { [folders] path, bytes in
        folders.write(bytes, to: path).map { FileProblem($0) }
      },
      write: Console.write,
      warn: { [self] in tell($0) },
      now: Console.seconds,
      isInterrupted: { Interruption.isRequested }, report: report)
  }

  /// All that the run has shown, as a page.
  var page: String {
    guard let report else { return "" }
    let language = options.language
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
