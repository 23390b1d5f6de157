import Diagnostics
import Syntax
import Vocabulary

extension Checker {
  /// Resolves the names of an expression.
  mutating func check(_ expression: Expression) -> CheckedExpression {
    CheckedExpression(kind: kind(of: expression), span: expression.span)
  }

  private mutating func check(_ expressions: [Expression]) -> [CheckedExpression] {
    var result: [CheckedExpression] = []
    result.reserveCapacity(expressions.count)
    for expression in expressions { result.append(check(expression)) }
    return result
  }

  private mutating func kind(of expression: Expression) -> CheckedExpression.Kind {
    switch expression.kind {
    case .number(let number): return .number(number)
    case .percent(let number): return .percent(number)
    case .quantity(let value, let unit): return .quantity(Quantity(value, unit.unit))
    case .dimensions(let extents): return .dimensions(extents)
    case .boolean(let boolean): return .boolean(boolean)
    case .text(let parts): return .text(check(parts))
    case .name(let name): return check(name)
    case .list(let elements): return .list(check(elements))
    case .listBuilder(let builder): return check(builder)
    case .range(let range): return check(range)
    case .call(let callee, let arguments): return check(callOf: callee, arguments, expression.span)
    case .function(let parameters, let body):
      return .function(checkedFunction(nil, parameters, body, expression.span))
    case .every:
      report(.misplacedEvery(at: expression.span))
      return .unknown
    case .hole:
      report(.hole(at: expression.span))
      return .hole
    case .missing: return .unknown
    default: return operation(expression)
    }
  }

  private mutating func operation(_ expression: Expression) -> CheckedExpression.Kind {
    switch expression.kind {
    case .chain(let first, let links):
      guard let problem = joinedTexts(first, links, at: expression.span) else {
        return check(first, links)
      }
      report(problem)
      return .unknown
    case .comparison(let a, let comparison, let b):
      return .comparison(check(a), comparison.checked, check(b))
    case .negation(let count, let operand):
      // Twice is not the same as never: a text cannot be negated at all.
      let once = CheckedExpression.Kind.negated(check(operand))
      return count % 2 == 1
        ? once : .negated(CheckedExpression(kind: once, span: expression.span))
    case .inversion(let count, let operand):
      let once = CheckedExpression.Kind.inverted(check(operand))
      return count % 2 == 1
        ? once : .inverted(CheckedExpression(kind: once, span: expression.span))
    case .power(let base, let exponent): return .power(check(base), check(exponent))
    case .index(let list, let indices): return .index(check(list), check(indices))
    case .member(let base, let name):
      let checked = check(member: base)
      return checked.isUnknown ? .unknown : .member(checked, name.text, nameSpan: name.span)
    case .parenthesized(let inner): return kind(of: inner)
    case .conditional(let condition, let first, let second):
      return .conditional(check(condition), then: check(first), otherwise: check(second))
    default: return .unknown
    }
  }

  /// What stands before a point is a value of the script, also in a formula over columns.
  private mutating func check(member base: Expression) -> CheckedExpression {
    let wereColumns = namesAreColumns
    if let name = base.plainName, find(name.text) != nil { namesAreColumns = false }
    defer { namesAreColumns = wereColumns }
    return check(base)
  }

  private mutating func check(_ parts: [Syntax.TextPart]) -> [CheckedExpression.TextPart] {
    parts.map { part in
      switch part {
      case .characters(let characters): .characters(characters)
      case .expression(let expression): .expression(check(expression))
      }
    }
  }

  private mutating func check(
    _ first: Expression, _ links: [ChainLink]
  ) -> CheckedExpression.Kind {
    let start = check(first)
    switch links.first?.operation {
    case .or: return .any([start] + links.map { check($0.operand) })
    case .and: return .all([start] + links.map { check($0.operand) })
    default: return .chain(start, links.map { ($0.operation.arithmetic, check($0.operand)) })
    }
  }

  private mutating func check(_ range: RangeExpression) -> CheckedExpression.Kind {
    let (lower, upper) = (check(range.lower), check(range.upper))
    switch range.spacing {
    case .one: return .range(lower, upper, .one)
    case .by(let step): return .range(lower, upper, .by(check(step)))
    case .log(let count): return .range(lower, upper, .log(check(count)))
    }
  }

  private mutating func check(_ builder: ListBuilder) -> CheckedExpression.Kind {
    let list = check(builder.list)
    return inScope { checker in
      let place = checker.declare(builder.name, .given, statement: builder.name.span)
      let element = checker.check(builder.element)
      let condition = builder.condition.map { checker.check($0) }
      return .listBuilder(element: element, place, list: list, condition: condition)
    }
  }

