package import Diagnostics
package import Plans

/// The loss against the rate, with the rate that is suggested.
///
/// - Returns: `nil` where no rate could be tried.
package func rateSearchChart(_ search: RateSearch, language: Language) -> Chart? {
  guard !search.points.isEmpty else { return nil }
  // Where the loss has climbed as far above its start as it fell below, it has left the picture.
  let least = search.lowest.map { search.points[$0].smoothed } ?? search.start
  let ceiling =
    search.start + max(search.start - least, abs(search.start) / 2, 2 * search.noise)
  var chart = Chart(
    title: Text(
      en: "\(search.network): loss against rate", pt: "\(search.network): perda em função da taxa")[
        language],
    x: Chart.Axis(Text(en: "rate", pt: "taxa")[language], scale: .logarithmic),
    y: Chart.Axis(Text(en: "loss", pt: "perda")[language]),
    series: [
      Chart.Series(
        Text(en: "of each batch", pt: "de cada lote")[language], .points,
        search.points.filter { $0.loss <= ceiling }.map { Chart.Point($0.rate, $0.loss) }),
      Chart.Series(
        Text(en: "smoothed", pt: "suavizada")[language], .line,
        search.points.prefix { $0.smoothed <= ceiling }.map { Chart.Point($0.rate, $0.smoothed) }),
    ])
  if case .suggested(let rate) = search.outcome,
    let nearest = search.points.min(by: { abs($0.rate - rate) < abs($1.rate - rate) })
  {
    chart.notes = [
      Chart.Note(
        Chart.Point(nearest.rate, nearest.smoothed),
        Text(
          en: "suggested: \(NumberText.short(rate))", pt: "sugestão: \(NumberText.short(rate))")[
            language])
    ]
  }
  return chart
}

/// What is suggested, or why nothing is.
package func rateSearchText(_ search: RateSearch, language: Language) -> String {
  let start = NumberText.short(search.start)
  switch search.outcome {
  case .suggested(let rate):
    let (least, at) = lowest(of: search)
    return Text(
      en:
        "suggested rate \(NumberText.short(rate)): a tenth of \(at), where the loss was least (\(least), from \(start) at the start)",
      pt:
        "taxa sugerida \(NumberText.short(rate)): um décimo de \(at), onde a perda foi menor (\(least), a partir de \(start) no início)"
    )[
      language] + "\n"
  case .noisy, .neverFell, .notFinite:
    return Text(
      en: "no rate can be suggested: \(search.reason.en)",
      pt: "não há taxa a sugerir: \(search.reason.pt)")[language] + "\n"
  }
}

private func lowest(of search: RateSearch) -> (loss: String, rate: String) {
  guard let lowest = search.lowest else { return ("?", "?") }
  let point = search.points[lowest]
  return (NumberText.short(point.smoothed), NumberText.short(point.rate, digits: 2))
}

extension RateSearch {
  /// Why no rate is suggested; empty where one is.
  package var reason: Text {
    let (start, noise) = (NumberText.short(start), NumberText.short(noise, digits: 2))
    switch outcome {
    case .suggested: return Text(verbatim: "")
    case .noisy:
      return Text(
        en:
          "too noisy to say: from batch to batch the loss differs by \(noise) around \(start); a larger batch is quieter",
        pt:
          "ruído demais para dizer: de lote a lote a perda varia \(noise) em torno de \(start); um lote maior tem menos ruído"
      )
    case .neverFell:
      return Text(
        en: "the loss never fell from \(start) at any rate from 1e-7 to 10",
        pt: "a perda nunca caiu de \(start), com nenhuma taxa de 1e-7 a 10")
    case .notFinite:
      return Text(
        en: "the loss was not finite before the rate could matter",
        pt: "a perda não era finita antes que a taxa pudesse importar")
    }
  }
}

/// A search as one line of JSON, without its newline.
package func rateSearchJSON(_ search: RateSearch) -> String {
  var suggested: Double?
  if case .suggested(let rate) = search.outcome { suggested = rate }
  return JSONValue.object([
    ("event", .string("rate_search")), ("network", .string(search.network)),
    ("rate", .optional(suggested)), ("reason", .string(search.reason.en)),
    ("rates", .array(search.points.map { .number($0.rate) })),
    ("losses", .array(search.points.map { .number($0.loss) })),
  ]).text
}
