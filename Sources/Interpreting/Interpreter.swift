import Checking
import Diagnostics
import Plans
import Reports
import Prelude
import Safetensors
import Tables
import Vocabulary

/// Runs checked statements one after another and keeps their values.
///
/// A dry run is the same walk with the same problems, but what only training can give is unknown,
/// nothing is printed or written, and both branches of an `if` on something unknown are taken.
final class Interpreter {
  enum Mode { case dry, real }

  let mode: Mode
  let host: Host
  let options: RunOptions
  let catalogue: Catalogue
  var globals: [RunValue] = []
  /// Each problem once, in the order in which they were found.
  var problems: [Diagnostic] = []
  var reported: Set<ProblemPlace> = []
  /// Whether a problem has ended a statement, also one that was told before.
  private(set) var hasStopped = false

  /// What takes notes of what a dry run finds out; `nil` where nobody wants to know.
  var facts: ScriptFacts?
  /// The files of the script, for what shows a part of them.
  var sources: [SourceFile] = []
  /// Whether a network may have to go back to an iteration of its training.
  var mayGoBack = true
  /// Where values are still open, and what the data says of them.
  var holes: Set<Span> = []
  var holeAnswers: [Span: HoleAnswer] = [:]
  /// The lines that fit where a training lacks some, by their words, for the training's own word.
  var lineAnswers: [Span: [String: String]] = [:]
  /// Whether Ctrl-C has ended a training, which can then go on.
  var isTrainingInterrupted = false
  /// What it took to find the machine's limit for profiles, which is no part of their trainings.
  var secondsOfMeasuring = 0.0
  /// The seed that holds from here on.
  var seed: UInt64 {
    get {
      isSeedUsed = true
      return presentSeed
    }
    set { presentSeed = newValue }
  }
  /// The seed, read without counting as its use.
  private(set) var presentSeed: UInt64
  /// The line that set the seed, and whether anything has asked for it since.
  var seedSpan: Span?
  var isSeedUsed = false
  /// Whether a script's `seed` is heeded; the command line's stands above it.
  let seedIsFixed: Bool
  /// Calls that have begun and not ended.
  var callDepth = 0
  static let deepestCall = 1_000
  /// How many conditions around the present statement are unknown.
  var unknownConditions = 0
  /// Functions that are running, each with its number of running calls.
  var activeFunctions: [ObjectIdentifier: Int] = [:]
  /// What is left of a dry run's work.
  var budget = 100_000
  /// The statement of the script that is running.
  private var present: Span?
  /// Pieces of work until the next look at Ctrl-C.
  private var ticks = 1024
  /// What takes the lines of the block that is running; `nil` at the top level, where lines are actions.
  var lineTaker: (any LineTaker)?
  /// The row that a formula over columns is evaluated for.
  var row: RowCells?
  /// Functions and optimizers of the script that the engine may need, by key.
  let scriptFunctions: ScriptFunctions
  /// The uses of the script's functions whose gradients have been looked at.
  var checkedGradients: Set<String> = []
  /// Tables that have been read, by source, so that a file is not read twice.
  var tables: TableCache
  var output: Output
  /// What is to be said of a data set unless a training of it heeds it already, by its name's place.
  var heldAdvice: [Span: [Diagnostic]] = [:]
  /// The network that was trained or stepped last.
  var trainedNetwork: Network?
  /// The network whose training was interrupted last.
  var interruptedNetwork: Network?
  /// What notes the results of this run of a sweep; `nil` where none is running.
  let recorder: RunRecorder?
  /// How many trainings have begun, and what the last one gave.
  var trainingCount = 0
  var lastTrained: RunValue = .unknown
  /// What has kept trainings so far, where somebody keeps them.
  var checkpoints: Checkpoints?
  /// What every `param` that has been come past is worth, and what it would be by default.
  var parameterValues: [String: (value: RunValue, standard: RunValue)] = [:]
  /// The values of those for which the command line gives several, to run the whole script with each.
  var sweptParameters: [String: [RunValue]] = [:]
  /// The `param`s whose several values are for the sweeps of the script, and these values.
  var parametersForSweeps: Set<String> = []
  var valuesForSweeps: [String: [RunValue]] = [:]
  /// The first of its own values for each name that a sweep of the script gives values to.
  var firstSweptValues: [String: RunValue] = [:]
  /// Which of these values holds in this run.
  var chosenParameters: [String: RunValue] = [:]
  /// How the run ended, where it did not simply complete.
  var wasInterrupted = false
  var expectationFailed = false

