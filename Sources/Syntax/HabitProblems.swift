import Diagnostics

// Problems of those who come from another language, each with its repair.

extension Diagnostic {
  // MARK: Characters and comments

  static func foreignOperator(_ found: String, _ spelling: String, _ span: Span) -> Diagnostic {
    .error(
      .unknownCharacter,
      Text(
        en: "'\(found)' is written '\(spelling)' here",
        pt: "'\(found)' se escreve '\(spelling)' aqui"),
      at: Label(span), fixIts: [.replace(span, with: spelling)])
  }

  static func foreignBlank(_ span: Span) -> Diagnostic {
    .error(
      .unknownCharacter,
      Text(
        en: "this looks like a blank and is another character",
        pt: "isto parece um espaço e é outro caractere"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "put a blank in its place", pt: "ponha um espaço em seu lugar"),
          [Edit(span, " ")])
      ])
  }

  static func textPrefix(_ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a text has no letter before it: in every text, {x} becomes the value of x",
        pt: "um texto não tem letra antes: em todo texto, {x} vira o valor de x"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "leave it out", pt: "tire-a"), [Edit(span, "")])])
  }

  static func groupedNumber(_ text: String, _ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "the thousands of a number are separated by '_', if at all",
        pt: "os milhares de um número se separam por '_', se for o caso"),
      at: Label(span), fixIts: [.replace(span, with: text.replacing(".", with: "_"))])
  }

  static func wholeDivision(_ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en:
          "a division without its fraction is written 'floor(a / b)', and a comment begins with '#'",
        pt: "uma divisão sem a fração se escreve 'floor(a / b)', e um comentário começa com '#'"),
      at: Label(span))
  }

  /// - Parameter edits: What makes comments of its lines, where that is possible.
  static func blockComment(_ edits: [Edit], at start: Int, _ file: FileID) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a comment begins with '#', on each of its lines",
        pt: "um comentário começa com '#', em cada uma de suas linhas"),
      at: Label(Span(file, start..<start + 2)),
      fixIts: edits.isEmpty
        ? [] : [FixIt(Text(en: "write '#'", pt: "escreva '#'"), edits)])
  }

  static func tripleQuotes(_ inner: String, isComment: Bool, _ span: Span) -> Diagnostic {
    let isShort = !inner.contains { $0.isNewline || $0 == "\"" }
    let repair = isComment ? "# \(inner)" : "\"\(inner)\""
    return .error(
      .unexpectedToken,
      isComment
        ? Text(en: "a comment begins with '#'", pt: "um comentário começa com '#'")
        : Text(
          en: "a text has one quote on each side, and ends on its line",
          pt: "um texto tem uma aspa de cada lado, e termina na sua linha"),
      at: Label(Span(span.file, span.start..<span.start + 3)),
      fixIts: isShort ? [.replace(span, with: repair)] : [])
  }

  static func blankBeforePercent(_ gap: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "'%' stands directly behind its number", pt: "'%' fica diretamente depois de seu número"
      ),
      at: Label(gap),
      fixIts: [
        FixIt(Text(en: "leave the blank out", pt: "tire o espaço"), [Edit(gap, "")])
      ])
  }

  static func remainder(_ span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unknownCharacter,
      Text(
        en: "'%' follows a number, as in 70%; a remainder is written 'mod(a, b)'",
        pt: "'%' segue um número, como em 70%; um resto se escreve 'mod(a, b)'"),
      at: Label(span),
      fixIts: edits.isEmpty ? [] : [FixIt(Text(en: "write 'mod'", pt: "escreva 'mod'"), edits)])
  }

  static func remainderInWords(_ span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a remainder is written 'mod(a, b)'", pt: "um resto se escreve 'mod(a, b)'"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "write it so", pt: "escreva-o assim"), edits)])
  }

  // MARK: Declarations

  /// `const width = 64`, `int n = 4`: a constant under another word.
  static func foreignDeclaration(_ word: String, isKnown: Bool, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a constant is declared with 'let', a variable with 'var', not with '\(word)'",
        pt: "uma constante se declara com 'let', uma variável com 'var', não com '\(word)'"),
      at: Label(span), fixIts: [.replace(span, with: "let", isSafe: isKnown)])
  }

  /// `NETWORK net {`.
  static func foreignDeclaration(of word: String, _ found: String, at span: Span) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "'\(found)' is written in small letters", pt: "'\(found)' se escreve com minúsculas"),
      at: Label(span), fixIts: [.replace(span, with: word)])
  }

  /// `def f(x)`: a function under another word.
  static func foreignFunction(_ word: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a function is declared with 'fn', not with '\(word)'",
        pt: "uma função se declara com 'fn', não com '\(word)'"),
      at: Label(span), fixIts: [.replace(span, with: "fn")])
  }

  /// `fn f(x): x ^ 2`, `fn f(x) -> x ^ 2`, `fn f(x) x ^ 2`.
  static func bodyNeedsAssign(_ found: Text, at span: Span, _ edit: Edit) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "between the parameters and the formula of a function stands '=', not \(found.en)",
        pt: "entre os parâmetros e a fórmula de uma função fica '=', e não \(found.pt)"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "write '='", pt: "escreva '='"), [edit])])
  }

  /// `x => x ^ 2`, `lambda x: x ^ 2`.
  static func arrowFunction(_ parameters: String, at span: Span, _ head: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a function without a name is written 'fn(x) = …'",
        pt: "uma função sem nome se escreve 'fn(x) = …'"),
      at: Label(span), fixIts: [.replace(head, with: "fn(\(parameters)) =")])
  }

  /// `let x: number = 3`.
  static func typedName(_ name: Name, _ type: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a name has no type here: the value says what it is",
        pt: "um nome não tem tipo aqui: o valor diz o que é"),
      at: Label(type),
      fixIts: [
        FixIt(Text(en: "leave the type out", pt: "tire o tipo"), [Edit(type, "")])
      ])
  }

  /// `x := 3`, `x <- 3`.
  static func foreignAssignment(_ name: Name, _ sign: String, at span: Span) -> Diagnostic {
    let head = name.span.joined(with: span)
    return .error(
      .unexpectedToken,
      Text(
        en: "a name gets its value with '=', not with '\(sign)'",
        pt: "um nome recebe seu valor com '=', não com '\(sign)'"),
      at: Label(span),
      fixIts: [.replace(head, with: "let \(name.text) =")])
  }

  /// `i += 1`, `i++`.
  static func compoundAssignment(_ sign: String, at span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "there is no '\(sign)': a variable gets its new value with '='",
        pt: "não existe '\(sign)': uma variável recebe seu novo valor com '='"),
      at: Label(span),
      fixIts: edits.isEmpty
        ? [] : [FixIt(Text(en: "write it out", pt: "escreva por extenso"), edits)])
  }

  /// `a[1] = 5`.
  static func elementAssigned(at span: Span) -> Diagnostic {
    .error(
      .constantAssigned,
      Text(
        en: "an element of a list keeps its value", pt: "um elemento de uma lista mantém seu valor"),
      at: Label(span),
      notes: [
        Text(
          en: "a new list is built from the old one: [2 * x for x in list]",
          pt: "uma nova lista se constrói a partir da antiga: [2 * x for x in list]")
      ])
  }

  /// `data {`, `plan: `.
  static func declarationNeedsName(_ kind: String, at span: Span, quoted: (Span, String)?)
    -> Diagnostic
  {
    let fixIt = quoted.map { FixIt.replace($0.0, with: $0.1) }
    return .error(
      .unexpectedToken,
      quoted == nil
        ? Text(
          en: "'\(kind)' needs a name: \(kind) first { … }",
          pt: "'\(kind)' precisa de um nome: \(kind) first { … }")
        : Text(
          en: "the name behind '\(kind)' stands without quotes",
          pt: "o nome depois de '\(kind)' fica sem aspas"),
      at: Label(span), fixIts: fixIt.map { [$0] } ?? [])
  }

  // MARK: Values

  /// `(1, 2)`, `{1, 2}`.
  static func listInBrackets(at span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a list stands between '[' and ']'", pt: "uma lista fica entre '[' e ']'"),
      at: Label(span),
      notes: edits.isEmpty
        ? [
          Text(
            en: "there are no other collections, such as dictionaries",
            pt: "não há outras coleções, como dicionários")
        ] : [],
      fixIts: edits.isEmpty
        ? [] : [FixIt(Text(en: "write square brackets", pt: "escreva colchetes"), edits)])
  }

  /// `c ? a : b`.
  static func ternary(at span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a choice is written 'if condition then a else b'",
        pt: "uma escolha se escreve 'if condição then a else b'"),
      at: Label(span),
      fixIts: edits.isEmpty
        ? [] : [FixIt(Text(en: "write it in words", pt: "escreva-a em palavras"), edits)])
  }

  /// `1:3`, `1 to 3`.
  static func foreignRange(_ sign: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a range is written with two points, not with '\(sign)'",
        pt: "um intervalo se escreve com dois pontos seguidos ('..'), não com '\(sign)'"),
      at: Label(span), fixIts: [.replace(span, with: "..")])
  }

  /// `a[1:2]`.
  static func slice(at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a part of a list is built: [list[i] for i in 1..2]",
        pt: "uma parte de uma lista se constrói: [list[i] for i in 1..2]"),
      at: Label(span))
  }

  static func decimalComma(_ number: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a decimal number is written with a point",
        pt: "um número decimal se escreve com ponto"),
      at: Label(span), fixIts: [.replace(span, with: number)])
  }

  // MARK: Blocks and lines

  /// `network net: {`, `network net = {`.
  static func signBeforeBlock(_ sign: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a block's '{' follows directly, without '\(sign)'",
        pt: "a '{' de um bloco vem diretamente, sem '\(sign)'"),
      at: Label(span),
      fixIts: [
        FixIt(Text(en: "leave '\(sign)' out", pt: "tire '\(sign)'"), [Edit(span, "")])
      ])
  }

  /// A block that only its indentation shows, or one between other brackets.
  static func blockNeedsBraces(at span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a block stands between '{' and '}'", pt: "um bloco fica entre '{' e '}'"),
      at: Label(span),
      fixIts: edits.isEmpty
        ? [] : [FixIt(Text(en: "write braces", pt: "escreva chaves"), edits)])
  }

  static func superfluousWord(_ word: String, at span: Span, _ edit: Edit) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a block follows here, without '\(word)'", pt: "aqui vem um bloco, sem '\(word)'"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "leave '\(word)' out", pt: "tire '\(word)'"), [edit])])
  }

  /// `elif`, `elseif`.
  static func elseIf(_ word: String, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "'\(word)' is written 'else if' here", pt: "'\(word)' se escreve 'else if' aqui"),
      at: Label(span), fixIts: [.replace(span, with: "else if")])
  }

  /// `end` in the place of a `}`.
  static func endOfBlock(at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(en: "a block ends with '}'", pt: "um bloco termina com '}'"), at: Label(span),
      fixIts: [.replace(span, with: "}")])
  }

  /// `for (i in list) {`.
  static func loopInParentheses(at span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a loop is written 'for i in 1..10 { … }'",
        pt: "um laço se escreve 'for i in 1..10 { … }'"),
      at: Label(span),
      fixIts: edits.isEmpty
        ? []
        : [FixIt(Text(en: "leave the parentheses out", pt: "tire os parênteses"), edits)])
  }

  /// `- dense 8`, as a list of YAML.
  static func hyphenBeforeLine(at span: Span, _ edit: Edit) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(
        en: "a line of a block has no '-' before it", pt: "uma linha de um bloco não tem '-' antes"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "leave it out", pt: "tire-o"), [edit])])
  }

  /// `"loss": "mse"`, as in JSON.
  static func quotedWord(_ word: String, at span: Span, _ head: Span) -> Diagnostic {
    .error(
      .noAssignInBlock,
      Text(
        en: "a setting is written as a word and its value, without quotes and ':'",
        pt: "um ajuste se escreve como palavra e valor, sem aspas nem ':'"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write '\(word)' and the value", pt: "escreva '\(word)' e o valor"),
          [Edit(head, "\(word) ")])
      ])
  }

  /// A comma behind which another line begins.
  static func commaBeforeLine(_ word: String, isSameLine: Bool, at span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      isSameLine
        ? Text(
          en: "'\(word)' begins a line of its own, behind ';' or on the next line",
          pt: "'\(word)' começa uma linha própria, depois de ';' ou na linha seguinte")
        : Text(
          en: "a line ends without a comma, and '\(word)' begins the next one",
          pt: "uma linha termina sem vírgula, e '\(word)' começa a seguinte"),
      at: Label(span),
      fixIts: [
        isSameLine
          ? .replace(span, with: ";")
          : FixIt(Text(en: "leave the comma out", pt: "tire a vírgula"), [Edit(span, "")])
      ])
  }

  /// `Dense(64, activation: relu)`: a line written like a call.
  static func lineLikeCall(_ word: String, at span: Span, _ edits: [Edit]) -> Diagnostic {
    .error(
      .callInBlock,
      Text(
        en: "'\(word)' opens a line, and what follows it stands without parentheses",
        pt: "'\(word)' abre uma linha, e o que vem depois fica sem parênteses"),
      at: Label(span),
      fixIts: [FixIt(Text(en: "leave the parentheses out", pt: "tire os parênteses"), edits)])
  }

  /// `rede net {`: a word of the language in another tongue.
  static func foreignWord(_ word: String, _ meant: String, at span: Span) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "the words of the language are English: '\(meant)', not '\(word)'",
        pt: "as palavras da linguagem são em inglês: '\(meant)', e não '\(word)'"),
      at: Label(span), fixIts: [.replace(span, with: meant)])
  }

  static func pathNeedsQuotes(_ path: String, at span: Span) -> Diagnostic {
    .error(
      .includeFailed,
      Text(
        en: "the path of a file stands between quotes",
        pt: "o caminho de um arquivo fica entre aspas"),
      at: Label(span), fixIts: [.replace(span, with: "\"\(path)\"")])
  }

  /// `1.`, a number that ends with its point.
  static func numberEndsWithPoint(_ span: Span) -> Diagnostic {
    .error(
      .unexpectedToken,
      Text(en: "a number ends with a digit", pt: "um número termina com um algarismo"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "write a 0 behind the point", pt: "escreva um 0 depois do ponto"),
          [Edit(span.endPoint, "0")])
      ])
  }

  /// A statement that only other languages have.
  static func foreignStatement(_ word: String, _ advice: Text, at span: Span) -> Diagnostic {
    .error(
      .unknownWord,
      Text(en: "there is no '\(word)'", pt: "não existe '\(word)'"), at: Label(span),
      notes: [advice])
  }
}
