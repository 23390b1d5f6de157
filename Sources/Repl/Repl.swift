package import Diagnostics
package import Interpreting
import LanguageService

/// What the prompt may ask of the program that runs it.
package struct ReplHost {
  package var readScript: (_ path: String) -> Result<String, FileProblem>
  package var readFile: (_ path: String) -> Result<[UInt8], FileProblem>
  package var writeFile: (_ path: String, _ bytes: [UInt8]) -> FileProblem?
  package var write: (String) -> Void
  package var writeError: (String) -> Void
  package var now: () -> Double
  package var environment: (String) -> String?
  /// The style of the standard output at this moment; a terminal may change its width.
  package var style: () -> TerminalStyle
  package var errorStyle: TerminalStyle
  /// Whether a person sits at both ends.
  package var isTerminal: Bool
  package var threads: Int
  package var version: String

  package init(
    readScript: @escaping (String) -> Result<String, FileProblem>,
    readFile: @escaping (String) -> Result<[UInt8], FileProblem>,
    writeFile: @escaping (String, [UInt8]) -> FileProblem?, write: @escaping (String) -> Void,
    writeError: @escaping (String) -> Void, now: @escaping () -> Double,
    environment: @escaping (String) -> String?, style: @escaping () -> TerminalStyle,
    errorStyle: TerminalStyle, isTerminal: Bool, threads: Int, version: String
  ) {
    self.readScript = readScript
    self.readFile = readFile
    self.writeFile = writeFile
    self.write = write
    self.writeError = writeError
    self.now = now
    self.environment = environment
    self.style = style
    self.errorStyle = errorStyle
    self.isTerminal = isTerminal
    self.threads = threads
    self.version = version
  }
}

