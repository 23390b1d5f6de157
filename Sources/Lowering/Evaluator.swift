import Checking
import Diagnostics
import Graphs

/// The places of one running function.
struct Frame {
  var locals: [LoweredValue?]
  /// `nil` outside of any function.
  let function: LoweredFunction?
  let captured: [LoweredValue?]
  let globals: @Sendable (Int) -> LoweredValue?

  static let empty = Frame(locals: [], function: nil, captured: [], globals: { _ in nil })

  init(_ function: LoweredFunction, _ size: Int) {
    self.init(
      locals: Array(repeating: nil, count: size), function: function,
      captured: function.captured, globals: function.globals)
  }

  init(
    locals: [LoweredValue?], function: LoweredFunction?, captured: [LoweredValue?],
    globals: @escaping @Sendable (Int) -> LoweredValue?
  ) {
    self.locals = locals
    self.function = function
    self.captured = captured
    self.globals = globals
  }
}

/// Walks through a checked function and adds what it computes to a graph.
struct Evaluator {
  let lowering: Lowering
  var frame: Frame
  /// How deep expressions and calls are nested now.
  var depth = 0
  /// How many statements and elements of lists were evaluated so far.
  var steps = 0

  /// Beyond this depth a recursion is taken for one without end. No expression that the parser
  /// lets through is nested as deeply by itself. A level takes up to 17 kB of stack in a debug
  /// build, and a thread has 8 MB.
  static let deepest = 300
  /// Beyond this number a loop is too long to be unrolled into a graph.
  static let mostSteps = 100_000

  init(_ lowering: Lowering, _ frame: Frame) {
    self.lowering = lowering
    self.frame = frame
  }

  mutating func countStep(at span: Span) throws(LoweringProblem) {
    steps += 1
    if steps > Self.mostSteps { throw .tooManySteps(at: span) }
  }
}

/// How the statements of a block ended.
struct Outcome {
  /// Values returned under a condition that is known only when the graph runs, in order; each
  /// holds where those before it don't.
  var conditional: [(condition: Node, value: LoweredValue)] = []
  /// What is returned in all other cases; `nil` where the block falls through.
  var final: LoweredValue?
}

// MARK: - Statements

extension Evaluator {
  mutating func run(
    _ statements: [CheckedStatement], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Outcome {
    var outcome = Outcome()
    for statement in statements {
      try countStep(at: statement.span)
      let next = try run(statement, in: &graph)
      outcome.conditional += next.conditional
      outcome.final = next.final
      if next.final != nil { break }
    }
    return outcome
  }

  private mutating func run(
    _ statement: CheckedStatement, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Outcome {
    switch statement.kind {
    case .set(let place, let name, let expression):
      let value = try value(of: expression, in: &graph)
      try set(place, named: name, to: value, at: statement.span)
    case .returning(let expression):
      return Outcome(final: try value(of: expression, in: &graph))
    case .conditional(let branches, let otherwise):
      return try run(branches[...], otherwise: otherwise, in: &graph)
    case .forLoop(let place, let name, let list, let block):
      let elements = try elements(of: list, in: &graph)
      return try repeated(elements.count, block, at: statement.span, in: &graph) {
        (evaluator, index) throws(LoweringProblem) in
        try evaluator.set(place, named: name, to: elements[index], at: list.span)
      }
    case .repetition(let count, let block):
      let number = try wholeNumber(count, in: &graph)
      return try repeated(number, block, at: statement.span, in: &graph) {
        (_, _) throws(LoweringProblem) in
      }
    case .expression(let expression):
      _ = try value(of: expression, in: &graph)
    default:
      throw .notInFormula(
        Text(en: "this statement", pt: "este comando"), at: statement.span)
    }
    return Outcome()
  }

  /// Runs `block` `count` times, each time after `prepare`.
  private mutating func repeated(
    _ count: Int, _ block: [CheckedStatement], at span: Span, in graph: inout GraphBuilder,
    prepare: (inout Evaluator, Int) throws(LoweringProblem) -> Void
  ) throws(LoweringProblem) -> Outcome {
    var outcome = Outcome()
    for index in 0..<Swift.max(count, 0) {
      try countStep(at: span)
      try prepare(&self, index)
      let next = try run(block, in: &graph)
      outcome.conditional += next.conditional
      outcome.final = next.final
      if next.final != nil { break }
    }
    return outcome
  }

  mutating func set(
    _ place: Reference, named name: String, to value: LoweredValue, at span: Span
  ) throws(LoweringProblem) {
    guard case .local(let index) = place, frame.locals.indices.contains(index) else {
      throw .assignsOutside(name, at: span)
    }
    frame.locals[index] = value
  }
}

// MARK: - Conditions

extension Evaluator {
  private mutating func run(
    _ branches: ArraySlice<(condition: CheckedExpression, block: [CheckedStatement])>,
    otherwise: [CheckedStatement], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Outcome {
    guard let branch = branches.first else { return try run(otherwise, in: &graph) }
    switch try condition(branch.condition, in: &graph) {
    case .known(true): return try run(branch.block, in: &graph)
    case .known(false): return try run(branches.dropFirst(), otherwise: otherwise, in: &graph)
    case .node(let condition):
      let before = frame.locals
      let first = try run(branch.block, in: &graph)
      let afterFirst = frame.locals
      frame.locals = before
      let second = try run(branches.dropFirst(), otherwise: otherwise, in: &graph)
      // A branch that always returns leaves no values behind it.
      if second.final != nil {
        frame.locals = afterFirst
      } else if first.final == nil {
        try join(afterFirst, where: condition, at: branch.condition.span, in: &graph)
      }
      return try join(first, second, where: condition, at: branch.condition.span, in: &graph)
    }
  }

  /// What both branches of an `if` that runs in the graph return.
  private mutating func join(
    _ first: Outcome, _ second: Outcome, where condition: Node, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Outcome {
    let opposite = graph.not(condition)
    var result = Outcome()
    for (own, value) in first.conditional {
      let both = try graphResult(of: "if", at: span) { () throws(GraphProblem) in
        try graph.and(condition, own)
      }
      result.conditional.append((both, value))
    }
    for (own, value) in second.conditional {
      let both = try graphResult(of: "if", at: span) { () throws(GraphProblem) in
        try graph.and(opposite, own)
      }
      result.conditional.append((both, value))
    }
    switch (first.final, second.final) {
    case (nil, nil): break
    case (let value?, nil): result.conditional.append((condition, value))
    case (nil, let value?): result.conditional.append((opposite, value))
    case (let a?, let b?):
      result.final = try select(condition, a, b, at: span, in: &graph)
    }
    return result
  }

  /// Gives each local the value that it has after the branch that was taken.
  private mutating func join(
    _ taken: [LoweredValue?], where condition: Node, at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) {
    for index in frame.locals.indices {
      // A name of one branch alone is out of sight behind the `if`.
      guard let a = taken[index], let b = frame.locals[index], !a.isSame(as: b) else { continue }
      frame.locals[index] = try select(condition, a, b, at: span, in: &graph)
    }
  }

  /// What a function returns, once its body has run.
  func result(
    of outcome: Outcome, of function: CheckedFunction, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    guard var result = outcome.final else { throw .missingReturn(of: function) }
    for (condition, value) in outcome.conditional.reversed() {
      result = try select(condition, value, result, at: function.span, in: &graph)
    }
    return result
  }
}
