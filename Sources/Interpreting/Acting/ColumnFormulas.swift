import Checking
import Diagnostics
import Exporting
import Vocabulary

/// The columns that formulas of a `data` block make, in the operations that other formats have.
struct ColumnFormulas {
  private let interpreter: Interpreter
  private(set) var made: [String: ColumnFormula] = [:]
  /// The column that is being looked at, for messages.
  private var column = ""
  /// Functions that are being written out, from the outside in.
  private var depth = 0

  /// Where the names of an expression have their values.
  private struct Scope {
    var frame: Frame
    /// What a function of the script is given, by the places of its parameters.
    var parameters: [ColumnFormula] = []
  }

  /// - Throws: An `ExportProblem` where a formula has something that no other format has.
  init(of formulas: [DataFormula], _ interpreter: Interpreter) throws(ExportProblem) {
    self.interpreter = interpreter
    for formula in formulas where formula.purpose == .column {
      column = formula.name
      made[formula.name] = try written(formula.expression, Scope(frame: formula.frame))
    }
  }

  private func unwritable(_ expression: CheckedExpression) -> ExportProblem {
    let source = interpreter.sources.first { $0.id == expression.span.file }
    let text = source?.text(of: expression.span) ?? ""
    return .unwritableFormula(of: column, text.isEmpty ? "…" : text)
  }

  // MARK: Expressions

  private mutating func written(
    _ expression: CheckedExpression, _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    switch expression.kind {
    case .number(let number), .percent(let number): return .number(number)
    case .boolean(let truth): return .number(truth ? 1 : 0)
    case .text: return try constant(expression, scope)
    case .column(let name, let isQuoted, let otherwise):
      guard let otherwise, !isQuoted else { return made[name] ?? .column(name) }
      return try constant(
        try? interpreter.lookUp(otherwise, name, scope.frame), as: expression)
    case .reference(.local(let place), _) where place < scope.parameters.count:
      return scope.parameters[place]
    case .any(let operands): return try joined(operands, .or, scope)
    case .all(let operands): return try joined(operands, .and, scope)
    case .chain(let first, let links):
      var result = try number(first, scope)
      for (operation, operand) in links {
        result = .operation(operation.ofColumns, [result, try number(operand, scope)])
      }
      return result
    case .comparison(let left, let comparison, let right):
      return try compared(left, comparison, right, scope)
    case .negated(let operand):
      return .operation(.subtract, [.number(0), try number(operand, scope)])
    case .inverted(let operand): return .operation(.not, [try number(operand, scope)])
    case .power(let base, let exponent):
      return .operation(.power, [try number(base, scope), try number(exponent, scope)])
    case .conditional(let condition, let then, let otherwise):
      return .operation(
        .select,
        [
          try number(condition, scope), try written(then, scope), try written(otherwise, scope),
        ])
    case .call(let callee, let arguments):
      return try called(callee, arguments, expression, scope)
    default: return try constant(expression, scope)
    }
  }

  /// The same, but for a text, which no operation takes.
  private mutating func number(
    _ expression: CheckedExpression, _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    let formula = try written(expression, scope)
    if case .text = formula { throw unwritable(expression) }
    return formula
  }

  /// A value that depends on no column.
  private func constant(
    _ expression: CheckedExpression, _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    guard expression.columnNames.isEmpty else { throw unwritable(expression) }
    return try constant(try? interpreter.value(expression, scope.frame), as: expression)
  }

  private func constant(
    _ value: RunValue?, as expression: CheckedExpression
  ) throws(ExportProblem) -> ColumnFormula {
    switch value {
    case .number(let number)?: return .number(number)
    case .boolean(let truth)?: return .number(truth ? 1 : 0)
    case .text(let text)?: return .text(text)
    default: throw unwritable(expression)
    }
  }

  private mutating func joined(
    _ operands: [CheckedExpression], _ operation: ColumnFormula.Operation, _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    var formulas: [ColumnFormula] = []
    for operand in operands { formulas.append(try number(operand, scope)) }
    return Self.folded(formulas, operation)
  }

  /// `a and (b and c)`, so that each side counts only where those to its left do not decide.
  private static func folded(
    _ formulas: [ColumnFormula], _ operation: ColumnFormula.Operation
  ) -> ColumnFormula {
    guard var result = formulas.last else { return .number(operation == .and ? 1 : 0) }
    for formula in formulas.dropLast().reversed() {
      result = .operation(operation, [formula, result])
    }
    return result
  }

