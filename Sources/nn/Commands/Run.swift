import ArgumentParser
import Diagnostics
import Interpreting

/// `nn run SCRIPT`: checks a script and runs it.
struct Run: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Check a script and run it.", pt: "Verifica um script e o executa."),
      discussion: .said(
        en: """
          Exit status: 0 fine; 1 the script is wrong, an 'expect' failed or a training diverged; \
          2 the command line is wrong; 70 a mistake of ours; 130 interrupted.
          """,
        pt: """
          Código de saída: 0 tudo certo; 1 o script está errado, um 'expect' falhou ou um \
          treinamento divergiu; 2 a linha de comando está errada; 70 um erro nosso; \
          130 interrompido.
          """))
  }

  @OptionGroup var source: ScriptArgument

  @Argument(
    help: .said(
      en: "Values for the script's 'param' lines and the names of its sweeps; a list or a range of "
        + "them makes a sweep.",
      pt: "Valores para as linhas 'param' do script e os nomes de seus sweeps; uma lista ou um "
        + "intervalo deles faz um sweep.", valueName: "name=value"))
  var values: [String] = []

  @Option(
    help: .said(
      en: "Where all randomness comes from, in place of the script's own seed.",
      pt: "De onde vem todo o acaso, no lugar da semente do script."))
  var seed: UInt64?

  @OptionGroup var computing: ThreadOptions

  @Flag(
    help: .said(
      en: "Show neither cards nor progress.", pt: "Não mostra nem resumo nem progresso."))
  var quiet = false

  @Flag(
    help: .said(
      en: "Write one JSON object a line in place of text.",
      pt: "Escreve um objeto JSON por linha no lugar de texto."))
  var json = false

  @OptionGroup var drawing: DrawingOptions

  @Flag(
    help: .said(
      en: "Show where the time of each training goes, by layer and operation.",
      pt: "Mostra para onde vai o tempo de cada treinamento, por camada e operação."))
  var profile = false

  @Option(
    help: .said(
      en: "A folder below which the script may write, besides its own.",
      pt: "Uma pasta dentro da qual o script pode escrever, além da sua.", valueName: "folder"),
    completion: .directory)
  var allowWrite: [String] = []

  @Option(
    help: .said(
      en: "An HTML file that shows the script with all charts, results and warnings.",
      pt: "Um arquivo HTML que mostra o script com todas as figuras, resultados e avisos.",
      valueName: "page"),
    completion: .file(extensions: ["html"]))
  var report: String?

  @Flag(
    help: .said(
      en: "Keep no record of the run beside the script.",
      pt: "Não guarda registro da execução ao lado do script."))
  var noRecord = false

  @Flag(
    help: .said(
      en: "Go on with the run that was stopped, from its last checkpoint.",
      pt: "Continua a execução que foi parada, a partir de seu último checkpoint."))
  var resume = false

  @Option(
    help: .said(
      en: "A folder to which the losses, metrics and rates are written for TensorBoard.",
      pt: "Uma pasta em que as perdas, métricas e taxas são gravadas para o TensorBoard.",
      valueName: "folder"),
    completion: .directory)
  var tensorboard: String?

  @Flag(
    help: .said(
      en: "Write the losses of iterations for TensorBoard too, when a training has ended.",
      pt: "Grava também as perdas das iterações para o TensorBoard, quando um treino termina."))
  var tensorboardIterations = false

  @OptionGroup var speech: Speech

  func run() throws {
    let options = try options()
    let file = try ScriptFile.named(source.script)
    let events = try events()
    Interruption.watch()
    let script = Script(
      file, options: options, writableFolders: allowWrite, isReported: report != nil,
      keepsRecord: !noRecord, isResuming: resume, events: events)
    let status = script.run()
    // A run that failed has something to show too.
    if let report, let reason = replaceFile(at: report, with: Array(script.page.utf8)) {
      throw CommandLineProblem(
        en: "'\(report)' cannot be written: \(reason)",
        pt: "não foi possível gravar '\(report)': \(reason)")
    }
    try status.leave()
  }

  private func options() throws -> RunOptions {
    RunOptions(
      parameters: try parameters(), seed: seed, threads: try computing.count(), isQuiet: quiet,
      isJSON: json, isProfiling: profile, style: drawing.style, language: Console.language)
  }

  private func events() throws -> EventLog? {
    guard let tensorboard else {
      guard !tensorboardIterations else {
        throw CommandLineProblem(
          en: "'--tensorboard-iterations' needs '--tensorboard FOLDER'",
          pt: "'--tensorboard-iterations' precisa de '--tensorboard PASTA'")
      }
      return nil
    }
    return EventLog(
      try EventFolder.made(at: tensorboard), includesIterations: tensorboardIterations)
  }

  /// The values by name.
  private func parameters() throws -> [String: String] {
    var result: [String: String] = [:]
    for value in values {
      guard let equals = value.firstIndex(of: "="), !value[..<equals].trimmed.isEmpty else {
        throw CommandLineProblem(
          en: "'\(value)' is no value for a 'param': write it as name=value",
          pt: "'\(value)' não é um valor para um 'param': escreva nome=valor")
      }
      // 'rate = 0.1' in quotes means the same.
      let name = value[..<equals].trimmed
      guard result.updateValue(String(value[value.index(after: equals)...]), forKey: name) == nil
      else {
        throw CommandLineProblem(en: "'\(name)' has two values", pt: "'\(name)' tem dois valores")
      }
    }
    return result
  }
}

extension Substring {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    let rest = drop { $0 == " " }
    return String(rest[..<(rest.lastIndex { $0 != " " }.map(rest.index(after:)) ?? rest.endIndex)])
  }
}
