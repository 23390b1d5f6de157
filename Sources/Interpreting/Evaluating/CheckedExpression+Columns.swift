import Checking

extension CheckedExpression {
  /// The columns that the formula reads, by name; some may stand more than once.
  ///
  /// A name that the script has too is none of them: as a column it has to stand in backticks.
  var columnNames: [String] {
    var names: [String] = []
    var pending = [self]
    while let expression = pending.popLast() {
      if case .column(let name, let isQuoted, let otherwise) = expression.kind,
        isQuoted || otherwise == nil
      {
        names.append(name)
      }
      pending += expression.operands
    }
    return names
  }

  /// The expressions directly within this one.
  var operands: [CheckedExpression] {
    switch kind {
    case .list(let elements), .any(let elements), .all(let elements): elements
    case .listBuilder(let element, _, let list, let condition):
      [element, list] + (condition.map { [$0] } ?? [])
    case .chain(let first, let links): [first] + links.map(\.1)
    case .comparison(let left, _, let right), .power(let left, let right): [left, right]
    case .range(let lower, let upper, let spacing): [lower, upper] + spacing.operands
    case .negated(let operand), .inverted(let operand), .every(let operand): [operand]
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .index(let list, let positions): [list] + positions
    case .member(let owner, _, _): [owner]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .text(let parts):
      parts.compactMap { part in
        if case .expression(let expression) = part { expression } else { nil }
      }
    default: []
    }
  }
}

extension CheckedExpression.RangeSpacing {
  fileprivate var operands: [CheckedExpression] {
    switch self {
    case .one: []
    case .by(let step): [step]
    case .log(let count): [count]
    }
  }
}
