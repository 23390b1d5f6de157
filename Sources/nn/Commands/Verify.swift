import ArgumentParser
import Diagnostics
import Interpreting
import Plans
import Reports

/// `nn verify iris-12`: runs again, and says whether the same comes of it.
struct Verify: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: .said(
        en: "Run a former run again, and say whether its numbers are the same.",
        pt: "Executa de novo uma execução, e diz se os números são os mesmos."),
      discussion: .said(
        en: """
          The script is the one that the run has kept, with its values and its seed; the data is \
          read where it was. Nothing is written. Exit status: 0 where all is equal, 1 where \
          something differs.
          """,
        pt: """
          O script é o que a execução guardou, com seus valores e sua semente; os dados são lidos \
          de onde estavam. Nada é escrito. Código de saída: 0 se tudo é igual, 1 se algo difere.
          """))
  }

  @Argument(help: .said(en: "The run.", pt: "A execução.", valueName: "run"))
  var name: String

  @OptionGroup var place: RunPlace

  @OptionGroup var computing: ThreadOptions

  @Flag(
    help: .said(
      en: "Write one JSON object in place of text.", pt: "Escreve um objeto JSON no lugar de texto."
    ))
  var json = false

  @OptionGroup var speech: Speech

  func run() throws {
    let threads = try computing.count()
    let (run, path) = try RunShelf.find(name, beside: place.folder)
    guard !run.isRunning else {
      throw CommandLineProblem(en: "'\(name)' is running", pt: "'\(name)' está em andamento")
    }
    let stored = try StoredScript(of: run, at: path)
    Interruption.watch()
    let repetition = Repetition(of: stored, threads: threads)
    Console.tell(unreadable: repetition.unreadable)
    guard repetition.before.end != nil || repetition.before.hasResults else {
      throw CommandLineProblem(
        en: "'\(name)' was ended before any result of it was kept, so nothing can be compared",
        pt: "'\(name)' foi encerrada antes que se guardasse um resultado, e nada há a comparar")
    }
    let outcome = repetition.run()
    if Interruption.isRequested { return try ExitStatus.interrupted.leave() }
    let difference = firstDifference(repetition.before, outcome.record)
    let reasons = differenceReasons(
      repetition.before, outcome.record, isEdited: run.isEdited,
      changedFiles: stored.changedCopies + stored.changedTables)
    let isCutShort = outcome.ending == .failed && run.record.end?.manner == .completed
    if isCutShort {
      let renderer = TextRenderer(style: Console.errorStyle, language: Console.language)
      Console.writeError(renderer.render(outcome.problems, sources: outcome.sources))
      if difference?.place == .count {
        throw CommandLineProblem(
          en: "'\(name)' cannot be run again as it was, so its results cannot be compared",
          pt: "'\(name)' não pode ser executada de novo como era, e seus resultados não se comparam"
        )
      }
    }
    Console.write(
      json
        ? jsonText(run, difference, reasons)
        : text(repetition.before, difference, reasons))
    try (difference == nil && !isCutShort ? ExitStatus.fine : .wrongScript).leave()
  }

  private func text(
    _ record: RunRecord, _ difference: RunDifference?, _ reasons: [Text]
  ) -> String {
    let language = Console.language
    guard let difference else {
      let epochs =
        record.trainings.reduce(0) { $0 + $1.history.count }
        + record.sweeps.flatMap(\.runs).reduce(0) { $0 + $1.history.count }
      let steps = record.steps.reduce(0) { $0.addingReportingOverflow($1.count).partialValue }
      let single = Text(
        en: ", \(NumberText.count(steps)) single iterations",
        pt: ", \(NumberText.count(steps, in: .portuguese)) iterações avulsas")
      return Text(
        en: "equal: \(record.name), \(NumberText.count(epochs)) epochs",
        pt: "igual: \(record.name), \(NumberText.count(epochs, in: .portuguese)) épocas")[language]
        + (record.steps.isEmpty ? "" : single[language]) + "\n"
    }
    let head = Text(en: "not equal: ", pt: "não é igual: ")[language]
    let known = reasons.map { "  = \($0[language])\n" }.joined()
    let unknown = Text(
      en: "  = nothing is known that would explain it\n",
      pt: "  = não se conhece nada que explique isso\n")[language]
    return head + difference.text[language] + "\n" + (reasons.isEmpty ? unknown : known)
  }

  private func jsonText(
    _ run: StoredRun, _ difference: RunDifference?, _ reasons: [Text]
  ) -> String {
    var members: [(String, JSONValue)] = [
      ("run", .string(run.record.name)), ("equal", .boolean(difference == nil)),
    ]
    if let difference {
      members += [
        ("difference", .string(difference.text[Console.language])),
        ("name", .string(difference.name)), ("before", .string(difference.before)),
        ("after", .string(difference.after)),
        ("reasons", .array(reasons.map { .string($0[Console.language]) })),
      ]
    }
    return JSONValue.object(members).text + "\n"
  }
}
