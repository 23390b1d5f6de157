import Checking

/// A name that a function or a formula takes from around it.
struct FreeName: Hashable {
  /// As the function's own frame has it.
  let reference: Reference
  let name: String
}

extension CheckedFunction {
  /// The names that the function takes from around it, each once, in the order in which they are
  /// written; its own name is among them where it is one of the top level.
  var freeNames: [FreeName] {
    var search = FreeNameSearch()
    for parameter in parameters { parameter.defaultValue.map { search.visit($0) } }
    switch body {
    case .expression(let expression): search.visit(expression)
    case .block(let statements): search.visit(statements)
    }
    return search.found
  }
}

extension CheckedExpression {
  /// The names that the expression takes from around it, local ones included.
  ///
  /// - Parameter isColumn: Whether a name is that of a column, where it may be.
  func freeNames(isColumn: @escaping (String) -> Bool) -> [FreeName] {
    var search = FreeNameSearch(isColumn: isColumn, includesLocals: true)
    search.visit(self)
    return search.found
  }
}

private struct FreeNameSearch {
  private(set) var found: [FreeName] = []
  private var seen: Set<FreeName> = []
  private let isColumn: (String) -> Bool
  private let includesLocals: Bool

  init(isColumn: @escaping (String) -> Bool = { _ in false }, includesLocals: Bool = false) {
    self.isColumn = isColumn
    self.includesLocals = includesLocals
  }

  mutating func visit(_ statements: [CheckedStatement]) {
    for statement in statements {
      switch statement.kind {
      case .set(_, _, let expression), .returning(let expression), .expression(let expression):
        visit(expression)
      case .conditional(let branches, let otherwise):
        for branch in branches {
          visit(branch.condition)
          visit(branch.block)
        }
        visit(otherwise)
      case .forLoop(_, _, let list, let block), .repetition(let list, let block):
        visit(list)
        visit(block)
      // No function that becomes a graph has these.
      case .parameter, .data, .plan, .network, .optimizer, .line, .sweep, .included: break
      }
    }
  }

  mutating func visit(_ expression: CheckedExpression) {
    switch expression.kind {
    case .reference(let reference, let name): note(reference, name)
    case .column(let name, let isQuoted, let reference?) where !isQuoted && !isColumn(name):
      note(reference, name)
    case .function(let inner):
      for free in inner.freeNames {
        switch free.reference {
        case .captured(let place) where inner.captures.indices.contains(place):
          note(inner.captures[place], free.name)
        case .global: note(free.reference, free.name)
        case .captured, .local, .itself: break
        }
      }
    default: for operand in expression.operands { visit(operand) }
    }
  }

  private mutating func note(_ reference: Reference, _ name: String) {
    switch reference {
    case .itself: return
    case .local where !includesLocals: return
    case .local, .captured, .global: break
    }
    let free = FreeName(reference: reference, name: name)
    if seen.insert(free).inserted { found.append(free) }
  }
}
