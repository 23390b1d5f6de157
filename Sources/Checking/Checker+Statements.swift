import Diagnostics
import Syntax
import Vocabulary

extension Checker {
  /// Checks statements one after another: those of the script, or the lines of a block of `place`.
  mutating func check(_ statements: [Statement], in place: Entry.Place) -> [CheckedStatement] {
    var result: [CheckedStatement] = []
    result.reserveCapacity(statements.count)
    for statement in statements {
      if let kind = check(statement, in: place) {
        result.append(CheckedStatement(kind: kind, span: statement.span))
      }
    }
    return result
  }

  /// Checks a block with names of its own.
  mutating func check(_ block: Block, in place: Entry.Place) -> [CheckedStatement] {
    inScope { $0.check(block.statements, in: place) }
  }

  /// - Returns: What the statement means; `nil` where it means nothing by itself.
  private mutating func check(
    _ statement: Statement, in place: Entry.Place
  ) -> CheckedStatement.Kind? {
    switch statement.kind {
    case .binding(let binding): return check(binding, statement.span, in: place)
    case .assignment(let name, let value): return check(assignment: name, value, in: place)
    case .conditional(let conditional): return check(conditional, in: place)
    case .forLoop(let loop): return check(loop, in: place)
    case .repetition(let repetition):
      let count = check(repetition.count)
      return .repetition(count, check(repetition.block, in: place))
    case .line(let line):
      if let checked = check(line, in: place) { return .line(checked) }
      return unknown(line.word, statement.span, in: place)
    case .sweep(let sweep):
      return check(sweep).map { .sweep($0) } ?? .expression(.unknown(sweep.span))
    case .missing:
      return unknown(Name("", statement.span.startPoint), statement.span, in: place)
    default: return check(topLevel: statement, in: place)
    }
  }

  /// Checks what the parser finds only outside of line blocks.
  private mutating func check(
    topLevel statement: Statement, in place: Entry.Place
  ) -> CheckedStatement.Kind? {
    switch statement.kind {
    case .parameter(let parameter): return check(parameter, statement)
    case .function(let function): return check(function, statement)
    case .returning(let value): return check(returning: value, statement.span)
    case .include(let include): return check(include, statement.span)
    case .declaration(let declaration): return check(declaration, statement)
    case .optimizer(let optimizer): return check(optimizer, statement)
    case .expression(let expression): return check(alone: expression)
    default: return nil
    }
  }

  /// A statement that nobody knows; in a block, a line that may have been any.
  private func unknown(
    _ word: Name, _ span: Span, in place: Entry.Place
  ) -> CheckedStatement.Kind {
    guard place != .top else { return .expression(.unknown(span)) }
    return .line(
      CheckedLine(
        word: .value(.unknown(word.span), name: word.text), wordSpan: word.span, arguments: [],
        on: nil, with: nil, from: nil, to: nil, alias: nil, block: nil, span: span))
  }

  /// The span of the word `sweep`.
  func wordSpan(of sweep: Sweep) -> Span {
    let start = sweep.span.start
    return Span(sweep.span.file, start..<min(start + "sweep".utf8.count, sweep.span.end))
  }
}

extension CheckedExpression {
  /// What was reported as wrong.
  static func unknown(_ span: Span) -> CheckedExpression {
    CheckedExpression(kind: .unknown, span: span)
  }

  /// Whether it was reported as wrong, so that what depends on it stays silent.
  package var isUnknown: Bool {
    if case .unknown = kind { true } else { false }
  }
}

// MARK: - Names and values

extension Checker {
  private mutating func check(
    _ binding: Syntax.Binding, _ span: Span, in place: Entry.Place
  ) -> CheckedStatement.Kind {
    // The value is checked first: `let x = x` means an `x` from further out.
    var value = check(binding.value, in: place)
    if hasSyntaxProblem(in: span) { value = .unknown(span) }
    var kind = Binding.Kind.constant
    if binding.isVariable {
      kind = .variable
    } else if case .function(let function) = value.kind {
      kind = .function(Signature(function))
    } else if value.isUnknown {
      kind = .unknown
    }
    let reference = declare(binding.name, kind, statement: span)
    // `let run = train …` does something, whether or not its result is looked at.
    switch value.kind {
    case .action, .sweep: usedNames.insert(binding.name.span)
    default: break
    }
    return .set(reference, name: binding.name.text, value)
  }

