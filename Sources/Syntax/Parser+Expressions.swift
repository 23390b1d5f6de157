import Diagnostics

extension Parser {
  /// What stands for tokens that form no expression.
  var missing: Expression { Expression(.missing, Span(source.id, lastEnd..<lastEnd)) }

  /// Parses any expression.
  ///
  ///     Expression      ::= Conditional | FunctionValue | Or
  mutating func parseExpression() -> Expression {
    nested(otherwise: missing) { parser in
      switch parser.next {
      case .if: parser.parseConditional()
      case .fn: parser.parseFunctionValue()
      default: parser.parseTernary(parser.parseOr())
      }
    }
  }

  /// Parses a choice between two values.
  ///
  ///     Conditional     ::= 'if' Expression 'then' Expression 'else' Expression
  private mutating func parseConditional() -> Expression {
    let start = nextSpan.start
    advance()
    let condition = parseExpression()
    expect(.then, Text(en: "'then' and a value", pt: "'then' e um valor"))
    let then = parseExpression()
    expect(.else, Text(en: "'else' and a value", pt: "'else' e um valor"))
    let otherwise = parseExpression()
    return Expression(
      .conditional(condition, then: then, otherwise: otherwise), span(from: start))
  }

  /// Parses a function without a name.
  ///
  ///     FunctionValue   ::= 'fn' Parameters Body
  private mutating func parseFunctionValue() -> Expression {
    let start = nextSpan.start
    advance()
    let parameters = parseParameters()
    let body = parseBody()
    return Expression(.function(parameters, body), span(from: start))
  }

  // MARK: Operators

  /// Parses operands of one level, joined by operators from left to right.
  private mutating func parseChain(
    _ operators: (Symbol) -> ChainOperator?, _ operand: (inout Parser) -> Expression
  ) -> Expression {
    let first = operand(&self)
    var links: [ChainLink] = []
    while let operation = operators(next) {
      let operationSpan = nextSpan
      advance()
      if reportRepeatedOperator(after: operationSpan, operation) { continue }
      links.append(
        ChainLink(operation: operation, operationSpan: operationSpan, operand: operand(&self)))
    }
    guard !links.isEmpty else { return first }
    return Expression(.chain(first, links), span(from: first.span.start))
  }

  /// `**` as other languages write a power.
  private mutating func reportRepeatedOperator(
    after first: Span, _ operation: ChainOperator
  ) -> Bool {
    guard nextSpan.start == first.end else { return false }
    let both = Span(source.id, first.start..<nextSpan.end)
    switch (operation, next) {
    case (.times, .times):
      report(.doubleStar(both))
      advance()
      _ = parsePower()
      return true
    default: return false
    }
  }

  /// Parses a disjunction.
  ///
  ///     Or              ::= And ('or' And)*
  private mutating func parseOr() -> Expression {
    parseChain({ $0 == .or ? .or : nil }) { $0.parseAnd() }
  }

  /// Parses a conjunction.
  ///
  ///     And             ::= Not ('and' Not)*
  private mutating func parseAnd() -> Expression {
    parseChain({ $0 == .and ? .and : nil }) { $0.parseNot() }
  }

  /// Parses a negated or plain comparison.
  ///
  ///     Not             ::= 'not'* Comparison
  private mutating func parseNot() -> Expression {
    let start = nextSpan.start
    var count = 0
    while take(.not) { count += 1 }
    let operand = parseComparison()
    return count == 0 ? operand : Expression(.inversion(count: count, operand), span(from: start))
  }

  /// Parses one comparison; comparisons don't chain.
  ///
  ///     Comparison      ::= Range (('==' | '!=' | '<=' | '<' | '>=' | '>' | 'in') Range)?
  private mutating func parseComparison() -> Expression {
    let left = parseRange()
    guard let comparison = ComparisonOperator(next) else {
      return parseArrow(after: left) ?? parseAssignInExpression(left)
    }
    advance()
    let right = parseRange()
    if ComparisonOperator(next) != nil {
      let (middle, second) = (source.text(of: right.span), text())
      report(.chainedComparison(middle, second, at: nextSpan))
    }
    return Expression(.comparison(left, comparison, right), span(from: left.span.start))
  }

  /// `x = 3` where a value is wanted: a comparison, or an element that is assigned.
  private mutating func parseAssignInExpression(_ left: Expression) -> Expression {
    guard next == .assign, depth > 1 else { return left }
    if case .index = left.kind, left.span.start == statementStart {
      report(.elementAssigned(at: left.span))
    } else {
      report(.assignInExpression(at: nextSpan))
    }
    advance()
    let right = parseRange()
    return Expression(.comparison(left, .equal, right), span(from: left.span.start))
  }

