import Syntax

/// The structure of an expression as text with every operation in parentheses.
func outline(_ expression: Expression) -> String {
  switch expression.kind {
  case .number(let value): "\(value)"
  case .percent(let value): "\(value)%"
  case .quantity(let value, let unit): "\(value) \(unit.rawValue)"
  case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
  case .boolean(let value): "\(value)"
  case .text(let parts):
    "\""
      + parts.map { part in
        switch part {
        case .characters(let characters): characters
        case .expression(let inner): "{" + outline(inner) + "}"
        }
      }.joined() + "\""
  case .name(let name): name.isQuoted ? "`\(name.text)`" : name.text
  case .list(let elements): "[" + elements.map(outline).joined(separator: ", ") + "]"
  case .listBuilder(let builder):
    "[\(outline(builder.element)) for \(builder.name.text) in \(outline(builder.list))"
      + (builder.condition.map { " if \(outline($0))" } ?? "") + "]"
  case .chain(let first, let links):
    links.reduce(outline(first)) { "(\($0) \($1.operation.rawValue) \(outline($1.operand)))" }
  case .comparison(let left, let comparison, let right):
    "(\(outline(left)) \(comparison.rawValue) \(outline(right)))"
  case .range(let range): outline(range)
  case .negation(let count, let operand): String(repeating: "-", count: count) + outline(operand)
  case .inversion(let count, let operand):
    String(repeating: "not ", count: count) + outline(operand)
  case .power(let base, let exponent): "(\(outline(base)) ^ \(outline(exponent)))"
  case .call(let callee, let arguments): "\(outline(callee))(\(outline(arguments)))"
  case .index(let list, let positions):
    "\(outline(list))[\(positions.map(outline).joined(separator: ", "))]"
  case .member(let owner, let name): "\(outline(owner)).\(name.text)"
  case .parenthesized(let inner): outline(inner)
  case .conditional(let condition, let then, let otherwise):
    "(if \(outline(condition)) then \(outline(then)) else \(outline(otherwise)))"
  case .function(let parameters, .expression(let body)):
    "(fn(\(parameters.map(\.name.text).joined(separator: ", "))) = \(outline(body)))"
  case .function(let parameters, .block):
    "(fn(\(parameters.map(\.name.text).joined(separator: ", "))) {})"
  case .every(let count): "every \(outline(count))"
  case .hole: "?"
  case .missing: "<missing>"
  }
}

private func outline(_ range: RangeExpression) -> String {
  let ends = "\(outline(range.lower)) .. \(outline(range.upper))"
  switch range.spacing {
  case .one: return "(\(ends))"
  case .by(let step): return "(\(ends) by \(outline(step)))"
  case .log(let count): return "(\(ends) log \(outline(count)))"
  }
}

private func outline(_ arguments: [Argument]) -> String {
  arguments.map { ($0.name.map { $0.text + ": " } ?? "") + outline($0.value) }
    .joined(separator: ", ")
}

/// A line as its word, arguments, tails and the number of statements of its block.
func outline(_ line: Line) -> String {
  var text = line.word.text + "(" + outline(line.arguments) + ")"
  for (word, tail) in [("on", line.on), ("with", line.with), ("from", line.from), ("to", line.to)] {
    if let tail { text += " \(word) \(outline(tail))" }
  }
  if let alias = line.alias { text += " as \(alias.text)" }
  if let block = line.block {
    text += " {\(block.statements.map(outline).joined(separator: "; "))}"
  }
  return text
}

/// A statement in short.
func outline(_ statement: Statement) -> String {
  switch statement.kind {
  case .binding(let binding):
    (binding.isVariable ? "var " : "let ") + binding.name.text + " = " + outline(binding.value)
  case .parameter(let parameter): "param \(parameter.name.text) = \(outline(parameter.value))"
  case .function(let function): "fn \(function.name.text)"
  case .returning(let value): "return \(outline(value))"
  case .conditional(let conditional):
    "if/\(conditional.branches.count)" + (conditional.otherwise == nil ? "" : "/else")
  case .forLoop(let loop): "for \(loop.name.text) in \(outline(loop.list))"
  case .repetition(let repetition): "repeat \(outline(repetition.count))"
  case .include(let include): "include \(outline(include.path))"
  case .declaration(let declaration):
    "\(declaration.kind.rawValue) \(declaration.name.text) "
      + "{\(declaration.block.statements.map(outline).joined(separator: "; "))}"
  case .optimizer(let optimizer): "optimizer \(optimizer.name.text)"
  case .state(let name, let value): "state \(name.text) = \(outline(value))"
  case .assignment(let name, let value): "\(name.text) = \(outline(value))"
  case .sweep(let sweep): "sweep/\(sweep.axes.count)/\(sweep.settings.count)"
  case .line(let line): outline(line)
  case .expression(let expression): outline(expression)
  case .missing: "<missing>"
  }
}

private func outline(_ value: Value) -> String {
  switch value {
  case .expression(let expression): outline(expression)
  case .line(let line): outline(line)
  case .sweep(let sweep): "sweep/\(sweep.axes.count)/\(sweep.settings.count)"
  }
}
