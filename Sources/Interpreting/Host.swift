package import Diagnostics
package import Reports

/// What the interpreter may ask of the program that runs it; nothing else touches the world.
package struct Host {
  /// The text of a script that `include` names, or why it cannot be read.
  package var readScript: (_ path: String) -> Result<String, FileProblem>
  /// The bytes of a file that `load` names, or why it cannot be read.
  package var readFile: (_ path: String) -> Result<[UInt8], FileProblem>
  /// Writes a file whole, or not at all.
  package var writeFile: (_ path: String, _ bytes: [UInt8]) -> FileProblem?
  /// Shows text to the user as it is: what `print` says, tables, charts, progress.
  package var write: (String) -> Void
  /// Shows problems that do not end the run.
  package var warn: ([Diagnostic]) -> Void
  /// Seconds of a clock that only goes forwards.
  package var now: () -> Double
  /// Whether somebody pressed Ctrl-C.
  package var isInterrupted: () -> Bool
  /// What takes notes for a page about the run; `nil` where nobody asked for one.
  package var report: RunReport?
  /// What takes notes for the record of the run; `nil` where none is kept.
  package var journal: RunJournal?
  /// Where trainings keep what it takes to go on with them; `nil` where nobody could.
  package var checkpoints: CheckpointStore?
  /// What writes the numbers of trainings for TensorBoard; `nil` where nobody asked for it.
  package var events: EventLog?

  package init(
    readScript: @escaping (String) -> Result<String, FileProblem>,
    readFile: @escaping (String) -> Result<[UInt8], FileProblem> = { _ in
      .failure(FileProblem(Text(en: "no file is read here", pt: "aqui não se lê arquivo")))
    },
    writeFile: @escaping (String, [UInt8]) -> FileProblem?,
    write: @escaping (String) -> Void,
    warn: @escaping ([Diagnostic]) -> Void,
    now: @escaping () -> Double,
    isInterrupted: @escaping () -> Bool,
    report: RunReport? = nil, journal: RunJournal? = nil, checkpoints: CheckpointStore? = nil,
    events: EventLog? = nil
  ) {
    self.readScript = readScript
    self.readFile = readFile
    self.writeFile = writeFile
    self.write = write
    self.warn = warn
    self.now = now
    self.isInterrupted = isInterrupted
    self.report = report
    self.journal = journal
    self.checkpoints = checkpoints
    self.events = events
  }
}

extension Host {
  /// Notes problems that the user is told, for whatever keeps some of the run.
  func note(_ problems: [Diagnostic]) {
    report?.note(problems)
    journal?.note(problems)
  }
}

/// Files that outlive the process, for the trainings of one run; each is there whole or not at all.
package struct CheckpointStore: Sendable {
  /// The file that says which run the others belong to; it is there first.
  package static let identity = "run.json"

  /// Whether the run goes on with one that was stopped.
  package var isResuming: Bool
  /// Takes them for this run alone; the first call of all, and where it fails the last.
  package var open: @Sendable () -> FileProblem?
  /// The bytes of a file; `nil` where there is none.
  package var read: @Sendable (_ name: String) -> [UInt8]?
  package var write: @Sendable (_ name: String, _ bytes: [UInt8]) -> FileProblem?
  /// Removes all files, to begin anew.
  package var clear: @Sendable () -> Void
  /// Removes all files and what they lie in.
  package var remove: @Sendable () -> Void

  package init(
    isResuming: Bool, open: @escaping @Sendable () -> FileProblem?,
    read: @escaping @Sendable (String) -> [UInt8]?,
    write: @escaping @Sendable (String, [UInt8]) -> FileProblem?,
    clear: @escaping @Sendable () -> Void, remove: @escaping @Sendable () -> Void
  ) {
    (self.isResuming, self.open, self.read) = (isResuming, open, read)
    (self.write, self.clear, self.remove) = (write, clear, remove)
  }
}

/// Why a file could not be read or written.
package struct FileProblem: Error, Sendable {
  package var message: Text

  package init(_ message: Text) { self.message = message }
}

/// Which run something comes from.
package struct RunOrigin: Hashable, Codable, Sendable {
  /// The version of this program.
  package var version: String
  package var script: String
  /// The name of the run's record, where it has one.
  package var run: String?

  package init(version: String = "", script: String = "", run: String? = nil) {
    (self.version, self.script, self.run) = (version, script, run)
  }
}

/// How a script is to be run, as the command line says it.
package struct RunOptions: Sendable {
  /// `name=value` for each `param` that is set.
  package var parameters: [String: String]
  /// Takes the place of every `seed` at the top level.
  package var seed: UInt64?
  package var threads: Int
  /// Neither cards nor progress; what the script prints and evaluates stays.
  package var isQuiet: Bool
  /// One JSON object a line in place of text for people.
  package var isJSON: Bool
  /// Whether each training tells where its time went.
  package var isProfiling: Bool
  package var style: TerminalStyle
  package var language: Language
  /// The folder that the script's paths are relative to, without a slash at its end; empty for the current one.
  package var folder: String
  /// What a network that is saved says of where it was made.
  package var origin: RunOrigin

  package init(
    parameters: [String: String] = [:], seed: UInt64? = nil, threads: Int = 2,
    isQuiet: Bool = false, isJSON: Bool = false, isProfiling: Bool = false,
    style: TerminalStyle = .plain, language: Language = .english, folder: String = "",
    origin: RunOrigin = RunOrigin()
  ) {
    self.origin = origin
    self.parameters = parameters
    self.seed = seed
    self.threads = threads
    self.isQuiet = isQuiet
    self.isJSON = isJSON
    self.isProfiling = isProfiling
    self.style = style
    self.language = language
    self.folder = folder
  }

  /// `path` as seen from the script's folder.
  package func relative(_ path: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return !folder.isEmpty && path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// `path` as the process can open it.
  package func resolved(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }
}
