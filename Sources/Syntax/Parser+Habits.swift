import Diagnostics

// What people write who come from another language: it is understood, reported once with its
// repair, and read on behind.

extension Parser {
  func spanAhead(_ offset: Int) -> Span { tokens[min(position + offset, tokens.count - 1)].span }

  /// Whether the token at `offset` directly follows the one before it.
  private func isGlued(_ offset: Int) -> Bool {
    spanAhead(offset).start == spanAhead(offset - 1).end
  }

  /// Where the bracket closes that opens at the cursor; `nil` where it does not.
  func matchingBracket() -> Int? {
    var depth = 0
    // Further away than a person would look, so that a long text is read in time.
    for place in position..<min(symbols.count, position + 5_000) {
      switch symbols[place] {
      case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace:
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
    }
    return nil
  }

  /// Whether a block follows the bracket that opens at the cursor.
  var isFollowedByBlock: Bool {
    matchingBracket().map { $0 + 1 < symbols.count && symbols[$0 + 1] == .leftBrace } ?? false
  }

  /// Goes over the statement at the cursor, and over the lines below it that are further in.
  private mutating func skipWithBlock() {
    let margin = indentation(at: nextSpan.start)
    skipStatement()
    while next != .end, next != .rightBrace {
      let ahead = next == .separator ? position + 1 : position
      guard ahead < tokens.count, symbols[ahead] != .end,
        indentation(at: tokens[ahead].span.start) > margin
      else { return }
      position = ahead
      skipStatement()
    }
  }

  /// The blanks at the beginning of the line of `place`.
  func indentation(at place: Int) -> Int {
    let line = source.lines.line(at: place)
    return source.utf8[source.lines.bytes(of: line)].prefix {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }.count
  }

  func isOnSameLine(_ first: Span, _ second: Span) -> Bool {
    source.lines.line(at: first.start) == source.lines.line(at: second.start)
  }

  // MARK: Statements

  /// A statement of another language that begins with a name; `nil` where there is none.
  mutating func parseForeignStatement() -> Statement.Kind? {
    let word = text()
    guard !nextIsQuoted else { return nil }
    if peek() == .name, peek(2) == .leftParenthesis, Self.functionWords.contains(word) {
      report(.foreignFunction(word, at: nextSpan))
      return parseFunction()
    }
    if peek() == .name, peek(2) == .assign || peek(2) == .colon, Self.declarers.contains(word) {
      report(.foreignDeclaration(word, isKnown: true, at: nextSpan))
      return parseBinding()
    }
    if let kind = parseForeignAssignment() { return kind }
    if let meant = Self.portugueseWords[word], peek() == .name || peek().startsLine {
      report(.foreignWord(word, meant, at: nextSpan))
      skipWithBlock()
      return .missing
    }
    if let advice = Self.foreignStatements[word],
      peek().startsLine || peek() == .leftParenthesis || peek() == .colon
    {
      report(.foreignStatement(word, advice, at: nextSpan))
      skipWithBlock()
      return .missing
    }
    return parseNameless(word)
  }

  /// `data {`, `plan:`, `network "net" {`.
  private mutating func parseNameless(_ word: String) -> Statement.Kind? {
    guard Declaration.Kind(rawValue: word) != nil else { return nil }
    if peek() == .text, peek(2) == .leftBrace {
      let name = source.text(of: spanAhead(1)).dropFirst().dropLast()
      let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0 == "_" }
      report(
        .declarationNeedsName(
          word, at: spanAhead(1), quoted: isName ? (spanAhead(1), String(name)) : nil))
    } else if peek() == .leftBrace || (peek() == .colon && isGlued(1)) {
      report(.declarationNeedsName(word, at: nextSpan, quoted: nil))
    } else {
      return nil
    }
    skipWithBlock()
    return .missing
  }

