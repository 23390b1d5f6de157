import Checking
import Diagnostics
import Graphs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An operator or function of two numbers, as a computation now and as a node.
enum BinaryOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case maximum = "max"
  case minimum = "min"
  case remainder = "mod"

  init(_ operation: CheckedExpression.ArithmeticOperator) {
    switch operation {
    case .plus: self = .add
    case .minus: self = .subtract
    case .times: self = .multiply
    case .divided: self = .divide
    }
  }

  func value(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    case .maximum: a.isNaN || b.isNaN ? .nan : Swift.max(a, b)
    case .minimum: a.isNaN || b.isNaN ? .nan : Swift.min(a, b)
    case .remainder: a - b * (a / b).rounded(.down)
    }
  }

  func node(_ a: Node, _ b: Node, in graph: inout GraphBuilder) throws(GraphProblem) -> Node {
    switch self {
    case .add: try graph.add(a, b)
    case .subtract: try graph.subtract(a, b)
    case .multiply: try graph.multiply(a, b)
    case .divide: try graph.divide(a, b)
    case .power: try graph.power(a, b)
    case .maximum: try graph.maximum(a, b)
    case .minimum: try graph.minimum(a, b)
    case .remainder:
      try graph.subtract(a, graph.multiply(b, graph.floor(graph.divide(a, b))))
    }
  }
}

extension Evaluator {
  mutating func chain(
    _ first: CheckedExpression,
    _ links: [(CheckedExpression.ArithmeticOperator, CheckedExpression)],
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var result = try value(of: first, in: &graph)
    var span = first.span
    for (operation, operand) in links {
      let right = try value(of: operand, in: &graph)
      result = try binary(
        BinaryOperator(operation), (result, span), (right, operand.span),
        at: span.joined(with: operand.span), in: &graph)
      span = span.joined(with: operand.span)
    }
    return result
  }

  mutating func binary(
    _ operation: BinaryOperator, _ a: CheckedExpression, _ b: CheckedExpression, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    let first = try value(of: a, in: &graph)
    let second = try value(of: b, in: &graph)
    return try binary(operation, (first, a.span), (second, b.span), at: span, in: &graph)
  }

  /// `operation` of two values, element by element where one is a list.
  func binary(
    _ operation: BinaryOperator, _ a: (value: LoweredValue, span: Span),
    _ b: (value: LoweredValue, span: Span), at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if let x = a.value.plainNumber, let y = b.value.plainNumber {
      return .number(operation.value(x, y))
    }
    if let pairs = try pairs(of: a, b, operation.rawValue, at: span) {
      var result: [LoweredValue] = []
      for (x, y) in pairs {
        result.append(try binary(operation, (x, a.span), (y, b.span), at: span, in: &graph))
      }
      return .list(result)
    }
    let x = try a.value.node(at: a.span, in: &graph)
    let y = try b.value.node(at: b.span, in: &graph)
    return .node(
      try graphResult(of: operation.rawValue, at: span, operands: [(x, a.span), (y, b.span)]) {
        () throws(GraphProblem) in
        try operation.node(x, y, in: &graph)
      })
  }

  /// The pairs of elements that belong together, where at least one side is a list that is not
  /// to be taken as one vector of the graph.
  private func pairs(
    of a: (value: LoweredValue, span: Span), _ b: (value: LoweredValue, span: Span),
    _ name: String, at span: Span
  ) throws(LoweringProblem) -> [(LoweredValue, LoweredValue)]? {
    switch (a.value, b.value) {
    case (.list(let x), .list(let y)):
      guard x.count == y.count else {
        throw .unequalLists(name, x.count, y.count, at: span, a.span, b.span)
      }
      return Array(zip(x, y))
    // Numbers beside a node with axes are a vector over its last axis.
    case (.list, .node(let node)) where !node.shape.isEmpty && a.value.isListOfNumbers: return nil
    case (.node(let node), .list) where !node.shape.isEmpty && b.value.isListOfNumbers: return nil
    case (.list(let x), _): return x.map { ($0, b.value) }
    case (_, .list(let y)): return y.map { (a.value, $0) }
    default: return nil
    }
  }

  /// A function of one number, applied to each element of a list.
  func unary(
    _ function: UnaryFunction, _ x: LoweredValue, at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if let number = x.plainNumber { return .number(function.value(number)) }
    if case .list(let elements) = x {
      var result: [LoweredValue] = []
      for element in elements {
        result.append(try unary(function, element, at: span, in: &graph))
      }
      return .list(result)
    }
    return .node(function.node(try x.node(at: span, in: &graph), in: &graph))
  }

