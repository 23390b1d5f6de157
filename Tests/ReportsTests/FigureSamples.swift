import Diagnostics
import Foundation
import Plans
import Reports

/// Pictures of every kind that is more than lines and points over two axes.
enum FigureSamples {
  static let all: [ChartSample] = [
    ChartSample("regions", Figure(regions(classes: 2))),
    ChartSample("regions-of-five", Figure(regions(classes: 5))),
    ChartSample("regression-in-two", Figure(valley)),
    ChartSample("surface", surface(.both)),
    ChartSample("relief", surface(.relief)),
    ChartSample("flat-surface", flat),
    ChartSample("confusion", confusion(["setosa", "versicolor", "virginica"])),
    ChartSample("confusion-of-many", confusion((1...14).map { "a class with a name \($0)" })),
    ChartSample("roc", roc),
    ChartSample("histograms", histogramFigure(columns, language: .english)),
    ChartSample("pairs", pairsFigure(columns, language: .english)),
    ChartSample("residuals", residuals),
    ChartSample("spread", spread),
    ChartSample("images", images(count: 20, side: 8)),
    ChartSample("one-image", images(count: 1, side: 4)),
    ChartSample("architecture", Figure([.diagram(diagram(layers: 6))])),
    ChartSample("deep-architecture", Figure([.diagram(diagram(layers: 90))])),
    ChartSample("iterations", iterations),
    ChartSample("side-by-side", sideBySide),
  ].compactMap { $0 }

  private static func wave(_ number: Int) -> Double { sin(Double(number) * 12.9898) * 0.5 }

  private static func regions(classes: Int) -> Chart {
    let (columns, rows) = (41, 31)
    let centres = (0..<classes).map { (cos(Double($0) * 1.7) * 1.2, sin(Double($0) * 1.7)) }
    let values = centres.map { centre in
      (0..<columns * rows).map { place in
        let x = -2 + 4 * Double(place % columns) / Double(columns - 1)
        let y = -1.5 + 3 * Double(place / columns) / Double(rows - 1)
        return exp(-pow(x - centre.0, 2) - pow(y - centre.1, 2))
      }
    }
    var picture = RegionPicture(
      title: "border: decision regions", x: "x1", y: "x2",
      field: Chart.Field(
        .classes, columns: columns, rows: rows, x: -2...2, y: -1.5...1.5, values: values,
        levels: []),
      points: centres.enumerated().map { index, centre in
        (
          name: "class \(index)",
          points: (0..<30).map { (centre.0 + wave($0) * 0.6, centre.1 + wave($0 + 40) * 0.6) }
        )
      })
    picture.guides = [
      Chart.Guide(1, 0.4, 0.1, tint: .series(0), hasArrow: true),
      Chart.Guide(-1, 0.8, 0.3, tint: .series(1), hasArrow: true, length: 0.2),
    ]
    return picture.chart
  }

  private static var valley: Chart {
    let values: [Double] = (0..<961).map { place in
      let (column, row) = (Double(place % 31), Double(place / 31))
      return column * 0.3 + row * 0.1
    }
    let samples: [(Double, Double)] = (0..<40).map { (5 + wave($0) * 8, 45 + wave($0 + 9) * 80) }
    return RegionPicture(
      title: "prices", x: "rooms", y: "age",
      field: Chart.Field(
        .ramp, columns: 31, rows: 31, x: 0...10, y: 0...90, values: [values],
        levels: [2, 4, 6, 8, 10], name: "price"),
      points: [(name: "", points: samples)]
    ).chart
  }

  private static func surface(_ view: SurfacePicture.View) -> Figure? {
    let side = 31
    let values = (0..<side * side).map { place in
      let (x, y) = (Double(place % side) / 15 - 1, Double(place / side) / 15 - 1)
      // As where a training diverges beside the valley.
      return place == 0 ? Double.nan : place == 1 ? .infinity : x * x + 40 * y * y + 0.01
    }
    return SurfacePicture(
      title: "classifier: loss on iris.train", x: "1st direction (97 %)", y: "2nd direction (2 %)",
      z: "loss", columns: side, rows: side, xRange: -1...1, yRange: -1...1, values: values,
      path: (0...20).map { Chart.Point(-0.9 * pow(0.85, Double($0)), 0.6 * pow(-0.7, Double($0))) },
      end: "the weights now", remarks: ["the loss of 2000 of 60000 samples"]
    ).figure(view, language: .english)
  }

