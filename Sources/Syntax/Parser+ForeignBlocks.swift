import Diagnostics

// Blocks that are not written in braces.

extension Parser {
  /// Whether the lines that only their indentation holds together have ended.
  var endsIndentedBlock: Bool {
    guard let blockIndentation, next != .end else { return false }
    let start = nextSpan.start
    let line = source.lines.bytes(of: source.lines.line(at: start))
    let margin = indentation(at: start)
    return line.lowerBound + margin == start && margin <= blockIndentation
  }

  /// Goes over what stands wrongly before a `{`: `network net: {`, `if c then {`, `repeat 3 times {`.
  mutating func skipSignBeforeBlock() {
    guard peek() == .leftBrace else { return }
    let gap = Span(source.id, lastEnd..<spanAhead(1).start)
    switch next {
    case .colon, .assign:
      report(.signBeforeBlock(text(), at: nextSpan))
      amendLast(Edit(gap, " "))
    case .then:
      report(.superfluousWord(text(), at: nextSpan, Edit(gap, " ")))
    case .name where nextIs("times") || nextIs("do") || nextIs("then"):
      report(.superfluousWord(text(), at: nextSpan, Edit(gap, " ")))
    case .separator:
      report(.braceOnNextLine(at: spanAhead(1)))
      if !source.text(of: gap).contains("#") { amendLast(Edit(gap, " ")) }
    default: return
    }
    advance()
  }

  /// Gives the problem that was just reported, if any was, the repair `edit`.
  private mutating func amendLast(_ edit: Edit) {
    guard let last = problems.indices.last, problems[last].primary.span.end >= edit.span.start
    else { return }
    let words =
      problems[last].fixIts.first?.message
      ?? Text(en: "put it there", pt: "ponha-a lá")
    problems[last].fixIts = [FixIt(words, [edit])]
  }

  /// A block by indentation, in other brackets, or of one statement without any; `nil` where the
  /// braces of ours may follow.
  mutating func parseForeignBlock(_ parse: (inout Parser) -> [Statement]) -> Block? {
    if next == .leftBracket || next == .leftParenthesis { return skipBracketBlock() }
    let header = tokens[max(position - 1, 0)].span
    let margin = indentation(at: header.start)
    let first = spanAhead(1)
    let isBelow =
      peek() != .end && !isOnSameLine(header, first) && indentation(at: first.start) > margin
    if next == .colon || next == .separator, isBelow {
      return parseIndented(parse, margin: margin)
    }
    if next == .name || next == .return || next == .let, isOnSameLine(header, nextSpan) {
      return parseUnbraced(parse)
    }
    return nil
  }

  private mutating func parseIndented(
    _ parse: (inout Parser) -> [Statement], margin: Int
  ) -> Block {
    let start = lastEnd
    let isColon = next == .colon
    let sign = isColon ? nextSpan : Span(source.id, start..<start)
    if isColon { advance() }
    let statements = items(parse, within: margin)
    let blanks = String(repeating: " ", count: margin)
    let last = statements.last?.span.end ?? lastEnd
    var close = Edit(endOfLine(at: max(last - 1, start)), "\n\(blanks)}")
    if next == .separator, peek() == .name, text(1) == "end" {
      close = Edit(spanAhead(1), "}")
      position += 2
    }
    report(
      .blockNeedsBraces(at: sign, [Edit(Span(source.id, start..<sign.end), " {"), close]))
    return Block(statements, span(from: start))
  }

  /// `if c print "yes"`.
  private mutating func parseUnbraced(_ parse: (inout Parser) -> [Statement]) -> Block {
    let first = nextSpan
    // Whatever begins on the next line is not part of it.
    let statements = items(parse, within: .max)
    let last = statements.last?.span ?? first
    report(.blockNeedsBraces(at: first, [Edit(first.startPoint, "{ "), Edit(last.endPoint, " }")]))
    return Block(statements, span(from: first.start))
  }

  private mutating func items(
    _ parse: (inout Parser) -> [Statement], within margin: Int
  ) -> [Statement] {
    let (outer, wasRecovering) = (blockIndentation, isRecovering)
    blockIndentation = margin
    isRecovering = false
    let statements = nested(otherwise: []) { parse(&$0) }
    blockIndentation = outer
    isRecovering = wasRecovering
    return statements
  }

  /// `network net [ … ]`: nothing in it is read, since its lines end nowhere.
  private mutating func skipBracketBlock() -> Block? {
    guard let close = matchingBracket() else { return nil }
    let open = nextSpan
    report(
      .blockNeedsBraces(at: open, [Edit(open, "{"), Edit(tokens[close].span, "}")]))
    position = close + 1
    let whole = span(from: open.start)
    return Block([Statement(.missing, whole)], whole)
  }

  private func endOfLine(at place: Int) -> Span {
    let end = source.content(of: source.lines.line(at: place)).upperBound
    return Span(source.id, end..<end)
  }

  /// `end` on a line of its own, in the place of a `}`.
  mutating func takeEndWord() -> Bool {
    guard nextIs("end"), peek() == .separator || peek() == .end else { return false }
    report(.endOfBlock(at: nextSpan))
    advance()
    return true
  }
}