  private mutating func check(_ value: Value, in place: Entry.Place) -> CheckedExpression {
    switch value {
    case .expression(let expression): return check(expression)
    case .sweep(let sweep):
      guard place == .top else {
        report(
          .misplacedWord(Name("sweep", wordSpan(of: sweep)), belongsIn: [.top], in: place))
        return .unknown(sweep.span)
      }
      return check(sweep).map { CheckedExpression(kind: .sweep($0), span: sweep.span) }
        ?? .unknown(sweep.span)
    case .line(let line):
      guard place == .top else {
        report(.misplacedWord(line.word, belongsIn: [.top], in: place))
        return .unknown(line.span)
      }
      guard let checked = check(line, in: .top) else { return .unknown(line.span) }
      if case .entry(let entry) = checked.word, entry.givesValue {
        return CheckedExpression(kind: .action(checked), span: line.span)
      }
      report(.noValue(of: line.word))
      return .unknown(line.span)
    }
  }

  private mutating func check(
    assignment name: Name, _ value: Value, in place: Entry.Place
  ) -> CheckedStatement.Kind? {
    let written = value.span
    let value = check(value, in: place)
    guard let found = find(name.text) else {
      if let written, catalogue.word(name.text, in: .top) != nil {
        report(.actionAssigned(name, Span(name.span.file, name.span.end..<written.start)))
        return nil
      }
      reportUnassignable(name)
      return nil
    }
    switch found.binding.kind {
    case .unknown: return nil
    case .variable, .state: break
    case .constant:
      report(.constantAssigned(name, declared: found.binding))
      return nil
    default:
      report(.notAVariable(name, declared: found.binding))
      return nil
    }
    guard found.isOwn else {
      report(.outsideAssigned(name, declared: found.binding.span))
      return nil
    }
    guard !isOutsideOfSweep(name.text) else {
      report(.outsideOfSweepAssigned(name, declared: found.binding.span))
      return nil
    }
    if case .state = found.binding.kind, name.text == OptimizerNames.weight {
      contexts[contexts.count - 1].isWeightAssigned = true
    }
    return .set(found.reference, name: name.text, value)
  }

  private mutating func reportUnassignable(_ name: Name) {
    guard !isDoubtful(name.text) else { return }
    let variables = maySuggest ? variableNames : []
    report(.undeclaredVariable(name, closest: closest(to: name.text, among: variables)))
    // Declared from here on, so that one mistake is reported once.
    contexts[contexts.count - 1].scopes[contexts[contexts.count - 1].scopes.count - 1][name.text] =
      Binding(kind: .unknown, reference: newPlace(), span: name.span, statement: name.span)
  }

  private var variableNames: [String] {
    contexts.flatMap { context in
      context.scopes.flatMap { scope in
        scope.filter { entry in
          if case .variable = entry.value.kind { true } else { false }
        }.keys
      }
    }
  }

  private mutating func check(
    _ parameter: ParameterDeclaration, _ statement: Statement
  ) -> CheckedStatement.Kind {
    let value = check(parameter.value)
    let isOutside = contexts.count == 1 && contexts[0].scopes.count == 1 && openFiles.count == 1
    if !isOutside {
      report(.misplacedParam(Span(statement.span.file, keyword("param", statement))))
    }
    let reference = declare(
      parameter.name, value.isUnknown ? .unknown : .constant, statement: statement.span)
    guard isOutside, case .global(let place) = reference else {
      return .set(reference, name: parameter.name.text, value)
    }
    let checked = CheckedParameter(
      name: parameter.name.text, span: parameter.name.span, global: place,
      documentation: statement.documentation)
    parameters.append(checked)
    return .parameter(checked, value)
  }

