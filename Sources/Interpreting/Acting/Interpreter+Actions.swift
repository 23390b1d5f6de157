import Checking
import Diagnostics
import Plans
import Reports
import Vocabulary

extension Interpreter {
  /// Does what `line` says: an action at the top level, or a line of the block that is running.
  ///
  /// - Parameter isKept: Whether its value goes on into an expression, as after `let p =`.
  func perform(
    _ line: CheckedLine, _ frame: Frame, isKept: Bool = false
  ) throws(Stop) -> RunValue {
    if let lineTaker {
      try lineTaker.take(line, frame)
      return .nothing
    }
    guard case .entry(let entry) = line.word else { return .unknown }
    guard entry.isAvailable else { throw stop(.notAvailable(entry.name, at: line.wordSpan)) }
    switch entry.name {
    case "train":
      trainingCount += 1
      lastTrained = try train(line, frame)
      return lastTrained
    case "continue": return try continueTraining(line, frame)
    case "find_rate": return try findRate(line, frame)
    case "step": try step(line, frame)
    case "back": try goBack(line, frame)
    case "rewind": try rewind(line, frame)
    case "evaluate": return try evaluate(line, frame)
    case "save": try save(line, frame)
    case "load": try load(line, frame)
    case "predict": return try predict(line, frame, isShown: !isKept)
    case "export": try export(line, frame)
    case "print": try print(line, frame)
    case "show": try show(line, frame)
    case "plot": try plot(line, frame)
    case "animate": try animate(line, frame)
    case "expect": try expect(line, frame)
    case "seed": try setSeed(line, frame)
    case "reset": try reset(line, frame)
    default: throw stop(.notAvailable(entry.name, at: line.wordSpan))
    }
    return .nothing
  }

  private func print(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    let values = try arguments(of: line, frame).map(\.value)
    guard !isDry else { return }
    output.printed(values.map { $0.printed() }.joined(separator: " "))
  }

  private func setSeed(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let argument = try arguments(of: line, frame).first else { return }
    guard let number = try seed(from: argument) else { return }
    if !seedIsFixed { seed = number }
    record(seed: presentSeed, at: line.span)
    // In a branch that may not be taken, nobody knows.
    if unknownConditions == 0 { lintSeed() }
    (seedSpan, isSeedUsed) = (unknownConditions == 0 ? line.span : nil, false)
  }

  /// A seed: a whole number from 0 that a double holds exactly; `nil` where it is unknown.
  func seed(from argument: EvaluatedArgument) throws(Stop) -> UInt64? {
    if argument.value.isUnknown { return nil }
    guard case .number(let number) = argument.value, number >= 0, number <= 9_007_199_254_740_992,
      let whole = UInt64(exactly: number)
    else {
      throw stop(
        .wrongType(
          expected: Text(en: "a whole number from 0", pt: "um número inteiro a partir de 0"),
          found: argument.value.number.map { Text(verbatim: NumberText.short($0)) }
            ?? argument.value.kind, at: argument.span))
    }
    return whole
  }

  private func reset(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    for argument in try arguments(of: line, frame) {
      guard let network = try network(argument) else { continue }
      network.model = nil
      network.training = nil
      network.isLoaded = false
      network.settings = []
      network.mayContinue = false
      network.history = []
      network.forgetEvaluations()
    }
  }

  /// The network that `argument` is; `nil` where it is unknown.
  func network(_ argument: EvaluatedArgument) throws(Stop) -> Network? {
    switch argument.value {
    case .unknown: return nil
    case .network(let network): return network
    default:
      throw stop(
        .wrongType(
          expected: Text(en: "a network", pt: "uma rede"), found: argument.value.kind,
          at: argument.span))
    }
  }

  // MARK: Expectations

  private func expect(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let condition = line.arguments.first?.value else { return }
    var why: String?
    if line.arguments.count > 1 {
      let value = try value(line.arguments[1].value, frame)
      if !value.isUnknown { why = value.printed() }
    }
    guard let failed = try failedPart(of: condition, frame) else { return }
    guard !isDry else { return }
    expectationFailed = true
    throw stop(.expectationFailed(failed.text, why: why, at: condition.span, failed.span))
  }

  /// The comparison in `condition` that is false, with the values of both its sides.
  private func failedPart(
    of condition: CheckedExpression, _ frame: Frame
  ) throws(Stop) -> (text: Text, span: Span)? {
    switch condition.kind {
    case .comparison(let left, let comparison, let right):
      let (a, b) = (try value(left, frame), try value(right, frame))
      guard case .boolean(false) = try compared(a, comparison, b, at: condition.span) else {
        return nil
      }
      return (
        Text(
          en: "the left side is \(a.exact), the right side \(b.exact)",
          pt: "o lado esquerdo é \(a.exact), o direito é \(b.exact)"), condition.span
      )
    case .all(let operands):
      for operand in operands {
        if let failed = try failedPart(of: operand, frame) { return failed }
      }
      return nil
    default:
      guard try truth(condition, frame) == false else { return nil }
      return (Text(en: "this is false", pt: "isto é falso"), condition.span)
    }
  }
}

extension RunValue {
  /// The value for a comparison: a number with enough digits to see a difference.
  fileprivate var exact: String {
    if case .number(let number) = self { NumberText.short(number, digits: 8) } else { printed() }
  }
}
