package import Diagnostics
import Reports
import Syntax
import Checking
import Prelude
import Vocabulary

/// Checks a script and runs it.
///
/// `check` is the checker plus a dry run; `run` begins with the same and goes on only without errors.
package final class ScriptRunner {
  /// How a run ended.
  package enum Ending: Hashable, Sendable {
    case completed
    /// The script is wrong, an `expect` failed, or a training diverged.
    case failed
    case interrupted
  }

  private let host: Host
  private let options: RunOptions
  /// The script and what it includes, in the order of their numbers.
  package private(set) var sources: [SourceFile] = []
  private var tables = TableCache()
  /// Whether a value of the command line makes an error that the script alone does not have.
  package private(set) var isCommandLineAtFault = false
  /// What takes notes of what a dry run finds out; `nil` where nobody wants to know.
  var facts: ScriptFacts?

  package init(host: Host, options: RunOptions) {
    self.host = host
    self.options = options
  }

  /// All problems of the script called `name`, by position.
  package func check(_ text: String, named name: String) -> [Diagnostic] {
    withDeepStack { checked(text, named: name).problems }
  }

  /// Runs the script, unless it is wrong.
  ///
  /// - Returns: How it ended, and the problems that have not been told yet.
  package func run(
    _ text: String, named name: String
  ) -> (ending: Ending, problems: [Diagnostic]) {
    withDeepStack { runChecked(text, named: name) }
  }

  private func runChecked(
    _ text: String, named name: String
  ) -> (ending: Ending, problems: [Diagnostic]) {
    let checked = checked(text, named: name)
    let (program, problems) = (checked.program, checked.problems)
    if problems.contains(where: { $0.severity == .error }) {
      host.report?.note(problems)
      return (.failed, problems)
    }
    host.journal?.begin(sources)
    if !problems.isEmpty {
      let told = problems.filter { $0.code != .readInPart && $0.code != .checkLimit }
      host.warn(told)
      host.note(told)
    }
    let interpreter = Interpreter(
      mode: .real, host: host, options: options, catalogue: .builtin, tables: tables)
    interpreter.sources = sources
    interpreter.parametersForSweeps = Self.namesForSweeps(program)
    interpreter.mayGoBack = sources.contains { Self.speaks($0, of: Self.wordsOfGoingBack) }
    interpreter.toldBefore(problems)
    if let problem = openCheckpoints(interpreter) { return (.failed, [problem]) }
    if checked.swept.isEmpty {
      interpreter.run(program.statements, globalCount: program.globalCount)
    } else {
      interpreter.record(
        program.parameters, checked.parameterValues, swept: Set(checked.swept.map(\.name)))
      interpreter.sweep(program, over: checked.swept)
    }
    if interpreter.problems.allSatisfy({ $0.severity != .error }), !interpreter.wasInterrupted {
      // They serve nobody any more.
      if interpreter.checkpoints != nil { host.checkpoints?.remove() }
    }
    let errors = interpreter.problems.filter { $0.severity == .error }
    host.note(errors)
    if interpreter.wasInterrupted { return (.interrupted, errors) }
    return (errors.isEmpty ? .completed : .failed, errors)
  }

  /// What a line begins with that may ask for an iteration of the past.
  private static let wordsOfGoingBack = ["step", "back", "rewind", "surface", "animate"]

  /// Whether one of `words` stands in `source`, in whatever sense.
  private static func speaks(_ source: SourceFile, of words: [String]) -> Bool {
    source.text.utf8.split { !(97...122).contains($0) }.contains { word in
      words.contains { word.elementsEqual($0.utf8) }
    }
  }

  /// Lets the trainings of a script that speaks of checkpoints keep them.
  ///
  /// - Returns: Why the run that was stopped cannot be gone on with. Where it left nothing the run begins
  ///   from the start, and says so.
  private func openCheckpoints(_ interpreter: Interpreter) -> Diagnostic? {
    guard let store = host.checkpoints else { return nil }
    let start = Span(sources[0].id, 0..<0)
    guard sources.contains(where: { Self.speaks($0, of: ["checkpoint"]) }) else {
      if store.isResuming { interpreter.note(.nothingKept(.noCheckpointLine, at: start)) }
      return nil
    }
    if let problem = store.open() {
      interpreter.note(
        store.isResuming
          ? .nothingKept(problem.message, at: start)
          : .checkpointNotKept(problem.message, at: start))
      return nil
    }
    let own = RunIdentity(sources, options)
    guard store.isResuming, let bytes = store.read(CheckpointStore.identity) else {
      if store.isResuming { interpreter.note(.nothingKept(.endedOrNotBegun, at: start)) }
      interpreter.checkpoints = begun(store, own, interpreter)
      return nil
    }
    guard
      let former = JSONCoding.value(RunIdentity.self, in: String(decoding: bytes, as: UTF8.self))
    else { return .cannotResume(.identityDamaged, in: sources[0]) }
    if let difference = own.difference(from: former) {
      return .cannotResume(difference, in: sources[0])
    }
    interpreter.checkpoints = Checkpoints(store)
    return nil
  }

  /// The checkpoints of a run that begins from the start; `nil` where it can keep none.
  private func begun(
    _ store: CheckpointStore, _ own: RunIdentity, _ interpreter: Interpreter
  ) -> Checkpoints? {
    store.clear()
    if let text = JSONCoding.text(own),
      let problem = store.write(CheckpointStore.identity, Array(text.utf8))
    {
      interpreter.note(.checkpointNotKept(problem.message, at: Span(sources[0].id, 0..<0)))
      return nil
    }
    var store = store
    store.isResuming = false
    return Checkpoints(store)
  }

  /// What the checker and the dry run find.
  struct Checked {
    var program: CheckedProgram
    /// By position.
    var problems: [Diagnostic]
    /// Whether the text itself is wrong somewhere, so that not all of it is understood.
    var hasTextErrors: Bool
    var parameterValues: [String: (value: RunValue, standard: RunValue)]
    /// The first value of each name that a sweep of the script gives values to.
    var firstSweptValues: [String: RunValue]
    /// The `param`s for which the command line gives several values.
    var swept: [SweepAxis]
  }

  func checked(_ text: String, named name: String) -> Checked {
    let source = SourceFile(id: FileID(0), name: name, text: text)
    sources = [source]
    var checker = Checker(catalogue: .builtin)
    let result = checker.check(parse(source)) { [unowned self] path, from in
      self.included(path, from: from)
    }
    let program = result.program
    var problems = result.problems
    if let problem = parameterProblem(program, in: source) { problems.append(problem) }
    let dry = dryRun(of: program)
    let swept = program.parameters.compactMap { parameter in
      dry.sweptParameters[parameter.name].map { SweepAxis(of: parameter, values: $0) }
    }
    problems = problems.map { $0.answered(by: dry.holeAnswers[$0.primary.span]) }
    problems += traced(
      dry.problems, and: problemsOfOtherValues(of: swept, program, after: dry), in: program)
    problems = problems.map {
      $0.answered(byLines: dry.lineAnswers[$0.primary.span], .builtin)
    }
    if problems.contains(where: { $0.severity == .error }) {
      problems.removeAll { $0.code.isAdvice }
    }
    return Checked(
      program: program, problems: problems.sorted(by: Self.precedes),
      hasTextErrors: result.problems.contains { $0.severity == .error },
      parameterValues: dry.parameterValues, firstSweptValues: dry.firstSweptValues, swept: swept)
  }

  /// The `param`s whose several values are for the sweeps of the script.
  private static func namesForSweeps(_ program: CheckedProgram) -> Set<String> {
    Set(program.sweptNames.map(\.name) + program.parameters.filter(\.isForSweeps).map(\.name))
  }

  private func dryRun(
    of program: CheckedProgram, chosen: [String: RunValue] = [:], told: [Diagnostic] = [],
    without left: [String] = []
  ) -> Interpreter {
    var options = options
    for name in left { options.parameters[name] = nil }
    let dry = Interpreter(
      mode: .dry, host: host, options: options, catalogue: .builtin, tables: tables)
    dry.facts = facts
    dry.sources = sources
    dry.parametersForSweeps = Self.namesForSweeps(program)
    dry.chosenParameters = chosen
    dry.toldBefore(told)
    dry.run(program.statements, globalCount: program.globalCount)
    return dry
  }

  /// What is wrong with values of the command line other than the first ones, each looked at beside
  /// the first of the others.
  private func problemsOfOtherValues(
    of swept: [SweepAxis], _ program: CheckedProgram, after dry: Interpreter
  ) -> [Diagnostic] {
    guard !swept.isEmpty else { return [] }
    var problems: [Diagnostic] = []
    let extents = swept.map { (count: $0.values?.count ?? 0, isSeed: $0.isSeed) }
    if SweepGrid(extents, sample: nil, seed: 0) == nil,
      let first = program.parameters.first(where: { dry.sweptParameters[$0.name] != nil })
    {
      problems.append(.tooManyRunsGiven(SweepGrid.count(extents), at: first.span))
    }
    for axis in swept {
      for index in 1..<max(1, min(axis.values?.count ?? 1, Interpreter.mostTried)) {
        let other = dryRun(
          of: program, chosen: [axis.name: axis.value(index)], told: dry.problems + problems)
        let values = other.valuesText([axis], [index])
        problems += other.problems.map { $0.found(inRunWith: values) }
      }
    }
    return problems
  }

  /// All problems of dry runs, the errors that the script does not have without the values of the
  /// command line with those values.
  ///
  /// - Parameter others: Problems that name the values of their run already.
  private func traced(
    _ problems: [Diagnostic], and others: [Diagnostic], in program: CheckedProgram
  ) -> [Diagnostic] {
    let given = options.parameters.keys.sorted()
    guard !given.isEmpty, (problems + others).contains(where: { $0.severity == .error }) else {
      return problems + others
    }
    func errors(without names: [String]) -> Set<ErrorPlace> {
      Set(dryRun(of: program, without: names).problems.compactMap(ErrorPlace.init))
    }
    let plain = errors(without: given)
    func isGiven(_ problem: Diagnostic) -> Bool {
      guard let place = ErrorPlace(problem) else { return false }
      return problem.code != .wrongParameter && !plain.contains(place)
    }
    guard (problems + others).contains(where: isGiven) else { return problems + others }
    isCommandLineAtFault = true
    // Which of several it is, each shows by its absence.
    let left =
      given.count == 1
      ? [given[0]: plain]
      : Dictionary(given.prefix(16).map { ($0, errors(without: [$0])) }) { first, _ in first }
    return problems.map { problem in
      guard isGiven(problem), let place = ErrorPlace(problem) else { return problem }
      let names = given.filter { left[$0]?.contains(place) == false }
      return problem.found(
        with: (names.isEmpty ? given : names).map { name in
          "\(name)=\(options.parameters[name] ?? "")"
        })
    } + others
  }

  /// Problems stand in the order of the text, those of the script before those of included files.
  private static func precedes(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    let (p, q) = (a.primary.span, b.primary.span)
    return (p.file.number, p.start, p.end) < (q.file.number, q.start, q.end)
  }

  private func included(_ path: String, from file: FileID) -> IncludedFile {
    let includer = sources.first { $0.id == file }?.name ?? ""
    let folder = includer.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let whole =
      path.hasPrefix("/") || folder.isEmpty ? path : folder.joined(separator: "/") + "/" + path
    if let known = sources.first(where: { $0.name == whole }) { return .file(known) }
    switch host.readScript(whole) {
    case .failure(let problem): return .problem(problem.message)
    case .success(let text):
      let source = SourceFile(id: FileID(sources.count), name: whole, text: text)
      sources.append(source)
      return .file(source)
    }
  }

  /// A `name=value` of the command line for which there is no `param`.
  private func parameterProblem(
    _ program: CheckedProgram, in source: SourceFile
  ) -> Diagnostic? {
    var names = program.parameters.map(\.name)
    for axis in program.sweptNames where !names.contains(axis.name) { names.append(axis.name) }
    guard let unknown = options.parameters.keys.sorted().first(where: { !names.contains($0) })
    else { return nil }
    let closest = closestName(to: unknown, among: names)
    let list = names.joined(separator: ", ")
    let known =
      names.isEmpty
      ? Text(en: "the script has no 'param'", pt: "o script não tem 'param'")
      : Text(en: "it has: \(list)", pt: "ele tem: \(list)")
    let meant = closest.map {
      Text(en: "did you mean '\($0)'?", pt: "você quis dizer '\($0)'?")
    }
    return .error(
      .wrongParameter,
      Text(
        en: "the script has no 'param' named '\(unknown)' for the command line to set",
        pt: "o script não tem 'param' chamado '\(unknown)' que a linha de comando possa definir"),
      at: Label(Span(source.id, 0..<0)), notes: [meant ?? known])
  }
}

extension Text {
  fileprivate static let noCheckpointLine = Text(
    en: "the script has no 'checkpoint' line", pt: "o script não tem linha 'checkpoint'")

  fileprivate static let endedOrNotBegun = Text(
    en: "the last run of the script came to its end, or kept nothing yet",
    pt: "a última execução do script chegou ao fim, ou ainda não guardou nada")

  fileprivate static let identityDamaged = Text(
    en: "'run.json', which says what was run, is damaged",
    pt: "'run.json', que diz o que foi executado, está danificado")
}

/// What an error is, and where.
private struct ErrorPlace: Hashable {
  var code: Code
  var span: Span

  /// - Returns: `nil` for what is no error.
  init?(_ problem: Diagnostic) {
    guard problem.severity == .error else { return nil }
    (code, span) = (problem.code, problem.primary.span)
  }
}

extension Diagnostic {
  /// The same problem, with what the command line gave.
  fileprivate func found(with given: [String]) -> Diagnostic {
    let list = given.map { "'\($0)'" }.joined(separator: ", ")
    var problem = self
    problem.notes.append(
      Text(en: "from \(list) on the command line", pt: "de \(list) na linha de comando"))
    return problem
  }
}
