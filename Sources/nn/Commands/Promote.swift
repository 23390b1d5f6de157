import ArgumentParser
import Diagnostics
import Interpreting
import Plans
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `nn promote iris-12`: writes a run back as a script that needs nothing else.
struct Promote: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Write a run back as a script that gives the same.",
        pt: "Escreve uma execução de volta como um script que dá o mesmo."),
      discussion: .said(
        en: """
          What the command line gave stands in the script: values as the defaults of their 'param', \
          the seed as a line; what was included stands in its place. Of a run over several values \
          one combination is written, the best or that of --run.
          """,
        pt: """
          O que a linha de comando deu fica no script: valores como padrões do seu 'param', a \
          semente como uma linha; o que foi incluído fica no seu lugar. De uma execução sobre vários \
          valores é escrita uma combinação, a melhor ou a de --run.
          """))
  }

  @Argument(help: .said(en: "The run.", pt: "A execução.", valueName: "run"))
  var name: String

  @OptionGroup var place: RunPlace

  @Option(
    help: .said(
      en: "The script that is written (default: one of the run's name beside the script).",
      pt: "O script a escrever (padrão: um com o nome da execução ao lado do script).",
      valueName: "script"),
    completion: .file(extensions: ["nn"]))
  var to: String?

  @Option(
    name: .customLong("run"),
    help: .said(
      en: "The number of the combination, from 1, where the run had several.",
      pt: "O número da combinação, a partir de 1, se a execução teve várias.", valueName: "number"))
  var number: Int?

  @Flag(
    help: .said(
      en: "Write over a file that is there.", pt: "Escreve por cima de um arquivo que já existe."))
  var force = false

  @OptionGroup var speech: Speech

  func run() throws {
    let (run, path) = try RunShelf.find(name, beside: place.folder)
    let stored = try StoredScript(of: run, at: path)
    let folder = stored.folder.isEmpty || stored.folder.hasSuffix("/") ? "" : "/"
    let target = to ?? stored.folder + folder + run.record.name + ".nn"
    if isFolder(target) {
      let inner = target + (target.hasSuffix("/") ? "" : "/") + run.record.name + ".nn"
      throw CommandLineProblem(
        en: "'\(target)' is a folder; name the file, such as '\(inner)'",
        pt: "'\(target)' é uma pasta; diga o arquivo, como '\(inner)'")
    }
    if !force, access(target, F_OK) == 0 {
      throw CommandLineProblem(
        en: "'\(target)' is there already; '--force' writes over it",
        pt: "'\(target)' já existe; '--force' escreve por cima")
    }
    let combination = try combination(of: stored)
    guard let text = stored.selfContained(combination) else {
      throw CommandLineProblem(
        en: "the script of '\(name)' cannot be read any more; 'nn check' says why",
        pt: "o script de '\(name)' não pode mais ser lido; 'nn check' diz por quê")
    }
    try check(text, at: target)
    if let reason = replaceFile(at: target, with: Array(text.utf8)) {
      throw CommandLineProblem(
        en: "'\(target)' cannot be written: \(reason)",
        pt: "não foi possível gravar '\(target)': \(reason)")
    }
    Console.write(.said(en: "written to \(target)\n", pt: "gravado em \(target)\n"))
  }

  /// The values of the run that is meant of those over several values; empty for any other.
  private func combination(of stored: StoredScript) throws -> [String: String] {
    guard let sweep = stored.scriptSweep else {
      guard number == nil else {
        throw CommandLineProblem(
          en: "'\(name)' is one run, so there is no '--run' to choose",
          pt: "'\(name)' é uma só execução, então não há '--run' a escolher")
      }
      return [:]
    }
    let chosen = number.map { sweep.runs.indices.contains($0 - 1) ? sweep.runs[$0 - 1] : nil }
    guard number != nil || sweep.best != nil else {
      throw CommandLineProblem(
        en:
          "none of the combinations of '\(name)' came to its end, so none is best; choose with '--run'",
        pt:
          "nenhuma das combinações de '\(name)' chegou ao fim, e nenhuma é a melhor; escolha com '--run'"
      )
    }
    guard let chosen = chosen ?? sweep.best else {
      throw CommandLineProblem(
        en: "'\(name)' has runs from 1 to \(sweep.runs.count)",
        pt: "'\(name)' tem execuções de 1 a \(sweep.runs.count)")
    }
    return Dictionary(
      zip(sweep.axes, chosen.choice).map { ($0.name, $0.values[$1]) }
    ) { first, _ in first }
  }

  /// Holds the script against the place that it is written to.
  private func check(_ text: String, at target: String) throws {
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? ""
    let file = ScriptFile(
      name: target, text: text,
      folder: target.hasPrefix("/") && folder.isEmpty ? "/" : folder)
    let found = Script(file, options: RunOptions(language: Console.language)).check()
    let errors = found.problems.filter { $0.severity == .error }
    guard errors.isEmpty else {
      let renderer = TextRenderer(style: Console.errorStyle, language: Console.language)
      Console.writeError(renderer.render(errors, sources: found.sources))
      throw CommandLineProblem(
        en: "'\(target)' would be wrong, and is not written",
        pt: "'\(target)' estaria errado, e não é gravado")
    }
  }
}
