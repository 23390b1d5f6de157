package import Diagnostics
package import Reports

/// What the interpreter may ask of the program that runs it; nothing else touches the world.
package struct Host {
  /// The text of a script that `include` names, or why it cannot be read.
  package var readScript: (_ path: String) -> Result<String, FileProblem>
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

  package init(
    readScript: @escaping (String) -> Result<String, FileProblem>,
    writeFile: @escaping (String, [UInt8]) -> FileProblem?,
    write: @escaping (String) -> Void,
    warn: @escaping ([Diagnostic]) -> Void,
    now: @escaping () -> Double,
    isInterrupted: @escaping () -> Bool,
    report: RunReport? = nil, journal: RunJournal? = nil
  ) {
    self.readScript = readScript
    self.writeFile = writeFile
    self.write = write
    self.warn = warn
    self.now = now
    self.isInterrupted = isInterrupted
    self.report = report
    self.journal = journal
  }
}

extension Host {
  /// Notes problems that the user is told, for whatever keeps some of the run.
  func note(_ problems: [Diagnostic]) {
    report?.note(problems)
    journal?.note(problems)
  }
}

/// Why a file could not be read or written.
package struct FileProblem: Error {
  package var message: Text

  package init(_ message: Text) { self.message = message }
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

  package init(
    parameters: [String: String] = [:], seed: UInt64? = nil, threads: Int = 2,
    isQuiet: Bool = false, isJSON: Bool = false, isProfiling: Bool = false,
    style: TerminalStyle = .plain, language: Language = .english, folder: String = ""
  ) {
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

  /// `path` as the process can open it.
  package func resolved(_ path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }
}
