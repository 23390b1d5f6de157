package import Diagnostics
package import Plans

/// All that a run has shown, for one page.
///
/// It only takes notes: the same script gives the same numbers with and without it.
package final class RunReport {
  enum Block {
    case heading(String)
    /// Text in its own lines.
    case text(String)
    case figure(Figure)
    case evaluation(Evaluation)
    case remark(String)
  }

  private(set) var blocks: [Block] = []
  /// What a person needs to get the same again, by name.
  private(set) var facts: [(name: String, value: String)] = []
  package private(set) var warnings: [Diagnostic] = []
  private let language: Language
  private var card: TrainingCard?
  private var epochs: [EpochResult] = []
  private var findings: [String] = []
  private var knownNetworks: Set<String> = []
  /// The pictures of the page, by the hash of their drawings.
  private var drawn: Set<Int> = []

  package init(language: Language) { self.language = language }

  /// A training under way: what will happen is said at its beginning, and drawn at its end.
  package func note(_ event: TrainingEvent) {
    switch event {
    case .started(let card): (self.card, epochs, findings) = (card, [], [])
    case .epochEnded(let epoch): epochs.append(epoch)
    case .noticed(let finding): findings.append(findingText(finding)[language])
    case .ended(let end): finish(end)
    case .phaseBegan, .progressed, .profiled: break
    }
  }

  private func finish(_ end: TrainingEnd) {
    let network = card?.network ?? ""
    blocks.append(
      .heading(Text(en: "Training of \(network)", pt: "Treino de \(network)")[language]))
    if let card { blocks.append(.text(cardText(card, style: .plain, language: language))) }
    if let figure = historyFigure(epochs, title: network, language: language) { add(figure) }
    for finding in findings { blocks.append(.remark(finding)) }
    if case .diverged(let epoch, let iteration, _) = end.reason {
      blocks.append(
        .remark(
          Text(
            en: "the loss stopped being finite in epoch \(epoch), iteration \(iteration)",
            pt: "a perda deixou de ser finita na época \(epoch), iteração \(iteration)")[language]))
    }
    if let hash = end.weightHash {
      addFact(
        Text(en: "weights of \(network)", pt: "pesos de \(network)")[language],
        String(hash, radix: 16))
    }
    card = nil
  }

  package func note(_ evaluation: Evaluation) {
    blocks.append(
      .heading("\(evaluation.network): \(evaluation.part)"))
    blocks.append(.evaluation(evaluation))
    if let confusion = evaluation.confusion,
      let chart = confusionChart(
        confusion, title: "\(evaluation.network), \(evaluation.part)", language: language)
    {
      add(Figure(chart))
    }
  }

  /// A picture that the script asked for, unless the page has it already.
  package func note(_ figure: Figure) { add(figure) }

  private func add(_ figure: Figure) {
    // Another drawing with the same number is rarer than anything that a page is read for.
    guard drawn.insert(figure.drawing(language: language).hashValue).inserted else { return }
    blocks.append(.figure(figure))
  }

  /// A sweep with its table and its curves.
  package func note(_ summary: SweepSummary) {
    let names = summary.compared.map { summary.record.axes[$0].name }.joined(separator: ", ")
    blocks.append(.heading(Text(en: "Sweep of \(names)", pt: "Sweep de \(names)")[language]))
    blocks.append(.text(sweepTable(summary, style: .plain, language: language)))
    if let chart = sweepChart(summary, language: language) { add(Figure(chart)) }
  }

  /// The layers of a network, once.
  package func note(_ diagram: LayerDiagram, of network: String) {
    guard knownNetworks.insert(network).inserted else { return }
    blocks.append(.heading(Text(en: "Network \(network)", pt: "Rede \(network)")[language]))
    add(Figure([.diagram(diagram)]))
  }

  /// What was printed or shown as text.
  package func note(_ text: String) {
    if case .text(let before)? = blocks.last, !before.hasSuffix("\n\n"), before.utf8.count < 100_000
    {
      blocks[blocks.count - 1] = .text(before + (before.hasSuffix("\n") ? "" : "\n") + text)
    } else {
      blocks.append(.text(text))
    }
  }

  package func note(_ warnings: [Diagnostic]) { self.warnings += warnings }

  /// A fact that is needed to repeat the run; the latest of a name stands.
  package func addFact(_ name: String, _ value: String) {
    facts.removeAll { $0.name == name }
    facts.append((name, value))
  }
}
