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
  private mutating func parseItems(_ parse: (inout Parser) -> Statement) -> [Statement] {
    var items: [Statement] = []
    skipSeparators()
    while next != .end, next != .rightBrace {
      let before = position
      items.append(parse(&self))
      finishStatement()
      // Whatever stands here, the cursor moves on.
      if position == before { advance() }
      skipSeparators()
    }
    return items
  }

  /// Reports what stands behind a whole statement on its line, and goes to the statement's end.
  private mutating func finishStatement() {
    switch next {
    case .separator, .rightBrace, .end: break
    default:
      reportLeftover()
      skipStatement()
    }
    isRecovering = false
  }

  /// Parses one statement of the top level, of a function or of control flow there.
  ///
  ///     Statement       ::= Let | Var | Param | Function | Return | If | For | Repeat | Include
  ///                       | Declaration | Optimizer | Assignment | Sweep | Action | Expression
  private mutating func parseStatement() -> Statement {
    let start = nextSpan.start
    let documentation = documentation(before: start)
    let kind = nested(otherwise: .missing) { $0.parseStatementKind() }
    return Statement(kind, span(from: start), documentation: documentation)
  }

  private mutating func parseStatementKind() -> Statement.Kind {
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
        report(.statementExpected(found, at: nextSpan))
        skipStatement()
        return .missing
      }
      return .expression(parseExpression())
    }
  }

  private mutating func parseStatementWithName() -> Statement.Kind {
    if peek() == .name {
      if nextIs("data") || nextIs("plan") || nextIs("network") { return parseDeclaration() }
      if nextIs("optimizer") { return parseOptimizer() }
      if nextIs("sweep") { return .sweep(parseSweep()) }
    }
    if peek() == .assign { return parseAssignment() }
    if opensLine { return .line(parseAction()) }
    return .expression(parseExpression())
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
    if next == .equal || next == .colon {
      report(.assignExpected(name, found: text(), at: nextSpan))
      advance()
    } else {
      expect(.assign, Text(en: "'=' and a value", pt: "'=' e um valor"))
    }
  }

  /// Parses what may stand behind `=`: an expression, or a line that gives a value.
  ///
  ///     Value           ::= Sweep | Starter LineRest | Expression
  private mutating func parseValue() -> Value {
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
  private mutating func parseFunction() -> Statement.Kind {
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
    guard next == .leftBrace else {
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

  // MARK: Blocks and control flow

  /// Parses the statements between two braces.
  ///
  ///     Block           ::= '{' Separator? Statements '}'
  mutating func parseBlock(isOptimizer: Bool = false) -> Block {
    parseBraces { $0.parseStatements(isOptimizer: isOptimizer) }
  }

  /// Parses the lines between two braces.
  ///
  ///     LineBlock       ::= '{' Separator? (Item (Separator Item)* Separator?)? '}'
  mutating func parseLineBlock() -> Block {
    parseBraces { parser in parser.parseItems { $0.parseItem() } }
  }

  private mutating func parseBraces(_ parse: (inout Parser) -> [Statement]) -> Block {
    if next == .separator, peek() == .leftBrace {
      report(.braceOnNextLine(at: tokens[position + 1].span))
      advance()
    }
    let open = nextSpan
    guard expect(.leftBrace, Text(en: "'{'", pt: "'{'")) else {
      return Block([], Span(source.id, lastEnd..<lastEnd))
    }
    let wasRecovering = isRecovering
    isRecovering = false
    let statements = nested(otherwise: []) { parse(&$0) }
    if !take(.rightBrace) {
      report(.unclosedBrace(open, at: nextSpan))
      // The blocks around this one lack theirs too, which goes without saying.
      abandon()
    }
    isRecovering = isRecovering || wasRecovering
    return Block(statements, span(from: open.start))
  }

  /// Parses `if` as a statement; `if … then` is an expression.
  ///
  ///     If              ::= 'if' Expression Block ('else' (If | Block))?
  private mutating func parseIf() -> Statement.Kind {
    let start = position
    advance()
    let condition = parseExpression()
    if next == .then {
      position = start
      return .expression(parseExpression())
    }
    return parseBranches(first: condition) { $0.parseBlock() }
  }

  private mutating func parseBranches(
    first: Expression, _ block: (inout Parser) -> Block
  ) -> Statement.Kind {
    var branches = [Conditional.Branch(condition: first, block: block(&self))]
    while take(.else) {
      guard take(.if) else {
        return .conditional(Conditional(branches: branches, otherwise: block(&self)))
      }
      let condition = parseExpression()
      branches.append(Conditional.Branch(condition: condition, block: block(&self)))
    }
    return .conditional(Conditional(branches: branches, otherwise: nil))
  }

  /// Parses a loop over the elements of a list.
  ///
  ///     For             ::= 'for' Name 'in' Expression Block
  ///     ItemFor         ::= 'for' Name 'in' Expression LineBlock
  private mutating func parseFor(isLines: Bool) -> Statement.Kind {
    advance()
    guard let name = parseName() else { return .missing }
    expect(.in, Text(en: "'in' and a list", pt: "'in' e uma lista"))
    let list = parseExpression()
    let block = isLines ? parseLineBlock() : parseBlock()
    return .forLoop(ForLoop(name: name, list: list, block: block))
  }

  /// Parses a repetition.
  ///
  ///     Repeat          ::= 'repeat' Expression Block
  ///     ItemRepeat      ::= 'repeat' Expression LineBlock
  private mutating func parseRepeat(isLines: Bool) -> Statement.Kind {
    advance()
    let count = parseExpression()
    return .repetition(
      Repetition(count: count, block: isLines ? parseLineBlock() : parseBlock()))
  }

  /// Parses one entry of a block of lines.
  ///
  ///     Item            ::= Let | ItemIf | ItemFor | ItemRepeat | Line
  ///     ItemIf          ::= 'if' Expression LineBlock ('else' (ItemIf | LineBlock))?
  private mutating func parseItem() -> Statement {
    let start = nextSpan.start
    let kind = nested(otherwise: Statement.Kind.missing) { parser in
      switch parser.next {
      case .let: return parser.parseBinding()
      case .if:
        parser.advance()
        let condition = parser.parseExpression()
        return parser.parseBranches(first: condition) { $0.parseLineBlock() }
      case .for: return parser.parseFor(isLines: true)
      case .repeat: return parser.parseRepeat(isLines: true)
      case .name where !parser.nextIsQuoted: return .line(parser.parseLine())
      default:
        parser.report(.lineExpected(parser.found, at: parser.nextSpan))
        parser.skipStatement()
        return .missing
      }
    }
    return Statement(kind, span(from: start))
  }

  // MARK: Declarations

  /// Parses a data set, a plan or a network.
  ///
  ///     Declaration     ::= ('data' | 'plan') Name LineBlock
  ///                       | 'network' Name Parameters? LineBlock
  private mutating func parseDeclaration() -> Statement.Kind {
    let kind = Declaration.Kind(rawValue: text()) ?? .data
    advance()
    let name = nameHere
    advance()
    let parameters = kind == .network && next == .leftParenthesis ? parseParameters() : nil
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