  private mutating func check(_ name: Name) -> CheckedExpression.Kind {
    let found = find(name.text)
    if namesAreColumns, !(found?.isLoopName ?? false) {
      return .column(name.text, isQuoted: name.isQuoted, otherwise: found?.reference)
    }
    if let found {
      if case .unknown = found.binding.kind { return .unknown }
      return .reference(found.reference, name: name.text)
    }
    let entries = name.isQuoted ? [] : catalogue.entries(named: name.text).filter(\.isValue)
    guard !entries.isEmpty else {
      reportUnknown(name)
      return .unknown
    }
    let available = entries.filter(\.isAvailable)
    guard !available.isEmpty else {
      report(.notAvailable(name.text, at: name.span))
      return .unknown
    }
    return .builtin(name.text, available)
  }
}

extension Found {
  /// Whether the name was given by a list in the same formula, and so is no column.
  fileprivate var isLoopName: Bool { binding.isGiven && isOwn }
}

// MARK: - Calls

extension Checker {
  private mutating func check(
    callOf callee: Expression, _ arguments: [Argument], _ span: Span
  ) -> CheckedExpression.Kind {
    if let problem = foreignCall(callee, arguments, at: span) {
      report(problem)
      return .unknown
    }
    guard let name = callee.plainName else {
      let function = check(callee)
      return called(function, arguments.map { checkArgument($0) })
    }
    if let found = find(name.text) { return check(callOf: found, name, arguments) }
    let entries = catalogue.entries(named: name.text)
    if let entry = entries.first(where: \.isCallable) {
      return check(callOf: entry, name, arguments)
    }
    if let generator = entries.first(where: \.isGenerator) {
      report(.misplacedGenerator(name, generator))
    } else if let entry = entries.first {
      report(.wordAsValue(name, entry))
    } else {
      reportUnknown(name, isCalled: true)
    }
    return .unknown
  }

  private func called(
    _ function: CheckedExpression, _ arguments: [CheckedArgument]
  ) -> CheckedExpression.Kind {
    function.isUnknown ? .unknown : .call(function, arguments)
  }

  private mutating func check(
    callOf found: Found, _ name: Name, _ arguments: [Argument]
  ) -> CheckedExpression.Kind {
    let function = CheckedExpression(
      kind: .reference(found.reference, name: name.text), span: name.span)
    switch found.binding.kind {
    case .unknown:
      for argument in arguments { _ = checkArgument(argument) }
      return .unknown
    case .function(let signature):
      return .call(function, check(arguments, for: signature, of: name.text, at: name.span))
    case .network(let signature?) where arguments.contains { $0.name != nil }:
      // `reader(depth: 2)` makes a network, `reader([1, 2])` predicts.
      return .call(
        function, check(arguments, for: signature, of: name.text, at: name.span))
    case .data, .plan, .optimizer:
      report(
        .wrongKind(name, is: found.binding.kind.noun, wanted: .function, found.binding.span))
      return .unknown
    default:
      return .call(function, arguments.map { checkArgument($0) })
    }
  }

  private mutating func check(
    callOf entry: Entry, _ name: Name, _ arguments: [Argument]
  ) -> CheckedExpression.Kind {
    let entries = catalogue.entries(named: name.text).filter { $0.isCallable && $0.isAvailable }
    guard !entries.isEmpty else {
      report(.notAvailable(name.text, at: name.span))
      return .unknown
    }
    // The columns of a data set are no options: `mean(x, over: outputs)`.
    let given = (entry.role?.arguments ?? []).map { argument in
      SettingDescription(
        argument, .value, .any, required: true, positional: true, entry.summary)
    }
    let taker = Taker(
      name: entry.name, settings: given + entry.settings, isCalled: true, span: name.span)
    let function = CheckedExpression(kind: .builtin(name.text, entries), span: name.span)
    return .call(function, bind(arguments, to: taker))
  }
}

extension Entry {
  /// Whether the name can be called in an expression.
  fileprivate var isCallable: Bool {
    switch kind {
    case .function, .activation, .loss, .metric, .schedule: true
    case .layer, .optimizer, .initializer, .generator, .statement, .word: false
    }
  }
}

extension QuantityUnit {
  fileprivate var unit: Quantity.Unit {
    switch self {
    case .epochs: .epochs
    case .iterations: .iterations
    case .samples: .samples
    case .seconds: .seconds
    case .minutes: .minutes
    }
  }
}

extension ChainOperator {
  fileprivate var arithmetic: CheckedExpression.ArithmeticOperator {
    switch self {
    case .minus: .minus
    case .times: .times
    case .divided: .divided
    // `or` and `and` are no sums; the caller has taken them out.
    case .plus, .or, .and: .plus
    }
  }
}

extension ComparisonOperator {
  fileprivate var checked: CheckedExpression.Comparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .contained: .contained
    }
  }
}
