import Diagnostics

extension Parser {
  /// Parses a whole file.
  ///
  ///     Script          ::= Separator? (Version (Separator | End))? Statements End
  mutating func parseScript() -> (VersionLine?, [Statement]) {
    skipSeparators()
    let version = parseVersion()
    var statements = parseStatements()
    while next != .end {
      // Only a `}` too many ends the statements before the text's end.
      isRecovering = false
      report(.strayBrace(nextSpan))
      advance()
      statements += parseStatements()
    }
    return (version, statements)
  }

  /// Parses `nn 1` at the beginning of a file, where it stands.
  ///
  ///     Version         ::= 'nn' Number                       /* only as the first statement of a file */
  private mutating func parseVersion() -> VersionLine? {
    guard nextIs("nn"), peek() == .number else { return nil }
    let start = nextSpan.start
    advance()
    let number = numberValue(of: nextSpan)
    advance()
    let version = VersionLine(number: number, span: span(from: start))
    finishStatement()
    return version
  }

  /// Goes over line ends and `;`.
  ///
  ///     Separator       ::= (Newline | ';')+
  mutating func skipSeparators() {
    while next == .separator { advance() }
  }

  /// Parses statements up to a `}` or the end.
  ///
  ///     Statements      ::= (Statement (Separator Statement)* Separator?)?
  mutating func parseStatements(isOptimizer: Bool = false) -> [Statement] {
    parseItems { parser in
      isOptimizer ? parser.parseOptimizerItem() : parser.parseStatement()
    }
  }

  /// Parses what `parse` reads, between separators, up to a `}` or the end.
  mutating func parseItems(_ parse: (inout Parser) -> Statement) -> [Statement] {
    var items: [Statement] = []
    skipSeparators()
    while next != .end, next != .rightBrace {
      if braceDepth > 0, takeEndWord() {
        isClosedByWord = true
        break
      }
      let before = position
      items.append(parse(&self))
      finishStatement()
      // Whatever stands here, the cursor moves on.
      if position == before { advance() }
      let end = position
      skipSeparators()
      if endsIndentedBlock {
        // The separator is the one of the statement that the block belongs to.
        position = end
        break
      }
    }
    return items
  }

  /// Reports what stands behind a whole statement on its line, and goes to the statement's end.
  private mutating func finishStatement() {
    switch next {
    case .separator, .rightBrace, .end: break
    case .else where blockIndentation != nil: break
    default:
      if lineBreak == position { break }
      reportLeftover()
      skipStatement()
    }
    isRecovering = false
  }

  /// Parses one statement of the top level, of a function or of control flow there.
  ///
  ///     Statement       ::= Let | Var | Param | Function | Return | If | For | Repeat | Include
  ///                       | Declaration | Optimizer | Assignment | Sweep | Action | Expression
  mutating func parseStatement() -> Statement {
    let start = nextSpan.start
    let documentation = documentation(before: start)
    let kind = nested(otherwise: .missing) { $0.parseStatementKind() }
    return Statement(kind, span(from: start), documentation: documentation)
  }

  private mutating func parseStatementKind() -> Statement.Kind {
    statementStart = nextSpan.start
    switch next {
    case .let, .var: return parseBinding()
    case .param: return parseParam()
    case .fn where peek() == .name || peek().isReserved: return parseFunction()
    case .return: return parseReturn()
    case .if: return parseIf()
    case .for: return parseFor(isLines: false)
    case .repeat: return parseRepeat(isLines: false)
    case .include: return parseInclude()
    case .name: return parseStatementWithName()
    default:
      guard next.beginsExpression else {
        report(.statementExpected(found, at: nextSpan, symbol: next))
        skipStatement()
        return .missing
      }
      return .expression(parseExpression())
    }
  }

  private mutating func parseStatementWithName() -> Statement.Kind {
    if let kind = parseForeignStatement() { return kind }
    if peek() == .name {
      if let word = capitalizedWord { return parseDeclaration(as: word) }
      if nextIs("data") || nextIs("plan") || nextIs("network") { return parseDeclaration() }
      if nextIs("optimizer") { return parseOptimizer() }
      if nextIs("sweep") { return .sweep(parseSweep()) }
    }
    if peek() == .assign { return parseAssignment() }
    if opensLine { return .line(parseAction()) }
    return .expression(parseExpression())
  }

  /// The word that `NETWORK net {` begins with, in small letters.
  private var capitalizedWord: String? {
    let word = text()
    let small = word.lowercased()
    return small != word && Declaration.Kind(rawValue: small) != nil && peek(2) != .assign
      ? small : nil
  }

