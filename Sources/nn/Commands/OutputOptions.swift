import ArgumentParser
import Diagnostics

/// How text is drawn.
struct DrawingOptions: ParsableArguments {
  @Flag(
    help: .said(
      en: "Draw and rule with plain ASCII characters.",
      pt: "Desenha e traça com caracteres ASCII simples."))
  var ascii = false

  /// What the terminal can show, and the command line allows.
  var style: TerminalStyle {
    var style = Console.outputStyle
    if ascii { style.isASCII = true }
    return style
  }
}

/// How much of the machine a command takes.
struct ThreadOptions: ParsableArguments {
  @Option(
    help: .said(
      en: "How many threads compute (default: one for each core).",
      pt: "Quantas threads calculam (padrão: uma por núcleo)."))
  var threads: Int?

  /// How many threads there are to be.
  func count() throws -> Int {
    guard let threads else { return Console.coreCount }
    guard (1...1_024).contains(threads) else {
      throw CommandLineProblem(
        en: "'--threads' takes a whole number from 1 to 1024, not \(threads)",
        pt: "'--threads' aceita um número inteiro de 1 a 1024, não \(threads)")
    }
    return threads
  }
}
