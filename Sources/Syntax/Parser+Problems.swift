import Diagnostics

extension Diagnostic {
  // MARK: Tokens

  /// - Parameter replacement: What was probably meant; of '&' and '|' nobody can be certain.
  static func unknownCharacter(_ text: String, _ replacement: String?, _ span: Span) -> Diagnostic {
    .error(
      .unknownCharacter,
      Text(
        en: "'\(text)' means nothing in this language",
        pt: "'\(text)' não significa nada nesta linguagem"),
      at: Label(span),
      fixIts: replacement.map { [.replace(span, with: $0, isSafe: text != "&" && text != "|")] }
        ?? [])
  }

  /// A text between other quotes than `"`; `inner` is what stands between them.
  static func otherQuotes(_ inner: String?, _ span: Span) -> Diagnostic {
    .error(
      .unknownCharacter,
      Text(
        en: "a text stands between straight double quotes",
        pt: "um texto fica entre aspas duplas retas"),
      at: Label(span), fixIts: inner.map { [.replace(span, with: "\"\($0)\"")] } ?? [])
  }

  static func letterAfterNumber(_ span: Span, number: String, word: String) -> Diagnostic {
    let isUnit = ["epoch", "iteration", "sample", "second", "minute"].contains {
      word == $0 || word == $0 + "s"
    }
    // `0xFF`, `0.5f`, `100L`: digits and suffixes of other languages.
    let isForeign = number == "0" || ["f", "F", "L", "l", "u", "U", "d"].contains(word)
    let repair =
      isUnit
      ? "\(number) \(word)" : number.contains("x") || isForeign ? nil : "\(number) * \(word)"
    return .error(
      .letterAfterNumber,
      Text(
        en: "no letter may follow a number directly",
        pt: "nenhuma letra pode seguir um número diretamente"),
      at: Label(span), fixIts: repair.map { [.replace(span, with: $0)] } ?? [])
  }

  /// `let 2x = 4`.
  static func digitBeforeName(_ span: Span, number: String, word: String) -> Diagnostic {
    let isWhole = number.allSatisfy(\.isNumber)
    return .error(
      .letterAfterNumber,
      Text(
        en: "a name cannot begin with a digit", pt: "um nome não pode começar com um algarismo"),
      at: Label(span), fixIts: isWhole ? [.replace(span, with: word + number)] : [])
  }

