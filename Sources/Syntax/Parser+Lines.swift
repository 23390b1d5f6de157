import Diagnostics

extension Parser {
  /// Parses an action, or another line at the top level.
  ///
  ///     Action          ::= Opener LineRest
  mutating func parseAction() -> Line {
    peek() == .colon ? parseLineWithSign() : parseWordAndRest()
  }

  /// Parses a layer, a step or a setting.
  ///
  ///     Line            ::= Word LineRest                     /* a layer, a step, a setting: always a line, whatever follows */
  ///     Word            ::= Name                              /* without backticks */
  mutating func parseLine() -> Line {
    if peek() == .assign || peek() == .colon { return parseLineWithSign() }
    return parseWordAndRest()
  }

  /// `loss: mse`, `rate = 0.01`.
  private mutating func parseLineWithSign() -> Line {
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

  /// `"loss": "mse"`, as a line of JSON.
  mutating func parseQuotedLine() -> Line {
    let quoted = nextSpan
    let word = String(text().dropFirst().dropLast())
    position += 1
    let value = spanAhead(1).start
    report(.quotedWord(word, at: quoted, Span(source.id, quoted.start..<value)))
    advance()
    var line = Line(
      word: Name(word, quoted), arguments: [], on: nil, with: nil, from: nil, to: nil, alias: nil,
      block: nil, span: quoted)
    parseRest(of: &line)
    return line
  }

  /// `- dense 8`, as in a list of YAML.
  mutating func reportHyphen() {
    let gap = Span(source.id, nextSpan.start..<spanAhead(1).start)
    report(.hyphenBeforeLine(at: nextSpan, Edit(gap, "")))
    advance()
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
    // `print x = 3` shows a comparison; in other lines a name with a value is meant.
    comparesWithAssign = ["print", "show", "expect"].contains(line.word.text)
    defer { comparesWithAssign = false }
    if reportLineLikeCall(line.word) {
      line.arguments = parseCall()
    } else if beginsArgument {
      line.arguments = parseArguments(isLine: true)
    }
    parseTails(of: &line)
    if next == .leftBrace { line.block = parseLineBlock() }
    line.span = span(from: start)
  }

  private var beginsArgument: Bool { next.beginsExpression || next == .question }

  /// Parses what says on what, with what, from where, to where and under which name.
  ///
  ///     Tails           ::= ('on' Expression)? ('with' Expression)? ('from' Expression)? ('to' Expression)? ('as' Name)?
  private mutating func parseTails(of line: inout Line) {
    if next == .text { parseBareFile(of: &line) }
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

  /// `load net "net.safetensors"`: a file without the word before it.
  private mutating func parseBareFile(of line: inout Line) {
    guard !line.arguments.isEmpty else { return }
    let word = line.word.text
    switch word {
    case "load":
      report(.fileWithoutWord(word, "from", at: nextSpan))
      line.from = parseExpression()
    case "predict", "evaluate":
      report(.fileWithoutWord(word, "on", at: nextSpan))
      line.on = parseExpression()
    case "save", "export", "plot", "animate":
      report(.fileWithoutWord(word, "to", at: nextSpan))
      line.to = parseExpression()
    default: break
    }
  }

  /// Whether a comma stands before a word that ends the arguments, which is reported.
  private mutating func reportCommaBeforeTail() -> Bool {
    guard [.on, .with, .from, .to, .as].contains(next), peek() != .colon, position > 1 else {
      return false
    }
    let comma = tokens[position - 1].span
    report(.commaBeforeTail(text(), Span(source.id, tokens[position - 2].span.end..<comma.end)))
    return true
  }

  /// Parses arguments, separated by commas.
  ///
  ///     Arguments       ::= Argument (',' Argument)*
  mutating func parseArguments(isLine: Bool = false) -> [Argument] {
    var arguments = [parseArgument()]
    while take(.comma) {
      if isLine, beginsAnotherLine {
        let comma = tokens[position - 1].span
        report(
          .commaBeforeLine(text(), isSameLine: isOnSameLine(comma, nextSpan), at: comma))
        lineBreak = position
        break
      }
      if isLine, reportCommaBeforeTail() { break }
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
    } else if next == .name, peek() == .assign, !comparesWithAssign {
      name = nameHere
      advance()
      let gap = Span(source.id, lastEnd..<spanAhead(1).start)
      report(.colonForArgument(name?.text ?? "", at: nextSpan, gap: gap))
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
