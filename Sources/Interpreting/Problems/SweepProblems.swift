import Diagnostics
import Reports

extension Diagnostic {
  /// - Parameter axis: A name that the sweep runs over.
  static func writtenOver(_ path: String, axis: String, at span: Span) -> Diagnostic {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    let apart = parts.dropLast().joined(separator: ".") + " {\(axis)}." + (parts.last ?? "")
    return .warning(
      .writtenOver,
      Text(
        en: "each run of the sweep writes '\(path)' over that of the run before",
        pt: "cada execução do sweep grava '\(path)' por cima do da execução anterior"),
      at: Label(span),
      notes: [
        Text(
          en: "a value in the name keeps them apart, as in \"\(apart)\"",
          pt: "um valor no nome os mantém separados, como em \"\(apart)\"")
      ])
  }

  static func emptySweep(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .emptySweep,
      Text(
        en: "'\(name)' has no value here, so there is nothing to run",
        pt: "'\(name)' não tem nenhum valor aqui, então não há nada para executar"),
      at: Label(span))
  }

  /// - Parameter count: How many there would be; `nil` where that is past counting.
  static func tooManyRuns(_ count: Int?, at span: Span) -> Diagnostic {
    .error(
      .tooManyRuns, tooManyRunsText(count), at: Label(span),
      notes: [
        Text(
          en: "'sample: 30' before the block draws thirty of the combinations",
          pt: "'sample: 30' antes do bloco sorteia trinta das combinações")
      ])
  }

  /// The same where the command line asks for them.
  static func tooManyRunsGiven(_ count: Int?, at span: Span) -> Diagnostic {
    .error(
      .wrongParameter, tooManyRunsText(count),
      at: Label(
        span,
        Text(en: "the command line gives its values", pt: "a linha de comando dá seus valores")))
  }

  private static func tooManyRunsText(_ count: Int?) -> Text {
    let most = NumberText.countText(SweepGrid.mostRuns)
    let own = count.map { NumberText.countText($0) }
    return Text(
      en: "a sweep has at most \(most.en) runs, and this one would have \(own?.en ?? "far more")",
      pt: "um sweep tem no máximo \(most.pt) execuções, e este teria \(own?.pt ?? "muito mais")")
  }

  /// - Parameter values: The values of the run in question; empty where it is all of them.
  static func nothingTrained(_ values: String, at span: Span) -> Diagnostic {
    .error(
      .nothingTrained,
      values.isEmpty
        ? Text(
          en: "the block of a sweep trains a network, and this one trains none",
          pt: "o bloco de um sweep treina uma rede, e este não treina nenhuma")
        : Text(
          en: "the run with \(values) trained no network, so there is nothing to compare",
          pt: "a execução com \(values) não treinou nenhuma rede, então não há o que comparar"),
      at: Label(span),
      notes: values.isEmpty
        ? [
          Text(
            en: "to repeat something else, write 'for x in [1, 2, 3] { … }'",
            pt: "para repetir outra coisa, escreva 'for x in [1, 2, 3] { … }'")
        ] : [])
  }

  static func sweepInRun(at span: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(
        en: "a sweep cannot run inside a run of another one",
        pt: "um sweep não pode ser executado dentro de uma execução de outro"),
      at: Label(span),
      notes: [
        Text(
          en: "one sweep takes several names, and runs all combinations",
          pt: "um só sweep recebe vários nomes e executa todas as combinações")
      ])
  }

  /// The command line gives several values for what the script needs before its own sweep.
  static func sweepOfSweep(_ name: String, at sweep: Span) -> Diagnostic {
    .error(
      .wrongParameter,
      Text(
        en: "'\(name)' has several values on the command line, is used outside of this sweep "
          + "too, and a sweep cannot run inside a run of another one",
        pt: "'\(name)' tem vários valores na linha de comando, é usado também fora deste sweep, "
          + "e um sweep não pode ser executado dentro de uma execução de outro"),
      at: Label(sweep),
      notes: [
        Text(
          en: "what depends on '\(name)' may stand in the block of the sweep, a network too: then "
            + "its values are combined with the others",
          pt: "o que depende de '\(name)' pode ficar no bloco do sweep, também uma rede: então "
            + "seus valores são combinados com os outros")
      ])
  }

  static func nothingIsBest(_ summary: SweepSummary, at span: Span) -> Diagnostic {
    .error(
      .noSuchElement,
      summary.hasSeveralLosses
        ? Text(
          en: "the runs have different losses, so none can be called the best",
          pt: "as execuções têm perdas diferentes, então nenhuma pode ser chamada de melhor")
        : Text(
          en: "all runs diverged, so there is no best",
          pt: "todas as execuções divergiram, então não há melhor"),
      at: Label(span))
  }

  /// The same problem, with the values of the run in which it was found.
  func found(inRunWith values: String) -> Diagnostic {
    var problem = self
    problem.notes.append(
      Text(en: "in the run with \(values)", pt: "na execução com \(values)"))
    return problem
  }
}
