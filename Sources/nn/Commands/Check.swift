import ArgumentParser
import Diagnostics
import Interpreting

/// `nn check FILE…`: finds all problems of scripts without training anything.
struct Check: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Find the problems of scripts without running them.",
        pt: "Encontra os problemas de scripts sem executá-los."),
      discussion: .said(
        en: """
          Exit status: 0 where all scripts can be run, 1 where one is wrong. With --fix, each \
          repair that is certain is made and shown, and what remains is told.
          """,
        pt: """
          Código de saída: 0 se todos os scripts podem ser executados, 1 se algum está errado. Com \
          --fix, cada reparo que é certo é feito e mostrado, e o que resta é dito.
          """))
  }

  @OptionGroup var given: ScriptArguments

  @Flag(
    help: .said(
      en: "Write the problems as JSON.", pt: "Escreve os problemas em JSON."))
  var json = false

  @Flag(
    help: .said(
      en: "Repair what can be repaired with certainty.",
      pt: "Repara o que pode ser reparado com certeza."))
  var fix = false

  @OptionGroup var speech: Speech

  func run() throws {
    if fix, given.files.contains("-") {
      throw CommandLineProblem(
        en: "'--fix' writes into the script, and the standard input is none",
        pt: "'--fix' escreve no script, e a entrada padrão não é um")
    }
    let options = RunOptions(isJSON: json, language: Console.language)
    var scripts: [(problems: [Diagnostic], sources: [SourceFile])] = []
    for name in given.files {
      let file = try repaired(.named(name), options)
      let script = Script(file, options: options).check()
      scripts.append(script)
      if !json { Console.write(text(of: script, named: name)) }
    }
    if json { Console.write(JSONRenderer(language: Console.language).render(scripts)) }
    // In a file or a pipe the problems stand alone.
    if !json, Console.outputIsTerminal {
      let problems = scripts.flatMap(\.problems)
      Console.write(ExplanationHint.text(for: problems, language: Console.language))
    }
    let isWrong = scripts.contains { $0.problems.contains { $0.severity == .error } }
    try (isWrong ? ExitStatus.wrongScript : .fine).leave()
  }

  /// The script after its repairs, which are written and told; the script itself without `--fix`.
  private func repaired(_ file: ScriptFile, _ options: RunOptions) throws -> ScriptFile {
    guard fix else { return file }
    let repaired = Repaired(file.text) { text in
      Script(ScriptFile(name: file.name, text: text, folder: file.folder), options: options)
        .check().problems
    }
    guard repaired.text != file.text else { return file }
    if let reason = replaceFile(at: file.name, with: Array(repaired.text.utf8)) {
      throw CommandLineProblem(
        en: "'\(file.name)' cannot be written: \(reason)",
        pt: "não foi possível escrever '\(file.name)': \(reason)")
    }
    if !json { Console.write(told(repaired, of: file)) }
    return ScriptFile(name: file.name, text: repaired.text, folder: file.folder)
  }

  /// How many repairs were made, and the lines that they changed.
  private func told(_ repaired: Repaired, of file: ScriptFile) -> String {
    let count = repaired.repairs.count
    let head = String.said(
      en: "\(file.name): \(count) \(count == 1 ? "repair" : "repairs")\n",
      pt: "\(file.name): \(count) \(count == 1 ? "reparo" : "reparos")\n")
    let style = Console.outputStyle
    let lines = repaired.changes(from: file.text).map { change in
      let number = String(change.number).paddedLeft(to: 4)
      return style.painted(
        "\(number) \(change.sign) \(change.line.shownSafely)",
        change.sign == "+" ? .good : .error) + "\n"
    }
    return head + lines.joined() + "\n"
  }

  /// The problems are what was asked for, so they are the output, and their absence is told, too.
  private func text(
    of script: (problems: [Diagnostic], sources: [SourceFile]), named name: String
  ) -> String {
    if script.problems.isEmpty {
      return .said(en: "\(name): no problems\n", pt: "\(name): nenhum problema\n")
    }
    let renderer = TextRenderer(style: Console.outputStyle, language: Console.language)
    return renderer.render(script.problems, sources: script.sources)
  }
}
