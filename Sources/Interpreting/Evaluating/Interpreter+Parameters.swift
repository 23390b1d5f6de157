import Checking
import Diagnostics
import Syntax
import Vocabulary

extension Interpreter {
  /// The value of a `param`: what the command line says, or its default.
  ///
  /// Where the command line gives several, a dry run takes the first of them, and the run of a sweep
  /// the one that it is for.
  func parameterValue(
    _ parameter: CheckedParameter, _ expression: CheckedExpression, _ frame: Frame
  ) throws(Stop) -> RunValue {
    let standard = try value(expression, frame)
    let value = try given(parameter, standard) ?? standard
    parameterValues[parameter.name] = (value, standard)
    return value
  }

  private func given(
    _ parameter: CheckedParameter, _ standard: RunValue
  ) throws(Stop) -> RunValue? {
    if let chosen = chosenParameters[parameter.name] { return chosen }
    guard let given = try given(parameter.name, like: standard, at: parameter.span) else {
      return nil
    }
    // What is a list by default takes another list.
    guard let values = given.several, standard.elements == nil else { return given.value }
    if parametersForSweeps.contains(parameter.name) {
      valuesForSweeps[parameter.name] = values
      return nil
    }
    sweptParameters[parameter.name] = values
    return values.first
  }

  /// What the command line gives for a name of a sweep in place of its own values.
  func given(_ axis: CheckedSweep.Axis, like standard: RunValue) throws(Stop) -> [RunValue]? {
    guard isSetByCommandLine(axis),
      let given = try given(axis.name, like: standard, at: axis.nameSpan)
    else { return nil }
    if let values = given.several {
      guard !values.isEmpty else {
        throw stop(.nothingGiven(axis.name, options.parameters[axis.name] ?? "", at: axis.nameSpan))
      }
      return values
    }
    // Where nobody knows yet what the values are like, a list is a list of them.
    guard standard.isUnknown, let elements = given.value.elements,
      (1...SweepGrid.mostRuns).contains(elements.count)
    else { return [given.value] }
    return Array(elements)
  }

  /// Whether the command line sets the values of `axis`: what is included is set by nobody.
  func isSetByCommandLine(_ axis: CheckedSweep.Axis) -> Bool {
    options.parameters[axis.name] != nil && axis.nameSpan.file == sources.first?.id
  }

  /// A value of the command line, and the values in it where it may be meant as several.
  private struct GivenValue {
    var value: RunValue
    var several: [RunValue]?
  }

  /// What the command line gives for `name`, which is like `standard` by default.
  ///
  /// - Problems: `wrong-parameter` where it is no value, or one of another kind.
  private func given(
    _ name: String, like standard: RunValue, at span: Span
  ) throws(Stop) -> GivenValue? {
    guard let text = options.parameters[name] else { return nil }
    let (literal, reason) = literal(text, named: name)
    let count = literal?.elements?.count ?? 1
    if let value = literal, let values = standard.several(value) {
      guard !values.isEmpty || standard.elements != nil else {
        throw stop(.nothingGiven(name, text, at: span))
      }
      guard count <= SweepGrid.mostRuns || standard.elements != nil else {
        throw stop(.tooManyRunsGiven(count, at: span))
      }
      return GivenValue(value: value, several: values)
    }
    if case .text = standard { return GivenValue(value: .text(text)) }
    guard let value = literal else {
      throw stop(
        .parameterNotRead(
          name, text, kind: standard.isUnknown ? nil : standard.kind, reason, at: span))
    }
    if !standard.isUnknown, !standard.isSameKind(as: value) {
      throw stop(
        .wrongParameterKind(
          name, text, expected: standard.givenKind, found: value.givenKind,
          isList: standard.elements != nil, at: span))
    }
    return GivenValue(value: value)
  }

  /// The value that `text` writes as an expression without names, or why it is none.
  private func literal(
    _ text: String, named name: String
  ) -> (value: RunValue?, problem: Diagnostic?) {
    let expression: CheckedExpression
    switch CheckedExpression.literal(text, named: name, catalogue) {
    case .success(let literal): expression = literal
    case .failure(let unreadable): return (nil, unreadable.problem)
    }
    let known = problems.count
    let value = try? value(expression, Frame(size: 0))
    // What is wrong there is a problem of the command line, and told as such.
    let problem = problems.count > known ? problems[known] : nil
    problems.removeLast(problems.count - known)
    return (value, problem)
  }
}

/// A text that is no expression without names, and why.
struct NoLiteral: Error {
  var problem: Diagnostic?
}

extension CheckedExpression {
  /// The expression that `text` writes, in which no name of a script stands.
  static func literal(
    _ text: String, named name: String, _ catalogue: Catalogue
  ) -> Result<CheckedExpression, NoLiteral> {
    let tree = parse(SourceFile(id: FileID(-1), name: name, text: "let value = \(text)"))
    if let problem = tree.problems.first { return .failure(NoLiteral(problem: problem)) }
    // '0.1; print 3' is no expression, and what is wrong with its lines is nobody's business.
    guard tree.statements.count == 1 else { return .failure(NoLiteral(problem: nil)) }
    var checker = Checker(catalogue: catalogue)
    let checked = checker.check(tree) { _, _ in .problem(Text(verbatim: "")) }
    guard checked.problems.isEmpty, checked.program.statements.count == 1,
      case .set(_, _, let expression) = checked.program.statements[0].kind
    else { return .failure(NoLiteral(problem: checked.problems.first)) }
    return .success(expression)
  }
}