  static func numberNeedsZero(_ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a number begins with a digit", pt: "um número começa com um algarismo"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write a 0 before the point", pt: "escreva um 0 antes do ponto"),
          [Edit(span.startPoint, "0")])
      ])
  }

  static func numberTooLarge(at span: Span) -> Diagnostic {
    .error(
      .tooLarge,
      Text(en: "this number is too large", pt: "este número é grande demais"), at: Label(span))
  }

  static func unclosedText(_ span: Span) -> Diagnostic {
    .error(
      .unclosedText,
      Text(
        en: "this text has no closing quote, and a text ends on its line",
        pt: "este texto não tem aspas de fechamento, e um texto termina na sua linha"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "close it with '\"'", pt: "feche-o com '\"'"), [Edit(span.endPoint, "\"")])
      ])
  }

  static func unclosedName(_ span: Span) -> Diagnostic {
    .error(
      .unclosedText,
      Text(
        en: "a name in backticks has at least one character and ends with a backtick on its line",
        pt: "um nome entre crases tem ao menos um caractere e termina com crase na mesma linha"),
      at: Label(span))
  }

  static func unknownEscape(at span: Span) -> Diagnostic {
    .error(
      .unknownCharacter,
      Text(
        en: "behind '\\' in a text stands n, t, a quote, '\\' or '{'",
        pt: "depois de '\\' em um texto vem n, t, aspas, '\\' ou '{'"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(
            en: "for the character itself, write '\\\\'",
            pt: "para o próprio caractere, escreva '\\\\'"),
          [Edit(span.startPoint, "\\")])
      ])
  }

  // MARK: What is missing or too much

  static func unexpected(
    _ found: Text, wanted: Text, at span: Span, after end: Int
  ) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "here should stand \(wanted.en), not \(found.en)",
        pt: "aqui deveria estar \(wanted.pt), e não \(found.pt)"),
      at: Label(span))
  }

  static func expressionExpected(_ found: Text, at span: Span, after end: Int) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "here should stand a value, not \(found.en)",
        pt: "aqui deveria estar um valor, e não \(found.pt)"),
      at: Label(span))
  }

  static func statementExpected(_ found: Text, at span: Span, symbol: Symbol) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "no statement begins with \(found.en)", pt: "nenhum comando começa com \(found.pt)"),
      at: Label(span),
      notes: symbol.continuesLine && !symbol.isReserved
        ? [
          Text(
            en: "an operator belongs at the end of the line before",
            pt: "um operador fica no fim da linha anterior")
        ] : [])
  }

  static func lineExpected(_ found: Text, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en:
          "a line of this block begins with a word such as 'dense' or 'loss', not with \(found.en)",
        pt:
          "uma linha deste bloco começa com uma palavra como 'dense' ou 'loss', não com \(found.pt)"
      ),
      at: Label(span))
  }

  /// - Parameter isLayer: Whether a name follows a number, as in `dense 8 relu`.
  static func leftover(
    _ found: Text, at span: Span, symbol: Symbol, after end: Int, isLayer: Bool = false
  ) -> Diagnostic {
    var notes: [Text] = []
    var fixIts: [FixIt] = []
    switch symbol {
    case .divided:
      notes = [Text(en: "a comment begins with '#'", pt: "um comentário começa com '#'")]
    case .leftBrace:
      notes = [
        Text(
          en: "a block's '{' stands on the line that it belongs to",
          pt: "a '{' de um bloco fica na linha a que ele pertence")
      ]
    case .name, .number, .percent, .dimensions, .text:
      fixIts = [
        FixIt(
          Text(en: "put a comma between the values", pt: "ponha uma vírgula entre os valores"),
          [Edit(Span(span.file, end..<span.start), ", ")], isSafe: isLayer)
      ]
    default: break
    }
    return .error(
      .unexpectedToken,
      Text(
        en: "the line should end before \(found.en)",
        pt: "a linha deveria terminar antes de \(found.pt)"),
      at: Label(span), notes: notes, fixIts: fixIts)
  }

  static func braceOnNextLine(at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a block's '{' stands on the line that it belongs to",
        pt: "a '{' de um bloco fica na linha a que ele pertence"),
      at: Label(span))
  }

  static func strayBrace(_ span: Span) -> Diagnostic {
    .error(
      .unclosedBracket,
      Text(en: "this '}' closes no block", pt: "esta '}' não fecha nenhum bloco"), at: Label(span))
  }

  static func unclosedBrace(_ open: Span, at span: Span) -> Diagnostic {
    .error(
      .unclosedBracket,
      Text(en: "a '}' is missing for this block", pt: "falta uma '}' para este bloco"),
      at: Label(span),
      also: [Label(open, Text(en: "the block begins here", pt: "o bloco começa aqui"))])
  }

  static func unclosedBracket(
    _ bracket: String, _ open: Span, found: Text, at span: Span
  ) -> Diagnostic {
    let wanted = bracket == "(" ? "')'" : "']'"
    return .error(
      .unclosedBracket,
      Text(
        en: "here should stand ',' or \(wanted), not \(found.en)",
        pt: "aqui deveria estar ',' ou \(wanted), e não \(found.pt)"),
      at: Label(span), also: [Label(open, Text(en: "opened here", pt: "aberto aqui"))])
  }

  static func nestingTooDeep(limit: Int, at span: Span) -> Diagnostic {
    .error(
      .nestingTooDeep,
      Text(
        en: "this is nested more than \(limit) levels deep",
        pt: "isto está aninhado em mais de \(limit) níveis"),
      at: Label(span))
  }

  // MARK: Habits from other languages

  static func reservedName(_ word: String, at span: Span) -> Diagnostic {
    .error(
      .reservedName,
      Text(
        en: "'\(word)' is a word of the language and cannot be a name",
        pt: "'\(word)' é uma palavra da linguagem e não pode ser um nome"),
      at: Label(span))
  }

  static func assignExpected(_ name: Name, found: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "'\(name.text)' gets its value with '=', not with '\(found)'",
        pt: "'\(name.text)' recebe seu valor com '=', não com '\(found)'"),
      at: Label(span), fixIts: [.replace(span, with: "=")])
  }

  static func noAssignInBlock(_ word: String, _ gap: Span, at span: Span) -> Diagnostic {
    .error(
      .noAssignInBlock,
      Text(
        en: "a setting is written as a word and its value, without '=' or ':'",
        pt: "um ajuste se escreve como palavra e valor, sem '=' nem ':'"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write '\(word)' and the value", pt: "escreva '\(word)' e o valor"),
          [Edit(gap, "")])
      ])
  }

  /// - Parameter gap: The sign with the blanks around it.
  static func colonForArgument(_ name: String, at span: Span, gap: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "an argument is named with ':', not with '='",
        pt: "um argumento recebe nome com ':', não com '='"),
      at: Label(span),
      fixIts: [
        FixIt(Text(en: "write ':'", pt: "escreva ':'"), [Edit(gap, ": ")])
      ])
  }

  static func assignInExpression(at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "'=' gives a name its value; to compare, write '=='",
        pt: "'=' dá um valor a um nome; para comparar, escreva '=='"),
      at: Label(span), fixIts: [.replace(span, with: "==")])
  }

  static func chainedComparison(_ middle: String, _ second: String, at span: Span) -> Diagnostic {
    .error(
      .chainedComparison,
      Text(en: "comparisons don't chain", pt: "comparações não se encadeiam"), at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "join them with 'and'", pt: "una-as com 'and'"),
          [Edit(span, "and \(middle) \(second)")])
      ])
  }

  static func doubleStar(_ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(en: "a power is written with '^'", pt: "uma potência se escreve com '^'"),
      at: Label(span), fixIts: [.replace(span, with: "^")])
  }

  static func commentMark(_ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(en: "a comment begins with '#'", pt: "um comentário começa com '#'"), at: Label(span),
      fixIts: [.replace(span, with: "#")])
  }

  static func needsParentheses(_ word: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "'\(word)' as an operand stands in parentheses",
        pt: "'\(word)' como operando fica entre parênteses"),
      at: Label(span))
  }

  /// - Parameter tail: The word that has to stand before the file.
  static func fileWithoutWord(_ word: String, _ tail: String, at span: Span) -> Diagnostic {
    .error(
      .missingTail,
      Text(
        en: "the file of '\(word)' stands behind '\(tail)'",
        pt: "o arquivo de '\(word)' fica depois de '\(tail)'"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write '\(tail)' before it", pt: "escreva '\(tail)' antes dele"),
          [Edit(span.startPoint, "\(tail) ")])
      ])
  }

  /// - Parameter comma: The comma, with the blanks before it.
  static func commaBeforeTail(_ word: String, _ comma: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "no comma stands before '\(word)'", pt: "não há vírgula antes de '\(word)'"),
      at: Label(comma),
      fixIts: [
        FixIt(Text(en: "leave it out", pt: "retire-a"), [Edit(comma, "")])
      ])
  }

  static func tailOrder(_ word: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "'\(word)' stands too late: the order is 'on', 'with', 'from', 'to', 'as', each once",
        pt: "'\(word)' está fora de ordem: a ordem é 'on', 'with', 'from', 'to', 'as', uma vez cada"
      ),
      at: Label(span))
  }
}
