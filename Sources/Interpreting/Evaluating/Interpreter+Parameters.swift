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
    guard let given = options.parameters[parameter.name] else { return nil }
    let (literal, reason) = literal(given, named: parameter.name)
    if let values = literal.flatMap(standard.several) {
      guard let first = values.first else {
        throw stop(.emptySweep(parameter.name, at: parameter.span))
      }
      guard values.count <= SweepGrid.mostRuns else {
        throw stop(.tooManyRuns(at: parameter.span, isOfBlock: false))
      }
      sweptParameters[parameter.name] = values
      return first
    }
    if case .text = standard { return .text(given) }
    guard let value = literal else {
      throw stop(.parameterNotRead(parameter.name, given, reason, at: parameter.span))
    }
    if !standard.isUnknown, !standard.isSameKind(as: value) {
      throw stop(
        .wrongParameterKind(
          parameter.name, given, expected: standard.kind, found: value.kind, at: parameter.span))
    }
    return value
  }

  /// The value that `text` writes as an expression without names, or why it is none.
  private func literal(
    _ text: String, named name: String
  ) -> (value: RunValue?, problem: Diagnostic?) {
    let tree = parse(SourceFile(id: FileID(-1), name: name, text: "let value = \(text)"))
    if let problem = tree.problems.first { return (nil, problem) }
    var checker = Checker(catalogue: catalogue)
    let checked = checker.check(tree) { _, _ in .problem(Text(verbatim: "")) }
    guard checked.problems.isEmpty, checked.program.statements.count == 1,
      case .set(_, _, let expression) = checked.program.statements[0].kind
    else { return (nil, checked.problems.first) }
    let known = problems.count
    let value = try? value(expression, Frame(size: 0))
    // What is wrong there is a problem of the command line, and told as such.
    let problem = problems.count > known ? problems[known] : nil
    problems.removeLast(problems.count - known)
    return (value, problem)
  }
}

extension RunValue {
  /// The values for a `param` that is one like this by default, where `other` is a list of them.
  fileprivate func several(_ other: RunValue) -> [RunValue]? {
    switch other {
    case .list, .sequence: break
    default: return nil
    }
    // What is a list by default takes another list.
    guard elements == nil, !isUnknown, let values = other.elements else { return nil }
    let first = values.prefix(SweepGrid.mostRuns + 1)
    return first.allSatisfy(isSameKind) ? Array(first) : nil
  }

  /// Whether a `param` that was a value like this one can become `other`.
  fileprivate func isSameKind(as other: RunValue) -> Bool {
    switch (self, other) {
    case (.number, .number), (.boolean, .boolean), (.text, .text), (.quantity, .quantity): true
    case (.list, _), (.sequence, _), (.dimensions, _): other.elements != nil
    default: false
    }
  }
}

extension Diagnostic {
  fileprivate static func parameterNotRead(
    _ name: String, _ given: String, _ reason: Diagnostic?, at span: Span
  ) -> Diagnostic {
    .error(
      .wrongParameter,
      Text(
        en: "'\(name)=\(given)' on the command line is no value",
        pt: "'\(name)=\(given)' na linha de comando não é um valor"),
      at: Label(span, Text(en: "declared here", pt: "declarado aqui")),
      notes: reason.map { [$0.message] + $0.notes } ?? [])
  }

  fileprivate static func wrongParameterKind(
    _ name: String, _ given: String, expected: Text, found: Text, at span: Span
  ) -> Diagnostic {
    .error(
      .wrongParameter,
      Text(
        en:
          "'\(name)' is \(expected.en), and '\(name)=\(given)' on the command line is \(found.en)",
        pt: "'\(name)' é \(expected.pt), e '\(name)=\(given)' na linha de comando é \(found.pt)"),
      at: Label(span, Text(en: "declared here", pt: "declarado aqui")))
  }
}
