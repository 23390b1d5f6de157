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
    // What calls nothing has no effect, and may be worked out.
    if !expression.contains("("), case let real = present(expression), !real.isUnknown {
      return real.kind
    }
    return Text(en: "only running it can tell", pt: "só a execução pode dizer")
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
    let source = newSource(expression, named: "input")
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
    let source = newSource(text, named: "input")
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