extension RunValue {
  /// The elements of `other`, where it is a list of values like this one.
  fileprivate func several(_ other: RunValue) -> [RunValue]? {
    switch other {
    case .list, .sequence: break
    default: return nil
    }
    guard !isUnknown, let values = other.elements else { return nil }
    let first = values.prefix(SweepGrid.mostRuns + 1)
    return first.allSatisfy(isSameKind) ? Array(first) : nil
  }

  /// Whether a `param` that was a value like this one can become `other`.
  fileprivate func isSameKind(as other: RunValue) -> Bool {
    switch (self, other) {
    case (.number, .number), (.boolean, .boolean), (.text, .text), (.quantity, .quantity): true
    case (.list, _), (.sequence, _), (.dimensions, _): other.elements != nil
    case (.function, .builtin(_, let entries)): entries.contains { $0.kind.isChoice }
    case (.builtin(_, let own), .builtin(_, let entries)):
      own.contains { entry in entries.contains { $0.kind.isSameChoice(as: entry.kind) } }
    default: false
    }
  }

  /// Its kind, of which the name of a built-in is no part.
  var givenKind: Text {
    guard case .builtin(_, let entries) = self else { return kind }
    for entry in entries {
      switch entry.kind {
      case .activation: return Text(en: "an activation", pt: "uma ativação")
      case .loss: return Text(en: "a loss", pt: "uma perda")
      case .metric: return Text(en: "a metric", pt: "uma métrica")
      case .optimizer: return Text(en: "an optimizer", pt: "um otimizador")
      case .schedule: return Text(en: "a schedule", pt: "um cronograma")
      case .initializer: return Text(en: "an initializer", pt: "um inicializador")
      case .layer, .function, .generator, .statement, .word: continue
      }
    }
    return kind
  }
}

extension Entry.Kind {
  /// Whether a script chooses one of its kind by name.
  fileprivate var isChoice: Bool { isSameChoice(as: self) }

  fileprivate func isSameChoice(as other: Entry.Kind) -> Bool {
    switch (self, other) {
    case (.activation, .activation), (.loss, .loss), (.metric, .metric),
      (.optimizer, .optimizer), (.schedule, .schedule), (.initializer, .initializer):
      true
    default: false
    }
  }
}

extension Diagnostic {
  /// - Parameter kind: What the value should be, where that is known.
  fileprivate static func parameterNotRead(
    _ name: String, _ given: String, kind: Text?, _ reason: Diagnostic?, at span: Span
  ) -> Diagnostic {
    var notes = kind.map {
      [Text(en: "'\(name)' takes \($0.en)", pt: "'\(name)' aceita \($0.pt)")]
    }
    // That a word means nothing is said already, where another kind of value is needed.
    if let reason, kind == nil || reason.code != .unknownName {
      notes = (notes ?? []) + [reason.message] + reason.notes
    }
    return .error(
      .wrongParameter,
      Text(
        en: "'\(name)=\(given)' on the command line is no value",
        pt: "'\(name)=\(given)' na linha de comando não é um valor"),
      at: Label(span, Text(en: "declared here", pt: "declarado aqui")),
      notes: notes ?? [])
  }

  /// - Parameter isList: Whether a list is expected, so that one value may have been meant as one.
  fileprivate static func wrongParameterKind(
    _ name: String, _ given: String, expected: Text, found: Text, isList: Bool, at span: Span
  ) -> Diagnostic {
    .error(
      .wrongParameter,
      Text(
        en:
          "'\(name)' is \(expected.en), and '\(name)=\(given)' on the command line is \(found.en)",
        pt: "'\(name)' é \(expected.pt), e '\(name)=\(given)' na linha de comando é \(found.pt)"),
      at: Label(span, Text(en: "declared here", pt: "declarado aqui")),
      notes: isList && !given.contains(",")
        ? [
          Text(
            en: "a list of one value is written '\(name)=[\(given)]'",
            pt: "uma lista de um só valor se escreve '\(name)=[\(given)]'")
        ] : [])
  }

  /// `width=[]` or `width=8..4`.
  fileprivate static func nothingGiven(_ name: String, _ given: String, at span: Span) -> Diagnostic
  {
    .error(
      .wrongParameter,
      Text(
        en: "'\(name)=\(given)' on the command line has no value, so there is nothing to run",
        pt: "'\(name)=\(given)' na linha de comando não tem nenhum valor, então não há nada para "
          + "executar"),
      at: Label(span, Text(en: "declared here", pt: "declarado aqui")),
      notes: given.contains("..")
        ? [
          Text(
            en: "a range that counts down names its step: '8..4 by -1'",
            pt: "um intervalo que diminui diz o seu passo: '8..4 by -1'")
        ] : [])
  }
}