  private mutating func compared(
    _ left: CheckedExpression, _ comparison: CheckedExpression.Comparison,
    _ right: CheckedExpression, _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    if comparison == .contained {
      guard case .list(let elements) = right.kind else { throw unwritable(right) }
      let value = try written(left, scope)
      var formulas: [ColumnFormula] = []
      for element in elements {
        formulas.append(.operation(.equal, [value, try written(element, scope)]))
      }
      return Self.folded(formulas, .or)
    }
    if comparison == .equal || comparison == .notEqual {
      let isEqual = ColumnFormula.operation(
        .equal, [try written(left, scope), try written(right, scope)])
      return comparison == .equal ? isEqual : .operation(.not, [isEqual])
    }
    let (a, b) = (try number(left, scope), try number(right, scope))
    switch comparison {
    case .less: return .operation(.less, [a, b])
    case .lessOrEqual: return .operation(.lessOrEqual, [a, b])
    case .greater: return .operation(.less, [b, a])
    default: return .operation(.lessOrEqual, [b, a])
    }
  }

  // MARK: Calls

  private mutating func called(
    _ callee: CheckedExpression, _ arguments: [CheckedArgument], _ call: CheckedExpression,
    _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    switch try? interpreter.value(callee, scope.frame) {
    case .builtin(let name, _)?: return try called(name, arguments, call, scope)
    case .function(let function)?: return try inlined(function, arguments, call, scope)
    default: throw unwritable(call)
    }
  }

  /// A function of the script with what it is given in the places of its parameters.
  private mutating func inlined(
    _ value: FunctionValue, _ arguments: [CheckedArgument], _ call: CheckedExpression,
    _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    let function = value.function
    guard case .expression(let body) = function.body, depth < 50 else { throw unwritable(call) }
    var given: [ColumnFormula?] = function.parameters.map { _ in nil }
    var next = 0
    for argument in arguments {
      let place = argument.name.map { name in
        function.parameters.firstIndex { $0.name == name }
      }
      guard let place = place ?? next, given.indices.contains(place) else {
        throw unwritable(call)
      }
      if argument.name == nil { next += 1 }
      given[place] = try written(argument.value, scope)
    }
    var inner = Scope(frame: Frame(size: function.frameSize, captured: value.captured))
    for (place, parameter) in function.parameters.enumerated() {
      if let own = given[place] {
        inner.parameters.append(own)
      } else if let standard = parameter.defaultValue {
        inner.parameters.append(try written(standard, inner))
      } else {
        throw unwritable(call)
      }
    }
    depth += 1
    defer { depth -= 1 }
    return try written(body, inner)
  }

  private mutating func called(
    _ name: String, _ arguments: [CheckedArgument], _ call: CheckedExpression, _ scope: Scope
  ) throws(ExportProblem) -> ColumnFormula {
    var operands: [ColumnFormula] = []
    for argument in arguments where argument.name == nil {
      if arguments.count == 1, case .list(let elements) = argument.value.kind {
        for element in elements { operands.append(try number(element, scope)) }
      } else {
        operands.append(try number(argument.value, scope))
      }
    }
    let isPlain = arguments.allSatisfy { $0.name == nil }
    if let first = operands.first {
      let sum = operands.dropFirst().reduce(first) { .operation(.add, [$0, $1]) }
      switch (name, operands.count) {
      case ("sum", _) where isPlain: return sum
      case ("mean", let count) where isPlain:
        return .operation(.divide, [sum, .number(Double(count))])
      case ("max", _) where isPlain:
        return operands.dropFirst().reduce(first) { .operation(.maximum, [$0, $1]) }
      case ("min", _) where isPlain:
        return operands.dropFirst().reduce(first) { .operation(.minimum, [$0, $1]) }
      case ("pow", 2) where isPlain: return .operation(.power, operands)
      case ("mod", 2) where isPlain:
        let quotient = ColumnFormula.operation(.divide, operands)
        let whole = ColumnFormula.operation(
          .multiply, [operands[1], .operation(.floor, [quotient])])
        return .operation(.subtract, [first, whole])
      case (_, 1) where isPlain && Self.ofOneNumber.contains(name):
        if let operation = ColumnFormula.Operation(rawValue: name) {
          return .operation(operation, [first])
        }
      default: break
      }
    }
    return try constant(call, scope)
  }

  /// The functions of one number that are called as the operation is.
  private static let ofOneNumber: Set<String> = [
    "sqrt", "exp", "log", "abs", "sign", "floor", "ceil", "round", "sin", "cos", "tan", "tanh",
    "sigmoid", "softplus", "erf",
  ]
}

extension CheckedExpression.ArithmeticOperator {
  fileprivate var ofColumns: ColumnFormula.Operation {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .divided: .divide
    }
  }
}
