import Diagnostics
import Syntax
import Vocabulary

/// The names that an optimizer's body is given, in the order of its frame.
enum OptimizerNames {
  static let weight = "weight"
  static let constants = ["gradient", "rate", "iteration"]
}

extension Signature {
  init(_ parameters: [Syntax.Parameter]) {
    self.init(
      parameters: parameters.map { Parameter(name: $0.name.text, isRequired: $0.value == nil) })
  }

  init(_ function: CheckedFunction) {
    self.init(
      parameters: function.parameters.map {
        Parameter(name: $0.name, isRequired: $0.defaultValue == nil)
      })
  }
}

// MARK: - Functions

extension Checker {
  /// Checks a function of its own name, which its body knows.
  mutating func check(
    _ function: FunctionDeclaration, _ statement: Statement
  ) -> CheckedStatement.Kind {
    let kind = Binding.Kind.function(Signature(function.parameters))
    let reference = declare(function.name, kind, statement: statement.span)
    let before = problems.count
    let checked = checkedFunction(
      function.name, function.parameters, function.body, statement.span,
      documentation: statement.documentation)
    // What uses a function that is wrong stays silent.
    let isWrong = problems.count > before || hasSyntaxProblem(in: statement.span)
    return .set(
      reference, name: function.name.text,
      CheckedExpression(kind: isWrong ? .unknown : .function(checked), span: statement.span))
  }

  mutating func checkedFunction(
    _ name: Name?, _ parameters: [Syntax.Parameter], _ body: FunctionBody, _ span: Span,
    documentation: [String] = []
  ) -> CheckedFunction {
    let wereColumns = namesAreColumns
    namesAreColumns = false
    defer { namesAreColumns = wereColumns }
    let ((checkedParameters, checkedBody), context) = inFunction(.function) { checker in
      if let name, checker.contexts.count > 2 { checker.knowItself(name, parameters) }
      let checkedParameters = checker.check(parameters)
      return (checkedParameters, checker.check(body))
    }
    return CheckedFunction(
      name: name?.text, parameters: checkedParameters, frameSize: context.frameSize,
      captures: context.captures, body: checkedBody, span: span, documentation: documentation)
  }

  /// Lets the running function call itself where it lives in no place of the script.
  private mutating func knowItself(_ name: Name, _ parameters: [Syntax.Parameter]) {
    contexts[contexts.count - 1].ownName = (
      name.text,
      Binding(
        kind: .function(Signature(parameters)), reference: .itself, span: name.span,
        statement: name.span)
    )
  }

  private mutating func check(_ body: FunctionBody) -> CheckedFunction.Body {
    switch body {
    case .expression(let expression): .expression(check(expression))
    case .block(let block): .block(check(block, in: .top))
    }
  }

  /// Checks parameters, which take the first places of the frame; a default sees those before it.
  ///
  /// - Parameter reserved: How many places behind them are spoken for.
  private mutating func check(
    _ parameters: [Syntax.Parameter], reserved: Int = 0
  ) -> [CheckedFunction.Parameter] {
    let context = contexts.count - 1
    // Before any default is checked, which may need places of its own.
    contexts[context].frameSize = parameters.count + reserved
    var result: [CheckedFunction.Parameter] = []
    for (place, parameter) in parameters.enumerated() {
      let name = parameter.name
      let value = parameter.value.map { check($0) }
      if value == nil, let last = result.last, last.defaultValue != nil {
        report(.requiredAfterDefault(name, after: last.span))
      }
      if let earlier = contexts[context].scopes[0][name.text] {
        report(.nameTaken(name, earlier: earlier.span))
      } else {
        contexts[context].scopes[0][name.text] = Binding(
          kind: .given, reference: .local(place), span: name.span, statement: name.span)
      }
      result.append(
        CheckedFunction.Parameter(name: name.text, span: name.span, defaultValue: value))
    }
    return result
  }
}

// MARK: - Data, plans, networks

extension Checker {
  mutating func check(_ declaration: Declaration, _ statement: Statement) -> CheckedStatement.Kind {
    switch declaration.kind {
    case .network: return check(network: declaration, statement)
    case .data, .plan:
      let place: Entry.Place = declaration.kind == .data ? .data : .plan
      let lines = checkedLines(of: declaration.block, in: place, owner: declaration.name)
      let reference = declare(
        declaration.name, declaration.kind == .data ? .data : .plan, statement: statement.span)
      let checked = CheckedDeclaration(
        name: declaration.name.text, nameSpan: declaration.name.span,
        documentation: statement.documentation, statements: lines)
      return declaration.kind == .data ? .data(reference, checked) : .plan(reference, checked)
    }
  }

