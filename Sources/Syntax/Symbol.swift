/// What a token is to the parser.
enum Symbol: UInt8 {
  case name, number, percent, dimensions, text, unknown, separator, end
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, colon, point, range, question
  case assign, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case plus, minus, times, divided, caret
  case `let`, `var`, param, fn, `return`, `if`, then, `else`, `for`, `in`, `repeat`, include
  case and, or, not, `true`, `false`, on, with, from, to, `as`

  static func reserved(_ bytes: ArraySlice<UInt8>) -> Symbol? {
    // The longest is `include`; most names fall out here.
    guard bytes.count >= 2, bytes.count <= 7 else { return nil }
    return reservedWords[String(decoding: bytes, as: UTF8.self)]
  }

  private static let reservedWords: [String: Symbol] = [
    "let": .let, "var": .var, "param": .param, "fn": .fn, "return": .return, "if": .if,
    "then": .then, "else": .else, "for": .for, "in": .in, "repeat": .repeat, "include": .include,
    "and": .and, "or": .or, "not": .not, "true": .true, "false": .false, "on": .on, "with": .with,
    "from": .from, "to": .to, "as": .as,
  ]

  /// The operator that two bytes begin with, and its length.
  static func punctuation(_ first: UInt8, _ second: UInt8) -> (Symbol, Int)? {
    let equals = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: ";"): return (.separator, 1)
    case UInt8(ascii: "?"): return (.question, 1)
    case UInt8(ascii: "."): return second == UInt8(ascii: ".") ? (.range, 2) : (.point, 1)
    case UInt8(ascii: "="): return equals ? (.equal, 2) : (.assign, 1)
    case UInt8(ascii: "!"): return equals ? (.notEqual, 2) : nil
    case UInt8(ascii: "<"): return equals ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return equals ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "*"): return (.times, 1)
    case UInt8(ascii: "/"): return (.divided, 1)
    case UInt8(ascii: "^"): return (.caret, 1)
    default: return nil
    }
  }

  /// An operator of another language, and what it is called here.
  static func foreign(
    _ first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> ((symbol: Symbol, spelling: String), Int)? {
    let text = String(decoding: [first, second, third], as: UTF8.self)
    if text == "===" { return ((.equal, "=="), 3) }
    if text == "!==" { return ((.notEqual, "!="), 3) }
    if text == "..." || text == "..<" { return text == "..." ? ((.range, ".."), 3) : nil }
    switch text.prefix(2) {
    case "&&": return ((.and, "and"), 2)
    case "||": return ((.or, "or"), 2)
    case "<>", "~=": return ((.notEqual, "!="), 2)
    case "=<": return ((.lessOrEqual, "<="), 2)
    default: return nil
    }
  }

  /// Whether a line end behind it does not end the line.
  var continuesLine: Bool {
    switch self {
    case .assign, .colon, .comma, .range, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .plus, .minus, .times, .divided, .caret:
      true
    case .return, .true, .false: false
    default: isReserved
    }
  }

  var isReserved: Bool { rawValue >= Symbol.let.rawValue }

  /// Whether an expression can begin with it.
  var beginsExpression: Bool {
    switch self {
    case .name, .number, .percent, .dimensions, .text, .leftParenthesis, .leftBracket, .minus,
      .not, .if, .fn, .true, .false, .unknown:
      true
    default: false
    }
  }

  /// Whether a word directly before it opens a line: no expression goes on with it.
  var startsLine: Bool {
    switch self {
    case .name, .number, .percent, .dimensions, .text, .question, .leftBrace, .fn, .if, .not,
      .true, .false, .on, .with, .from, .to, .as:
      true
    default: false
    }
  }
}
