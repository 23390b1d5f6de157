import Checking
import Diagnostics
import Vocabulary

extension Interpreter {
  func chain(
    _ first: CheckedExpression,
    _ links: [(CheckedExpression.ArithmeticOperator, CheckedExpression)], _ frame: Frame
  ) throws(Stop) -> RunValue {
    var result = try value(first, frame)
    for (operation, operand) in links {
      let right = try value(operand, frame)
      result = try arithmetic(
        result, operation, right, at: first.span.joined(with: operand.span))
    }
    return result
  }

  /// `a operation b`, for each pair where one or both are lists.
  func arithmetic(
    _ a: RunValue, _ operation: CheckedExpression.ArithmeticOperator, _ b: RunValue, at span: Span
  ) throws(Stop) -> RunValue {
    if case .number(let x) = a, case .number(let y) = b { return .number(operation.apply(x, y)) }
    if a.isUnknown || b.isUnknown { return .unknown }
    if case .text(let x) = a, case .text(let y) = b, operation == .plus {
      try checkSize(ofText: x.utf8.count + y.utf8.count, at: span)
      return .text(x + y)
    }
    if operation == .plus {
      switch (a, b) {
      case (.text, .number), (.number, .text): throw stop(.textAndNumber(at: span))
      default: break
      }
    }
    if case .quantity(let x) = a, let y = b.number, operation == .times || operation == .divided {
      return .quantity(Quantity(operation.apply(x.value, y), x.unit))
    }
    if operation == .plus, let x = a.elements, let y = b.elements, x.count != y.count {
      throw stop(.lengthsDiffer(x.count, y.count, isSum: true, at: span))
    }
    return try elementwise(a, b, at: span, operation.apply)
  }

  func raised(_ base: RunValue, to exponent: RunValue, at span: Span) throws(Stop) -> RunValue {
    if base.isUnknown || exponent.isUnknown { return .unknown }
    return try elementwise(base, exponent, at: span, power)
  }

  /// `function` of two numbers, of a number and each element of a list, or of the pairs of two lists.
  func elementwise(
    _ a: RunValue, _ b: RunValue, at span: Span, _ function: (Double, Double) -> Double
  ) throws(Stop) -> RunValue {
    if a.isUnknown || b.isUnknown { return .unknown }
    if let x = a.number, let y = b.number { return .number(function(x, y)) }
    try checkSize(of: a, at: span)
    try checkSize(of: b, at: span)
    return try pairwise(a, b, at: span, function)
  }

  private func pairwise(
    _ a: RunValue, _ b: RunValue, at span: Span, _ function: (Double, Double) -> Double
  ) throws(Stop) -> RunValue {
    if a.isUnknown || b.isUnknown { return .unknown }
    if let x = a.number, let y = b.number { return .number(function(x, y)) }
    switch (a.elements, b.elements) {
    case (let xs?, let ys?):
      guard xs.count == ys.count else {
        throw stop(.lengthsDiffer(xs.count, ys.count, isSum: false, at: span))
      }
      var results: [RunValue] = []
      for (x, y) in zip(xs, ys) { results.append(try pairwise(x, y, at: span, function)) }
      return .list(results)
    case (let xs?, nil) where b.number != nil:
      var results: [RunValue] = []
      for x in xs { results.append(try pairwise(x, b, at: span, function)) }
      return .list(results)
    case (nil, let ys?) where a.number != nil:
      var results: [RunValue] = []
      for y in ys { results.append(try pairwise(a, y, at: span, function)) }
      return .list(results)
    default:
      let wrong = a.number == nil && a.elements == nil ? a : b
      throw stop(
        .wrongType(
          expected: Text(en: "a number", pt: "um número"), found: wrong.kind, at: span))
    }
  }

