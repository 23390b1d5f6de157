import Diagnostics
import Interpreting
import Plans
import Reports
import Vocabulary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One side of a comparison: the text of a script, and where what belongs to it is found.
struct ComparedScript {
  /// What it is called above the comparison.
  var name: String
  var file: ScriptFile
  /// The commit that the text is of, and what it includes too.
  var commit: String?
  /// The run whose script it is.
  var run: (stored: StoredRun, script: StoredScript)?

  init(_ file: ScriptFile, name: String? = nil) {
    self.file = file
    self.name = name ?? file.name
  }

  /// A file that one side does not have.
  static func nothing(beside path: String) -> ComparedScript {
    let file = ScriptFile(name: path, text: "", folder: folder(of: path))
    return ComparedScript(file, name: .said(en: "nothing", pt: "nada"))
  }

  /// The file at `path` as `commit` has it.
  ///
  /// - Parameter commit: As a person names it: `HEAD~2`.
  static func version(of path: String, in commit: String) throws -> ComparedScript {
    let (history, inner) = GitHistory.of(file: path)
    let identifier = try history.commit(named: commit)
    switch try history.text(of: inner, in: identifier, shown: path) {
    case .failure(let problem): throw CommandLineProblem(problem.message)
    case .success(let text):
      var script = ComparedScript(
        ScriptFile(name: path, text: text, folder: folder(of: path)), name: "\(path)@\(commit)")
      script.commit = identifier
      return script
    }
  }

  static func run(named name: String, beside folder: String) throws -> ComparedScript {
    let (stored, path) = try RunShelf.find(name, beside: folder)
    let script = try StoredScript(of: stored, at: path)
    var side = ComparedScript(script.file, name: stored.record.name)
    side.run = (stored, script)
    return side
  }

  /// The folder of a file, empty for the current one.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  // MARK: Its meaning

  /// The script, what it includes, and what a dry run says of it.
  func version() -> ScriptVersion {
    var options = run?.script.options(threads: 1) ?? RunOptions(language: Console.language)
    options.folder = file.folder
    let host = Host(
      readScript: included,
      readFile: { path in readBytes(at: path).mapError { FileProblem($0.message) } },
      writeFile: { _, _ in nil }, write: { _ in }, warn: { _ in }, now: Console.seconds,
      isInterrupted: { Interruption.isRequested })
    return ScriptVersion(file.text, named: file.name, host: host, options: options)
  }

  private func included(_ path: String) -> Result<String, FileProblem> {
    if let run { return run.script.text(at: path) }
    guard let commit else {
      return ScriptFile.readText(at: path).mapError { FileProblem($0.message) }
    }
    let (history, inner) = GitHistory.of(file: path)
    do {
      return try history.text(of: inner, in: commit, shown: path)
        .mapError { FileProblem($0.message) }
    } catch {
      let problem = error as? CommandLineProblem
      return .failure(FileProblem(Text(verbatim: problem?.message ?? path)))
    }
  }

  /// What a reader is told of this side.
  func side(_ version: ScriptVersion) -> ComparedSide {
    ComparedSide(
      name: name, commit: commit, run: run?.stored ?? latestRun(of: version),
      errors: version.problems.filter { $0.severity == .error }, sources: version.sources)
  }

  /// The newest run beside the script that ran just this text, with nothing given to it by the
  /// command line, and came to its end.
  private func latestRun(of version: ScriptVersion) -> StoredRun? {
    guard let shelf = try? RunShelf(beside: file.folder),
      let runs = try? RunQuery().runs(among: shelf.runs)
    else { return nil }
    let hashes = version.sources.map { contentHash(of: $0.text) }
    return runs.first { run in
      run.record.end?.manner == .completed && run.record.sources.map(\.hash) == hashes
        && run.record.seed.origin != .commandLine
        && run.record.parameters.allSatisfy { $0.origin != .commandLine }
    }
  }
}

extension ComparedScript {
  /// What an argument of the command line means: a file, a run, `FILE@COMMIT` or `COMMIT:FILE`.
  ///
  /// - Parameters:
  ///   - runs: The folder of the script whose runs are meant.
  static func named(_ argument: String, runs: String) throws -> ComparedScript {
    if isFile(argument) || argument == "-" { return ComparedScript(try .named(argument)) }
    if access(RunShelf.path(of: argument, beside: runs) + "/record.txt", F_OK) == 0 {
      return try run(named: argument, beside: runs)
    }
    if let (commit, path) = commitBefore(argument) {
      return try version(of: try place(of: path, in: commit), in: commit)
    }
    if let (path, commit) = commitBehind(argument) { return try version(of: path, in: commit) }
    guard argument.hasSuffix(".nn") || argument.contains("/") || access(argument, F_OK) == 0 else {
      let names = (try? RunFolder.names(in: RunFolder.runs(beside: runs))) ?? []
      let near = closestName(to: argument, among: names.sorted())
      throw CommandLineProblem(
        en: "'\(argument)' is no file, no run, and no version: "
          + (near.map { "did you mean the run '\($0)'?" } ?? "FILE@COMMIT or COMMIT:FILE"),
        pt: "'\(argument)' não é um arquivo, uma execução nem uma versão: "
          + (near.map { "você quis dizer a execução '\($0)'?" }
            ?? "ARQUIVO@COMMIT ou COMMIT:ARQUIVO"))
    }
    return ComparedScript(try .named(argument))
  }

  /// Whether something that can be read lies there; a folder cannot.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The parts of `HEAD~2:Samples/iris.nn`; a colon in braces belongs to the commit.
  private static func commitBefore(_ argument: String) -> (commit: String, path: String)? {
    var depth = 0
    for index in argument.indices {
      switch argument[index] {
      case "{": depth += 1
      case "}": depth -= 1
      case ":" where depth <= 0 && index != argument.startIndex:
        let path = String(argument[argument.index(after: index)...])
        return path.isEmpty ? nil : (String(argument[..<index]), path)
      default: break
      }
    }
    return nil
  }

  /// Where the file is that git calls `path`, from the top of the repository; or else, as people
  /// expect, from here.
  private static func place(of path: String, in commit: String) throws -> String {
    let here = GitHistory(folder: "")
    let top = try here.wayToTop()
    if path.hasPrefix("./") || path.hasPrefix("../") || path.hasPrefix("/") || top.isEmpty {
      return path
    }
    let identifier = try here.commit(named: commit)
    if case .success = try here.text(of: top + path, in: identifier, shown: path) {
      return top + path
    }
    return path
  }

  /// The parts of `Samples/iris.nn@HEAD~2`; a name may hold the sign too.
  static func commitBehind(_ argument: String) -> (path: String, commit: String)? {
    let places = argument.indices.filter { argument[$0] == "@" && $0 != argument.startIndex }
    let parts = places.prefix(8).map { place in
      (path: String(argument[..<place]), commit: String(argument[argument.index(after: place)...]))
    }.filter { !$0.commit.isEmpty }
    // 'a@b.nn@HEAD' is the version of 'a@b.nn', as 'b.nn@HEAD' is no commit.
    return parts.first { GitHistory.of(file: $0.path).history.hasCommit($0.commit) } ?? parts.first
  }
}
