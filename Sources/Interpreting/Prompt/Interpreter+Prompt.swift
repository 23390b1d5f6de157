import Checking
import Diagnostics

extension Interpreter {
  /// Comes to where `other` is; both then share networks and functions.
  func takeUp(_ other: Interpreter) {
    globals = other.globals
    seed = other.presentSeed
    seedSpan = nil
    trainedNetwork = other.trainedNetwork
    interruptedNetwork = other.interruptedNetwork
    lastTrained = other.lastTrained
    trainingCount = other.trainingCount
    heldAdvice = other.heldAdvice
    sources = other.sources
  }

  /// Forgets the problems of the statements before, but does not tell `told` again.
  func beginStatement(told: [Diagnostic]) {
    isTrainingInterrupted = false
    problems = []
    reported = []
    checkedGradients = []
    callDepth = 0
    activeFunctions = [:]
    lineTaker = nil
    row = nil
    toldBefore(told)
  }

  /// Dry-runs a statement of the prompt; what comes behind it is not known yet.
  func run(atPrompt statements: [CheckedStatement], globalCount: Int) {
    while globals.count < globalCount { globals.append(.unknown) }
    _ = try? run(statements, Frame(size: 0))
  }

  /// Runs a statement of the prompt.
  ///
  /// - Returns: The value of an expression that stands alone.
  func result(
    of statements: [CheckedStatement], globalCount: Int
  ) throws(Stop) -> RunValue? {
    while globals.count < globalCount { globals.append(.unknown) }
    let frame = Frame(size: 0)
    guard statements.count == 1, case .expression(let expression) = statements[0].kind else {
      _ = try run(statements, frame)
      return nil
    }
    try tick(at: statements[0].span)
    let value: RunValue
    if case .call(let callee, let arguments) = expression.kind {
      value = try called(callee, arguments, at: expression.span, frame)
    } else {
      value = try self.value(expression, frame)
    }
    if case .nothing = value { return nil }
    return value
  }

  /// A value as the prompt answers with it: texts in quotes, and long lists in short.
  func shownAtPrompt(_ value: RunValue) -> String {
    switch value {
    case .text: return value.printed(isNested: true)
    case .record(let record) where record.kind == RecordValue.layerKind:
      let width = record.members.map(\.name.displayWidth).max() ?? 0
      return record.members.map { name, value in
        let summary = NumberSummary(value)?.line[options.language]
        return "  \(name.padded(to: width))  " + (summary ?? value.printed(isNested: true))
      }.joined(separator: "\n")
    default:
      guard let summary = NumberSummary(value), summary.isShort else {
        return shown(value)
      }
      return summary.text(options.style, options.language)
    }
  }
}
