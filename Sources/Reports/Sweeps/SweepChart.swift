package import Diagnostics
import Plans

/// The loss over the epochs, one curve for each combination of compared values.
///
/// - Returns: `nil` where no run has an epoch with a finite loss.
package func sweepChart(_ summary: SweepSummary, language: Language) -> Chart? {
  SweepCurves(summary: summary, language: language).chart
}

/// The loss at the end of training over the compared value, with its spread over the seeds.
///
/// - Returns: `nil` where no run has ended with a finite loss.
package func finalLossChart(_ summary: SweepSummary, language: Language) -> Chart? {
  let words = SweepWords(summary: summary, language: language)
  let rows = summary.rows.sorted { $0.choice.lexicographicallyPrecedes($1.choice) }
  var ends: [(name: String, value: Double?, losses: [Double])] = []
  var diverged: [String] = []
  for row in rows {
    let name = words.name(of: row)
    let losses = row.runs.compactMap { run in
      run.divergence == nil ? run.history.last?.loss : nil
    }.filter(\.isFinite)
    if losses.isEmpty {
      diverged.append(name)
    } else {
      ends.append((name, words.number(of: row), losses))
    }
  }
  guard !ends.isEmpty else { return nil }
  let numbers = ends.compactMap(\.value)
  let areNumbers = numbers.count == ends.count && summary.compared.count == 1
  let isLogarithmicX =
    areNumbers && (numbers.min() ?? 0) > 0 && (numbers.max() ?? 0) / (numbers.min() ?? 1) > 30
  let all = ends.flatMap(\.losses)
  let isLogarithmic = (all.min() ?? 0) > 0 && (all.max() ?? 0) / (all.min() ?? 1) > 30
  let points = ends.enumerated().map { index, end in
    Chart.Point(
      areNumbers ? end.value ?? 0 : Double(index),
      end.losses.reduce(0, +) / Double(end.losses.count))
  }.sorted { $0.x < $1.x }
  let bands = ends.enumerated().map { index, end in
    Chart.Point(
      areNumbers ? end.value ?? 0 : Double(index), end.losses.max() ?? 0,
      foot: end.losses.min() ?? 0)
  }.sorted { $0.x < $1.x }
  let name = summary.compared.map { summary.record.axes[$0].name }.joined(separator: ", ")
  var series: [Chart.Series] = []
  if areNumbers, bands.contains(where: { $0.foot < $0.y }) {
    series.append(
      Chart.Series(
        Text(en: "spread over the seeds", pt: "variação entre as sementes")[language], .band,
        bands, tint: .series(0)))
  }
  if areNumbers { series.append(Chart.Series("", .line, points, tint: .series(0))) }
  series.append(Chart.Series("", .points, points, tint: .series(0)))
  return Chart(
    title: Text(
      en: "loss at the end, by \(name)", pt: "perda no fim, por \(name)")[language],
    x: Chart.Axis(
      name,
      scale: areNumbers
        ? (isLogarithmicX ? .logarithmic : .linear) : .categories(ends.map(\.name))),
    y: Chart.Axis(
      Text(en: "training loss", pt: "perda no treino")[language],
      scale: isLogarithmic ? .logarithmic : .linear),
    series: series,
    remarks: diverged.isEmpty
      ? []
      : [
        Text(
          en: "diverged: \(diverged.joined(separator: ", "))",
          pt: "divergiu: \(diverged.joined(separator: ", "))")[language]
      ])
}

private struct SweepCurves {
  let summary: SweepSummary
  let language: Language

  /// As many curves as a person can tell apart.
  private static let most = 8
  /// A curve that diverges leaves the picture at so many times the usual first loss.
  private static let ceiling = 10.0

  private var words: SweepWords { SweepWords(summary: summary, language: language) }