  /// `a` where `condition` is true, else `b`, element by element.
  func select(
    _ condition: Node, _ a: LoweredValue, _ b: LoweredValue, at span: Span,
    in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if case .list(let x) = a, case .list(let y) = b, x.count == y.count {
      var result: [LoweredValue] = []
      for (first, second) in zip(x, y) {
        result.append(try select(condition, first, second, at: span, in: &graph))
      }
      return .list(result)
    }
    let (first, second) = (try a.node(at: span, in: &graph), try b.node(at: span, in: &graph))
    return .node(
      try graphResult(of: "if", at: span) { () throws(GraphProblem) in
        try graph.select(condition, first, second)
      })
  }

  /// What `make` adds to the graph; shapes that do not fit become a problem at `span`.
  func graphResult(
    of subject: String, at span: Span, operands: [(node: Node, span: Span)] = [],
    _ make: () throws(GraphProblem) -> Node
  ) throws(LoweringProblem) -> Node {
    do {
      return try make()
    } catch {
      throw .shapeMismatch(error, of: subject, at: span, operands: operands)
    }
  }
}

// MARK: - Comparisons

extension Evaluator {
  mutating func compared(
    _ a: CheckedExpression, _ comparison: CheckedExpression.Comparison, _ b: CheckedExpression,
    at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    let first = try value(of: a, in: &graph)
    let second = try value(of: b, in: &graph)
    if comparison == .contained {
      guard case .list(let elements) = second else {
        throw .mismatch(second, needed: .list, at: b.span)
      }
      return try contained(first, elements, a.span, b.span, at: span, in: &graph)
    }
    return try compared(
      (first, a.span), comparison, (second, b.span), at: span, in: &graph)
  }

  private func compared(
    _ a: (value: LoweredValue, span: Span), _ comparison: CheckedExpression.Comparison,
    _ b: (value: LoweredValue, span: Span), at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    if let result = known(a.value, comparison, b.value) { return .boolean(result) }
    for side in [a, b] where side.value.plainText != nil {
      throw .mismatch(side.value, needed: .comparable, at: side.span)
    }
    let (x, y) = (
      try a.value.node(at: a.span, in: &graph), try b.value.node(at: b.span, in: &graph)
    )
    let operands = [(x, a.span), (y, b.span)]
    return .node(
      try graphResult(of: comparison.rawValue, at: span, operands: operands) {
        () throws(GraphProblem) in
        switch comparison {
        case .equal, .contained: try graph.equal(x, y)
        case .notEqual: graph.not(try graph.equal(x, y))
        case .less: try graph.less(x, y)
        case .lessOrEqual: try graph.lessOrEqual(x, y)
        case .greater: try graph.less(y, x)
        case .greaterOrEqual: try graph.lessOrEqual(y, x)
        }
      })
  }

  /// The result of a comparison of two values that are known now, where they can be compared.
  private func known(
    _ a: LoweredValue, _ comparison: CheckedExpression.Comparison, _ b: LoweredValue
  ) -> Bool? {
    if let x = a.plainNumber, let y = b.plainNumber {
      switch comparison {
      case .equal, .contained: return x == y
      case .notEqual: return x != y
      case .less: return x < y
      case .lessOrEqual: return x <= y
      case .greater: return x > y
      case .greaterOrEqual: return x >= y
      }
    }
    let isEqual: Bool
    switch (a, b) {
    case (.list(let x), .list(let y)):
      let parts = zip(x, y).map { known($0, .equal, $1) }
      if parts.contains(nil) { return nil }
      isEqual = x.count == y.count && !parts.contains(false)
    default:
      guard let x = a.plainText, let y = b.plainText else { return nil }
      isEqual = x == y
    }
    switch comparison {
    case .equal: return isEqual
    case .notEqual: return !isEqual
    default: return nil
    }
  }

  /// Whether `value` equals one of `elements`.
  private func contained(
    _ value: LoweredValue, _ elements: [LoweredValue], _ valueSpan: Span, _ listSpan: Span,
    at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var result: Node?
    for element in elements {
      switch try compared(
        (value, valueSpan), .equal, (element, listSpan), at: span, in: &graph)
      {
      case .boolean(true): return .boolean(true)
      case .node(let node):
        guard let before = result else {
          result = node
          continue
        }
        result = try graphResult(of: "in", at: span) { () throws(GraphProblem) in
          try graph.or(before, node)
        }
      default: continue
      }
    }
    return result.map { .node($0) } ?? .boolean(false)
  }
}