/// The prompt: reads entries, runs them, and answers commands, until its input ends.
package final class Repl {
  let host: ReplHost
  private(set) var session: Session
  var language: Language
  private let reader: any LineReader
  private let editor: ReadlineReader?
  private let history: HistoryFile?
  private let tellings: Tellings
  /// The entry that was run last, for `:edit`.
  var lastEntry = ""
  private(set) var hasFailed = false
  private var hasEnded = false
  private let hints = Hints()

  package init(host: ReplHost, language: Language) {
    self.host = host
    self.language = language
    PromptSignals.watch(terminal: host.isTerminal)
    let tellings = Tellings()
    self.tellings = tellings
    session = Session(
      host: Host(
        readScript: host.readScript, readFile: host.readFile,
        writeFile: { path, bytes in
          let problem = host.writeFile(path, bytes)
          if problem == nil { tellings.tellWritten(path) }
          return problem
        },
        write: host.write,
        warn: { tellings.tell($0) }, now: host.now,
        isInterrupted: { PromptSignals.isInterrupted }),
      options: RunOptions(
        threads: host.threads, style: host.style(), language: language,
        origin: RunOrigin(version: host.version)))
    if host.isTerminal {
      let completer = Completer()
      let lister = CandidateList(host)
      let editor = ReadlineReader(
        { completer.completions($0) }, show: { lister.show($0, rows: $1, showNames: $2) })
      let history = HistoryFile(host.environment)
      history.read()
      (self.editor, reader, self.history) = (editor, editor, history)
      completer.session = session
      lister.repl = self
    } else {
      (editor, reader, history) = (nil, PipeReader(), nil)
    }
    tellings.tell = { [unowned self] in tell($0) }
    tellings.tellWritten = { [unowned self] path in
      say(Text(en: "  wrote '\(path.shownSafely)'", pt: "  '\(path.shownSafely)' escrito"))
    }
  }

  /// Runs until the input ends.
  ///
  /// - Returns: Whether everything went well; at a terminal, where people try things, always.
  package func run() -> Bool {
    if host.isTerminal { host.write(banner + "\n") }
    runStartFile()
    while !hasEnded {
      switch entry() {
      case .line(let text): take(text)
      case .interrupted: continue
      case .end: leave()
      }
    }
    return host.isTerminal || !hasFailed
  }

  private var banner: String {
    Text(
      en: """
        nn \(host.version), a language for experiments with neural networks
        Tab completes, :help explains, Ctrl-C gives up a line, Ctrl-D leaves.
        """,
      pt: """
        nn \(host.version), uma linguagem para experimentos com redes neurais
        Tab completa, :help explica, Ctrl-C desiste da linha, Ctrl-D sai.
        """)[language]
  }

  // MARK: Entries

  /// Lines until the parser has enough.
  private func entry() -> LineReading {
    var text = ""
    var emptyLines = 0
    while true {
      editor?.entryBefore = text
      let reading = reader.line(prompt: prompt(isFirst: text.isEmpty))
      guard case .line(let received) = reading else {
        // Ctrl-D in the middle gives up the input; the end of a pipe lets it be judged.
        if case .end = reading, !text.isEmpty {
          return host.isTerminal ? .interrupted : .line(text)
        }
        return reading
      }
      let line = session.names.contains("nn") ? received : received.withoutPrompts
      if text.isEmpty {
        if line.trimmed.isEmpty { continue }
        if isSaidAlone(line) { return .line(line) }
      }
      text += line + "\n"
      emptyLines = line.trimmed.isEmpty && !reader.hasMore ? emptyLines + 1 : 0
      if completeness(of: text) != .needsMore { return .line(text) }
      if emptyLines >= 2 {
        say(Text(en: "the input is given up", pt: "a entrada foi abandonada"))
        return .interrupted
      }
    }
  }

  private func prompt(isFirst: Bool) -> String {
    guard host.isTerminal else { return "" }
    let style = host.style()
    guard style.isColored else { return isFirst ? "nn> " : "..> " }
    // The marks tell readline which bytes take no place.
    let (on, off) = ("\u{1}\u{1B}[1;34m\u{2}", "\u{1}\u{1B}[0m\u{2}")
    return isFirst ? "\(on)nn>\(off) " : "\(on)..>\(off) "
  }

  /// Whether `line` is a command, or what people type who do not know the language yet.
  private func isSaidAlone(_ line: String) -> Bool {
    if ReplCommand.parse(line) != nil { return true }
    // What goes on is answered when all of it is there.
    return completeness(of: line) != .needsMore
      && hints.answer(to: line, names: session.names) != nil
  }

  /// Does what an entry says.
  func take(_ text: String) {
    let entry = text.trimmed
    history?.add(entry)
    if let (word, argument) = ReplCommand.parse(entry) { return perform(word, argument) }
    if let answer = hints.answer(to: entry, names: session.names) { return follow(answer) }
    lastEntry = entry
    run(text)
  }

  private func follow(_ answer: Hints.Answer) {
    switch answer {
    case .say(let text): say(text)
    case .correct(let text): refuse(text)
    case .help(let word): perform("help", word)
    }
  }

  /// Runs `text`, and says what came of it.
  func run(
    _ text: String, named name: String? = nil, folder: String = "", isProfiling: Bool = false
  ) {
    var options = session.options
    (options.style, options.language, options.folder) = (host.style(), language, folder)
    options.isProfiling = isProfiling
    session.options = options
    switch session.run(text, named: name) {
    case .completed: break
    case .failed: hasFailed = true
    case .interrupted:
      PromptSignals.clear()
      sayInterrupted()
    }
  }

  private func sayInterrupted() {
    guard session.interruptedNetwork != nil else {
      return say(Text(en: "interrupted", pt: "interrompido"))
    }
    say(
      Text(
        en: "the history is kept too, and 'continue' goes on",
        pt: "o histórico também fica guardado, e 'continue' prossegue"))
  }

  private func runStartFile() {
    let base =
      host.environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? host.environment("HOME").map { $0 + "/.config" }
    guard host.isTerminal, let path = base.map({ $0 + "/nn/start.nn" }),
      case .success(let text) = host.readScript(path)
    else { return }
    run(text, named: path)
  }

  // MARK: Leaving

  /// Ends the loop, after a question where weights would be lost.
  func leave() {
    hasEnded = true
    guard host.isTerminal else { return }
    guard session.hasTrained else { return host.write("\n") }
    let question = Text(
      en: "The trained weights are lost with the session. Leave? [y/N] ",
      pt: "Os pesos treinados se perdem com a sessão. Sair? [s/N] ")
    editor?.entryBefore = ""
    switch reader.line(prompt: question[language]) {
    case .line(let answer):
      hasEnded = ["y", "yes", "s", "sim"].contains(answer.trimmed.lowercased())
    case .interrupted: hasEnded = false
    case .end: host.write("\n")
    }
  }

  // MARK: Telling

  /// Says a line about the session itself.
  func say(_ text: Text) {
    host.write(host.style().painted(text[language], .faint) + "\n")
  }

  /// Says why a command could not be done.
  func refuse(_ text: Text) {
    hasFailed = true
    host.writeError(text[language] + "\n")
  }

  func noteFailure() { hasFailed = true }

  private func tell(_ problems: [Diagnostic]) {
    guard !problems.isEmpty else { return }
    let renderer = TextRenderer(style: host.errorStyle, language: language)
    let isTyped = session.options.folder.isEmpty
    let shown = problems.prefix(Self.mostProblems).map { $0.atPrompt(isTyped: isTyped) }
    host.writeError(renderer.render(shown, sources: session.sources(of: shown)))
    let rest = problems.count - shown.count
    guard rest > 0 else { return }
    host.writeError(
      Text(en: "… and \(rest) more\n", pt: "… e mais \(rest)\n")[language])
  }

  /// More of one entry at once are read by nobody.
  private static let mostProblems = 10
}

extension String {
  /// What was typed of a transcript that is pasted back: the lines behind `nn> ` and `..> `, without
  /// these and without the answers between them.
  fileprivate var withoutPrompts: String {
    let prompts = ["nn> ", "..> "]
    guard prompts.contains(where: hasPrefix) else { return self }
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    return lines.filter { line in prompts.contains { line.hasPrefix($0) } }
      .map { $0.dropFirst(4) }.joined(separator: "\n")
  }
}

/// How problems, and what else is to be said, reach whoever tells it, who is made later than the session.
private final class Tellings {
  var tell: ([Diagnostic]) -> Void = { _ in }
  var tellWritten: (String) -> Void = { _ in }
}
