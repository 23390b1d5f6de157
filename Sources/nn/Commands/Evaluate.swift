import ArgumentParser
import Diagnostics
import Interpreting
import Reports

/// `nn evaluate MODEL TABLE`: how good a saved network is on the rows of a table.
struct Evaluate: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Measure a saved network on a table that has the target.",
        pt: "Mede uma rede salva em uma tabela que tem o alvo."))
  }

  @OptionGroup var given: NetworkAndTable

  @Flag(
    help: .said(
      en: "Write the results as JSON.", pt: "Escreve os resultados em JSON."))
  var json = false

  @OptionGroup var speech: Speech

  func run() throws {
    let network = try given.network()
    let (evaluation, warnings) = NetworkCommand.telling { () throws(NetworkFile.Problem) in
      try network.evaluation(onTableAt: given.place)
    }
    NetworkCommand.warn(warnings)
    Console.write(
      json
        ? evaluationJSON(evaluation) + "\n"
        : evaluationText(evaluation, style: Console.outputStyle, language: Console.language))
  }
}
