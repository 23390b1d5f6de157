import ArgumentParser
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
    var status = ExitStatus.fine
    for name in files {
      let file = try ScriptFile.named(name)
      let options = RunOptions(
        isJSON: json, style: Console.outputStyle, language: Console.language)
      let found = Script(file, options: options).check()
      if found != .fine { status = found }
    }
    try status.leave()
  }
}