  func compared(
    _ a: RunValue, _ comparison: CheckedExpression.Comparison, _ b: RunValue, at span: Span
  ) throws(Stop) -> RunValue {
    if comparison == .equal || comparison == .notEqual {
      try checkSize(of: a, at: span)
      try checkSize(of: b, at: span)
    }
    switch comparison {
    case .equal: return a.isEqual(to: b).map { .boolean($0) } ?? .unknown
    case .notEqual: return a.isEqual(to: b).map { .boolean(!$0) } ?? .unknown
    case .contained: return try contains(b, a, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    if a.isUnknown || b.isUnknown { return .unknown }
    if case .text(let x) = a, case .text(let y) = b {
      return .boolean(comparison.holds(x, y))
    }
    guard let x = a.comparable, let y = b.comparable else {
      let wrong = a.comparable == nil ? a : b
      throw stop(
        .wrongType(
          expected: Text(en: "a number", pt: "um número"), found: wrong.kind, at: span))
    }
    return .boolean(comparison.holds(x, y))
  }

  private func contains(
    _ list: RunValue, _ value: RunValue, at span: Span
  ) throws(Stop) -> RunValue {
    if list.isUnknown || value.isUnknown { return .unknown }
    if case .text(let whole) = list, case .text(let part) = value {
      try checkSize(ofText: whole.utf8.count, at: span)
      return .boolean(part.isEmpty || whole.contains(part))
    }
    guard let elements = list.elements else {
      throw stop(
        .wrongType(
          expected: Text(
            en: "a list, a range or a text", pt: "uma lista, um intervalo ou um texto"),
          found: list.kind, at: span))
    }
    try checkSize(of: value, at: span)
    var isKnown = true
    for element in elements {
      try tick()
      guard let isEqual = element.isEqual(to: value) else {
        isKnown = false
        continue
      }
      if isEqual { return .boolean(true) }
    }
    return isKnown ? .boolean(false) : .unknown
  }

  func range(
    _ lower: CheckedExpression, _ upper: CheckedExpression,
    _ spacing: CheckedExpression.RangeSpacing, at span: Span, _ frame: Frame
  ) throws(Stop) -> RunValue {
    let (a, b) = (try value(lower, frame), try value(upper, frame))
    let step: RunValue
    switch spacing {
    case .one: step = .number(1)
    case .by(let expression), .log(let expression): step = try value(expression, frame)
    }
    if a.isUnknown || b.isUnknown || step.isUnknown { return .unknown }
    guard case .number(let from) = a, case .number(let to) = b, case .number(let by) = step,
      from.isFinite, to.isFinite, by.isFinite
    else {
      throw stop(
        .wrongType(
          expected: Text(
            en: "numbers as the ends of a range", pt: "números nos extremos do intervalo"),
          found: [a, b, step].first { $0.number == nil }?.kind
            ?? Text(en: "an infinite one", pt: "um infinito"), at: span))
    }
    if case .log = spacing { return try logarithmicRange(from, to, by, at: span) }
    if case .one = spacing, from != from.rounded() || to != to.rounded() {
      throw stop(.rangeNeedsStep(at: span))
    }
    guard by != 0 else { throw stop(.rangeStandsStill(at: span)) }
    // A step of 0.1 that meets the end but for rounding still reaches it.
    let isWhole = [from, to, by].allSatisfy { $0 == $0.rounded() }
    let count = ((to - from) / by + (isWhole ? 0 : 1e-9)).rounded(.down) + 1
    // Beyond this neighbours are no longer different numbers.
    guard count <= 9_007_199_254_740_992 else { throw stop(.tooLarge(at: span)) }
    return .sequence(NumberSequence(from: from, step: by, count: max(0, Int(count))))
  }

  private func logarithmicRange(
    _ from: Double, _ to: Double, _ count: Double, at span: Span
  ) throws(Stop) -> RunValue {
    guard from > 0, to > 0, let points = Int(exactly: count), points >= 2, points <= 1_000_000
    else { throw stop(.illegalLogRange(at: span)) }
    return .sequence(NumberSequence(from: from, logarithmicallyTo: to, count: points))
  }
}

extension CheckedExpression.ArithmeticOperator {
  func apply(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .divided: a / b
    }
  }
}

extension CheckedExpression.Comparison {
  func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .contained: false
    }
  }
}

extension RunValue {
  /// The number of a number or of a quantity.
  fileprivate var comparable: Double? {
    if case .quantity(let quantity) = self { quantity.value } else { number }
  }
}