  /// Whether the name at the cursor opens a line.
  ///
  ///     Opener          ::= ActionWord | Starter              /* and no '=' follows; an expression statement never begins with one */
  ///     ActionWord      ::= 'train' | 'evaluate' | 'predict' | 'print' | 'show' | 'plot' | 'save' | 'load' | 'export'
  ///                       | 'expect' | 'reset' | 'step' | 'back' | 'rewind' | 'continue' | 'seed' | 'find_rate' | 'animate'
  ///                                                           /* the catalogue's actions: a test compares */
  ///     Starter         ::= Word                              /* when the next token cannot continue an expression: Name Number Percent
  ///                                                              Dimensions Text ? { fn if not true false on with from to as;
  ///                                                              but not data, plan, network, optimizer, sweep before a Name */
  private var opensLine: Bool {
    guard !nextIsQuoted, peek() != .assign else { return false }
    return peek().startsLine || Self.actionWords.contains(text())
  }

  static let actionWords: Set<String> = [
    "train", "evaluate", "predict", "print", "show", "plot", "save", "load", "export", "expect",
    "reset", "step", "back", "rewind", "continue", "seed", "find_rate", "animate",
  ]

  // MARK: Names, values, functions

  /// Parses a constant or a variable.
  ///
  ///     Let             ::= 'let' Name '=' Value
  ///     Var             ::= 'var' Name '=' Value
  mutating func parseBinding() -> Statement.Kind {
    let isVariable = next == .var
    advance()
    guard let name = parseName() else { return .missing }
    expectAssign(name)
    return .binding(Binding(isVariable: isVariable, name: name, value: parseValue()))
  }

  /// Parses a constant that the command line may set.
  ///
  ///     Param           ::= 'param' Name '=' Expression       /* top level of the script that is run */
  private mutating func parseParam() -> Statement.Kind {
    advance()
    guard let name = parseName() else { return .missing }
    expectAssign(name)
    return .parameter(ParameterDeclaration(name: name, value: parseExpression()))
  }

  /// Parses a new value for a variable.
  ///
  ///     Assignment      ::= Name '=' Value
  private mutating func parseAssignment() -> Statement.Kind {
    guard let name = parseName() else { return .missing }
    expectAssign(name)
    return .assignment(name, parseValue())
  }

  private mutating func expectAssign(_ name: Name) {
    if next == .colon, peek() == .name, peek(2) == .assign {
      report(.typedName(name, nextSpan.joined(with: spanAhead(1))))
      position += 3
    } else if next == .colon, peek() == .assign {
      report(.assignExpected(name, found: ":=", at: nextSpan.joined(with: spanAhead(1))))
      position += 2
    } else if next == .equal || next == .colon {
      report(.assignExpected(name, found: text(), at: nextSpan))
      advance()
    } else {
      expect(.assign, Text(en: "'=' and a value", pt: "'=' e um valor"))
    }
  }

  /// Parses what may stand behind `=`: an expression, or a line that gives a value.
  ///
  ///     Value           ::= Sweep | Starter LineRest | Expression
  mutating func parseValue() -> Value {
    if let value = parseLambda() ?? parseListInBraces() { return .expression(value) }
    if next == .name, !nextIsQuoted {
      if nextIs("sweep"), peek() == .name { return .sweep(parseSweep()) }
      if peek().startsLine, peek() != .if || Self.actionWords.contains(text()) {
        return .line(parseAction())
      }
    }
    return .expression(parseExpression())
  }

  /// Parses a name; reports where there is none.
  mutating func parseName() -> Name? {
    guard next == .name else {
      report(
        next.isReserved
          ? .reservedName(text(), at: nextSpan)
          : .unexpected(
            found, wanted: Text(en: "a name", pt: "um nome"), at: nextSpan, after: lastEnd))
      return nil
    }
    let name = nameHere
    advance()
    return name
  }

  /// The name at the cursor, without its backticks.
  var nameHere: Name {
    let isQuoted = nextIsQuoted
    let text = text()
    return Name(isQuoted ? String(text.dropFirst().dropLast()) : text, nextSpan, isQuoted: isQuoted)
  }

  /// Parses a named function.
  ///
  ///     Function        ::= 'fn' Name Parameters Body
  mutating func parseFunction() -> Statement.Kind {
    advance()
    guard let name = parseName() else { return .missing }
    let parameters = parseParameters()
    let body = parseBody()
    return .function(FunctionDeclaration(name: name, parameters: parameters, body: body))
  }

  /// Parses the names between the parentheses of a function.
  ///
  ///     Parameters      ::= '(' (Parameter (',' Parameter)* ','?)? ')'
  mutating func parseParameters() -> [Parameter] {
    guard expect(.leftParenthesis, Text(en: "'(' and the parameters", pt: "'(' e os parâmetros"))
    else { return [] }
    var parameters: [Parameter] = []
    while next != .rightParenthesis {
      guard let parameter = parseParameter() else { break }
      parameters.append(parameter)
      guard take(.comma) else { break }
    }
    expect(.rightParenthesis, Text(en: "',' or ')'", pt: "',' ou ')'"))
    return parameters
  }

