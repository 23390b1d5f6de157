import Checking
import Diagnostics
import Graphs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Evaluator {
  /// The value of `expression` in the running function.
  mutating func value(
    of expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw .callsTooDeep(at: expression.span) }
    let value = try plainValue(of: expression, in: &graph)
    if let trace = lowering.trace, case .node(let node) = value {
      trace.note(node, expression.span)
    }
    return value
  }

  private mutating func plainValue(
    of expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch expression.kind {
    case .number(let number), .percent(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .dimensions(let extents): return .list(extents.map { .number(Double($0)) })
    case .text(let parts): return .text(try text(parts, in: &graph))
    case .word(let word): return .word(word)
    case .reference(let place, let name):
      return try value(at: place, named: name, span: expression.span)
    case .builtin(let name, _): return .builtin(name)
    case .list(let elements): return .list(try values(of: elements, in: &graph))
    case .function(let function): return .function(try made(function, at: expression.span))
    default: return try computed(expression, in: &graph)
    }
  }

  /// The value of an expression that has parts.
  private mutating func computed(
    _ expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch expression.kind {
    case .chain(let first, let links):
      return try chain(first, links, in: &graph)
    case .power(let base, let exponent):
      return try binary(.power, base, exponent, at: expression.span, in: &graph)
    case .negated(let operand):
      return try unary(.negated, value(of: operand, in: &graph), at: operand.span, in: &graph)
    case .inverted(let operand): return try inverted(operand, in: &graph)
    case .any(let operands): return try logic(operands, stoppingAt: true, in: &graph)
    case .all(let operands): return try logic(operands, stoppingAt: false, in: &graph)
    case .comparison(let a, let comparison, let b):
      return try compared(a, comparison, b, at: expression.span, in: &graph)
    case .conditional(let condition, let first, let second):
      return try conditional(condition, first, second, in: &graph)
    case .call(let function, let arguments):
      return try call(function, arguments, at: expression.span, in: &graph)
    case .range(let lower, let upper, let spacing):
      return try range(lower, upper, spacing, at: expression.span, in: &graph)
    case .listBuilder(let element, let place, let list, let condition):
      return try built(element, place, list, condition, in: &graph)
    case .index(let list, let indices): return try element(of: list, indices, in: &graph)
    case .unknown: throw .reported(at: expression.span)
    default:
      throw .notInFormula(
        Text(en: "this expression", pt: "esta expressão"), at: expression.span)
    }
  }

  private mutating func values(
    of expressions: [CheckedExpression], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> [LoweredValue] {
    var values: [LoweredValue] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { values.append(try value(of: expression, in: &graph)) }
    return values
  }

  private func value(
    at place: Reference, named name: String, span: Span
  ) throws(LoweringProblem) -> LoweredValue {
    let value: LoweredValue? =
      switch place {
      case .local(let index): index < frame.locals.count ? frame.locals[index] : nil
      case .captured(let index): index < frame.captured.count ? frame.captured[index] : nil
      case .global(let index): frame.globals(index)
      case .itself: frame.function.map { .function($0) }
      }
    guard let value else { throw .unusableValue(name, at: span) }
    if case .unknown = value { throw .reported(at: span) }
    return value
  }

  /// A function value, with what it takes along from the running one.
  private func made(
    _ function: CheckedFunction, at span: Span
  ) throws(LoweringProblem) -> LoweredFunction {
    var captured: [LoweredValue?] = []
    for place in function.captures {
      captured.append(try value(at: place, named: function.name ?? "fn", span: span))
    }
    return LoweredFunction(function, captured: captured, globals: frame.globals)
  }

  private mutating func text(
    _ parts: [CheckedExpression.TextPart], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .characters(let characters): text += characters
      case .expression(let expression):
        switch try value(of: expression, in: &graph) {
        case .number(let number): text += NumberText.exact(number)
        case .boolean(let boolean): text += String(boolean)
        case .text(let part), .word(let part), .builtin(let part): text += part
        default:
          throw .notInFormula(
            Text(en: "a text with this value", pt: "um texto com este valor"),
            at: expression.span)
        }
      }
    }
    return text
  }
}

// MARK: - Conditions and logic

/// A condition that is known while building, or a node of zeros and other numbers.
enum Condition {
  case known(Bool)
  case node(Node)
}

