import ArgumentParser
import Diagnostics
import Formatting

/// `nn format FILE…`: brings scripts into the canonical layout.
struct Format: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Bring scripts into the one layout that all scripts have.",
        pt: "Põe scripts na forma única que todos os scripts têm."),
      discussion: .said(
        en: """
          The files are rewritten in place; '-' goes from the standard input to the standard \
          output. What a script means is never changed, and one with mistakes is left as it is. \
          Exit status: 0 fine; 1 a script is wrong, or with '--check' not in its layout.
          """,
        pt: """
          Os arquivos são reescritos; '-' vai da entrada padrão para a saída padrão. O significado \
          de um script nunca muda, e um script com erros fica como está. Código de saída: 0 tudo \
          certo; 1 algum script está errado ou, com '--check', fora da forma.
          """))
  }

  @OptionGroup var given: ScriptArguments

  @Flag(
    help: .said(
      en: "Only name the files that are not in the layout.",
      pt: "Apenas diz quais arquivos estão fora da forma."))
  var check = false

  @Flag(
    help: .said(
      en: "Only show what would be changed.", pt: "Apenas mostra o que mudaria."))
  var diff = false

  @Flag(
    help: .said(
      en: "Also bring a script that names an older version of the language up to date.",
      pt: "Também atualiza um script que nomeia uma versão mais antiga da linguagem."))
  var upgrade = false

  @OptionGroup var speech: Speech

  func run() throws {
    var isFine = true
    for name in given.files { isFine = try format(.named(name)) && isFine }
    try (isFine ? ExitStatus.fine : .wrongScript).leave()
  }

  /// Formats one script as the flags say, and tells whether it is as it should be.
  private func format(_ file: ScriptFile) throws -> Bool {
    guard let text = try layout(of: file) else { return false }
    let isSame = text.utf8.elementsEqual(file.text.utf8)
    if diff {
      Console.write(unifiedDifference(from: file.text, to: text, named: file.name))
    }
    if check {
      if !isSame, !diff {
        Console.write(
          .said(
            en: "\(file.name): not in the layout\n", pt: "\(file.name): fora da forma\n"))
      }
      return isSame
    }
    if diff { return true }
    if file.name == "-" {
      Console.write(text)
    } else if !isSame, let reason = replaceFile(at: file.name, with: Array(text.utf8)) {
      throw CommandLineProblem(
        en: "'\(file.name)' cannot be written: \(reason)",
        pt: "não foi possível escrever '\(file.name)': \(reason)")
    }
    return true
  }

  private func layout(of file: ScriptFile) throws -> String? {
    do {
      return try file.inLayout(upgrades: upgrade)
    } catch {
      Console.writeError(
        .said(
          en: """
            nn: '\(file.name)' is left as it is, because of a mistake in 'nn format'; please \
            report it

            """,
          pt: """
            nn: '\(file.name)' fica como está, por um erro em 'nn format'; relate-o, por favor

            """))
      throw ExitCode(ExitStatus.fault.rawValue)
    }
  }
}