  /// Parses a range, or a single sum.
  ///
  ///     Range           ::= Sum ('..' Sum (('by' | 'log') Sum)?)?
  private mutating func parseRange() -> Expression {
    let lower = parseSum()
    guard take(.range) else { return lower }
    let upper = parseSum()
    var spacing = RangeExpression.Spacing.one
    if nextIs("by") {
      advance()
      spacing = .by(parseSum())
    } else if nextIs("log") {
      advance()
      spacing = .log(parseSum())
    }
    return Expression(
      .range(RangeExpression(lower: lower, upper: upper, spacing: spacing)),
      span(from: lower.span.start))
  }

  /// Parses a sum.
  ///
  ///     Sum             ::= Product (('+' | '-') Product)*
  private mutating func parseSum() -> Expression {
    parseChain({ $0 == .plus ? .plus : $0 == .minus ? .minus : nil }) { $0.parseProduct() }
  }

  /// Parses a product.
  ///
  ///     Product         ::= Unary (('*' | '/') Unary)*
  private mutating func parseProduct() -> Expression {
    let product = parseChain({ $0 == .times ? .times : $0 == .divided ? .divided : nil }) {
      $0.parseUnary()
    }
    return parseRemainder(of: product) { $0.parseUnary() }
  }

  /// Parses a power with the signs before it.
  ///
  ///     Unary           ::= '-'* Power
  private mutating func parseUnary() -> Expression {
    let start = nextSpan.start
    var count = 0
    while take(.minus) { count += 1 }
    let operand = parsePower()
    return count == 0 ? operand : Expression(.negation(count: count, operand), span(from: start))
  }

  /// Parses a power, from right to left.
  ///
  ///     Power           ::= Postfix ('^' Unary)?
  private mutating func parsePower() -> Expression {
    let base = parsePostfix()
    guard take(.caret) else { return base }
    let exponent = nested(otherwise: missing) { $0.parseUnary() }
    return Expression(.power(base, exponent), span(from: base.span.start))
  }

  // MARK: Calls and single values

  /// Parses a value with its calls, indices and members.
  ///
  ///     Postfix         ::= Primary (Call | Index | Member)*
  private mutating func parsePostfix() -> Expression {
    let start = nextSpan.start
    var value = parsePrimary()
    var count = 0
    while true {
      let kind: Expression.Kind
      switch next {
      case .leftParenthesis: kind = .call(value, parseCall())
      case .leftBracket: kind = .index(value, parseIndex())
      case .point where symbols[max(position - 1, 0)] == .number && peek() != .name:
        report(.numberEndsWithPoint(tokens[max(position - 1, 0)].span.joined(with: nextSpan)))
        advance()
        return value
      case .point:
        guard let name = parseMember() else { return value }
        kind = .member(value, name)
      default: return value
      }
      count += 1
      guard count <= Self.deepest else {
        report(.nestingTooDeep(limit: Self.deepest, at: nextSpan))
        abandon()
        return value
      }
      value = Expression(kind, span(from: start))
    }
  }

  /// Parses the arguments of a call.
  ///
  ///     Call            ::= '(' (Arguments ','?)? ')'
  mutating func parseCall() -> [Argument] {
    let open = nextSpan
    advance()
    let compared = comparesWithAssign
    comparesWithAssign = false
    let arguments = next == .rightParenthesis ? [] : parseArguments()
    comparesWithAssign = compared
    close(.rightParenthesis, open)
    return arguments
  }

  /// Parses the places of an element.
  ///
  ///     Index           ::= '[' Expression (',' Expression)* ']'
  private mutating func parseIndex() -> [Expression] {
    let open = nextSpan
    advance()
    var positions = [parseExpression()]
    if next == .colon {
      report(.slice(at: nextSpan))
      advance()
      if next != .rightBracket { positions.append(parseExpression()) }
    }
    while take(.comma) { positions.append(parseExpression()) }
    close(.rightBracket, open)
    return positions
  }

  /// Parses the name behind a point.
  ///
  ///     Member          ::= '.' Name
  private mutating func parseMember() -> Name? {
    advance()
    return parseName()
  }

  private mutating func close(_ symbol: Symbol, _ open: Span) {
    if take(symbol) { return }
    report(.unclosedBracket(source.text(of: open), open, found: found, at: nextSpan))
  }

