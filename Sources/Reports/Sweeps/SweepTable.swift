package import Diagnostics
import Plans

/// The table of a sweep, best first, and below it what may be concluded.
package func sweepTable(
  _ summary: SweepSummary, style: TerminalStyle, language: Language
) -> String {
  SweepTable(summary: summary, style: style, language: language).text
}

private struct SweepTable {
  let summary: SweepSummary
  let style: TerminalStyle
  let language: Language

  /// A table longer than this is cut; all rows are in the value's `table`.
  private static let mostRows = 40

  var text: String {
    let words = SweepWords(summary: summary, language: language)
    let lines = [words.head, words.order].joined(separator: "; ")
    var text = style.painted(lines.shownSafely, .strong) + "\n"
    guard !summary.rows.isEmpty else { return text }
    var results = summary.results
    var table = table(words, results)
    // The result that ranks and one more stay, however narrow the terminal is.
    while results.count > 2, table.split(separator: "\n").contains(where: isTooWide) {
      results.removeLast()
      table = self.table(words, results)
    }
    text += table
    let hidden = summary.rows.count - Self.mostRows
    if hidden > 0 {
      text +=
        "  "
        + Text(
          en: "… and \(NumberText.count(hidden)) more rows",
          pt: "… e mais \(NumberText.count(hidden, in: .portuguese)) linhas")[
          language] + "\n"
    }
    let left = summary.results.dropFirst(results.count).joined(separator: ", ")
    if !left.isEmpty {
      text +=
        Text(en: "without room here: \(left)", pt: "sem espaço aqui: \(left)")[language] + "\n"
    }
    for line in words.remarks + SweepVerdict(summary: summary, language: language).lines {
      text += line.shownSafely.wrapped(to: max(style.width, 40)).joined(separator: "\n") + "\n"
    }
    return text
  }

  private func isTooWide(_ line: Substring) -> Bool { String(line).displayWidth > style.width }

  private func table(_ words: SweepWords, _ results: [String]) -> String {
    let hasDiverged = summary.rows.contains { $0.divergedCount > 0 }
    let showsStanding = summary.rivals.contains { summary.standing(of: $0) != .unknown }
    var columns: [(name: String, alignment: TextTable.Alignment)] = summary.compared.map {
      (summary.record.axes[$0].name, words.isNumeric($0) ? .right : .left)
    }
    columns += results.map { ($0, .right) }
    if hasDiverged { columns.append((Text(en: "diverged", pt: "divergiu")[language], .right)) }
    if showsStanding {
      columns.append((Text(en: "against the best", pt: "em relação ao melhor")[language], .left))
    }
    var plain = style
    plain.isColored = false
    var table = TextTable(columns)
    for (index, row) in summary.rows.prefix(Self.mostRows).enumerated() {
      var cells = zip(summary.compared, row.choice).map { axis, value in
        summary.record.axes[axis].values[value]
      }
      cells += results.map { words.cell(row, $0) }
      if hasDiverged { cells.append(diverged(row)) }
      if showsStanding { cells.append(index == 0 ? "" : standing(row)) }
      table.add(cells)
    }
    return table.text(plain)
  }

  private func diverged(_ row: SweepSummary.Row) -> String {
    guard row.divergedCount > 0 else { return "" }
    guard row.runs.count > 1 else {
      let epoch = row.runs.first?.divergence?.epoch ?? 0
      return Text(en: "in epoch \(epoch)", pt: "na época \(epoch)")[language]
    }
    return Text(
      en: "\(row.divergedCount) of \(row.runs.count)",
      pt: "\(row.divergedCount) de \(row.runs.count)")[
        language]
  }

  private func standing(_ row: SweepSummary.Row) -> String {
    guard summary.rivals.contains(where: { $0.choice == row.choice }) else { return "" }
    switch summary.standing(of: row) {
    case .unknown: return "?"
    case .insideTheNoise: return Text(en: "inside the noise", pt: "dentro do ruído")[language]
    case .worse: return Text(en: "worse", pt: "pior")[language]
    }
  }
}

/// The words around the table of a sweep.
struct SweepWords {
  let summary: SweepSummary
  let language: Language

  /// The only compared value of a row, where it is a number.
  func number(of row: SweepSummary.Row) -> Double? {
    guard summary.compared.count == 1, let choice = row.choice.first else { return nil }
    let values = summary.record.axes[summary.compared[0]].values
    return values.indices.contains(choice) ? Double(values[choice].filter { $0 != "," }) : nil
  }

