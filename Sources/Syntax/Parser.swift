package import Diagnostics

/// Reads `source` into a tree, whatever it holds, and tells what is wrong with it.
///
/// - Problems: those of the lexer and the parser; names, words and settings are the checker's.
/// - Complexity: linear in the length of the text.
package func parse(_ source: SourceFile) -> SyntaxTree {
  var lexer = Lexer(source)
  lexer.run()
  if let conflict = MergeConflict(in: source) {
    // Nobody knows which of the sides is the script.
    return SyntaxTree(
      source: source, tokens: lexer.tokens, version: nil, statements: [],
      problems: [.mergeConflict(conflict)])
  }
  var parser = Parser(source, lexer)
  let (version, statements) = parser.parseScript()
  let problems = parser.problems.sorted { a, b in
    (a.primary.span.start, a.primary.span.end) < (b.primary.span.start, b.primary.span.end)
  }
  return SyntaxTree(
    source: source, tokens: lexer.tokens, version: version, statements: statements,
    problems: problems)
}

/// A cursor over the tokens, with the problems found so far.
///
/// One mistake gives one problem: after it nothing is reported until the statement's end.
struct Parser {
  let source: SourceFile
  let tokens: [Token]
  let symbols: [Symbol]
  var problems: [Diagnostic]
  /// The token that is looked at.
  var position = 0
  /// Whether the present statement has a problem already.
  var isRecovering = false
  /// The margin of the lines around, where only their indentation makes a block of them.
  var blockIndentation: Int?
  /// How many braces are open around the cursor, and whether `end` has closed the innermost.
  var braceDepth = 0
  var isClosedByWord = false
  /// The token that begins another line, though nothing separates it from the one before.
  var lineBreak: Int?
  /// Whether the present line takes no named values, so that a '=' in it compares.
  var comparesWithAssign = false
  /// Where the present statement begins.
  var statementStart = 0
  /// Whether the rest of the text is not read, so that nothing more is said about it.
  var isAbandoned = false
  /// How deep expressions and blocks are nested around the cursor.
  var depth: Int
  static let deepest = 200

  init(_ source: SourceFile, _ lexer: Lexer, depth: Int = 0) {
    self.source = source
    tokens = lexer.tokens
    symbols = lexer.symbols
    problems = lexer.problems
    self.depth = depth
  }

  // MARK: The cursor

  var next: Symbol { symbols[position] }
  var nextSpan: Span { tokens[position].span }

  /// The symbol after the next; the end has itself behind it.
  func peek(_ offset: Int = 1) -> Symbol { symbols[min(position + offset, symbols.count - 1)] }

  /// The end of the token before the cursor.
  var lastEnd: Int { position > 0 ? tokens[position - 1].span.end : nextSpan.start }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  /// Goes over the next token if it is `symbol`.
  mutating func take(_ symbol: Symbol) -> Bool {
    guard next == symbol else { return false }
    advance()
    return true
  }

  func span(from start: Int) -> Span {
    Span(source.id, start..<max(start, lastEnd))
  }

  /// The bytes of the token at `offset` as text.
  func text(_ offset: Int = 0) -> String {
    source.text(of: tokens[min(position + offset, tokens.count - 1)].span)
  }

  /// Whether the next token is the plain name `word`.
  func nextIs(_ word: StaticString) -> Bool {
    guard next == .name else { return false }
    let span = nextSpan
    guard span.bytes.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { buffer in
      source.utf8[span.bytes].elementsEqual(buffer)
    }
  }

  var nextIsQuoted: Bool {
    next == .name && source.utf8[nextSpan.start] == UInt8(ascii: "`")
  }

  // MARK: Problems and recovery

  mutating func report(_ problem: Diagnostic) {
    guard !isRecovering, !isAbandoned else { return }
    isRecovering = true
    // A byte that is no token has been reported by the lexer.
    if next == .unknown { return }
    problems.append(problem)
  }

  /// Reports what is wrong with a number by itself, like the lexer: also beside other problems.
  mutating func reportInAnyCase(_ problem: Diagnostic) {
    isRecovering = false
    report(problem)
  }

  /// Reports what stands behind a whole statement on its line.
  mutating func reportLeftover() {
    if next == .point, peek() == .number {
      // `print .5` is no member of `print`.
      report(.numberNeedsZero(nextSpan.joined(with: tokens[position + 1].span)))
    } else if next == .comma, peek() == .number, position > 0, symbols[position - 1] == .number,
      tokens[position - 1].span.end == nextSpan.start, spanAhead(1).start == nextSpan.end
    {
      let both = tokens[position - 1].span.joined(with: spanAhead(1))
      report(.decimalComma(text(-1) + "." + text(1), at: both))
    } else {
      let isLayer = next == .name && position > 0 && symbols[position - 1] == .number
      report(
        .leftover(found, at: nextSpan, symbol: next, after: lastEnd, isLayer: isLayer))
    }
  }

  /// Goes over the next token if it is `symbol`, else reports that `wanted` is missing.
  @discardableResult
  mutating func expect(_ symbol: Symbol, _ wanted: Text) -> Bool {
    if take(symbol) { return true }
    report(.unexpected(found, wanted: wanted, at: nextSpan, after: lastEnd))
    return false
  }

  /// The next token as a message names it.
  var found: Text {
    switch next {
    case .end: Text(en: "the end of the text", pt: "o fim do texto")
    case .separator: Text(en: "the end of the line", pt: "o fim da linha")
    default: Text(verbatim: "'\(text())'")
    }
  }

  /// Goes to the separator, the `}` or the end where the present statement ends.
  mutating func skipStatement() {
    var braces = 0
    while true {
      switch next {
      case .end: return
      case .separator where braces == 0: return
      case .leftBrace: braces += 1
      case .rightBrace:
        if braces == 0 { return }
        braces -= 1
      default: break
      }
      advance()
    }
  }

  /// Leaves the rest of the text unread.
  mutating func abandon() {
    position = tokens.count - 1
    isAbandoned = true
  }

  /// Runs `body` one level deeper; absurd depth ends the reading of the whole text.
  mutating func nested<Result>(
    otherwise: Result, _ body: (inout Parser) -> Result
  ) -> Result {
    guard depth < Self.deepest else {
      report(.nestingTooDeep(limit: Self.deepest, at: nextSpan))
      abandon()
      return otherwise
    }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }
}
