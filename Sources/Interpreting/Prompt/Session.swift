import Checking
package import Diagnostics
import Engine
import Prelude
import Syntax

/// The statements that are entered at the prompt, one after another, and what they left behind.
///
/// Each is checked, dry-run on the present values, and run; where one of these finds an error,
/// everything is as it was before the statement.
package final class Session {
  /// How an entry ended.
  package enum Ending: Hashable, Sendable {
    case completed, failed, interrupted
  }

  let host: Host
  /// How results are shown, and in which language.
  package var options: RunOptions {
    didSet { renewInterpreter() }
  }
  /// All that has been entered and included, in the order of their numbers.
  package private(set) var sources: [SourceFile] = []
  private(set) var interpreter: Interpreter
  private(set) var checker = Checker(catalogue: .builtin, redefinitionIsFine: true)
  private(set) var records: [StatementRecord] = []
  /// How many texts have been typed.
  private var entryCount = 0
  let tables = TableCache()
  let functions = ScriptFunctions()
  /// The states before the last statements, for `undo`.
  private var earlier: [SessionState] = []
  private static let mostUndone = 100
  /// The folder of the file whose statements are being run; empty for the present one.
  private var folder = ""

  package init(host: Host, options: RunOptions) {
    self.host = host
    self.options = options
    interpreter = Interpreter(
      mode: .real, host: host, options: options, catalogue: .builtin, tables: tables,
      scriptFunctions: functions)
  }

  /// Runs the statements of `text`, up to the first that is wrong.
  ///
  /// - Parameter name: What problems call the text; one that is typed is called by its number.
  package func run(_ text: String, named name: String? = nil) -> Ending {
    withDeepStack { runStatements(of: name.map { newSource(text, named: $0) } ?? newEntry(text)) }
  }

  private func runStatements(of source: SourceFile) -> Ending {
    let tree = parse(source)
    let wrong = tree.problems.filter { $0.severity == .error }
    guard wrong.isEmpty else {
      // What is wrong with the names and words is told too, as in a script.
      var checker = checker
      let problems = checker.check(tree) { [unowned self] in included($0, from: $1) }.problems
      host.warn(problems.filter { $0.severity == .error })
      return .failed
    }
    for statement in tree.byStatement {
      let ending = run(statement)
      if ending != .completed { return ending }
    }
    return .completed
  }

  // MARK: One statement

  private func run(_ tree: SyntaxTree) -> Ending {
    let before = present
    let result = checker.check(tree) { [unowned self] path, from in included(path, from: from) }
    let problems = problems(of: result, before)
    interpreter.sources = sources
    if problems.contains(where: { $0.severity == .error }) {
      checker = before.checker
      host.warn(problems)
      return .failed
    }
    host.warn(problems.filter { $0.code != .readInPart && $0.code != .checkLimit })
    let formerNames = Set(before.checker.names)
    let ending = run(result.program, tree, before, told: problems)
    if ending == .failed { return .failed }
    remember(before)
    guard ending == .completed, let statement = tree.statements.first else { return ending }
    let record = StatementRecord(tree, statement)
    tellStale(record, formerNames, before)
    records.append(record)
    return .completed
  }

  /// What the checker and a dry run on the present values find.
  private func problems(of result: CheckResult, _ before: SessionState) -> [Diagnostic] {
    let dry = Interpreter(
      mode: .dry, host: host, options: options, catalogue: .builtin, tables: tables,
      scriptFunctions: functions)
    dry.takeUp(interpreter)
    dry.sources = sources
    for network in Reached(dry).networks { network.prepareForDryRun() }
    dry.run(atPrompt: result.program.statements, globalCount: result.program.globalCount)
    before.restoreObjects()
    let answered = result.problems.map { $0.answered(by: dry.holeAnswers[$0.primary.span]) }
    let all = (answered + dry.problems).map {
      $0.answered(byLines: dry.lineAnswers[$0.primary.span], .builtin)
    }
    let isWrong = all.contains { $0.severity == .error }
    return all.filter { !isWrong || !$0.code.isAdvice }.sortedByPlace()
  }

  private func run(
    _ program: CheckedProgram, _ tree: SyntaxTree, _ before: SessionState, told: [Diagnostic]
  ) -> Ending {
    interpreter.beginStatement(told: told)
    do throws(Stop) {
      let value = try interpreter.result(
        of: program.statements, globalCount: program.globalCount)
      if let value, let statement = tree.statements.first {
        keep(value, of: statement, isQuiet: tree.isQuiet(after: statement.span.end))
      }
      return .completed
    } catch {
      if case .interrupted = error {
        // What was not assigned is not declared; what was trained stays trained.
        checker = before.checker
        return .interrupted
      }
      before.restore(interpreter)
      checker = before.checker
      host.warn(interpreter.problems.filter { $0.severity == .error })
      return .failed
    }
  }

  /// Shows a value, and lets `it` stand for it.
  private func keep(_ value: RunValue, of statement: Statement, isQuiet: Bool) {
    if !isQuiet {
      interpreter.output.shown(interpreter.shownAtPrompt(value))
      if let note = value.noteOnFiniteness ?? classes(of: value, predictedBy: statement) {
        host.write("  " + options.style.painted(note[options.language].shownSafely, .faint) + "\n")
      }
    }
    guard let place = checker.declareResult(Self.resultName, at: statement.span) else { return }
    interpreter.assign(value, to: .global(place), Frame(size: 0))
  }

  static let resultName = "it"

  // MARK: States

  var present: SessionState {
    SessionState(interpreter, checker, records, earlier: earlier.last)
  }

  private func remember(_ state: SessionState) {
    earlier.append(state)
    if earlier.count > Self.mostUndone { earlier.removeFirst() }
  }

  /// Takes back the last statement that did more than show something, with what it did to networks.
  ///
  /// - Returns: Its text; `nil` where there is none.
  package func undo() -> String? {
    while let state = earlier.popLast() {
      let undone = records.count > state.records.count ? records.last : nil
      state.restore(interpreter)
      (checker, records) = (state.checker, state.records)
      if let undone, case .look = undone.kind { continue }
      return undone?.text ?? ""
    }
    return nil
  }

  /// Forgets everything; `undo` brings it back.
  package func reset() {
    remember(present)
    checker = Checker(catalogue: .builtin, redefinitionIsFine: true)
    records = []
    renewInterpreter(empty: true)
  }

  /// Whether a training would be lost if the session ended here.
  package var hasTrained: Bool {
    Reached(interpreter).networks.contains { ($0.model?.iterationsTrained ?? 0) > 0 }
  }

  /// What the last run measured beside its trainings, in seconds.
  package var secondsOfMeasuring: Double { interpreter.secondsOfMeasuring }

  /// The network whose training the last statement did not end, and that can go on.
  package var interruptedNetwork: String? {
    guard interpreter.isTrainingInterrupted else { return nil }
    return interpreter.interruptedNetwork.flatMap { $0.model?.canContinue == true ? $0.name : nil }
  }

  private func renewInterpreter(empty: Bool = false) {
    let fresh = Interpreter(
      mode: .real, host: host, options: options, catalogue: .builtin, tables: tables,
      scriptFunctions: functions)
    if !empty { fresh.takeUp(interpreter) }
    interpreter = fresh
  }

  // MARK: Sources

  /// The texts in which `problems` lie; a long session has many others.
  package func sources(of problems: [Diagnostic]) -> [SourceFile] {
    let spans = problems.flatMap { problem in
      [problem.primary.span] + problem.secondary.map(\.span)
        + problem.fixIts.flatMap { $0.edits.map(\.span) }
    }
    let numbers = Set(spans.map(\.file.number)).sorted()
    return numbers.compactMap { sources.indices.contains($0) ? sources[$0] : nil }
  }

  /// A text that is typed, with a number by which later messages call it.
  func newEntry(_ text: String) -> SourceFile {
    entryCount += 1
    return newSource(text, named: "input[\(entryCount)]")
  }

  private func newSource(_ text: String, named name: String) -> SourceFile {
    let source = SourceFile(id: FileID(sources.count), name: name, text: text)
    sources.append(source)
    return source
  }

  private func included(_ path: String, from file: FileID) -> IncludedFile {
    let includer = sources.first { $0.id == file }?.name ?? ""
    let folder = includer.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let whole =
      path.hasPrefix("/") || folder.isEmpty ? path : folder.joined(separator: "/") + "/" + path
    switch host.readScript(whole) {
    case .failure(let problem): return .problem(problem.message)
    case .success(let text): return .file(newSource(text, named: whole))
    }
  }
}
