import Checking
import Diagnostics
import Syntax
import Vocabulary

extension Interpreter {
  /// The value of a `param`: what the command line says, or its default.
  func parameterValue(
    _ parameter: CheckedParameter, _ expression: CheckedExpression, _ frame: Frame
  ) throws(Stop) -> RunValue {
    let standard = try value(expression, frame)
    guard let given = options.parameters[parameter.name] else { return standard }
    if case .text = standard { return .text(given) }
    guard let value = literal(given, named: parameter.name) else {
      throw stop(.parameterNotRead(parameter.name, given, at: parameter.span))
    }
    if !standard.isUnknown, !standard.isSameKind(as: value) {
      throw stop(
        .wrongParameterKind(
          parameter.name, given, expected: standard.kind, found: value.kind, at: parameter.span))
    }
    return value
  }

  /// The value that `text` writes as an expression without names.
  private func literal(_ text: String, named name: String) -> RunValue? {
    let tree = parse(SourceFile(id: FileID(-1), name: name, text: "let value = \(text)"))
    guard tree.problems.isEmpty else { return nil }
    var checker = Checker(catalogue: catalogue)
    let checked = checker.check(tree) { _, _ in .problem(Text(verbatim: "")) }
    guard checked.problems.isEmpty, checked.program.statements.count == 1,
      case .set(_, _, let expression) = checked.program.statements[0].kind
    else { return nil }
    return try? value(expression, Frame(size: 0))
  }
}

extension RunValue {
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
    _ name: String, _ given: String, at span: Span
  ) -> Diagnostic {
    .error(
      .wrongParameter,
      Text(
        en: "'\(name)=\(given)' on the command line is no value",
        pt: "'\(name)=\(given)' na linha de comando não é um valor"),
      at: Label(span, Text(en: "declared here", pt: "declarado aqui")))
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
