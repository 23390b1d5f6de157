import Syntax

extension DocumentBuilder {
  /// Lays out a whole script.
  mutating func script(_ tree: SyntaxTree) {
    var isFirst = true
    if tree.version != nil {
      beginStatement(isFirst: &isFirst, canBeDocumented: false)
      token()
      add(.space)
      token()
    }
    statements(tree.statements, isFirst: &isFirst, canBeDocumented: true)
    // What follows the last statement are comments.
    writeComments(isFirst: isFirst)
  }

  private mutating func statements(
    _ statements: [Statement], isFirst: inout Bool, canBeDocumented: Bool
  ) {
    for statement in statements {
      let isUndocumented = canBeDocumented && statement.documentation.isEmpty
      beginStatement(isFirst: &isFirst, canBeDocumented: isUndocumented)
      lay(statement.kind)
    }
  }

  /// Writes what stands before a statement, and ends the line.
  ///
  /// - Parameter canBeDocumented: Whether a `##` line directly above would document the statement,
  ///   which it did not before: then they are kept apart.
  private mutating func beginStatement(isFirst: inout Bool, canBeDocumented: Bool) {
    let isAtStart = isFirst
    isFirst = false
    let gap = writeComments(isFirst: isAtStart)
    let isBlank =
      gap.lineEnds > 1 && !(isAtStart && !gap.any) || gap.endsWithDocumentation && canBeDocumented
    add(.newline(isBlank: isBlank, isClosing: false))
  }

  private mutating func lay(_ kind: Statement.Kind) {
    switch kind {
    case .binding(let binding):
      token()
      assignment { $0.value(binding.value) }
    case .parameter(let parameter):
      token()
      assignment { $0.assigned(parameter.value) }
    case .state(_, let value):
      token()
      assignment { $0.assigned(value) }
    case .assignment(_, let value):
      assignment(isFirst: true) { $0.value(value) }
    case .function(let function):
      token()
      add(.space)
      token()
      parameters(function.parameters)
      body(function.body)
    case .returning(let value):
      token()
      add(.space)
      expression(value)
    case .conditional(let conditional): lay(conditional)
    case .forLoop(let loop):
      token()
      add(.space)
      token()
      add(.space)
      token()
      add(.space)
      expression(loop.list)
      block(loop.block, isLines: false)
    case .repetition(let repetition):
      token()
      add(.space)
      expression(repetition.count)
      block(repetition.block, isLines: false)
    case .include(let include):
      token()
      add(.space)
      expression(include.path)
    case .declaration(let declaration):
      token()
      add(.space)
      token()
      if let parameters = declaration.parameters { self.parameters(parameters) }
      block(declaration.block, isLines: true)
    case .optimizer(let optimizer):
      token()
      add(.space)
      token()
      if nextIs("(") { parameters(optimizer.parameters) }
      block(optimizer.block, isLines: false)
    case .sweep(let sweep): lay(sweep)
    case .line(let line): lay(line)
    case .expression(let expression): self.expression(expression)
    case .missing: break
    }
  }

  private mutating func lay(_ conditional: Conditional) {
    for (index, branch) in conditional.branches.enumerated() {
      if index > 0 {
        lineOfElse()
        token()
        add(.space)
      }
      token()
      add(.space)
      expression(branch.condition)
      block(branch.block, isLines: false)
    }
    guard let otherwise = conditional.otherwise else { return }
    lineOfElse()
    token()
    block(otherwise, isLines: false)
  }

  /// `else` stands on the line of the `}` before it, unless a comment ends that line.
  private mutating func lineOfElse() {
    add(.space)
    guard writeComments().any else { return }
    add(.newline(isBlank: false, isClosing: false))
  }

  /// Lays out `word arguments on X with X from X to X as name { block }`.
  private mutating func lay(_ line: Line) {
    token()
    if !line.arguments.isEmpty {
      add(.space)
      group {
        $0.elements(line.arguments, places: line.arguments.allSatisfy(\.isAtom) ? .filled : .inside)
      }
    }
    for tail in [line.on, line.with, line.from, line.to] {
      guard let tail else { continue }
      add(.space)
      token()
      add(.space)
      expression(tail)
    }
    if line.alias != nil {
      add(.space)
      token()
      add(.space)
      token()
    }
    if let block = line.block { self.block(block, isLines: true) }
  }

  private mutating func lay(_ sweep: Sweep) {
    token()
    add(.space)
    group { builder in
      for (index, axis) in sweep.axes.enumerated() {
        if index > 0 { builder.comma() }
        builder.token()
        builder.add(.space)
        builder.token()
        builder.add(.space)
        builder.expression(axis.values)
      }
      for setting in sweep.settings {
        builder.comma()
        builder.argument(setting)
      }
    }
    block(sweep.block, isLines: false)
  }

  /// Lays out `name = value`, where the name is the next token.
  private mutating func assignment(
    isFirst: Bool = false, _ value: (inout DocumentBuilder) -> Void
  ) {
    if !isFirst { add(.space) }
    token()
    add(.space)
    token()
    value(&self)
  }

  private mutating func value(_ value: Value) {
    switch value {
    case .expression(let expression): assigned(expression)
    case .line(let line):
      add(.space)
      lay(line)
    case .sweep(let sweep):
      add(.space)
      lay(sweep)
    }
  }

  /// Lays out what stands behind `=`.
  mutating func assigned(_ expression: Expression) {
    group(.value(mayStay: expression.endsWithBracket)) { builder in
      builder.lineBreak()
      builder.expression(expression, isOnOwnLine: true)
    }
  }

  /// Lays out `(name, name = default)`.
  mutating func parameters(_ parameters: [Parameter]) {
    brackets(count: parameters.count, allowsComma: true) { builder, index in
      builder.token()
      guard let value = parameters[index].value else { return }
      builder.add(.space)
      builder.token()
      builder.add(.space)
      builder.expression(value)
    }
  }

  mutating func body(_ body: FunctionBody) {
    switch body {
    case .expression(let expression):
      add(.space)
      token()
      assigned(expression)
    case .block(let block): self.block(block, isLines: false)
    }
  }

  /// Lays out `{ }` with one statement on each line.
  ///
  /// - Parameter isLines: Whether a `##` comment documents nothing in it.
  private mutating func block(_ block: Block, isLines: Bool) {
    add(.space)
    token()
    group(.block) { builder in
      var isFirst = true
      builder.statements(block.statements, isFirst: &isFirst, canBeDocumented: !isLines)
      if builder.writeComments(isFirst: isFirst).any || !block.statements.isEmpty {
        builder.add(.newline(isBlank: false, isClosing: true))
      }
    }
    token()
  }
}