  /// The bytes of the word that `statement` begins with.
  private func keyword(_ word: String, _ statement: Statement) -> Range<Int> {
    let start = statement.span.start
    return start..<min(start + word.utf8.count, statement.span.end)
  }
}

// MARK: - Control flow, and what stands alone

extension Checker {
  private mutating func check(
    _ conditional: Conditional, in place: Entry.Place
  ) -> CheckedStatement.Kind {
    var branches: [(condition: CheckedExpression, block: [CheckedStatement])] = []
    for branch in conditional.branches {
      var condition = check(branch.condition)
      if hasSyntaxProblem(in: branch.condition.span.joined(with: branch.block.span.startPoint)) {
        condition = .unknown(condition.span)
      }
      branches.append((condition, check(branch.block, in: place)))
    }
    let otherwise = conditional.otherwise.map { check($0, in: place) } ?? []
    return .conditional(branches, otherwise: otherwise)
  }

  private mutating func check(_ loop: ForLoop, in place: Entry.Place) -> CheckedStatement.Kind {
    let list = check(loop.list)
    return inScope { checker in
      let reference = checker.declare(loop.name, .given, statement: loop.name.span)
      let block = checker.check(loop.block, in: place)
      return .forLoop(reference, name: loop.name.text, list, block)
    }
  }

  private mutating func check(returning value: Expression, _ span: Span) -> CheckedStatement.Kind? {
    let value = check(value)
    let isInSweep = sweepScopes.last.map { $0.context == contexts.count - 1 } ?? false
    guard contexts.last?.kind == .function, !isInSweep else {
      report(.returnOutside(at: Span(span.file, span.start..<min(span.start + 6, span.end))))
      return nil
    }
    return .returning(value)
  }

  private mutating func check(alone expression: Expression) -> CheckedStatement.Kind {
    let before = problems.count
    let checked = check(expression)
    let isPrompt = redefinitionIsFine && contexts.count == 1
    if !isPrompt, !expression.isCall, !checked.isUnknown, problems.count == before,
      !hasSyntaxProblem(in: expression.span)
    {
      report(.valueUnused(at: expression.span, inFunction: contexts.last?.kind == .function))
      return .expression(.unknown(expression.span))
    }
    return .expression(checked)
  }

  private mutating func check(_ include: Include, _ span: Span) -> CheckedStatement.Kind? {
    guard case .text(let parts) = include.path.kind, parts.count == 1,
      case .characters(let path)? = parts.first
    else {
      lacksFile = true
      report(.includeNeedsPath(at: include.path.span))
      return nil
    }
    guard contexts.count == 1, contexts[0].scopes.count == 1 else {
      lacksFile = true
      report(.misplacedInclude(at: span))
      return nil
    }
    switch self.include(path, span.file) {
    case .problem(let reason):
      lacksFile = true
      report(.includeFailed(path, reason, at: include.path.span))
      return nil
    case .file(let source): return included(source, at: include.path.span)
    }
  }

  /// Checks the statements of a file in the place of its `include`; a second time it adds nothing.
  private mutating func included(_ source: SourceFile, at span: Span) -> CheckedStatement.Kind? {
    if openFiles.contains(where: { $0.id == source.id || $0.name == source.name }) {
      report(.includeCycle(openFiles.map(\.name) + [source.name], at: span))
      return nil
    }
    guard includedFiles.insert(source.name).inserted else { return nil }
    let tree = parse(source)
    problems += tree.problems
    trees[source.id] = tree
    sources[source.id] = source
    doubtfulNames = nil
    laterNames = nil
    openFiles.append(source)
    defer { openFiles.removeLast() }
    checkVersion(of: tree)
    return .included(file: source.id, check(tree.statements, in: .top))
  }
}

extension Value {
  /// Where an expression stands that is assigned.
  fileprivate var span: Span? {
    if case .expression(let expression) = self { expression.span } else { nil }
  }
}

extension Expression {
  fileprivate var isCall: Bool {
    switch kind {
    case .call: true
    case .parenthesized(let inner): inner.isCall
    default: false
    }
  }
}
