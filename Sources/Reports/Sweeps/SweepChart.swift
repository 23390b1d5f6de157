package import Diagnostics
import Plans

/// The loss over the epochs, one curve for each combination of compared values.
///
/// - Returns: `nil` where no run has an epoch with a finite loss.
package func sweepChart(_ summary: SweepSummary, language: Language) -> Chart? {
  SweepCurves(summary: summary, language: language).chart
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
    let values = curves.flatMap(\.points).map(\.y).filter(\.isFinite)
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
      series: curves.map { Chart.Series(words.name(of: $0.row), .line, $0.points) },
      remarks: remarks(shown))
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