  private mutating func check(
    network declaration: Declaration, _ statement: Statement
  ) -> CheckedStatement.Kind {
    let (name, block) = (declaration.name, declaration.block)
    let ((parameters, lines), context) = inFunction(.network) { checker in
      let outer = checker.networkName
      checker.networkName = name.text
      defer { checker.networkName = outer }
      let parameters = checker.check(declaration.parameters ?? [])
      return (parameters, checker.checkedLines(of: block, in: .network, owner: name))
    }
    let function = CheckedFunction(
      name: name.text, parameters: parameters, frameSize: context.frameSize,
      captures: context.captures, body: .block(lines), span: statement.span,
      documentation: statement.documentation)
    let reference = declare(name, .network(Signature(function)), statement: statement.span)
    return .network(
      reference, CheckedNetwork(name: name.text, nameSpan: name.span, function: function))
  }

  /// Checks the lines of a block as a whole: what stands twice, and what is missing.
  mutating func checkedLines(
    of block: Block, in place: Entry.Place, owner: Name, isComplete: Bool = true
  ) -> [CheckedStatement] {
    let problemsBefore = problems.count
    var lines = check(block, in: place)
    checkRepetitions(in: block.statements, place)
    if place == .network { checkNetworkOrder(block) }
    let isBroken = hasSyntaxProblem(in: block.span)
    guard isComplete else { return lines }
    let (missing, phase) = missingLines(in: block.statements, place)
    guard !missing.isEmpty else { return lines }
    // An unknown word, or what the parser did not understand, may have been the missing one.
    let mayBeThere = isBroken || problems[problemsBefore...].contains(where: \.concernsAWord)
    if !mayBeThere {
      report(
        .missingLines(
          missing, of: phase?.word ?? owner, place, in: phase?.block ?? block,
          source: sources[block.span.file]))
    }
    for entry in missing { lines.append(.unknownLine(entry, at: block.span.endPoint)) }
    return lines
  }

  /// The words that a block of `place` needs and that stand nowhere in it.
  ///
  /// - Returns: Also the phase that lacks them, where a training has phases.
  private func missingLines(
    in statements: [Statement], _ place: Entry.Place
  ) -> (words: [Entry], phase: Line?) {
    guard let required = requiredWords[place] else { return ([], nil) }
    let all = lines(in: statements)
    let needless = Set(all.flatMap(needless))
    let missing = required.filter { entry in
      !needless.contains(entry.name) && !all.contains { $0.word.text == entry.name }
    }
    let phases = all.filter { $0.word.text == "phase" }
    guard !phases.isEmpty else { return (missing, nil) }
    // One without its block is reported as such.
    if phases.contains(where: { $0.block == nil }) { return ([], nil) }
    for phase in phases {
      let lines = lines(in: phase.block?.statements ?? [])
      let own = Set(lines.map(\.word.text)).union(lines.flatMap(self.needless))
      let lacking = missing.filter { !own.contains($0.name) }
      if !lacking.isEmpty { return (lacking, phase) }
    }
    return ([], nil)
  }

  /// What a training does without that has `line`: `optimizer lbfgs` needs no rate.
  private func needless(with line: Line) -> Set<String> {
    guard line.word.text == "optimizer", let first = line.arguments.first, first.name == nil,
      let name = first.value.plainName
    else { return [] }
    return catalogue.function(name.text, as: .optimizer)?.doesWithout ?? []
  }

  /// All lines of a block, also those that stand there only under a condition.
  private func lines(in statements: [Statement]) -> [Line] {
    statements.flatMap { statement -> [Line] in
      switch statement.kind {
      case .line(let line): [line]
      case .conditional(let conditional):
        conditional.branches.flatMap { lines(in: $0.block.statements) }
          + lines(in: conditional.otherwise?.statements ?? [])
      case .forLoop(let loop): lines(in: loop.block.statements)
      case .repetition(let repetition): lines(in: repetition.block.statements)
      default: []
      }
    }
  }

  private mutating func checkRepetitions(in statements: [Statement], _ place: Entry.Place) {
    var first: [String: Span] = [:]
    var aliases: [String: Span] = [:]
    for case .line(let line) in statements.map(\.kind) {
      if let alias = line.alias {
        if let earlier = aliases[alias.text] { report(.nameTaken(alias, earlier: earlier)) }
        aliases[alias.text] = alias.span
      }
      guard let entry = catalogue.word(line.word.text, in: place), entry.isUnique else { continue }
      if let earlier = first[line.word.text] {
        report(.lineRepeated(line.word, earlier: earlier))
      } else {
        first[line.word.text] = line.word.span
      }
    }
  }

