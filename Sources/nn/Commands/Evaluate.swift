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

  @Argument(
    help: .said(
      en: "The network, as 'save' wrote it.", pt: "A rede, como 'save' a gravou."),
    completion: .file(extensions: ["safetensors"]))
  var model: String

  @Argument(
    help: .said(
      en: "The table, or '-' for the standard input.",
      pt: "A tabela, ou '-' para a entrada padrão."),
    completion: .file(extensions: ["csv", "tsv", "gz"]))
  var table: String

  @Flag(
    help: .said(
      en: "Write the results as JSON.", pt: "Escreve os resultados em JSON."))
  var json = false

  @OptionGroup var speech: Speech

  func run() throws {
    let options = RunOptions(threads: Console.coreCount, language: Console.language)
    let network = try NetworkCommand.network(at: model, options)
    let (evaluation, warnings) = NetworkCommand.telling { () throws(NetworkFile.Problem) in
      try network.evaluation(onTableAt: NetworkCommand.table(table))
    }
    NetworkCommand.warn(warnings)
    Console.write(
      json
        ? evaluationJSON(evaluation) + "\n"
        : evaluationText(evaluation, style: Console.outputStyle, language: Console.language))
  }
}
