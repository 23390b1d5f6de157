import Diagnostics

extension Parser {
  /// Parses an action, or another line at the top level.
  ///
  ///     Action          ::= Opener LineRest
  mutating func parseAction() -> Line {
    parseWordAndRest()
  }

  /// Parses a layer, a step or a setting.
  ///
  ///     Line            ::= Word LineRest                     /* a layer, a step, a setting: always a line, whatever follows */
  ///     Word            ::= Name                              /* without backticks */
  mutating func parseLine() -> Line {
    if peek() == .assign || peek() == .colon {
      let word = text()
      let (first, wrong) = (nextSpan, tokens[position + 1].span)
      advance()
      report(.noAssignInBlock(word, Span(source.id, first.end..<wrong.end), at: wrong))
      advance()
      var line = Line(
        word: Name(word, first), arguments: [], on: nil, with: nil, from: nil, to: nil, alias: nil,
        block: nil, span: first)
      parseRest(of: &line)
      return line
    }
    return parseWordAndRest()
  }

  private mutating func parseWordAndRest() -> Line {
    var line = Line(
      word: nameHere, arguments: [], on: nil, with: nil, from: nil, to: nil, alias: nil,
      block: nil, span: nextSpan)
    advance()
    parseRest(of: &line)
    return line
  }

  /// Parses what follows the word of a line.
  ///
  ///     LineRest        ::= Arguments? Tails LineBlock?
  private mutating func parseRest(of line: inout Line) {
    let start = line.word.span.start
    if beginsArgument { line.arguments = parseArguments() }
    parseTails(of: &line)
    if next == .leftBrace { line.block = parseLineBlock() }
    line.span = span(from: start)
  }

  private var beginsArgument: Bool { next.beginsExpression || next == .question }

  /// Parses what says on what, with what, from where, to where and under which name.
  ///
  ///     Tails           ::= ('on' Expression)? ('with' Expression)? ('from' Expression)? ('to' Expression)? ('as' Name)?
  private mutating func parseTails(of line: inout Line) {
    if take(.on) { line.on = parseExpression() }
    if take(.with) { line.with = parseExpression() }
    if take(.from) { line.from = parseExpression() }
    if take(.to) { line.to = parseExpression() }
    if take(.as) { line.alias = parseName() }
    switch next {
    case .on, .with, .from, .to: report(.tailOrder(text(), at: nextSpan))
    default: break
    }
  }

  /// Parses arguments, separated by commas.
  ///
  ///     Arguments       ::= Argument (',' Argument)*
  mutating func parseArguments() -> [Argument] {
    var arguments = [parseArgument()]
    while take(.comma) {
      // A comma before the `)` of a call is allowed.
      if next == .rightParenthesis { break }
      arguments.append(parseArgument())
    }
    return arguments
  }

  /// Parses a value, with its name where one is written.
  ///
  ///     Argument        ::= NamedArgument | Operand
  ///     NamedArgument   ::= Name ':' Operand
  mutating func parseArgument() -> Argument {
    let start = nextSpan.start
    var name: Name?
    if next == .name, peek() == .colon {
      name = nameHere
      advance()
      advance()
    } else if next == .name, peek() == .assign {
      name = nameHere
      advance()
      report(.colonForArgument(name?.text ?? "", at: nextSpan))
      advance()
    } else if next.isReserved, peek() == .colon {
      report(.reservedName(text(), at: nextSpan))
    }
    let value = parseOperand()
    return Argument(name: name, value: value, span: span(from: start))
  }

  /// Parses what may stand as an argument.
  ///
  ///     Operand         ::= Every | Hole | Expression
  ///     Every           ::= 'every' (Number | Name)           /* split test: every 5 */
  ///     Hole            ::= '?'
  private mutating func parseOperand() -> Expression {
    let start = nextSpan.start
    if take(.question) { return Expression(.hole, span(from: start)) }
    if nextIs("every"), peek() == .number || peek() == .name {
      advance()
      let count = parsePrimary()
      return Expression(.every(count), span(from: start))
    }
    return parseExpression()
  }
}