  /// `x := 3`, `x <- 3`, `x += 1`, `x++`.
  private mutating func parseForeignAssignment() -> Statement.Kind? {
    let (second, third) = (peek(), peek(2))
    guard isGlued(2) else { return nil }
    let sign = spanAhead(1).joined(with: spanAhead(2))
    let spelling = source.text(of: sign)
    switch (second, third) {
    case (.colon, .assign), (.less, .minus):
      // `x <-1` may be a comparison with a negative number.
      if second == .less, isGlued(1) || isGlued(3) { return nil }
      let name = nameHere
      report(.foreignAssignment(name, spelling, at: sign))
      position += 3
      return .binding(Binding(isVariable: false, name: name, value: parseValue()))
    case (.plus, .assign), (.minus, .assign), (.times, .assign), (.divided, .assign):
      return parseCompound(spelling, sign)
    case (.plus, .plus), (.minus, .minus):
      // A line does not end behind an operator, so the next token may stand further down.
      let endsHere = peek(3) == .separator || peek(3) == .end || peek(3) == .rightBrace
      guard endsHere || !isOnSameLine(sign, spanAhead(3)) else { return nil }
      let name = nameHere
      let edit = Edit(sign, " = \(name.text) \(spelling.prefix(1)) 1")
      report(.compoundAssignment(spelling, at: sign, [edit]))
      position += 3
      if !endsHere { lineBreak = position }
      return .missing
    default: return nil
    }
  }

  private mutating func parseCompound(_ spelling: String, _ sign: Span) -> Statement.Kind {
    let name = nameHere
    position += 3
    let value = parseExpression()
    var edits = [Edit(sign, "= \(name.text) \(spelling.prefix(1))")]
    if case .chain = value.kind, spelling != "+=" {
      edits += [Edit(value.span.startPoint, "("), Edit(value.span.endPoint, ")")]
    }
    report(.compoundAssignment(spelling, at: sign, edits))
    return .missing
  }

  /// Words that begin a statement, as a student may translate them.
  private static let portugueseWords = [
    "rede": "network", "dados": "data", "plano": "plan", "se": "if", "para": "for",
    "repita": "repeat", "seja": "let", "função": "fn", "funcao": "fn", "inclua": "include",
  ]

  static let functionWords: Set<String> = ["def", "function", "func", "fun"]
  static let declarers: Set<String> = [
    "const", "val", "final", "auto", "int", "float", "double", "string", "bool", "local", "Let",
    "LET",
  ]

  private static let foreignStatements: [String: Text] = [
    "while": Text(
      en: "'for i in 1..10 { … }' runs over a list, 'repeat 10 { … }' a number of times",
      pt: "'for i in 1..10 { … }' percorre uma lista, 'repeat 10 { … }' repete um número de vezes"),
    "do": Text(
      en: "'repeat 10 { … }' runs a block a number of times",
      pt: "'repeat 10 { … }' executa um bloco um número de vezes"),
    "loop": Text(
      en: "'repeat 10 { … }' runs a block a number of times",
      pt: "'repeat 10 { … }' executa um bloco um número de vezes"),
    "import": Text(
      en:
        "all that there is comes with the language; 'include \"common.nn\"' brings a script of yours",
      pt: "tudo o que existe já vem na linguagem; 'include \"common.nn\"' traz um script seu"),
    "using": Text(
      en:
        "all that there is comes with the language; 'include \"common.nn\"' brings a script of yours",
      pt: "tudo o que existe já vem na linguagem; 'include \"common.nn\"' traz um script seu"),
    "class": Text(
      en: "a network is declared like this: network net { dense 8, relu; dense 1 }",
      pt: "uma rede se declara assim: network net { dense 8, relu; dense 1 }"),
    "try": Text(
      en: "what goes wrong ends the run and is explained; nothing needs to be caught",
      pt: "o que dá errado termina a execução e é explicado; nada precisa ser capturado"),
    "switch": Text(
      en: "several cases are written 'if … { } else if … { } else { }'",
      pt: "vários casos se escrevem 'if … { } else if … { } else { }'"),
    "match": Text(
      en: "several cases are written 'if … { } else if … { } else { }'",
      pt: "vários casos se escrevem 'if … { } else if … { } else { }'"),
  ]

  /// The rest of the line as the path of an `include` that lacks its quotes.
  mutating func reportUnquotedPath() {
    let start = nextSpan.start
    var end = source.content(of: source.lines.line(at: start)).upperBound
    while end > start, source.utf8[end - 1] == UInt8(ascii: " ") { end -= 1 }
    let span = Span(source.id, start..<end)
    let path = source.text(of: span).filter { $0 != "<" && $0 != ">" && $0 != "\"" }
    report(.pathNeedsQuotes(path, at: span))
    skipStatement()
  }