extension Evaluator {
  mutating func condition(
    _ expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Condition {
    switch try value(of: expression, in: &graph) {
    case .boolean(let boolean): return .known(boolean)
    case .node(let node):
      return graph.constantValue(of: node).map { .known($0 != 0) } ?? .node(node)
    case let other:
      throw .mismatch(other, needed: .condition, at: expression.span)
    }
  }

  private mutating func conditional(
    _ condition: CheckedExpression, _ first: CheckedExpression, _ second: CheckedExpression,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch try self.condition(condition, in: &graph) {
    case .known(true): return try value(of: first, in: &graph)
    case .known(false): return try value(of: second, in: &graph)
    case .node(let node):
      let a = try value(of: first, in: &graph)
      let b = try value(of: second, in: &graph)
      let span = condition.span.joined(with: second.span)
      return try select(node, a, b, at: span, in: &graph)
    }
  }

  private mutating func inverted(
    _ operand: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    switch try condition(operand, in: &graph) {
    case .known(let boolean): return .boolean(!boolean)
    case .node(let node): return .node(graph.not(node))
    }
  }

  /// `or` (which stops at a `true`) and `and` (at a `false`).
  private mutating func logic(
    _ operands: [CheckedExpression], stoppingAt end: Bool, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var result: Node?
    for operand in operands {
      switch try condition(operand, in: &graph) {
      case .known(let boolean):
        // Operands before it that only the graph knows do not change what it decides.
        if boolean == end { return .boolean(end) }
      case .node(let node):
        guard let before = result else {
          result = node
          continue
        }
        result = try graphResult(of: end ? "or" : "and", at: operand.span) {
          () throws(GraphProblem) in
          try end ? graph.or(before, node) : graph.and(before, node)
        }
      }
    }
    return result.map { .node($0) } ?? .boolean(!end)
  }
}

// MARK: - Lists

extension Evaluator {
  mutating func elements(
    of expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> [LoweredValue] {
    let value = try value(of: expression, in: &graph)
    guard case .list(let elements) = value else {
      throw .mismatch(value, needed: .list, at: expression.span)
    }
    return elements
  }

  mutating func number(
    _ expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Double {
    let value = try value(of: expression, in: &graph)
    guard let number = value.knownNumber(in: graph) else {
      throw .mismatch(value, needed: .knownNumber, at: expression.span)
    }
    return number
  }

  mutating func wholeNumber(
    _ expression: CheckedExpression, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Int {
    let number = try number(expression, in: &graph)
    guard let whole = Int(exactly: number) else {
      throw .mismatch(.number(number), needed: .wholeNumber, at: expression.span)
    }
    return whole
  }

  private mutating func range(
    _ lower: CheckedExpression, _ upper: CheckedExpression,
    _ spacing: CheckedExpression.RangeSpacing, at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    let (first, last) = (try number(lower, in: &graph), try number(upper, in: &graph))
    switch spacing {
    case .one:
      guard Int(exactly: first) != nil, Int(exactly: last) != nil else {
        throw .mismatch(.number(first), needed: .wholeNumber, at: span)
      }
      return try progression(first, last, by: 1, at: span)
    case .by(let step):
      let size = try number(step, in: &graph)
      guard size != 0, size.isFinite else {
        throw .mismatch(.number(size), needed: .step, at: step.span)
      }
      return try progression(first, last, by: size, at: span)
    case .log(let count):
      let points = try wholeNumber(count, in: &graph)
      guard first > 0, last > 0, points >= 1 else {
        throw .mismatch(.number(Swift.min(first, last)), needed: .positiveNumber, at: span)
      }
      guard points <= Self.mostSteps else { throw .tooManySteps(at: span) }
      let ratio = points == 1 ? 0 : Double(points - 1)
      return .list(
        (0..<points).map { index in
          guard index > 0 else { return .number(first) }
          if index == points - 1 { return .number(last) }
          return .number(exp(log(first) + (log(last) - log(first)) * Double(index) / ratio))
        })
    }
  }

  private func progression(
    _ first: Double, _ last: Double, by step: Double, at span: Span
  ) throws(LoweringProblem) -> LoweredValue {
    // A last point that rounding puts just beyond the end still counts.
    let count = ((last - first) / step + 1e-9).rounded(.down) + 1
    guard count <= Double(Self.mostSteps) else { throw .tooManySteps(at: span) }
    guard count >= 1 else { return .list([]) }
    return .list((0..<Int(count)).map { .number(first + Double($0) * step) })
  }

  private mutating func built(
    _ element: CheckedExpression, _ place: Reference, _ list: CheckedExpression,
    _ condition: CheckedExpression?, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var result: [LoweredValue] = []
    for value in try elements(of: list, in: &graph) {
      try countStep(at: element.span)
      try set(place, named: "", to: value, at: list.span)
      if let condition {
        guard case .known(let holds) = try self.condition(condition, in: &graph) else {
          throw .notKnownYet(at: condition.span)
        }
        guard holds else { continue }
      }
      result.append(try self.value(of: element, in: &graph))
    }
    return .list(result)
  }

  /// `list[i]`, from 1; `list[i, j]` is `list[i][j]`.
  private mutating func element(
    of list: CheckedExpression, _ indices: [CheckedExpression], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var value = try value(of: list, in: &graph)
    for index in indices {
      let position = try wholeNumber(index, in: &graph)
      guard case .list(let elements) = value else {
        throw .mismatch(value, needed: .list, at: list.span)
      }
      guard position >= 1, position <= elements.count else {
        throw .noElement(position, of: elements.count, at: index.span)
      }
      value = elements[position - 1]
    }
    return value
  }
}