  var chart: Chart? {
    let shown = rows
    var curves = shown.map { (row: $0, points: points(of: $0)) }
    let starts = curves.compactMap { $0.points.first?.y }.filter(\.isFinite).sorted()
    guard !starts.isEmpty else { return nil }
    let ceiling = starts[(starts.count - 1) / 2] * Self.ceiling
    for index in curves.indices where curves[index].row.divergedCount > 0 {
      curves[index].points = Self.cut(curves[index].points, above: ceiling)
    }
    var values = curves.flatMap(\.points).map(\.y).filter(\.isFinite)
    values += curves.enumerated().compactMap { band(of: $1.row, ceiling: ceiling, $0) }
      .flatMap { $0.points.map(\.foot) }
    guard let least = values.min(), let most = values.max() else { return nil }
    // Over more than a decade and a half a linear axis hides the good curves at its foot.
    let isLogarithmic = least > 0 && most / least > 30
    let names = summary.compared.map { summary.record.axes[$0].name }.joined(separator: ", ")
    return Chart(
      title: names.isEmpty
        ? Text(en: "loss over epochs", pt: "perda ao longo das épocas")[language]
        : Text(
          en: "loss over epochs, by \(names)", pt: "perda ao longo das épocas, por \(names)")[
            language],
      x: Chart.Axis(Text(en: "epoch", pt: "época")[language], isWhole: true),
      y: Chart.Axis(
        Text(en: "training loss", pt: "perda no treino")[language],
        scale: isLogarithmic ? .logarithmic : .linear),
      series: curves.enumerated().compactMap { band(of: $1.row, ceiling: ceiling, $0) }
        + curves.enumerated().map {
          Chart.Series(words.name(of: $1.row), .line, $1.points, tint: .series($0))
        },
      remarks: remarks(shown))
  }

  /// From the least to the largest loss of the seeds; `nil` for one seed, or a row that diverged.
  private func band(of row: SweepSummary.Row, ceiling: Double, _ number: Int) -> Chart.Series? {
    guard row.runs.count > 1, row.divergedCount == 0 else { return nil }
    let histories = row.runs.map(\.history).filter { !$0.isEmpty }
    guard histories.count > 1, let longest = histories.max(by: { $0.count < $1.count }) else {
      return nil
    }
    let points = longest.indices.compactMap { index -> Chart.Point? in
      let losses = histories.map { $0[min(index, $0.count - 1)].loss }.filter(\.isFinite)
      guard let least = losses.min(), let most = losses.max() else { return nil }
      return Chart.Point(
        Double(longest[index].epoch), min(most, ceiling), foot: min(least, ceiling))
    }
    guard points.contains(where: { $0.foot < $0.y }) else { return nil }
    return Chart.Series("", .band, points, tint: .series(number))
  }

  /// The best rows, in the order of the script, in which the values grow.
  private var rows: [SweepSummary.Row] {
    summary.rows.prefix(Self.most).sorted { $0.choice.lexicographicallyPrecedes($1.choice) }
  }

  /// The mean over the seeds, as far as no run has diverged.
  private func points(of row: SweepSummary.Row) -> [Chart.Point] {
    let histories = row.runs.map(\.history)
    let ends = row.runs.filter { $0.divergence != nil }.map(\.history.count)
    let length = ends.min() ?? histories.map(\.count).max() ?? 0
    return (0..<length).compactMap { index in
      // A run that stopped early stays where it was.
      let epochs = histories.compactMap { $0.isEmpty ? nil : $0[min(index, $0.count - 1)] }
      guard let longest = histories.first(where: { $0.count > index }) else { return nil }
      return Chart.Point(Double(longest[index].epoch), Spread(epochs.map(\.loss)).mean)
    }
  }

  /// The points up to the first that is too high, which ends the curve at the ceiling.
  private static func cut(_ points: [Chart.Point], above ceiling: Double) -> [Chart.Point] {
    guard let out = points.firstIndex(where: { !($0.y <= ceiling) }) else { return points }
    return Array(points[..<out]) + [Chart.Point(points[out].x, ceiling)]
  }

  private func remarks(_ shown: [SweepSummary.Row]) -> [String] {
    var remarks: [String] = []
    let hidden = summary.rows.count - shown.count
    if hidden > 0 {
      remarks.append(
        Text(
          en: "the best \(shown.count) of \(summary.rows.count)",
          pt: "os \(shown.count) melhores de \(summary.rows.count)")[language])
    }
    let diverged = shown.filter { $0.divergedCount > 0 }
    if !diverged.isEmpty {
      let list = diverged.map { row in
        let epoch = row.runs.compactMap(\.divergence?.epoch).min() ?? 0
        return Text(
          en: "\(words.name(of: row)) (epoch \(epoch))",
          pt: "\(words.name(of: row)) (época \(epoch))")[
            language]
      }.joined(separator: ", ")
      remarks.append(Text(en: "diverged: \(list)", pt: "divergiu: \(list)")[language])
    }
    return remarks
  }
}