  // MARK: Loops and choices

  /// `for (i in list) {`, and `for (i = 0; i < 10; i++) {`, of which the block alone is read.
  ///
  /// - Returns: Whether the loop could be read on as ours.
  mutating func reportLoopInParentheses() -> Int? {
    guard next == .leftParenthesis, let close = matchingBracket() else { return nil }
    let open = nextSpan
    let isOurs = peek() == .name && peek(2) == .in
    report(
      .loopInParentheses(
        at: open,
        isOurs ? [Edit(open, ""), Edit(tokens[close].span, "")] : []))
    if isOurs { advance() } else { position = close + 1 }
    return close
  }

  /// `1:3` and `1 to 3` in the place of `1..3`.
  mutating func parseForeignRange(_ lower: Expression) -> Expression {
    guard next == .colon || next == .to, peek() == .number || peek() == .name,
      isOnSameLine(nextSpan, spanAhead(1))
    else { return lower }
    report(.foreignRange(text(), at: Span(source.id, lastEnd..<spanAhead(1).start)))
    advance()
    let upper = parseExpression()
    return Expression(
      .range(RangeExpression(lower: lower, upper: upper, spacing: .one)),
      span(from: lower.span.start))
  }

  /// `elif c {` behind a block, as `else if`.
  ///
  /// - Returns: Whether there was one; the cursor stands behind it.
  mutating func takeElseIf() -> Bool {
    let ahead = next == .separator ? 1 : 0
    guard peek(ahead) == .name, ["elif", "elseif", "elsif"].contains(text(ahead)) else {
      return false
    }
    position += ahead
    report(.elseIf(text(), at: nextSpan))
    advance()
    return true
  }

  /// `c ? a : b` behind its condition.
  mutating func parseTernary(_ condition: Expression) -> Expression {
    guard next == .question else { return condition }
    let question = nextSpan
    advance()
    _ = parseExpression()
    var edits: [Edit] = []
    if next == .colon {
      edits = [
        Edit(condition.span.startPoint, "if "), Edit(question, "then"), Edit(nextSpan, "else"),
      ]
      advance()
      _ = parseExpression()
    }
    report(.ternary(at: question, edits))
    return missing
  }

  /// `a mod b`, as other languages write a remainder; `left` itself where there is none.
  mutating func parseRemainder(
    of left: Expression, _ operand: (inout Parser) -> Expression
  ) -> Expression {
    guard nextIs("mod"), lastEnd == left.span.end, isOnSameLine(left.span, nextSpan),
      peek().beginsExpression, peek() != .leftBracket
    else { return left }
    let word = nextSpan
    advance()
    let right = operand(&self)
    report(
      .remainderInWords(
        word,
        [
          Edit(left.span.startPoint, "mod("),
          Edit(Span(source.id, left.span.end..<right.span.start), ", "),
          Edit(right.span.endPoint, ")"),
        ]))
    return missing
  }

  // MARK: Functions and lists

  /// `lambda x: x ^ 2`; `nil` where there is none.
  mutating func parseLambda() -> Expression? {
    guard nextIs("lambda"), peek() == .name else { return nil }
    let start = nextSpan
    var names: [String] = []
    var offset = 1
    while peek(offset) == .name {
      names.append(text(offset))
      offset += 1
      guard peek(offset) == .comma else { break }
      offset += 1
    }
    guard peek(offset) == .colon else { return nil }
    position += offset
    let list = names.joined(separator: ", ")
    report(.arrowFunction(list, at: start, start.joined(with: nextSpan)))
    advance()
    _ = parseExpression()
    return missing
  }

  /// `x => x ^ 2` behind its parameter; `nil` where there is none.
  mutating func parseArrow(after left: Expression) -> Expression? {
    guard next == .assign, peek() == .greater, isGlued(1) else { return nil }
    let arrow = nextSpan.joined(with: spanAhead(1))
    switch left.kind {
    case .name(let name):
      report(.arrowFunction(name.text, at: arrow, left.span.joined(with: arrow)))
    case .parenthesized(let inner):
      report(
        .arrowFunction(
          source.text(of: inner.span), at: arrow, left.span.joined(with: arrow)))
    default: return nil
    }
    position += 2
    _ = parseExpression()
    return missing
  }

