import ArgumentParser
import Diagnostics
import Interpreting

/// `nn show MODEL`: what a file says of its network.
struct Show: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Show a saved network: its layers, its data, and where it comes from.",
        pt: "Mostra uma rede salva: suas camadas, seus dados e de onde ela vem."))
  }

  @OptionGroup var saved: NetworkArgument

  @OptionGroup var speech: Speech

  func run() throws {
    let options = RunOptions(style: Console.outputStyle, language: Console.language)
    Console.write(try NetworkCommand.network(at: saved.model, options).description)
  }
}