  /// `4 rates × 3 seeds = 12 runs`.
  var head: String {
    let record = summary.record
    let points = summary.rows.count
    let runs = record.runs.count
    let names = summary.compared.map { record.axes[$0].name }.joined(separator: ", ")
    var parts: [String] = []
    if !summary.compared.isEmpty {
      parts.append(
        Text(
          en: "\(NumberText.count(points)) \(points == 1 ? "value" : "values") of \(names)",
          pt:
            "\(NumberText.count(points, in: .portuguese)) \(points == 1 ? "valor" : "valores") de \(names)"
        )[
          language])
    }
    if !summary.seeds.isEmpty, record.runs.count == record.planned, points > 0 {
      let seeds = runs / points
      parts.append(
        Text(
          en: "\(NumberText.count(seeds)) \(seeds == 1 ? "seed" : "seeds")",
          pt: "\(NumberText.count(seeds, in: .portuguese)) \(seeds == 1 ? "semente" : "sementes")")[
            language])
    }
    let sum = Text(
      en: runs < record.planned
        ? "\(NumberText.count(runs)) of \(NumberText.count(record.planned)) runs"
        : "\(NumberText.count(runs)) \(runs == 1 ? "run" : "runs")",
      pt: runs < record.planned
        ? "\(NumberText.count(runs, in: .portuguese)) de \(NumberText.count(record.planned, in: .portuguese)) execuções"
        : "\(NumberText.count(runs, in: .portuguese)) \(runs == 1 ? "execução" : "execuções")")[
        language]
    guard runs == record.planned else { return parts.prefix(1).joined() + ", " + sum }
    return parts.joined(separator: " × ") + (parts.isEmpty ? "" : " = ") + sum
  }

  /// Which number ranks.
  var order: String {
    guard let measure = summary.measure else {
      return summary.hasSeveralLosses
        ? Text(en: "in the order of the runs", pt: "na ordem das execuções")[language]
        : Text(en: "all diverged", pt: "todas divergiram")[language]
    }
    return Text(en: "best first, by \(measure)", pt: "o melhor primeiro, por \(measure)")[language]
  }

  /// What the numbers are.
  var remarks: [String] {
    var remarks: [String] = []
    if !summary.seeds.isEmpty, summary.rows.contains(where: { $0.finishedCount > 1 }) {
      remarks.append(
        Text(
          en: "mean ± standard deviation over the runs that finished",
          pt: "média ± desvio padrão das execuções que terminaram")[language])
    }
    if summary.hasSeveralLosses {
      remarks.append(
        Text(
          en: "the runs have different losses, which cannot be compared with each other"
            + (summary.measure == nil ? ": add a line 'metrics …' to the training" : ""),
          pt: "as execuções têm perdas diferentes, que não podem ser comparadas entre si"
            + (summary.measure == nil ? ": acrescente uma linha 'metrics …' ao treino" : ""))[
            language])
    }
    return remarks
  }

  func isNumeric(_ axis: Int) -> Bool {
    summary.record.axes[axis].values.allSatisfy { Double($0) != nil }
  }

  /// `0.0821 ± 0.0123`, or what one run gave.
  func cell(_ row: SweepSummary.Row, _ result: String) -> String {
    guard let spread = row.spread(result) else { return "" }
    let name = result.split(separator: ".").last.map(String.init) ?? result
    let mean = metricText(name, spread.mean)
    guard spread.count > 1 else { return mean }
    return "\(mean) ± \(Self.deviation(spread, mean: mean))"
  }

  /// The spread with as many digits as the mean beside it has.
  private static func deviation(_ spread: Spread, mean: String) -> String {
    if mean.hasSuffix("%") { return NumberText.fixed(spread.deviation * 100, places: 1) }
    guard spread.mean.magnitude < 1e6, spread.mean.magnitude >= 1e-4 else {
      return NumberText.short(spread.deviation, digits: 2)
    }
    let places = mean.split(separator: ".").dropFirst().first?.count ?? 0
    return spread.deviation == 0 ? "0" : NumberText.fixed(spread.deviation, places: max(places, 1))
  }

  /// `rate 0.1, width 16`.
  func name(of row: SweepSummary.Row) -> String {
    zip(summary.compared, row.choice).map { axis, value in
      let axis = summary.record.axes[axis]
      return axis.name + " " + axis.values[value]
    }.joined(separator: ", ")
  }
}