  init(
    mode: Mode, host: Host, options: RunOptions, catalogue: Catalogue, tables: TableCache,
    scriptFunctions: ScriptFunctions = ScriptFunctions(), recorder: RunRecorder? = nil
  ) {
    self.mode = mode
    self.host = host
    self.options = options
    self.catalogue = catalogue
    self.tables = tables
    self.scriptFunctions = scriptFunctions
    self.recorder = recorder
    output = Output(host, options, recorder)
    presentSeed = options.seed ?? 0
    seedIsFixed = options.seed != nil
  }

  var isDry: Bool { mode == .dry }

  struct ProblemPlace: Hashable {
    var code: Code
    var span: Span
  }

  /// Notes `problem` unless the same was found at the same place before.
  func note(_ problem: Diagnostic) {
    guard reported.insert(ProblemPlace(code: problem.code, span: problem.primary.span)).inserted
    else { return }
    problems.append(problem)
    if mode == .real, problem.severity == .warning {
      host.warn([problem])
      host.note([problem])
    }
  }

  /// Notes `problem` and gives the error that ends the statement.
  func stop(_ problem: Diagnostic) -> Stop {
    note(problem)
    hasStopped = true
    return .problem
  }

  /// Does not tell `problems` again.
  func toldBefore(_ problems: [Diagnostic]) {
    for problem in problems {
      reported.insert(ProblemPlace(code: problem.code, span: problem.primary.span))
    }
  }

  /// Counts small pieces of work; `place` is the statement that does them.
  func tick(_ pieces: Int = 1, at place: Span? = nil) throws(Stop) {
    if let place { present = place }
    if isDry {
      budget -= pieces
      if budget < 0 {
        if let present { note(.checkLimit(at: present)) }
        throw .budgetSpent
      }
      return
    }
    ticks -= pieces
    if ticks <= 0 {
      ticks = 1024
      if host.isInterrupted() { throw .interrupted }
    }
  }

  /// The longest list, with all that is in inner ones, that is made or computed with.
  static let longestList = 10_000_000
  /// The longest text, in bytes.
  static let longestText = 16_777_216

  /// Counts the work on all elements of `value`.
  ///
  /// - Problems: `too-large` where it is more than a script may use.
  func checkSize(of value: RunValue, at span: Span) throws(Stop) {
    let limit = isDry ? min(budget * 16 + 16, Self.longestList) : Self.longestList
    guard let count = value.elements?.count(upTo: limit) else { return }
    guard count <= Self.longestList else { throw stop(.tooLarge(at: span)) }
    // An element is far less work than a statement.
    try tick(count / 16)
  }

  /// Counts the work on a text of so many bytes.
  ///
  /// - Problems: `too-large` where it is more than a script may use.
  func checkSize(ofText bytes: Int, at span: Span) throws(Stop) {
    guard bytes <= Self.longestText else { throw stop(.tooLarge(at: span)) }
    try tick(bytes / 256)
  }
}

/// The files that a check and the run that follows it have read.
final class TableCache {
  var tables: [DataSource: Table] = [:]
  /// Files of tensors, by path.
  var tensorFiles: [String: TensorFile] = [:]
  /// Networks that a dry run would have written, by path.
  var dryFiles: [String: SavedInDryRun] = [:]

  init(_ tables: [DataSource: Table] = [:]) { self.tables = tables }

  /// The same files, to which others can be added.
  init(copying other: TableCache) {
    (tables, tensorFiles, dryFiles) = (other.tables, other.tensorFiles, other.dryFiles)
  }
}
