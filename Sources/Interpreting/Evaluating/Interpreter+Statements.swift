import Checking
import Diagnostics
import Vocabulary

extension Interpreter {
  /// Runs the statements of a script's top level.
  ///
  /// In a dry run a statement with a problem does not keep the ones after it from being looked at;
  /// what it would have given is unknown to them.
  func run(_ statements: [CheckedStatement], globalCount: Int) {
    while globals.count < globalCount { globals.append(.unknown) }
    let frame = Frame(size: 0)
    do throws(Stop) {
      _ = try run(statements, frame)
      lintSeed()
      tellHeldAdvice()
    } catch {
      switch error {
      case .interrupted: wasInterrupted = true
      case .budgetSpent, .problem: break
      }
    }
  }

  /// Runs a block of the top level, of a function or of control flow there.
  func run(_ statements: [CheckedStatement], _ frame: Frame) throws(Stop) -> Flow {
    for statement in statements {
      try tick(at: statement.span)
      do throws(Stop) {
        if case .returned(let value) = try run(statement, frame) { return .returned(value) }
      } catch {
        guard isDry, case .problem = error else { throw error }
        forget(statement, frame)
      }
    }
    return .next
  }

  private func run(_ statement: CheckedStatement, _ frame: Frame) throws(Stop) -> Flow {
    switch statement.kind {
    case .set(let reference, _, let expression):
      assign(try value(expression, frame), to: reference, frame)
    case .parameter(let parameter, let expression):
      let value = try parameterValue(parameter, expression, frame)
      assign(value, to: .global(parameter.global), frame)
      record(parameter, value)
    case .returning(let expression): return .returned(try value(expression, frame))
    case .conditional(let branches, let otherwise):
      return try conditional(branches, otherwise, frame)
    case .forLoop(let reference, _, let list, let block):
      return try loop(over: list, reference, block, frame)
    case .repetition(let count, let block): return try repetition(count, block, frame)
    case .data(let reference, let declaration):
      assign(.unknown, to: reference, frame)
      assign(try makeData(declaration, frame), to: reference, frame)
    case .plan(let reference, let declaration):
      let settings = try trainingSettings(declaration.statements, frame)
      let plan = PlanValue(
        name: declaration.name, span: declaration.nameSpan, settings: settings)
      assign(.plan(plan), to: reference, frame)
    case .network(let reference, let network):
      assign(.network(try makeNetwork(network, frame)), to: reference, frame)
    case .optimizer(let reference, let optimizer):
      let captured = closure(optimizer.function, frame).captured
      assign(.optimizer(OptimizerValue(optimizer, captured: captured)), to: reference, frame)
    case .line(let line): _ = try perform(line, frame)
    case .expression(let expression):
      // A call that stands alone need not give anything.
      if case .call(let callee, let arguments) = expression.kind {
        _ = try called(callee, arguments, at: expression.span, frame)
      } else {
        _ = try value(expression, frame)
      }
    case .sweep(let sweep): try showSweep(sweep, frame)
    case .included(_, let statements): return try run(statements, frame)
    }
    return .next
  }

  /// What a statement with a problem declares is unknown to those after it.
  private func forget(_ statement: CheckedStatement, _ frame: Frame) {
    switch statement.kind {
    case .set(let reference, _, _), .data(let reference, _), .plan(let reference, _),
      .network(let reference, _), .optimizer(let reference, _):
      assign(.unknown, to: reference, frame)
    case .parameter(let parameter, _): assign(.unknown, to: .global(parameter.global), frame)
    default: break
    }
  }

  private func conditional(
    _ branches: [(condition: CheckedExpression, block: [CheckedStatement])],
    _ otherwise: [CheckedStatement], _ frame: Frame
  ) throws(Stop) -> Flow {
    for (position, branch) in branches.enumerated() {
      guard let truth = try truth(branch.condition, frame) else {
        return try allBranches(branches[position...].map(\.block) + [otherwise], frame)
      }
      if truth { return try run(branch.block, frame) }
    }
    return try run(otherwise, frame)
  }

  /// Looks at each of `blocks`, one of which would be run.
  private func allBranches(
    _ blocks: [[CheckedStatement]], _ frame: Frame
  ) throws(Stop) -> Flow {
    unknownConditions += 1
    defer { unknownConditions -= 1 }
    var mayReturn = false
    for block in blocks {
      if case .returned = try run(block, frame) { mayReturn = true }
      forgetAssignments(in: block, frame)
    }
    return mayReturn ? .returned(.unknown) : .next
  }

  /// A variable that an uncertain block assigns is unknown after it.
  private func forgetAssignments(in block: [CheckedStatement], _ frame: Frame) {
    for statement in block {
      switch statement.kind {
      case .set(let reference, _, _): assign(.unknown, to: reference, frame)
      case .conditional(let branches, let otherwise):
        for branch in branches { forgetAssignments(in: branch.block, frame) }
        forgetAssignments(in: otherwise, frame)
      case .forLoop(_, _, _, let block), .repetition(_, let block):
        forgetAssignments(in: block, frame)
      default: break
      }
    }
  }

  private func loop(
    over list: CheckedExpression, _ reference: Reference, _ block: [CheckedStatement],
    _ frame: Frame
  ) throws(Stop) -> Flow {
    guard let elements = try elements(list, frame) else {
      assign(.unknown, to: reference, frame)
      return try allBranches([block], frame)
    }
    for element in elements {
      try tick()
      assign(element, to: reference, frame)
      if case .returned(let value) = try run(block, frame) { return .returned(value) }
    }
    return .next
  }

  private func repetition(
    _ count: CheckedExpression, _ block: [CheckedStatement], _ frame: Frame
  ) throws(Stop) -> Flow {
    guard let times = try wholeNumber(count, frame) else { return try allBranches([block], frame) }
    var done = 0
    while done < times {
      try tick()
      if case .returned(let value) = try run(block, frame) { return .returned(value) }
      done += 1
    }
    return .next
  }

  /// How often something is repeated: a whole number from 0; `nil` where only the run can tell.
  func wholeNumber(_ expression: CheckedExpression, _ frame: Frame) throws(Stop) -> Int? {
    let value = try value(expression, frame)
    if value.isUnknown { return nil }
    guard case .number(let number) = value, let whole = Int(exactly: number), whole >= 0 else {
      throw stop(
        .wrongType(
          expected: Text(en: "a whole number from 0", pt: "um número inteiro a partir de 0"),
          found: value.number.map { Text(verbatim: NumberText.short($0)) } ?? value.kind,
          at: expression.span))
    }
    return whole
  }
}
