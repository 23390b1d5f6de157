package import Diagnostics

/// A value over two directions, with a way through them.
package struct SurfacePicture: Sendable {
  package var title: String
  package var x: String
  package var y: String
  package var z: String
  package var columns: Int
  package var rows: Int
  package var xRange: ClosedRange<Double>
  package var yRange: ClosedRange<Double>
  /// `[rows, columns]`, from the lowest row; what is not finite counts as very high.
  package var values: [Double]
  package var path: [Chart.Point]
  /// What the end of the way is.
  package var end: String
  package var remarks: [String]

  package init(
    title: String, x: String, y: String, z: String, columns: Int, rows: Int,
    xRange: ClosedRange<Double>, yRange: ClosedRange<Double>, values: [Double],
    path: [Chart.Point], end: String, remarks: [String] = []
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.z = z
    self.columns = columns
    self.rows = rows
    self.xRange = xRange
    self.yRange = yRange
    self.values = values
    self.path = path
    self.end = end
    self.remarks = remarks
  }

  /// The contours seen from above, and the surface from the side.
  ///
  /// - Returns: `nil` where no value is finite.
  package func figure(_ view: View, language: Language) -> Figure? {
    guard let field else { return nil }
    var panels: [Figure.Panel] = []
    if view != .relief { panels.append(.chart(contours(field, language))) }
    if view != .contours {
      let title =
        view == .both ? Text(en: "The same from the side", pt: "A mesma, de lado")[language] : title
      panels.append(.relief(Relief(title: title, x: x, y: y, z: z, field: field, path: path)))
    }
    return Figure(panels)
  }

  package enum View: String, Sendable { case both, contours, relief }

  private func contours(_ field: Chart.Field, _ language: Language) -> Chart {
    var chart = Chart(
      title: title, x: Chart.Axis(x, range: xRange), y: Chart.Axis(y, range: yRange), series: [],
      remarks: remarks)
    chart.field = field
    if path.count > 1 {
      chart.series = [
        Chart.Series("", .line, path, tint: .light, size: 2),
        Chart.Series(
          Text(en: "the path", pt: "o caminho")[language], .line, path, tint: .series(1)),
        Chart.Series("", .points, path.count <= 100 ? path : [], tint: .series(1), size: 0.55),
      ]
    }
    if let last = path.last {
      chart.series.append(Chart.Series(end, .points, [last], tint: .series(3), size: 1.4))
    }
    return chart
  }

  private var field: Chart.Field? {
    let finite = values.filter { $0.magnitude <= 1e300 }
    guard let least = finite.min(), let most = finite.max() else { return nil }
    let sorted = finite.sorted()
    // At its lowest place alone a valley may come arbitrarily near to 0.
    let low = sorted[sorted.count / 50]
    let isLogarithmic = least >= 0 && low > 0 && most / low > 20 && (most / low).isFinite
    let levels =
      isLogarithmic ? ContourLevels.byRatio(low, most) : ContourLevels.even(least, most)
    return Chart.Field(
      .ramp, columns: columns, rows: rows, x: xRange, y: yRange,
      values: [
        values.map { $0.magnitude <= 1e300 ? (isLogarithmic ? max($0, low / 2) : $0) : most }
      ],
      levels: levels, name: z, isLogarithmic: isLogarithmic)
  }
}
