import Diagnostics

extension Parser {
  /// The pieces of the text whose token covers `span`, quotes included.
  ///
  ///     Text            ::= '"' ([^"\{#xA] | Escape | '{' Expression '}')* '"'   /* ends on its line; no comment inside { } */
  ///     Escape          ::= '\' [nt"\{]
  mutating func textParts(of span: Span) -> [TextPart] {
    var parts: [TextPart] = []
    var characters: [UInt8] = []
    var place = span.start + 1
    let end = span.end - 1
    while place < end {
      switch source.utf8[place] {
      case UInt8(ascii: "\\"):
        characters += escaped(at: place, before: end)
        place += 2
      case UInt8(ascii: "{"):
        if !characters.isEmpty {
          parts.append(.characters(String(decoding: characters, as: UTF8.self)))
          characters = []
        }
        let close = endOfExpression(from: place + 1, before: end)
        parts.append(.expression(parseInside(place + 1..<close)))
        place = close + 1
      default:
        characters.append(source.utf8[place])
        place += 1
      }
    }
    if !characters.isEmpty {
      parts.append(.characters(String(decoding: characters, as: UTF8.self)))
    }
    return parts
  }

  private mutating func escaped(at place: Int, before end: Int) -> [UInt8] {
    guard place + 1 < end else { return [] }
    switch source.utf8[place + 1] {
    case UInt8(ascii: "n"): return [UInt8(ascii: "\n")]
    case UInt8(ascii: "t"): return [UInt8(ascii: "\t")]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"): return [source.utf8[place + 1]]
    default:
      report(.unknownEscape(at: Span(source.id, place..<place + 2)))
      return []
    }
  }

  /// Where the `}` stands that ends an expression in a text; texts in it may hold braces again.
  private func endOfExpression(from start: Int, before end: Int) -> Int {
    // As in the lexer: for each open text the number of open braces in it.
    var open = [1]
    var place = start
    while place < end {
      let depth = open[open.count - 1]
      switch source.utf8[place] {
      case UInt8(ascii: "\\") where depth == 0: place += 1
      case UInt8(ascii: "\"") where depth == 0: open.removeLast()
      case UInt8(ascii: "\""): open.append(0)
      case UInt8(ascii: "{"): open[open.count - 1] += 1
      case UInt8(ascii: "}") where depth > 0:
        open[open.count - 1] -= 1
        if open == [0] { return place }
      default: break
      }
      place += 1
    }
    return end
  }

  /// The expression that the bytes of `range` write.
  private mutating func parseInside(_ range: Range<Int>) -> Expression {
    nested(otherwise: missing) { parser in
      var lexer = Lexer(parser.source, range)
      lexer.run()
      var inner = Parser(parser.source, lexer, depth: parser.depth)
      inner.isRecovering = parser.isRecovering
      let expression = inner.parseExpression()
      if inner.next != .end {
        inner.report(
          .leftover(inner.found, at: inner.nextSpan, symbol: inner.next, after: inner.lastEnd))
      }
      parser.problems += inner.problems
      parser.isRecovering = parser.isRecovering || inner.isRecovering
      if inner.isAbandoned { parser.abandon() }
      return expression
    }
  }
}
