import ArgumentParser
import Diagnostics
import Interpreting

/// `nn predict MODEL TABLE`: the answers of a saved network for the rows of a table.
struct Predict: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Let a saved network answer for the rows of a table.",
        pt: "Faz uma rede salva responder pelos registros de uma tabela."),
      discussion: .said(
        en: """
          The answers are CSV: the class and the probabilities, or the value in the target's own \
          unit. Columns that the network does not need may be there.
          """,
        pt: """
          As respostas são CSV: a classe e as probabilidades, ou o valor na unidade do próprio \
          alvo. Colunas de que a rede não precisa podem estar lá.
          """))
  }

  @OptionGroup var given: NetworkAndTable

  @Option(
    help: .said(
      en: "A file for the answers, which they replace (default: the standard output).",
      pt: "Um arquivo para as respostas, que elas substituem (padrão: a saída padrão).",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var to: String?

  @OptionGroup var speech: Speech

  func run() throws {
    let network = try given.network()
    let (csv, warnings) = NetworkCommand.telling { () throws(NetworkFile.Problem) in
      try network.predictions(forTableAt: given.place)
    }
    NetworkCommand.warn(warnings)
    guard let to, to != "-" else { return Console.write(bytes: csv) }
    for source in [given.saved.model, given.table] where source != "-" && areSameFile(to, source) {
      throw CommandLineProblem(
        en: "'\(to)' is read here, and would be lost: write to another file",
        pt: "'\(to)' é lido aqui, e se perderia: grave em outro arquivo")
    }
    if let reason = replaceFile(at: to, with: csv) {
      throw CommandLineProblem(
        en: "'\(to)' cannot be written: \(reason)", pt: "não foi possível gravar '\(to)': \(reason)"
      )
    }
  }
}
