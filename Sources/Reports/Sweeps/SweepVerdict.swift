import Diagnostics

/// Whether the best of a sweep is really better, in plain words.
struct SweepVerdict {
  let summary: SweepSummary
  let language: Language

  private var words: SweepWords { SweepWords(summary: summary, language: language) }

  var lines: [String] {
    guard summary.compared.count > 0, summary.rows.count > 1 else { return [] }
    guard let best = summary.best else { return [] }
    let others = summary.rivals
    guard let next = others.first else {
      return [
        Text(
          en: "only \(words.name(of: best)) did not diverge",
          pt: "só \(words.name(of: best)) não divergiu")[language]
      ]
    }
    guard let test = summary.test(against: next) else { return [tooFewSeeds(best, next)] }
    guard test.hasSpread else { return [seedsChangeNothing] }
    return [verdict(best, next, test)] + rest(others.dropFirst().map { $0 })
  }

  private func verdict(
    _ best: SweepSummary.Row, _ next: SweepSummary.Row, _ test: PairedTest
  ) -> String {
    let (a, b) = (words.name(of: best), words.name(of: next))
    let found = evidence(test)
    return test.isClear
      ? Text(
        en: "\(a) is better than \(b), by more than the noise (\(found.en))",
        pt: "\(a) é melhor que \(b), por mais do que o ruído (\(found.pt))")[language]
      : Text(
        en:
          "\(a) is not shown to be better than \(b): the difference is inside the noise (\(found.en))",
        pt:
          "não está mostrado que \(a) seja melhor que \(b): a diferença está dentro do ruído (\(found.pt))"
      )[
        language]
  }

  /// `paired over 3 seeds: t = 1.2, and 4.3 is needed at 5 %`.
  private func evidence(_ test: PairedTest) -> Text {
    let t = NumberText.short(test.t.magnitude, digits: 3)
    let needed = NumberText.short(test.criticalT, digits: 3)
    return Text(
      en: "paired over \(test.pairs) seeds: t = \(t), where 5 % needs \(needed)",
      pt: "em pares por \(test.pairs) sementes: t = \(t), onde 5 % exige \(needed)")
  }

  /// What is to be said of those behind the second.
  private func rest(_ rows: [SweepSummary.Row]) -> [String] {
    let noise = rows.filter { summary.standing(of: $0) == .insideTheNoise }.map(words.name)
    guard !noise.isEmpty else { return [] }
    let shown = noise.prefix(5).joined(separator: "; ") + (noise.count > 5 ? "; …" : "")
    return [
      Text(
        en: "also inside the noise of the best: \(shown)",
        pt: "também dentro do ruído do melhor: \(shown)")[language]
    ]
  }

  private func tooFewSeeds(_ best: SweepSummary.Row, _ next: SweepSummary.Row) -> String {
    let advice =
      summary.seeds.isEmpty
      ? seedAdvice
      : Text(
        en: "it takes 3 seeds or more that finished with both",
        pt: "são precisas 3 ou mais sementes que terminaram com os dois")
    let (a, b) = (words.name(of: best), words.name(of: next))
    return Text(
      en:
        "whether \(a) is better than \(b), or luckier, nobody can say from so few runs: \(advice.en)",
      pt:
        "se \(a) é melhor que \(b), ou teve mais sorte, não se pode dizer com tão poucas execuções: \(advice.pt)"
    )[
      language]
  }

  /// How the sweep gets seeds.
  private var seedAdvice: Text {
    switch summary.seedSource {
    case .script:
      Text(
        en: "add ', s in 1..5' to the sweep and 'seed s' to the training",
        pt: "acrescente ', s in 1..5' ao sweep e 'seed s' ao treino")
    case .commandLine(let name?):
      Text(
        en: "add '\(name)=1..5' to the command line",
        pt: "acrescente '\(name)=1..5' à linha de comando")
    case .commandLine(nil):
      Text(
        en: "add 'param s = 1' and 'seed s' to the script, and 's=1..5' to the command line",
        pt: "acrescente 'param s = 1' e 'seed s' ao script, e 's=1..5' à linha de comando")
    }
  }

  private var seedsChangeNothing: String {
    Text(
      en:
        "the seeds change nothing here, so they cannot tell the noise: whether the difference means anything, nobody can say",
      pt:
        "as sementes não mudam nada aqui, então não mostram o ruído: se a diferença significa algo, não se pode dizer"
    )[
      language]
  }
}
