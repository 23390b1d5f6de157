import Checking
package import Diagnostics
import Prelude
import Reports
import Syntax
import Vocabulary

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

  /// Why a setting of a training has its value: `train.rate`, `classifier.rate`.
  package func reason(for path: String) -> Result<[Text], FileProblem> {
    let parts = path.split(separator: ".").map(String.init)
    guard parts.count == 2 else {
      return .failure(
        FileProblem(
          Text(
            en: "write a training and a setting, such as ':why train.rate'",
            pt: "escreva um treino e um ajuste, como ':why train.rate'")))
    }
    guard let network = trainedNetwork(named: parts[0]) else {
      return .failure(
        FileProblem(
          Text(
            en: parts[0] == "train"
              ? "nothing was trained yet" : "there is no network '\(parts[0])'",
            pt: parts[0] == "train" ? "nada foi treinado ainda" : "não existe a rede '\(parts[0])'")
        ))
    }
    return reason(for: parts[1], of: network)
  }

  private func trainedNetwork(named name: String) -> Network? {
    if case .network(let network) = value(named: name) { return network }
    return name == "train" ? interpreter.trainedNetwork : nil
  }
}

extension Session {
  private func reason(for word: String, of network: Network) -> Result<[Text], FileProblem> {
    guard network.isTrained || !network.settings.isEmpty else {
      return .failure(
        FileProblem(
          Text(
            en: "'\(network.name)' was not trained yet",
            pt: "'\(network.name)' ainda não foi treinada")))
    }
    let entry = Catalogue.builtin.word(word, in: .train)
    let settings = network.settings.flatMap { [$0] + ($0.phase ?? []) }.filter { $0.word == word }
    guard entry != nil || !settings.isEmpty else {
      let near = closestName(to: word, among: Catalogue.builtin.words(in: .train))
      return .failure(
        FileProblem(
          Text(
            en: "there is no training setting '\(word)'"
              + (near.map { "; did you mean '\($0)'?" } ?? ""),
            pt: "não existe o ajuste de treino '\(word)'"
              + (near.map { "; você quis dizer '\($0)'?" } ?? ""))))
    }
    var lines = settings.map(line)
    if settings.isEmpty {
      lines.append(
        Text(
          en: "\(word): no line of the last training sets it",
          pt: "\(word): nenhuma linha do último treino o define"))
    }
    if let entry { lines.append(entry.summary) }
    return .success(lines + defaults(of: entry, besides: settings))
  }

  /// The value of a setting, and the line that gave it.
  private func line(of setting: TrainingSetting) -> Text {
    let value = setting.arguments.map { argument in
      (argument.name.map { $0 == setting.word ? "" : "\($0): " } ?? "")
        + argument.value.printed(isNested: true)
    }.joined(separator: ", ")
    guard let source = sources.first(where: { $0.id == setting.span.file }) else {
      return Text(verbatim: "\(setting.word) = \(value)")
    }
    let position = source.position(at: setting.span.start)
    let written = source.text(of: setting.span)
    return Text(
      en: "\(setting.word) = \(value), set by '\(written)' (\(source.name):\(position.line))",
      pt: "\(setting.word) = \(value), definido por '\(written)' (\(source.name):\(position.line))")
  }

  /// What the settings of a word are, where its line does not give them.
  private func defaults(of entry: Entry?, besides settings: [TrainingSetting]) -> [Text] {
    (entry?.settings ?? []).compactMap { description in
      guard !settings.contains(where: { $0.argument(description.name) != nil }) else { return nil }
      guard description.defaultValue != nil else { return nil }
      return Text(
        en: "  \(description.name): \(description.valuesText(.english))",
        pt: "  \(description.name): \(description.valuesText(.portuguese))")
    }
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