  private mutating func checkNetworkOrder(_ block: Block) {
    var isFirst = true
    for case .line(let line) in block.statements.map(\.kind) {
      // A second `input` is reported as such.
      if line.word.text == "input", !isFirst { report(.inputNotFirst(line.word)) }
      if line.word.text == "input" { return }
      isFirst = false
    }
  }
}

extension CheckedStatement {
  /// A line that was reported as missing, so that nothing that needs it is reported again.
  static func unknownLine(_ entry: Entry, at span: Span) -> CheckedStatement {
    let arguments = entry.settings.filter(\.isRequired).map { setting in
      CheckedArgument(setting: setting, name: nil, value: .unknown(span), span: span)
    }
    return CheckedStatement(
      kind: .line(
        CheckedLine(
          word: .entry(entry), wordSpan: span, arguments: arguments, on: nil, with: nil, from: nil,
          to: nil, alias: nil, block: nil, span: span)),
      span: span)
  }
}

extension Diagnostic {
  /// Whether the problem is with a line's word, so that nobody knows which line was meant.
  fileprivate var concernsAWord: Bool {
    code == .unknownWord || code == .misplacedWord || code == .notAvailable
  }
}

extension Span {
  func contains(_ other: Span) -> Bool {
    file == other.file && start <= other.start && other.end <= end
  }
}

// MARK: - Optimizers

extension Checker {
  /// Checks the update rule of an optimizer.
  ///
  /// Its frame holds the parameters, then `weight`, `gradient`, `rate`, `iteration`, then the
  /// states, then what its body declares.
  mutating func check(
    _ optimizer: OptimizerDeclaration, _ statement: Statement
  ) -> CheckedStatement.Kind? {
    let before = problems.count
    let stateCount = optimizer.block.statements.count(where: \.isState)
    let ((parameters, states, statements), context) = inFunction(.optimizer) { checker in
      let given = 1 + OptimizerNames.constants.count
      let parameters = checker.check(optimizer.parameters, reserved: given + stateCount)
      checker.declareGivenNames(from: parameters.count, at: optimizer.name.span)
      let states = checker.declareStates(from: parameters.count + given, of: optimizer.block)
      let rest = optimizer.block.statements.filter { !$0.isState }
      return (parameters, states, checker.inScope { $0.check(rest, in: .top) })
    }
    if !context.isWeightAssigned, problems.count == before {
      report(.weightNotChanged(optimizer.name))
    }
    let signature = Signature(optimizer.parameters)
    let reference = declare(optimizer.name, .optimizer(signature), statement: statement.span)
    guard problems.count == before, !hasSyntaxProblem(in: statement.span) else {
      return .set(reference, name: optimizer.name.text, .unknown(statement.span))
    }
    let first = parameters.count
    let function = CheckedFunction(
      name: optimizer.name.text, parameters: parameters, frameSize: context.frameSize,
      captures: context.captures, body: .block(statements), span: statement.span,
      documentation: statement.documentation)
    return .optimizer(
      reference,
      CheckedOptimizer(
        name: optimizer.name.text, nameSpan: optimizer.name.span, function: function,
        weight: first, gradient: first + 1, rate: first + 2, iteration: first + 3, states: states))
  }

  /// A parameter may be called like one of these names, and then hides it.
  private mutating func declareGivenNames(from first: Int, at span: Span) {
    let context = contexts.count - 1
    for (index, name) in ([OptimizerNames.weight] + OptimizerNames.constants).enumerated()
    where contexts[context].scopes[0][name] == nil {
      contexts[context].scopes[0][name] = Binding(
        kind: index == 0 ? .state : .given, reference: .local(first + index), span: span,
        statement: span)
    }
  }

  private mutating func declareStates(
    from first: Int, of block: Block
  ) -> [(name: String, local: Int, initial: CheckedExpression)] {
    let context = contexts.count - 1
    var states: [(name: String, local: Int, initial: CheckedExpression)] = []
    for case .state(let name, let initial) in block.statements.map(\.kind) {
      let place = first + states.count
      states.append((name.text, place, check(initial)))
      if let earlier = contexts[context].scopes[0][name.text] {
        report(.nameTaken(name, earlier: earlier.span))
        continue
      }
      contexts[context].scopes[0][name.text] = Binding(
        kind: .state, reference: .local(place), span: name.span, statement: name.span)
    }
    return states
  }
}

extension Statement {
  fileprivate var isState: Bool {
    if case .state = kind { true } else { false }
  }
}
