import Diagnostics

// What other languages write, and what becomes of it: a problem that shows the repair, and a token
// that lets the reading go on.

extension Lexer {
  func isTextPrefix(_ byte: UInt8) -> Bool { "fFrRbBuU".utf8.contains(byte) }

  /// Whether nothing but blanks stands before the present byte on its line.
  private var beginsLine: Bool {
    bytes[lineStart(of: position)..<position].allSatisfy {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
  }

  private var lineEnd: Int {
    var place = position
    while place < end, !isNewline(bytes[place]) { place += 1 }
    return place
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether the token before declares the name that follows it: `let 2x`, `network 3layers`.
  var nameIsDeclaredNext: Bool {
    switch symbols.last {
    case .let, .var, .param, .fn, .for: return true
    case .name:
      guard let span = tokens.last?.span else { return false }
      return Declaration.Kind(rawValue: text(span.bytes)) != nil
    default: return false
    }
  }

  /// `// words`, which is a comment elsewhere; behind a value, `x // 2` divides in Python.
  mutating func foreignComment() {
    let slashes = text(position..<lineEnd).prefix { $0 == "/" }.utf8.count
    let marks = Span(file, position..<position + slashes)
    let rest = text(position + slashes..<lineEnd).drop { $0 == " " }
    let isDivision = !beginsLine && rest.first?.isNumber == true
    problems.append(isDivision ? .wholeDivision(marks) : .commentMark(marks))
    position = lineEnd
  }

  /// `/* words */` on one line or several.
  mutating func blockComment() {
    let start = position
    position += 2
    while position < end {
      if bytes[position] == UInt8(ascii: "*"), position + 1 < end,
        bytes[position + 1] == UInt8(ascii: "/")
      {
        position += 2
        return problems.append(.blockComment(commentEdits(start..<position), at: start, file))
      }
      position += 1
    }
    problems.append(.blockComment([], at: start, file))
  }

  /// Edits that put a `#` before each line of a comment; none where something follows it.
  private func commentEdits(_ range: Range<Int>) -> [Edit] {
    guard lineEnd == range.upperBound || text(range.upperBound..<lineEnd).allSatisfy(\.isWhitespace)
    else { return [] }
    var edits = [Edit(Span(file, range.lowerBound..<range.lowerBound + 2), "#")]
    var place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "\n") {
        var next = place + 1
        while next < range.upperBound - 2,
          bytes[next] == UInt8(ascii: " ") || bytes[next] == UInt8(ascii: "*")
        {
          next += 1
        }
        edits.append(Edit(Span(file, place + 1..<next), "# "))
      }
      place += 1
    }
    var closeStart = range.upperBound - 2
    while closeStart > range.lowerBound + 2, bytes[closeStart - 1] == UInt8(ascii: " ") {
      closeStart -= 1
    }
    let close = closeStart..<range.upperBound
    return edits + [Edit(Span(file, close), "")]
  }

  /// `"""words"""`: a text, or a comment where it stands alone.
  ///
  /// - Returns: Whether there are three quotes.
  mutating func tripleQuotes() -> Bool {
    let quote = UInt8(ascii: "\"")
    guard byte() == quote, byte(1) == quote, byte(2) == quote else { return false }
    let start = position
    let isComment = beginsLine
    position += 3
    while position < end, !(byte() == quote && byte(1) == quote && byte(2) == quote) {
      position += 1
    }
    let inner = text(start + 3..<position)
    position = min(position + 3, end)
    let span = Span(file, start..<position)
    problems.append(.tripleQuotes(inner, isComment: isComment, span))
    if !isComment { add(.unknown, .unknown, from: start) }
    return true
  }

  /// A `%` away from its number: `70 %`, a remainder, or a comment of MATLAB.
  mutating func percentSign() {
    let start = position
    let isComment = beginsLine
    position += 1
    let rest = text(position..<lineEnd).drop { $0 == " " }
    if isComment {
      problems.append(.commentMark(Span(file, start..<position)))
      position = lineEnd
    } else if let number = tokens.last, number.kind == .number, symbols.last == .number,
      rest.isEmpty || ",);}]#".contains(rest.first ?? ",")
    {
      problems.append(.blankBeforePercent(Span(file, number.span.end..<start)))
      tokens.removeLast()
      symbols.removeLast()
      triviaStart = number.triviaStart
      add(.percent, .percent, from: number.span.start)
    } else {
      problems.append(.remainder(Span(file, start..<position), remainderEdits(start)))
      add(.unknown, .unknown, from: start)
    }
  }

  /// `x % 2` as `mod(x, 2)`, where both are names or numbers.
  private func remainderEdits(_ sign: Int) -> [Edit] {
    guard let left = tokens.last, left.kind == .name || left.kind == .number else { return [] }
    if tokens.count >= 2, tokens[tokens.count - 2].kind == .punctuation,
      !"(,=+-[".contains(text(tokens[tokens.count - 2].span.bytes))
    {
      return []
    }
    var start = sign + 1
    while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
    var stop = start
    while stop < end, isNamePart(bytes[stop]) { stop += 1 }
    guard stop > start, isDigit(bytes[start]), stop == end || !"(.[^".utf8.contains(bytes[stop])
    else { return [] }
    return [
      Edit(left.span.startPoint, "mod("),
      Edit(Span(file, left.span.end..<start), ", "),
      Edit(Span(file, stop..<stop), ")"),
    ]
  }
}
