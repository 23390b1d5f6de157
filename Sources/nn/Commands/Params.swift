import ArgumentParser
import Diagnostics
import Interpreting
import Reports

/// `nn params iris.nn`: what the command line can set.
struct Params: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "List what the command line can set in a script.",
        pt: "Lista o que a linha de comando pode definir em um script."),
      discussion: .said(
        en: """
          These are its 'param' lines, and the names that its sweeps give values to. 'nn run SCRIPT \
          name=value' sets one; the help is the comment at its line.
          """,
        pt: """
          São as suas linhas 'param' e os nomes a que seus sweeps dão valores. 'nn run SCRIPT \
          nome=valor' define um; a ajuda é o comentário da sua linha.
          """))
  }

  @OptionGroup var source: ScriptArgument

  @Flag(
    help: .said(en: "Write JSON.", pt: "Escreve JSON."))
  var json = false

  @OptionGroup var speech: Speech

  func run() throws {
    let script = source.script
    let file = try ScriptFile.named(script)
    let found = Script(file, options: RunOptions(language: Console.language)).parameters()
    let errors = found.problems.filter { $0.severity == .error }
    let parameters = found.parameters
    if json {
      let lines = parameters.map { parameter in
        "  "
          + JSONValue.object([
            // A program reads the same in any language.
            ("name", .string(parameter.name)), ("type", .string(parameter.kind.en)),
            ("default", .string(parameter.standard)), ("seed", .boolean(parameter.isSeed)),
            ("swept", .boolean(parameter.isSwept)),
            ("help", .string(parameter.help)),
          ]).text
      }
      Console.write(lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n")
    } else if parameters.isEmpty {
      Console.write(
        .said(en: "\(script) has no 'param'.\n", pt: "\(script) não tem 'param'.\n"))
    } else {
      Console.write(text(of: parameters))
    }
    if !errors.isEmpty {
      let renderer = TextRenderer(style: Console.errorStyle, language: Console.language)
      Console.writeError(renderer.render(errors, sources: found.sources))
      try ExitStatus.wrongScript.leave()
    }
  }

  private func text(of parameters: [ScriptParameter]) -> String {
    let language = Console.language
    var table = TextTable([
      ("param", .left), (Text(en: "takes", pt: "aceita")[language], .left),
      (Text(en: "default", pt: "padrão")[language], .left),
      (Text(en: "help", pt: "ajuda")[language], .left),
    ])
    for parameter in parameters {
      let kind =
        parameter.isSeed && parameter.isSwept
        ? Text(en: " (a seed, swept)", pt: " (uma semente, em um sweep)")
        : parameter.isSeed
          ? Text(en: " (a seed)", pt: " (uma semente)")
          : parameter.isSwept ? Text(en: " (swept)", pt: " (em um sweep)") : Text(verbatim: "")
      table.add([
        parameter.name, parameter.kind[language] + kind[language], parameter.standard,
        parameter.help,
      ])
    }
    return table.text(Console.outputStyle)
  }
}
