import Diagnostics

/// Cuts a script into tokens; whatever the bytes are, each of them lies in exactly one token or in
/// the trivia before it.
struct Lexer {
  let bytes: [UInt8]
  let file: FileID
  let end: Int
  var position: Int
  var triviaStart: Int
  /// The open brackets: a line end separates statements outside of `( )` and `[ ]`.
  private var brackets: [UInt8] = []
  var tokens: [Token] = []
  /// What each token is to the parser, beside it.
  var symbols: [Symbol] = []
  var problems: [Diagnostic] = []
  /// Where the last line ended on which a text was not closed.
  private var unclosedLine: Int?

  /// - Parameter range: The bytes to be cut; a part of the file for what stands in `{ }` of a text.
  init(_ source: SourceFile, _ range: Range<Int>? = nil) {
    bytes = source.utf8
    file = source.id
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
    triviaStart = position
  }

  /// Cuts all of the text; the last token is the end of it.
  ///
  ///     End             ::= ''                                /* nothing is left */
  mutating func run() {
    tokens.reserveCapacity((end - position) / 4 + 1)
    symbols.reserveCapacity((end - position) / 4 + 1)
    while position < end { step() }
    add(.endOfFile, .end, from: end)
  }

  func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < end ? bytes[position + offset] : 0
  }

  mutating func add(_ kind: Token.Kind, _ symbol: Symbol, from start: Int) {
    tokens.append(Token(kind, Span(file, start..<position), triviaStart: triviaStart))
    symbols.append(symbol)
    triviaStart = position
  }

  private mutating func step() {
    let start = position
    switch byte() {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
    case 0xEF where byte(1) == 0xBB && byte(2) == 0xBF: position += 3
    case UInt8(ascii: "#"): comment()
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): newline()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
    case UInt8(ascii: "\""): if !tripleQuotes() { text() }
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): foreignComment()
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): blockComment()
    case UInt8(ascii: "%"): percentSign()
    case UInt8(ascii: "`"): quotedName()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      name()
    case 0x80...: if !isLetter(scalar().value) { unknown() } else { name() }
    default: punctuation(start)
    }
  }

  func isNewline(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  // MARK: Comments and line ends

  /// Goes over a comment.
  ///
  ///     Comment         ::= '#' [^#xA]*                       /* '##' on a line of its own, directly above a declaration: its documentation */
  private mutating func comment() {
    while position < end, !isNewline(byte()) { position += 1 }
  }

  /// Reads a line end; it is a token only where it separates statements.
  ///
  ///     Newline         ::= #xD? #xA | #xD
  private mutating func newline() {
    let start = position
    position += byte() == UInt8(ascii: "\r") && byte(1) == UInt8(ascii: "\n") ? 2 : 1
    if brackets.last == UInt8(ascii: "(") || brackets.last == UInt8(ascii: "[") { return }
    if let last = symbols.last, last.continuesLine { return }
    if nextWordContinues() { return }
    add(.separator, .separator, from: start)
  }

  /// Whether `then` or `else` is the next that is not blank: before them a line does not end.
  private func nextWordContinues() -> Bool {
    var next = position
    while next < end {
      switch bytes[next] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): next += 1
      case UInt8(ascii: "#"):
        // A comment line between is looked over once for each line end before it, so only near ones
        // count; a comment before `else` is rare.
        return false
      default:
        let word = bytes[next..<min(next + 5, end)]
        guard word.starts(with: "then".utf8) || word.starts(with: "else".utf8) else { return false }
        guard word.count == 5, let last = word.last else { return word.count == 4 }
        return !isNamePart(last)
      }
    }
    return false
  }

  func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  // MARK: Names

  /// The scalar at the present byte, and how many bytes it takes.
  func scalar(at place: Int? = nil) -> (value: Unicode.Scalar, length: Int) {
    let start = place ?? position
    let first = bytes[start]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard start + length <= end else { return ("\u{FFFD}", max(1, end - start)) }
    var value = UInt32(length == 1 ? first : first & (0xFF >> UInt8(length + 1)))
    for byte in bytes[start + 1..<start + length] { value = value << 6 | UInt32(byte & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// Whether a name can begin with `scalar`.
  ///
  ///     Letter          ::= [#x41-#x5A] | [#x61-#x7A] | [#xAA-#x10FFFF]  /* Unicode categories L* */
  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: scalar == "_"
    }
  }

  /// Whether `scalar` can stand within a name.
  ///
  ///     Mark            ::= [#x300-#x10FFFF]                  /* Unicode categories Mn, Mc */
  ///     Digit           ::= [0-9] | [#x660-#x10FFFF]          /* Unicode category Nd */
  private func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: true
    default: isLetter(scalar)
    }
  }

  private mutating func skipName() {
    while position < end {
      let first = bytes[position]
      if first < 0x80 {
        guard isNamePart(first) else { return }
        position += 1
      } else {
        let (value, length) = scalar()
        guard continuesName(value) else { return }
        position += length
      }
    }
  }

  /// Reads a name or a reserved word.
  ///
  ///     Name            ::= (Letter | '_') (Letter | Mark | Digit | '_')*   /* not reserved; compared in the composed form (NFC) */
  ///                       | '`' [^`#xA]+ '`'
  ///     Reserved        ::= 'let' | 'var' | 'param' | 'fn' | 'return' | 'if' | 'then' | 'else' | 'for' | 'in' | 'repeat' | 'include'
  ///                       | 'and' | 'or' | 'not' | 'true' | 'false' | 'on' | 'with' | 'from' | 'to' | 'as'
  private mutating func name() {
    let start = position
    skipName()
    if byte() == UInt8(ascii: "\""), position == start + 1, isTextPrefix(bytes[start]) {
      // `f"loss {run.loss}"`: a text without its letter, which is trivia.
      problems.append(.textPrefix(Span(file, start..<position)))
      return
    }
    if let reserved = Symbol.reserved(bytes[start..<position]) {
      add(.reserved, reserved, from: start)
    } else {
      add(.name, .name, from: start)
    }
  }

  private mutating func quotedName() {
    let start = position
    position += 1
    while position < end, byte() != UInt8(ascii: "`"), !isNewline(byte()) { position += 1 }
    guard byte() == UInt8(ascii: "`"), position > start + 1 else {
      problems.append(.unclosedName(Span(file, start..<position)))
      if byte() == UInt8(ascii: "`") { position += 1 }
      return add(.unknown, .unknown, from: start)
    }
    position += 1
    add(.name, .name, from: start)
  }

  // MARK: Numbers

  /// Goes over digits.
  ///
  ///     Digits          ::= [0-9] ('_'? [0-9])*
  private mutating func digits() {
    while true {
      switch byte() {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): position += 1
      case UInt8(ascii: "_") where isDigit(byte(1)): position += 1
      default: return
      }
    }
  }

  func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Reads a number, a percentage or dimensions.
  ///
  ///     Number          ::= Digits ('.' Digits)? ([eE] [+-]? [0-9]+)?
  ///     Percent         ::= Number '%'
  private mutating func number() {
    let start = position
    digits()
    if byte() == UInt8(ascii: "x"), isDigit(byte(1)) { return dimensions(start) }
    if byte() == UInt8(ascii: "."), isDigit(byte(1)) {
      position += 1
      digits()
    }
    exponent()
    if byte() == UInt8(ascii: "%") {
      position += 1
      return add(.percent, .percent, from: start)
    }
    if byte() == UInt8(ascii: "."), bytes[start..<position].contains(UInt8(ascii: ".")),
      isDigit(byte(1))
    {
      return groupedNumber(start)
    }
    finishNumber(.number, .number, start)
  }

  /// `1.000.000`, with points between the thousands.
  private mutating func groupedNumber(_ start: Int) {
    while byte() == UInt8(ascii: "."), isDigit(byte(1)) {
      position += 1
      digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    problems.append(.groupedNumber(text, Span(file, start..<position)))
    add(.unknown, .unknown, from: start)
  }

  private mutating func exponent() {
    guard byte() | 0x20 == UInt8(ascii: "e") else { return }
    let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
    guard isDigit(byte(1 + sign)) else { return }
    position += 1 + sign
    while isDigit(byte()) { position += 1 }
  }

  /// Reads what follows the first number of dimensions.
  ///
  ///     Dimensions      ::= [0-9]+ ('x' [0-9]+)+              /* no letter may follow a number directly */
  private mutating func dimensions(_ start: Int) {
    while byte() == UInt8(ascii: "x"), isDigit(byte(1)) {
      position += 1
      while isDigit(byte()) { position += 1 }
    }
    finishNumber(.dimensions, .dimensions, start)
  }

  /// Reports letters directly behind a number; they are part of the broken token.
  private mutating func finishNumber(_ kind: Token.Kind, _ symbol: Symbol, _ start: Int) {
    let numberEnd = position
    skipName()
    if position > numberEnd {
      let number = String(decoding: bytes[start..<numberEnd], as: UTF8.self)
      let word = String(decoding: bytes[numberEnd..<position], as: UTF8.self)
      let span = Span(file, start..<position)
      problems.append(
        nameIsDeclaredNext
          ? .digitBeforeName(span, number: number, word: word)
          : .letterAfterNumber(span, number: number, word: word))
      return add(.unknown, .unknown, from: start)
    }
    add(kind, symbol, from: start)
  }

  // MARK: Texts

  /// A text with all that stands in its `{ }`, which may hold texts again.
  private mutating func text() {
    let start = position
    // For each open text the number of open braces in it; texts and braces alternate inwards.
    var open = [0]
    position += 1
    while position < end, !isNewline(byte()) {
      let depth = open[open.count - 1]
      switch byte() {
      case UInt8(ascii: "\\") where depth == 0:
        position += byte(1) == 0 || isNewline(byte(1)) ? 1 : 2
      case UInt8(ascii: "\"") where depth == 0:
        position += 1
        open.removeLast()
        if open.isEmpty { return add(.text, .text, from: start) }
      case UInt8(ascii: "\""):
        position += 1
        open.append(0)
      case UInt8(ascii: "{"):
        position += 1
        open[open.count - 1] += 1
      case UInt8(ascii: "}") where depth > 0:
        position += 1
        open[open.count - 1] -= 1
      default: position += 1
      }
    }
    reportUnclosedText(from: start)
    add(.unknown, .unknown, from: start)
  }

  /// Of a text that goes over several lines, only the first line is reported.
  private mutating func reportUnclosedText(from start: Int) {
    let line = lineStart(of: start)
    defer { unclosedLine = position }
    if let unclosedLine, line > 0, unclosedLine >= line - 2 {
      // What was taken for the end of the text above is no repair then.
      if let last = problems.indices.last, problems[last].code == .unclosedText {
        problems[last].fixIts = []
      }
      return
    }
    problems.append(.unclosedText(Span(file, start..<position)))
  }

  func lineStart(of place: Int) -> Int {
    var start = place
    while start > 0, !isNewline(bytes[start - 1]) { start -= 1 }
    return start
  }

  // MARK: Operators and what begins no token

  private mutating func punctuation(_ start: Int) {
    if let (foreign, length) = Symbol.foreign(byte(), byte(1), byte(2)) {
      position += length
      let span = Span(file, start..<position)
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      problems.append(.foreignOperator(text, foreign.spelling, span))
      // What was meant is known, so that reading goes on with it.
      return add(.punctuation, foreign.symbol, from: start)
    }
    if let (symbol, length) = Symbol.punctuation(byte(), byte(1)) {
      position += length
      switch symbol {
      case .leftParenthesis, .leftBracket, .leftBrace: brackets.append(bytes[start])
      case .rightParenthesis, .rightBracket, .rightBrace: close(symbol)
      default: break
      }
      return add(symbol == .separator ? .separator : .punctuation, symbol, from: start)
    }
    unknown()
  }

  /// A closing bracket closes the nearest one of its kind; a stray one closes nothing.
  private mutating func close(_ symbol: Symbol) {
    let opening: UInt8
    switch symbol {
    case .rightParenthesis: opening = UInt8(ascii: "(")
    case .rightBracket: opening = UInt8(ascii: "[")
    default: opening = UInt8(ascii: "{")
    }
    if brackets.last == opening {
      brackets.removeLast()
    } else if opening == UInt8(ascii: "{"), let place = brackets.lastIndex(of: opening) {
      brackets.removeSubrange(place...)
    }
  }

  private mutating func unknown() {
    let start = position
    if let inner = otherQuotes() {
      let text = String(decoding: bytes[inner], as: UTF8.self)
      problems.append(.otherQuotes(text, Span(file, start..<position)))
      return add(.unknown, .unknown, from: start)
    }
    let character = scalar()
    position = min(position + max(1, character.length), end)
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let span = Span(file, start..<position)
    if Self.foreignBlanks.contains(character.value) {
      // It stays trivia: what it separates is read as if it were a blank.
      return problems.append(.foreignBlank(span))
    }
    let sign = Self.foreignSigns[character.value]
    problems.append(.unknownCharacter(text, sign?.spelling, span))
    let symbol = sign?.symbol ?? .unknown
    add(symbol == .unknown ? .unknown : .punctuation, symbol, from: start)
  }

  /// Blanks that look like one and are another character.
  private static let foreignBlanks: Set<Unicode.Scalar> = [
    "\u{A0}", "\u{2002}", "\u{2003}", "\u{2007}", "\u{2009}", "\u{202F}", "\u{3000}",
  ]

  /// Signs of mathematics and of word processors, and what they are called here.
  private static let foreignSigns: [Unicode.Scalar: (spelling: String, symbol: Symbol)] = [
    "≤": ("<=", .lessOrEqual), "≥": (">=", .greaterOrEqual), "≠": ("!=", .notEqual),
    "×": ("*", .times), "·": ("*", .times), "÷": ("/", .divided), "−": ("-", .minus),
    "–": ("-", .minus), "—": ("-", .minus), "∧": ("and", .and), "∨": ("or", .or),
    "²": (" ^ 2", .unknown), "³": (" ^ 3", .unknown), "¬": ("not ", .not), "&": ("and", .and),
    "|": ("or", .or), "!": ("not ", .not),
    "，": (",", .comma), "：": (":", .colon), "（": ("(", .leftParenthesis),
    "）": (")", .rightParenthesis),
  ]

  /// Goes over a text between quotes of another kind, and gives what stands between them.
  private mutating func otherQuotes() -> Range<Int>? {
    let closing: Set<Unicode.Scalar>
    switch scalar().value {
    case "'": closing = ["'"]
    case "‘", "’": closing = ["‘", "’"]
    case "“", "”": closing = ["“", "”"]
    case "«": closing = ["»"]
    default: return nil
    }
    let first = position + scalar().length
    var place = first
    while place < end, !isNewline(bytes[place]) {
      let (value, length) = scalar(at: place)
      if closing.contains(value) {
        position = place + length
        return first..<place
      }
      place += length
    }
    return nil
  }
}
