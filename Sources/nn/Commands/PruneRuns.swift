import ArgumentParser
import Diagnostics
import Plans
import Reports

/// `nn runs prune`: deletes old runs, after it has said which.
struct PruneRuns: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "prune",
      abstract: .said(
        en: "Say which runs would be deleted, and delete them with --yes.",
        pt: "Diz quais execuções seriam apagadas, e as apaga com --yes."),
      discussion: .said(
        en: """
          Of each script the newest runs stay, and the best; a run that goes on is never deleted. \
          With --script and --where only some runs are looked at.
          """,
        pt: """
          De cada script ficam as execuções mais novas, e as melhores; uma execução em andamento \
          nunca é apagada. Com --script e --where só algumas execuções são consideradas.
          """))
  }

  @OptionGroup var place: RunPlace
  @OptionGroup var choice: RunChoice

  @Option(
    help: .said(
      en: "How many of the newest runs of each script stay.",
      pt: "Quantas das execuções mais novas de cada script ficam.", valueName: "count"))
  var keep = 10

  @Option(
    help: .said(
      en: "How many of the best runs of each script stay, by --sort or the validation loss.",
      pt:
        "Quantas das melhores execuções de cada script ficam, por --sort ou pela perda de validação.",
      valueName: "count"))
  var keepBest = 1

  @Flag(help: .said(en: "Delete them.", pt: "Apaga-as."))
  var yes = false

  @OptionGroup var speech: Speech

  func run() throws {
    for (name, count) in [("--keep", keep), ("--keep-best", keepBest)] where count < 0 {
      throw CommandLineProblem(
        en: "'\(name)' takes a whole number from 0, not \(count)",
        pt: "'\(name)' aceita um número inteiro a partir de 0, não \(count)")
    }
    let shelf = try RunShelf(beside: place.folder)
    shelf.tellDamaged()
    let runs = try doomed(of: shelf)
    guard !runs.isEmpty else {
      return Console.write(
        .said(en: "There is nothing to delete.\n", pt: "Não há nada a apagar.\n"))
    }
    guard yes else {
      let names = runs.map { run in
        let name = run.record.name
        let isLeft = CheckpointFolder.isLeft(inRunAt: shelf.path + "/" + name)
        return isLeft
          ? Text(
            en: "  \(name), stopped, with its checkpoints\n",
            pt: "  \(name), parada, com seus checkpoints\n")
          : Text(verbatim: "  \(name)\n")
      }
      let (en, pt) = (names.map(\.en).joined(), names.map(\.pt).joined())
      return Console.write(
        .said(
          en: "These would be deleted:\n\(en)Nothing is deleted without '--yes'.\n",
          pt: "Estas seriam apagadas:\n\(pt)Nada é apagado sem '--yes'.\n"))
    }
    for run in runs {
      let name = run.record.name
      if let reason = RunFolder.delete(name, in: shelf.path) {
        throw CommandLineProblem(
          en: "'\(name)' cannot be deleted: \(reason)",
          pt: "não foi possível apagar '\(name)': \(reason)")
      }
      Console.write(.said(en: "deleted \(name)\n", pt: "\(name) apagada\n"))
    }
  }

  /// The runs that nothing keeps, the oldest first.
  private func doomed(of shelf: RunShelf) throws -> [StoredRun] {
    var newest = choice
    newest.sort = nil
    let byAge = try newest.runs(of: shelf, bestFirst: false)
    let byWorth = try choice.runs(of: shelf, bestFirst: true).filter { $0.record.end != nil }
    var kept: Set<String> = Set(byAge.filter(\.isRunning).map(\.record.name))
    for script in Set(byAge.map(\.record.script)) {
      kept.formUnion(byAge.filter { $0.record.script == script }.prefix(keep).map(\.record.name))
      kept.formUnion(
        byWorth.filter { $0.record.script == script }.prefix(keepBest).map(\.record.name))
    }
    return byAge.filter { !kept.contains($0.record.name) }.reversed()
  }
}