  /// `fn f(x): x ^ 2`, `fn f(x) -> x ^ 2`, `fn f(x) x ^ 2`; `nil` where there is none of them.
  mutating func parseForeignBody() -> FunctionBody? {
    let isArrow = (next == .minus || next == .assign) && peek() == .greater && isGlued(1)
    let isColon = next == .colon && isOnSameLine(nextSpan, spanAhead(1))
    guard isArrow || isColon || (next.beginsExpression && next != .minus) else { return nil }
    let gap = Span(source.id, lastEnd..<(isArrow ? spanAhead(1).end : nextSpan.end))
    let edit =
      isArrow || isColon
      ? Edit(gap, " =") : Edit(Span(source.id, lastEnd..<nextSpan.start), " = ")
    let found = isArrow ? Text(verbatim: "'\(text())\(text(1))'") : self.found
    report(.bodyNeedsAssign(found, at: nextSpan, edit))
    if isArrow { position += 2 } else if isColon { advance() }
    return .expression(parseExpression())
  }

  /// `{1, 2}` where a value is wanted; `nil` where there is none.
  mutating func parseListInBraces() -> Expression? {
    guard next == .leftBrace, let close = matchingBracket() else { return nil }
    let open = nextSpan
    // With a colon in it, it is a dictionary, which there is not.
    let isList = !symbols[position..<close].contains(.colon)
    report(
      .listInBrackets(
        at: open.joined(with: tokens[close].span),
        isList ? [Edit(open, "["), Edit(tokens[close].span, "]")] : []))
    position = close + 1
    return missing
  }

  /// `(1, 2)`, whose first value has been read.
  mutating func parseTuple(_ open: Span) -> Expression {
    while take(.comma), next != .rightParenthesis { _ = parseExpression() }
    let close = nextSpan
    let isClosed = take(.rightParenthesis)
    report(
      .listInBrackets(
        at: span(from: open.start), isClosed ? [Edit(open, "["), Edit(close, "]")] : []))
    return missing
  }

  // MARK: Lines

  /// Whether what stands behind a comma is a line of its own: a word with a value behind it.
  var beginsAnotherLine: Bool {
    if next == .text, peek() == .colon { return true }
    guard next == .name, !nextIsQuoted, !nextIs("every") else { return false }
    switch peek() {
    case .name, .number, .percent, .dimensions, .text:
      return isOnSameLine(nextSpan, spanAhead(1))
    default: return false
    }
  }

  /// `Dense(64, activation="relu")`: the cursor stands behind the word, before the parenthesis.
  ///
  /// - Returns: Whether the line is written so, which was reported.
  mutating func reportLineLikeCall(_ word: Name) -> Bool {
    guard next == .leftParenthesis, nextSpan.start == word.span.end,
      let close = matchingBracket(), symbols[close] == .rightParenthesis
    else { return false }
    switch symbols[min(close + 1, symbols.count - 1)] {
    case .separator, .end, .rightBrace, .leftBrace, .on, .to, .from, .with, .as: break
    default: return false
    }
    let (commas, edits) = callEdits(upTo: close)
    guard !commas.isEmpty || !edits.isEmpty else { return false }
    var all = [Edit(nextSpan, " ")] + edits + [Edit(tokens[close].span, "")]
    if ["train", "evaluate"].contains(word.text), let comma = commas.first {
      all.append(Edit(comma, " on"))
    }
    report(.lineLikeCall(word.text, at: word.span.joined(with: tokens[close].span), all))
    return true
  }

  /// The commas of a call at the cursor, and the edits that name its arguments with `:`.
  private func callEdits(upTo close: Int) -> (commas: [Span], edits: [Edit]) {
    var (depth, commas, edits) = (0, [Span](), [Edit]())
    for place in position..<close {
      switch symbols[place] {
      case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace: depth -= 1
      case .comma where depth == 1: commas.append(tokens[place].span)
      case .assign where depth == 1:
        let (before, after) = (tokens[place - 1].span.end, tokens[place + 1].span.start)
        edits.append(Edit(Span(source.id, before..<after), ": "))
      default: break
      }
    }
    return (commas, edits)
  }
}
