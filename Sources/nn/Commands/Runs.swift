import ArgumentParser
import Diagnostics
import Reports

/// `nn runs`: looks at what former runs have left.
struct Runs: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "List, show, compare and prune the records of runs.",
        pt: "Lista, mostra, compara e poda os registros de execuções."),
      subcommands: [ListRuns.self, ShowRun.self, CompareRuns.self, PruneRuns.self],
      defaultSubcommand: ListRuns.self)
  }
}

/// How a list or a table is written.
struct SheetOptions: ParsableArguments {
  @Flag(
    help: .said(
      en: "Write JSON, with all there is.", pt: "Escreve JSON, com tudo o que há."))
  var json = false

  @Flag(
    help: .said(
      en: "Write CSV, with all digits.", pt: "Escreve CSV, com todos os algarismos."))
  var csv = false

  @Flag(
    help: .said(en: "Write a table in Markdown.", pt: "Escreve uma tabela em Markdown."))
  var markdown = false

  /// How tables are written; only where JSON was not asked for.
  func form() throws -> RunSheet.Form {
    if [json, csv, markdown].count(where: { $0 }) > 1 {
      throw CommandLineProblem(
        en: "one of '--json', '--csv' and '--markdown' is enough",
        pt: "basta um entre '--json', '--csv' e '--markdown'")
    }
    return csv ? .csv : markdown ? .markdown : .text
  }
}

/// Where the runs lie.
struct RunPlace: ParsableArguments {
  @Option(
    name: .customLong("in"),
    help: .said(
      en: "The folder of the script, whose runs are meant (default: the current one).",
      pt: "A pasta do script, cujas execuções são as desejadas (padrão: a atual).",
      valueName: "folder"),
    completion: .directory)
  var folder = ""
}

/// Which runs are meant.
struct RunChoice: ParsableArguments {
  @Option(
    help: .said(
      en: "Only runs of this script.", pt: "Só execuções deste script.", valueName: "name"))
  var script: String?

  @Option(
    help: .said(
      en: "Only runs for which this holds, such as 'rate<0.1' or 'state=failed'.",
      pt: "Só execuções para as quais isto vale, como 'rate<0.1' ou 'state=failed'.",
      valueName: "condition"))
  var `where`: [String] = []

  @Option(
    help: .said(
      en: "What decides on the order, such as test.accuracy, rate or seconds.",
      pt: "O que decide a ordem, como test.accuracy, rate ou seconds.", valueName: "name"))
  var sort: String?

  /// The runs of `shelf` that are meant, in order.
  func runs(of shelf: RunShelf, bestFirst: Bool) throws -> [StoredRun] {
    var conditions: [RunQuery.Condition] = []
    for text in `where` {
      guard let condition = RunQuery.Condition(text) else {
        throw CommandLineProblem(
          en: "'\(text)' is no condition: write it as 'rate<0.1' or 'state=failed'",
          pt: "'\(text)' não é uma condição: escreva 'rate<0.1' ou 'state=failed'")
      }
      conditions.append(condition)
    }
    let query = RunQuery(
      script: script, conditions: conditions, order: sort, bestFirst: bestFirst)
    do throws(RunQueryProblem) {
      return try query.runs(among: shelf.runs)
    } catch {
      throw CommandLineProblem(error.message)
    }
  }
}

/// `nn runs`: a line a run.
struct ListRuns: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list",
      abstract: .said(
        en: "List runs, the newest first.", pt: "Lista execuções, a mais nova primeiro."))
  }

  @OptionGroup var place: RunPlace
  @OptionGroup var choice: RunChoice

  @Flag(
    help: .said(
      en: "The best first: by what --sort names, else by the validation loss or the loss.",
      pt: "A melhor primeiro: pelo que --sort nomeia, senão pela perda de validação ou pela perda.")
  )
  var best = false

  @Option(
    help: .said(
      en: "How many are listed at most.", pt: "Quantas são listadas no máximo.", valueName: "count")
  )
  var limit: Int?

  @OptionGroup var output: SheetOptions
  @OptionGroup var speech: Speech

  func run() throws {
    if let limit, limit < 1 {
      throw CommandLineProblem(
        en: "'--limit' takes a whole number from 1, not \(limit)",
        pt: "'--limit' aceita um número inteiro a partir de 1, não \(limit)")
    }
    let form = try output.form()
    let shelf = try RunShelf(beside: place.folder)
    shelf.tellDamaged()
    let runs = Array(try choice.runs(of: shelf, bestFirst: best).prefix(limit ?? .max))
    if output.json {
      let lines = runs.map { "  " + runSummaryJSON($0) }
      return Console.write(
        lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n")
    }
    guard !runs.isEmpty || output.csv else {
      return Console.write(
        .said(en: "No run matches.\n", pt: "Nenhuma execução corresponde.\n"))
    }
    let sheet = runListing(
      runs, order: choice.sort, most: output.csv ? .max : 4, language: Console.language)
    Console.write(sheet.text(form, Console.outputStyle))
  }
}