  /// Parses one of them.
  ///
  ///     Parameter       ::= Name ('=' Expression)?
  private mutating func parseParameter() -> Parameter? {
    guard let name = parseName() else { return nil }
    return Parameter(name: name, value: take(.assign) ? parseExpression() : nil)
  }

  /// Parses what a function does.
  ///
  ///     Body            ::= '=' Expression | Block
  mutating func parseBody() -> FunctionBody {
    if take(.assign) { return .expression(parseExpression()) }
    if let body = parseForeignBody() { return body }
    guard next == .leftBrace || next == .colon || next == .separator else {
      report(
        .unexpected(
          found,
          wanted: Text(
            en: "'=' and an expression, or a block", pt: "'=' e uma expressão, ou um bloco"),
          at: nextSpan, after: lastEnd))
      return .expression(missing)
    }
    return .block(parseBlock())
  }

  /// Parses the end of a function.
  ///
  ///     Return          ::= 'return' Expression
  private mutating func parseReturn() -> Statement.Kind {
    advance()
    return .returning(parseExpression())
  }

  /// Parses the inclusion of another file.
  ///
  ///     Include         ::= 'include' Text
  private mutating func parseInclude() -> Statement.Kind {
    advance()
    if next == .name || next == .less {
      reportUnquotedPath()
      return .missing
    }
    guard next == .text else {
      report(
        .unexpected(
          found,
          wanted: Text(en: "the name of a file in quotes", pt: "o nome de um arquivo entre aspas"),
          at: nextSpan, after: lastEnd))
      return .missing
    }
    return .include(Include(path: parsePrimary()))
  }

  // MARK: Declarations

  /// Parses a data set, a plan or a network.
  ///
  ///     Declaration     ::= ('data' | 'plan') Name LineBlock
  ///                       | 'network' Name Parameters? LineBlock
  private mutating func parseDeclaration(as word: String? = nil) -> Statement.Kind {
    let kind = Declaration.Kind(rawValue: word ?? text()) ?? .data
    if let word { report(.foreignDeclaration(of: word, text(), at: nextSpan)) }
    advance()
    let name = nameHere
    advance()
    let takesParameters =
      kind == .network && next == .leftParenthesis
      && (isOnSameLine(nextSpan, spanAhead(1)) || isFollowedByBlock)
    let parameters = takesParameters ? parseParameters() : nil
    return .declaration(
      Declaration(kind: kind, name: name, parameters: parameters, block: parseLineBlock()))
  }

  /// Parses an optimizer of the script.
  ///
  ///     Optimizer       ::= 'optimizer' Name Parameters? '{' Separator? (OptimizerItem (Separator OptimizerItem)* Separator?)? '}'
  private mutating func parseOptimizer() -> Statement.Kind {
    advance()
    let name = nameHere
    advance()
    let parameters = next == .leftParenthesis ? parseParameters() : []
    return .optimizer(
      OptimizerDeclaration(
        name: name, parameters: parameters, block: parseBlock(isOptimizer: true)))
  }

  /// Parses a statement of an optimizer.
  ///
  ///     OptimizerItem   ::= State | Statement
  ///     State           ::= 'state' Name '=' Expression
  private mutating func parseOptimizerItem() -> Statement {
    guard nextIs("state"), peek() == .name else { return parseStatement() }
    let start = nextSpan.start
    advance()
    let name = nameHere
    advance()
    expectAssign(name)
    let value = parseExpression()
    return Statement(.state(name, value), span(from: start))
  }

  /// Parses runs over several values.
  ///
  ///     Sweep           ::= 'sweep' Binding (',' Binding)* (',' NamedArgument)* Block
  private mutating func parseSweep() -> Sweep {
    let start = nextSpan.start
    advance()
    var axes: [Sweep.Axis] = []
    var settings: [Argument] = []
    repeat {
      if next == .name, peek() == .colon {
        settings.append(parseArgument())
      } else if let axis = parseSweepBinding() {
        axes.append(axis)
      }
    } while !isRecovering && take(.comma)
    let block = parseBlock()
    return Sweep(axes: axes, settings: settings, block: block, span: span(from: start))
  }

  /// Parses one of the names that a sweep runs through.
  ///
  ///     Binding         ::= Name 'in' Expression
  private mutating func parseSweepBinding() -> Sweep.Axis? {
    guard let name = parseName() else { return nil }
    expect(.in, Text(en: "'in' and a list", pt: "'in' e uma lista"))
    return Sweep.Axis(name: name, values: parseExpression())
  }
}
