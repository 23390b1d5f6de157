import Diagnostics
import Reports

extension Diagnostic {
  static func emptySweep(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .emptySweep,
      Text(
        en: "'\(name)' has no value here, so there is nothing to run",
        pt: "'\(name)' não tem nenhum valor aqui, então não há nada para executar"),
      at: Label(span))
  }

  /// - Parameter isOfBlock: Whether a `sweep` of the script asks for them, and not the command line.
  static func tooManyRuns(at span: Span, isOfBlock: Bool = true) -> Diagnostic {
    let most = NumberText.count(SweepGrid.mostRuns)
    return .error(
      .tooManyRuns,
      Text(
        en: "a sweep has at most \(most) runs, and this one would have more",
        pt: "um sweep tem no máximo \(most) execuções, e este teria mais"),
      at: Label(span),
      notes: !isOfBlock
        ? []
        : [
          Text(
            en: "'sample: 30' before the block draws thirty of the combinations",
            pt: "'sample: 30' antes do bloco sorteia trinta das combinações")
        ])
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
