import Diagnostics

// Blocks, and the control flow that they belong to.

extension Parser {
  /// Parses the statements between two braces.
  ///
  ///     Block           ::= '{' Separator? Statements '}'
  mutating func parseBlock(isOptimizer: Bool = false) -> Block {
    parseBraces { $0.parseStatements(isOptimizer: isOptimizer) }
  }

  /// Parses the lines between two braces.
  ///
  ///     LineBlock       ::= '{' Separator? (Item (Separator Item)* Separator?)? '}'
  mutating func parseLineBlock() -> Block {
    parseBraces { parser in parser.parseItems { $0.parseItem() } }
  }

  mutating func parseBraces(_ parse: (inout Parser) -> [Statement]) -> Block {
    skipSignBeforeBlock()
    if next != .leftBrace, let block = parseForeignBlock(parse) { return block }
    let open = nextSpan
    guard expect(.leftBrace, Text(en: "'{'", pt: "'{'")) else {
      let place = Span(source.id, lastEnd..<nextSpan.end)
      return Block([Statement(.missing, place)], place)
    }
    let (wasRecovering, outer) = (isRecovering, blockIndentation)
    isRecovering = false
    blockIndentation = nil
    braceDepth += 1
    let statements = nested(otherwise: []) { parse(&$0) }
    braceDepth -= 1
    blockIndentation = outer
    if isClosedByWord {
      isClosedByWord = false
    } else if !take(.rightBrace) {
      report(.unclosedBrace(open, at: nextSpan))
      // The blocks around this one lack theirs too, which goes without saying.
      abandon()
    }
    isRecovering = isRecovering || wasRecovering
    return Block(statements, span(from: open.start))
  }

  /// Parses `if` as a statement; `if … then` is an expression.
  ///
  ///     If              ::= 'if' Expression Block ('else' (If | Block))?
  mutating func parseIf() -> Statement.Kind {
    let start = position
    advance()
    let condition = parseExpression()
    if next == .then, peek() != .leftBrace {
      position = start
      return .expression(parseExpression())
    }
    return parseBranches(first: condition) { $0.parseBlock() }
  }

  mutating func parseBranches(
    first: Expression, _ block: (inout Parser) -> Block
  ) -> Statement.Kind {
    var branches = [Conditional.Branch(condition: first, block: block(&self))]
    while true {
      let isElseIf = takeElseIf()
      guard isElseIf || take(.else) else { break }
      guard isElseIf || take(.if) else {
        return .conditional(Conditional(branches: branches, otherwise: block(&self)))
      }
      let condition = parseExpression()
      branches.append(Conditional.Branch(condition: condition, block: block(&self)))
    }
    return .conditional(Conditional(branches: branches, otherwise: nil))
  }

  /// Parses a loop over the elements of a list.
  ///
  ///     For             ::= 'for' Name 'in' Expression Block
  ///     ItemFor         ::= 'for' Name 'in' Expression LineBlock
  mutating func parseFor(isLines: Bool) -> Statement.Kind {
    advance()
    let close = reportLoopInParentheses()
    if let close, position > close {
      // A loop of C: its block is read for what is wrong in it.
      _ = isLines ? parseLineBlock() : parseBlock()
      return .missing
    }
    guard let name = parseName() else { return .missing }
    expect(.in, Text(en: "'in' and a list", pt: "'in' e uma lista"))
    let list = parseForeignRange(parseExpression())
    if close != nil { _ = take(.rightParenthesis) }
    let block = isLines ? parseLineBlock() : parseBlock()
    return .forLoop(ForLoop(name: name, list: list, block: block))
  }

  /// Parses a repetition.
  ///
  ///     Repeat          ::= 'repeat' Expression Block
  ///     ItemRepeat      ::= 'repeat' Expression LineBlock
  mutating func parseRepeat(isLines: Bool) -> Statement.Kind {
    advance()
    let count = parseExpression()
    return .repetition(
      Repetition(count: count, block: isLines ? parseLineBlock() : parseBlock()))
  }

  /// Parses one entry of a block of lines.
  ///
  ///     Item            ::= Let | ItemIf | ItemFor | ItemRepeat | Line
  ///     ItemIf          ::= 'if' Expression LineBlock ('else' (ItemIf | LineBlock))?
  mutating func parseItem() -> Statement {
    let start = nextSpan.start
    let kind = nested(otherwise: Statement.Kind.missing) { parser in
      switch parser.next {
      case .let: return parser.parseBinding()
      case .if:
        parser.advance()
        let condition = parser.parseExpression()
        return parser.parseBranches(first: condition) { $0.parseLineBlock() }
      case .for: return parser.parseFor(isLines: true)
      case .repeat: return parser.parseRepeat(isLines: true)
      case .name where !parser.nextIsQuoted: return .line(parser.parseLine())
      case .text where parser.peek() == .colon: return .line(parser.parseQuotedLine())
      case .minus where parser.peek() == .name:
        parser.reportHyphen()
        return .line(parser.parseLine())
      default:
        parser.report(.lineExpected(parser.found, at: parser.nextSpan))
        parser.skipStatement()
        return .missing
      }
    }
    return Statement(kind, span(from: start))
  }
}
