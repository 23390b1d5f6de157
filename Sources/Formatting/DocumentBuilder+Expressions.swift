import Syntax

extension DocumentBuilder {
  /// Lays out an expression.
  ///
  /// - Parameter isOnOwnLine: Whether it begins a line where it is broken, so that its lines need
  ///   no step to the right.
  mutating func expression(_ expression: Expression, isOnOwnLine: Bool = false) {
    let lines: LayoutDocument.Group = isOnOwnLine ? .flush : .nested
    switch expression.kind {
    case .number, .percent, .dimensions, .boolean, .text, .name, .hole: token()
    case .quantity:
      token()
      add(.space)
      token()
    case .list(let elements):
      let isFilled = elements.allSatisfy(\.isAtom)
      brackets(count: elements.count, allowsComma: true, isFilled: isFilled) {
        $0.expression(elements[$1], isOnOwnLine: elements.count == 1)
      }
    case .listBuilder(let builder): listBuilder(builder)
    case .chain(let first, let links):
      group(lines) { builder in
        builder.expression(first)
        for link in links { builder.operation(link.operand) }
      }
    case .comparison(let left, _, let right):
      group(lines) { builder in
        builder.expression(left)
        builder.operation(right)
      }
    case .range(let range): self.range(range)
    case .negation(let count, let operand):
      tokens(count)
      self.expression(operand)
    case .inversion(let count, let operand):
      for _ in 0..<count {
        token()
        add(.space)
      }
      self.expression(operand)
    case .power(let base, let exponent):
      self.expression(base)
      add(.space)
      token()
      add(.space)
      self.expression(exponent)
    case .call(let callee, let arguments):
      self.expression(callee)
      brackets(count: arguments.count, allowsComma: true) {
        $0.argument(arguments[$1], isOnOwnLine: arguments.count == 1)
      }
    case .index(let list, let places):
      self.expression(list)
      brackets(count: places.count, allowsComma: false) { $0.expression(places[$1]) }
    case .member(let owner, _):
      self.expression(owner)
      tokens(2)
    case .parenthesized(let inner):
      brackets(count: 1, allowsComma: false) { builder, _ in
        builder.expression(inner, isOnOwnLine: true)
      }
    case .conditional(let condition, let then, let otherwise):
      conditional([condition, then, otherwise])
    case .function(let parameters, let body):
      token()
      self.parameters(parameters)
      self.body(body)
    case .every(let count):
      token()
      add(.space)
      self.expression(count)
    case .missing: break
    }
  }

  /// Lays out an operator and the operand behind it, where a line may end between them.
  private mutating func operation(_ operand: Expression) {
    add(.space)
    token()
    lineBreak()
    expression(operand)
  }

  private mutating func range(_ range: RangeExpression) {
    expression(range.lower)
    token()
    expression(range.upper)
    switch range.spacing {
    case .one: return
    case .by(let number), .log(let number):
      add(.space)
      token()
      add(.space)
      expression(number)
    }
  }

  /// Lays out `if a then b else c`; before `then` and `else` a line may end.
  private mutating func conditional(_ parts: [Expression]) {
    group { builder in
      for (index, part) in parts.enumerated() {
        if index > 0 { builder.lineBreak() }
        builder.token()
        builder.add(.space)
        builder.expression(part)
      }
    }
  }

  private mutating func listBuilder(_ list: ListBuilder) {
    brackets(count: 1, allowsComma: false) { builder, _ in
      builder.expression(list.element)
      builder.lineBreak()
      builder.token()
      builder.add(.space)
      builder.token()
      builder.add(.space)
      builder.token()
      builder.add(.space)
      builder.expression(list.list)
      guard let condition = list.condition else { return }
      builder.lineBreak()
      builder.token()
      builder.add(.space)
      builder.expression(condition)
    }
  }

  // MARK: Lists

  /// Lays out `count` elements between brackets; broken, each has its own line and a comma, so that
  /// another one behind it is a change of one line.
  mutating func brackets(
    count: Int, allowsComma: Bool, isFilled: Bool = false,
    _ element: (inout DocumentBuilder, Int) -> Void
  ) {
    token()
    group { builder in
      if count > 0 { builder.lineBreak(false) }
      if count > 0, builder.writeComments(isFirst: true).any {
        builder.add(.newline(isBlank: false, isClosing: false))
      }
      for index in 0..<count {
        if index > 0 { builder.comma(isFilled ? .filled : .inside) }
        element(&builder, index)
      }
      if builder.nextIs(",") { builder.drop() }
      if allowsComma, count > 1 { builder.add(.commaIfBroken) }
      builder.writeComments(isFirst: count == 0)
      builder.add(.lineBreak(.closing, isSpace: false, keepsBlank: false))
    }
    token()
  }

  mutating func elements(_ arguments: [Argument], places: LayoutDocument.Place) {
    for (index, argument) in arguments.enumerated() {
      if index > 0 { comma(places) }
      self.argument(argument)
    }
  }

  /// Writes a comma, then the comments before it, then those behind it.
  mutating func comma(_ place: LayoutDocument.Place = .inside) {
    add(.comma)
    drop()
    let gap = writeComments()
    if gap.any {
      add(.newline(isBlank: gap.lineEnds > 1, isClosing: false))
    } else {
      add(.lineBreak(place, isSpace: true, keepsBlank: gap.lineEnds > 1))
    }
  }

  /// Lays out `16` or `kernel: 5x5`.
  mutating func argument(_ argument: Argument, isOnOwnLine: Bool = false) {
    guard argument.name != nil else {
      return expression(argument.value, isOnOwnLine: isOnOwnLine)
    }
    tokens(2)
    add(.space)
    expression(argument.value)
  }
}

extension Argument {
  /// Whether it is so short and plain that several share a line.
  var isAtom: Bool { name == nil && value.isAtom }
}

extension Expression {
  /// Whether it is so short and plain that several share a line.
  var isAtom: Bool {
    switch kind {
    case .number, .percent, .quantity, .dimensions, .boolean, .text, .name, .hole: true
    case .negation(_, let operand): operand.isAtom
    default: false
    }
  }

  /// Whether it can be broken in the brackets with which it ends.
  var endsWithBracket: Bool {
    switch kind {
    case .list, .listBuilder, .call, .index, .parenthesized: true
    case .function: true
    default: false
    }
  }
}
