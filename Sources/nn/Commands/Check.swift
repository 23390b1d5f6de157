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
        en: "Exit status: 0 where all scripts can be run, 1 where one is wrong.",
        pt: "Código de saída: 0 se todos os scripts podem ser executados, 1 se algum está errado."))
  }

  @Argument(
    help: .said(
      en: "The scripts, or '-' for the standard input.",
      pt: "Os scripts, ou '-' para a entrada padrão."),
    completion: .file(extensions: ["nn"]))
  var files: [String]

  @Flag(
    help: .said(
      en: "Write the problems as JSON.", pt: "Escreve os problemas em JSON."))
  var json = false

  @OptionGroup var speech: Speech

  func run() throws {
    let options = RunOptions(isJSON: json, language: Console.language)
    var scripts: [(problems: [Diagnostic], sources: [SourceFile])] = []
    for name in files {
      let script = Script(try .named(name), options: options).check()
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
