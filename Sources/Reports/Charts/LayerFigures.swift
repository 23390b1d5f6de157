package import Diagnostics
package import Plans
import Shapes
import Vocabulary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the numbers of each layer lie: the middle one, half of them, nearly all of them.
///
/// - Parameter areMagnitudes: Whether only sizes matter, over powers of ten.
/// - Returns: `nil` where no layer has a number that can be drawn.
package func spreadChart(
  _ layers: [NamedValues], title: String, y: String, areMagnitudes: Bool, language: Language
) -> Chart? {
  var (most, half, middle): ([Chart.Point], [Chart.Point], [Chart.Point]) = ([], [], [])
  var remarks: [String] = []
  let shown = layers.prefix(24)
  for (place, layer) in shown.enumerated() {
    let finite = layer.values.filter { $0.magnitude <= 1e300 }
    let numbers = (areMagnitudes ? finite.map(\.magnitude).filter { $0 > 0 } : finite).sorted()
    let zeros = finite.count { $0 == 0 }
    if zeros * 4 > finite.count, zeros > 0 {
      let share = NumberText.short(100 * Double(zeros) / Double(finite.count), digits: 3)
      remarks.append(
        Text(en: "\(layer.name): \(share) % are 0", pt: "\(layer.name): \(share) % são 0")[language]
      )
    }
    guard !numbers.isEmpty else { continue }
    func quantile(_ share: Double) -> Double {
      numbers[min(Int(share * Double(numbers.count)), numbers.count - 1)]
    }
    let x = Double(place)
    most.append(Chart.Point(x, quantile(0.95), foot: quantile(0.05)))
    half.append(Chart.Point(x, quantile(0.75), foot: quantile(0.25)))
    middle.append(Chart.Point(x, quantile(0.5)))
  }
  guard !middle.isEmpty else { return nil }
  return Chart(
    title: title,
    x: Chart.Axis("", scale: .categories(shown.map(\.name))),
    y: Chart.Axis(y, scale: areMagnitudes ? .logarithmic : .linear),
    series: [
      Chart.Series(
        Text(en: "90 % of all", pt: "90 % de todos")[language], .bars(width: 0.16), most,
        tint: .series(5)),
      Chart.Series(
        Text(en: "half of all", pt: "metade de todos")[language], .bars(width: 0.5), half,
        tint: .series(0)),
      Chart.Series(
        Text(en: "the middle one", pt: "o do meio")[language], .points, middle, tint: .series(1)),
    ], remarks: Array(remarks.prefix(4)))
}

/// The layers of a network as boxes.
///
/// - Parameter counts: How many numbers each layer learns.
package func architectureDiagram(
  _ plan: ModelPlan, parameterCounts counts: [Int], language: Language
) -> LayerDiagram {
  let names = plan.layers.map(\.name)
  let input = LayerDiagram.Box(
    name: Text(en: "input", pt: "entrada")[language], detail: "", parameters: nil,
    output: plan.input.description, inputs: [])
  let boxes = plan.layers.enumerated().map { index, layer in
    let count = counts.indices.contains(index) ? counts[index] : 0
    let activation = layer.activation.map { $0.shownName } ?? ""
    let parts = [layer.kind, activation].filter { !$0.isEmpty && $0 != "linear" }
    return LayerDiagram.Box(
      name: names[index], detail: parts.joined(separator: ", "),
      parameters: count == 0
        ? nil
        : Text(
          en: "\(NumberText.count(count)) parameters",
          pt: "\(NumberText.count(count, in: .portuguese)) parâmetros")[
            language],
      output: layer.output.description, inputs: layer.inputs)
  }
  let sum = NumberText.count(counts.reduce(0, +), in: language)
  return LayerDiagram(
    title: Text(
      en: "\(plan.name): \(sum) parameters", pt: "\(plan.name): \(sum) parâmetros")[language],
    boxes: [input] + boxes)
}

/// The losses of the batches, and the epochs' beside them.
package func iterationChart(
  _ losses: [(iteration: Int, loss: Double)], stride: Int, title: String, language: Language
) -> Chart? {
  let points = losses.map { Chart.Point(Double($0.iteration), $0.loss) }
  let finite = points.filter(\.isDrawable)
  guard let least = finite.map(\.y).min(), let most = finite.map(\.y).max() else { return nil }
  let isLogarithmic = least > 0 && most / least > 100
  // The mean of the last ones, which shows the way through the noise.
  var smoothed: [Chart.Point] = []
  let window = max(points.count / 50, 1)
  var sum = 0.0
  for (index, point) in points.enumerated() {
    sum += point.y
    if index >= window { sum -= points[index - window].y }
    if index >= window - 1 { smoothed.append(Chart.Point(point.x, sum / Double(window))) }
  }
  var chart = Chart(
    title: Text(
      en: "\(title): loss over iterations", pt: "\(title): perda ao longo das iterações")[language],
    x: Chart.Axis(Text(en: "iteration", pt: "iteração")[language], isWhole: true),
    y: Chart.Axis(
      Text(en: "loss", pt: "perda")[language], scale: isLogarithmic ? .logarithmic : .linear),
    series: [
      Chart.Series(
        stride == 1
          ? Text(en: "of each batch", pt: "de cada lote")[language]
          : Text(en: "mean of \(stride) batches", pt: "média de \(stride) lotes")[language],
        .line, points, tint: window > 1 ? .series(5) : .series(0), size: window > 1 ? 0.45 : 0.8)
    ])
  if window > 1 {
    chart.series.append(
      Chart.Series(
        Text(
          en: "mean of the last \(window * stride)", pt: "média das últimas \(window * stride)")[
            language],
        .line, smoothed, tint: .series(0)))
  }
  return chart
}

/// Curves over common numbers: a function, or several lists; and some as points.
package func curveChart(
  _ curves: [(name: String, points: [Chart.Point])],
  points: [(name: String, points: [Chart.Point])], x: Chart.Axis, title: String
) -> Chart? {
  let chart = Chart(
    title: title, x: x, y: Chart.Axis(""),
    series: points.map { Chart.Series($0.name, .points, $0.points) }
      + curves.map { Chart.Series($0.name, .line, $0.points) })
  return chart.series.contains { $0.points.contains(where: \.isDrawable) } ? chart : nil
}
