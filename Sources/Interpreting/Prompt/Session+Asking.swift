import Checking
package import Diagnostics
import Prelude
import Syntax

extension Session {
  /// What kind of value `expression` gives, without any effect of it.
  ///
  /// - Returns: `nil` where it is wrong, which has been told then.
  package func kind(ofExpression expression: String) -> Text? {
    let value = withDeepStack { self.value(ofExpression: expression) }
    guard let value else { return nil }
    guard value.isUnknown else { return value.kind }
    if Self.hasNoEffect(expression, networks: networkNames, names: Set(names)),
      case let real = present(expression), !real.isUnknown
    {
      return real.kind
    }
    return Text(en: "only running it can tell", pt: "só a execução pode dizer")
  }

  /// Whether an expression may be worked out to see what it gives: it calls networks and built-in
  /// functions at most, and none of them is in a text.
  private static func hasNoEffect(
    _ expression: String, networks: Set<String>, names: Set<String>
  ) -> Bool {
    let tree = parse(SourceFile(name: "input", text: expression))
    var before = ""
    for token in tree.tokens {
      let text = tree.source.text(of: token.span)
      if token.kind == .text, text.contains("{") { return false }
      if text == "(", before == ")" || before == "]" || names.subtracting(networks).contains(before)
      {
        return false
      }
      before = text
    }
    return true
  }

  private var networkNames: Set<String> {
    Set(
      names.filter { name in
        if case .network = self.value(named: name) { true } else { false }
      })
  }

  private func value(ofExpression text: String) -> RunValue? {
    var result: RunValue?
    let isFine = examine(text) { program, dry in
      result = try? dry.result(of: program.statements, globalCount: program.globalCount)
    }
    return isFine ? result : nil
  }

  /// The value of an expression on what there is now, without any output.
  private func present(_ expression: String) -> RunValue {
    let before = present
    var result = RunValue.unknown
    var copy = checker
    let source = newEntry(expression)
    let program = copy.check(parse(source)) { _, _ in .problem(Text(verbatim: "")) }.program
    guard program.statements.count == 1, case .expression = program.statements[0].kind else {
      return result
    }
    interpreter.beginStatement(told: [])
    result =
      (try? interpreter.result(of: program.statements, globalCount: program.globalCount))
      ?? .unknown
    before.restore(interpreter)
    return result
  }

  /// Checks and dry-runs `text` on copies of what there is, and lets `look` see the dry run.
  ///
  /// - Returns: Whether it has no error; errors are told.
  private func examine(_ text: String, _ look: (CheckedProgram, Interpreter) -> Void) -> Bool {
    let before = present
    let source = newEntry(text)
    var checker = checker
    let result = checker.check(parse(source)) { _, _ in .problem(Text(verbatim: "")) }
    let dry = Interpreter(
      mode: .dry, host: host, options: options, catalogue: .builtin, tables: tables,
      scriptFunctions: functions)
    dry.takeUp(interpreter)
    for network in Reached(dry).networks { network.prepareForDryRun() }
    look(result.program, dry)
    before.restoreObjects()
    let problems = (result.problems + dry.problems).filter { $0.severity == .error }
    if !problems.isEmpty { host.warn(problems.sortedByPlace()) }
    return problems.isEmpty
  }
}