/// `nn runs show iris-12`: all that is known of a run.
struct ShowRun: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: .said(
        en: "Show all that is known of a run.", pt: "Mostra tudo o que se sabe de uma execução."))
  }

  @Argument(help: .said(en: "The run.", pt: "A execução.", valueName: "run"))
  var name: String

  @Flag(
    help: .said(
      en: "Show its epochs: one table of all trainings and runs of sweeps.",
      pt: "Mostra suas épocas: uma tabela de todos os treinos e execuções de sweeps."))
  var history = false

  @OptionGroup var place: RunPlace
  @OptionGroup var output: SheetOptions
  @OptionGroup var speech: Speech

  func run() throws {
    let form = try output.form()
    let (run, path) = try RunShelf.find(name, beside: place.folder)
    if history {
      let (record, unreadable) = run.record.withHistories(at: path)
      Console.tell(unreadable: unreadable)
      return Console.write(
        output.json
          ? runHistoryJSON(record) + "\n"
          : runHistory(record, language: Console.language).text(form, Console.outputStyle))
    }
    if form == .csv { return Console.write(runTable(run).text(form, Console.outputStyle)) }
    if output.json { return Console.write(runJSON(run) + "\n") }
    let style = Console.outputStyle
    let sections = runSections(run, language: Console.language)
    let texts = sections.map { title, sheet in
      let text = sheet.text(form, style)
      if title.isEmpty { return text }
      return form == .markdown
        ? "## \(title.shownSafely)\n\n" + text
        : style.painted(title.shownSafely, .strong) + "\n" + text
    }
    Console.write(texts.joined(separator: "\n"))
    if form == .text {
      Console.write(
        "\n"
          + style.painted(
            .said(
              en: "script, epochs and patch lie in \(path)",
              pt: "script, épocas e patch estão em \(path)"
            ).shownSafely, .faint) + "\n")
    }
  }
}

extension Console {
  /// Says which tables of epochs of a run cannot be read.
  static func tell(unreadable files: [String]) {
    for file in files {
      writeError(
        .said(
          en: "nn: \(file) is missing or damaged, and its epochs are passed over\n",
          pt: "nn: \(file) falta ou está danificado, e suas épocas são ignoradas\n"))
    }
  }
}

/// `nn runs compare iris-11 iris-12`: what differs, and what came of it.
struct CompareRuns: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract: .said(
        en: "Show what differs between runs, with their results beside it.",
        pt: "Mostra o que difere entre execuções, com seus resultados ao lado."))
  }

  @Argument(help: .said(en: "Two runs or more.", pt: "Duas execuções ou mais.", valueName: "run"))
  var names: [String]

  @OptionGroup var place: RunPlace
  @OptionGroup var output: SheetOptions
  @OptionGroup var speech: Speech

  func run() throws {
    guard names.count >= 2 else {
      throw CommandLineProblem(
        en: "'nn runs compare' needs two runs at least",
        pt: "'nn runs compare' precisa de pelo menos duas execuções")
    }
    let form = try output.form()
    let comparison = RunComparison(
      try names.map { try RunShelf.find($0, beside: place.folder).run })
    if output.json { return Console.write(comparison.json + "\n") }
    let sheet = comparison.sheet(language: Console.language)
    Console.write(sheet.text(form, Console.outputStyle))
    guard form == .text else { return }
    if comparison.isSameRun {
      Console.write(
        .said(
          en: "Nothing that decides on the numbers differs.\n",
          pt: "Nada do que decide os números difere.\n"))
    }
    if comparison.haveSameWeights == true {
      Console.write(
        .said(
          en: "The weights are the same, bit for bit.\n",
          pt: "Os pesos são os mesmos, bit a bit.\n"))
    }
  }
}