  private static let flat = SurfacePicture(
    title: "flat", x: "a", y: "b", z: "loss", columns: 5, rows: 5, xRange: 0...1, yRange: 0...1,
    values: [Double](repeating: 0.6931, count: 25), path: [Chart.Point(0.5, 0.5)], end: "now"
  ).figure(.both, language: .english)

  private static func confusion(_ classes: [String]) -> Figure? {
    confusionChart(
      ConfusionCounts(
        classes: classes,
        counts: classes.indices.map { row in
          classes.indices.map { $0 == row ? 1_200 + row : (row * 7 + $0) % 5 }
        }), title: "classifier, iris.test", language: .english
    ).map { Figure($0) }
  }

  private static let roc = rocChart(
    (0..<3).map { own in
      ClassScores(
        name: "class \(own)",
        scores: (0..<200).map { wave($0 + own) + ($0 % 3 == own ? 0.3 : 0) },
        truth: (0..<200).map { $0 % 3 == own })
    }, title: "classifier, iris.test", language: .english
  ).map { Figure($0) }

  private static let columns: [(name: String, classes: [NamedValues])] = (0..<4).map { column in
    (
      name: "column_\(column)",
      classes: (0..<3).map { own in
        (name: "class \(own)", values: (0..<50).map { wave($0 * (column + 1)) + Double(own) })
      }
    )
  }

  private static let residuals = residualFigure(
    truth: (0..<80).map { Double($0) }, predicted: (0..<80).map { Double($0) + wave($0) * 9 },
    title: "model, line.test", target: "y", language: .english)

  private static let spread = spreadChart(
    (1...5).map { layer in
      (
        name: "dense_\(layer)",
        values: (0..<300).map { $0 % layer == 1 ? 0 : wave($0) * pow(0.1, Double(layer)) }
      )
    }, title: "border: gradients by layer", y: "size of a gradient", areMagnitudes: true,
    language: .english
  ).map { Figure($0) }

  private static func images(count: Int, side: Int) -> Figure {
    Figure([
      .images(
        ImageSheet(
          title: "reader: weights of dense_1",
          images: (0..<count).map { image in
            ImageSheet.Image(
              name: "\(image + 1)", columns: side,
              values: (0..<side * side).map { wave($0 + image * 100) })
          }, remarks: ["blue is below 0, orange above"]))
    ])
  }

  private static func diagram(layers: Int) -> LayerDiagram {
    LayerDiagram(
      title: "reader: 1,234,567 parameters",
      boxes: (0..<layers).map { layer in
        LayerDiagram.Box(
          name: "dense_\(layer)", detail: "dense, relu",
          parameters: layer == 0 ? nil : "1,024 parameters", output: "64",
          inputs: layer == 0 ? [] : layer == 4 ? [3, 1] : [layer - 1])
      })
  }

  private static let iterations = iterationChart(
    (1...900).map { (iteration: $0, loss: 2 / Double($0) + 0.3 + wave($0) * 0.2) }, stride: 1,
    title: "border", language: .english
  ).map { Figure($0) }

  private static let sideBySide: Figure = {
    let epochs = (1...30).map { epoch in
      EpochResult(
        epoch: epoch, loss: 1 / Double(epoch),
        metrics: [NamedValue("accuracy", 1 - 0.5 / Double(epoch)), NamedValue("rmse", 40)],
        validationLoss: 1.2 / Double(epoch),
        validationMetrics: [NamedValue("accuracy", 1 - 0.6 / Double(epoch))], rate: 0.1, seconds: 0)
    }
    let history = historyFigure(epochs, title: "border", language: .english)
    return Figure([history, Figure(regions(classes: 2))].compactMap { $0 })
  }()
}