  /// Parses a single value.
  ///
  ///     Primary         ::= Quantity | Number | Percent | Dimensions | Text | 'true' | 'false'
  ///                       | Name | '(' Expression ')' | ListBuilder | List
  mutating func parsePrimary() -> Expression {
    let span = nextSpan
    switch next {
    case .number: return parseNumber()
    case .percent:
      advance()
      return Expression(
        .percent(numberValue(of: Span(span.file, span.start..<span.end - 1)) / 100), span)
    case .dimensions: return parseDimensions()
    case .text:
      advance()
      return Expression(.text(textParts(of: span)), span)
    case .true, .false:
      let value = next == .true
      advance()
      return Expression(.boolean(value), span)
    case .name:
      if let function = parseLambda() { return function }
      let name = nameHere
      advance()
      return Expression(.name(name), span)
    case .leftParenthesis:
      advance()
      let inner = parseExpression()
      if next == .comma { return parseTuple(span) }
      close(.rightParenthesis, span)
      return Expression(.parenthesized(inner), self.span(from: span.start))
    case .leftBracket: return parseList()
    case .point where peek() == .number:
      reportInAnyCase(
        .numberNeedsZero(Span(source.id, span.start..<tokens[position + 1].span.end)))
      advance()
      advance()
      return missing
    case .if, .fn:
      report(.needsParentheses(text(), at: span))
      return missing
    default:
      report(.expressionExpected(found, at: span, after: lastEnd))
      if next == .unknown { advance() }
      return missing
    }
  }

  /// Parses a number, with its unit where one follows.
  ///
  ///     Quantity        ::= Number Unit
  ///     Unit            ::= 'epochs' | 'epoch' | 'iterations' | 'iteration' | 'samples' | 'sample'
  ///                       | 'seconds' | 'second' | 'minutes' | 'minute'
  private mutating func parseNumber() -> Expression {
    let start = nextSpan
    let value = numberValue(of: start)
    advance()
    guard next == .name, let unit = Self.units[text()] else {
      return Expression(.number(value), start)
    }
    advance()
    return Expression(.quantity(value, unit), span(from: start.start))
  }

  private static let units: [String: QuantityUnit] = [
    "epochs": .epochs, "epoch": .epochs, "iterations": .iterations, "iteration": .iterations,
    "samples": .samples, "sample": .samples, "seconds": .seconds, "second": .seconds,
    "minutes": .minutes, "minute": .minutes,
  ]

  private mutating func parseDimensions() -> Expression {
    let span = nextSpan
    let parts = text().split(separator: "x").map { Int($0) }
    advance()
    guard parts.allSatisfy({ $0 != nil }) else {
      report(.numberTooLarge(at: span))
      return missing
    }
    return Expression(.dimensions(parts.compactMap { $0 }), span)
  }

  /// The number that the bytes of `span` write; a number too large for a double is infinite.
  func numberValue(of span: Span) -> Double {
    let digits = source.utf8[span.bytes].filter { !"_ ".utf8.contains($0) }
    return Double(String(decoding: digits, as: UTF8.self)) ?? .infinity
  }

  /// Parses a list, written out or built.
  ///
  ///     List            ::= '[' (Expression (',' Expression)* ','?)? ']'
  ///     ListBuilder     ::= '[' Expression 'for' Name 'in' Expression ('if' Expression)? ']'
  private mutating func parseList() -> Expression {
    let open = nextSpan
    advance()
    var elements: [Expression] = []
    while next != .rightBracket {
      elements.append(parseExpression())
      if elements.count == 1, next == .for { return parseBuilder(of: elements[0], open) }
      guard take(.comma) else { break }
    }
    close(.rightBracket, open)
    return Expression(.list(elements), span(from: open.start))
  }

  private mutating func parseBuilder(of element: Expression, _ open: Span) -> Expression {
    advance()
    guard let name = parseName() else { return missing }
    expect(.in, Text(en: "'in' and a list", pt: "'in' e uma lista"))
    let list = parseExpression()
    let condition = take(.if) ? parseExpression() : nil
    close(.rightBracket, open)
    return Expression(
      .listBuilder(ListBuilder(element: element, name: name, list: list, condition: condition)),
      span(from: open.start))
  }
}

extension ComparisonOperator {
  fileprivate init?(_ symbol: Symbol) {
    switch symbol {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .in: self = .contained
    default: return nil
    }
  }
}
