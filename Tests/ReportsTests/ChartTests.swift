import Diagnostics
import Foundation
import Plans
import Reports
import TestSupport
import Testing

@Suite struct ChartTests {
  /// A training that gets better for forty epochs and then over-fits.
  private var epochs: [EpochResult] {
    (1...60).map { epoch in
      let x = Double(epoch)
      return EpochResult(
        epoch: epoch, loss: 1.2 * exp(-x / 12) + 0.05,
        validationLoss: 1.2 * exp(-x / 14) + 0.12 + max(0, x - 40) * 0.004, rate: 0.1, seconds: x)
    }
  }

  private func svg(of chart: Chart) -> String {
    svgDocument(Figure(chart).drawing(language: .english))
  }

  private func history(_ losses: [Double]) -> Chart? {
    historyChart(
      losses.enumerated().map {
        EpochResult(epoch: $0.offset + 1, loss: $0.element, rate: 0.1, seconds: 0)
      },
      title: "net", language: .english)
  }

  @Test func `a history is drawn within its frame, with the best epoch marked`() {
    guard let chart = historyChart(epochs, title: "net", language: .english) else {
      Issue.record("no chart")
      return
    }
    let svg = svg(of: chart)
    #expect(DrawnText(svg).isWellFormed)
    #expect(svg.contains("best: epoch"))
    #expect(svg.contains("sans-serif"))
    let drawn = terminalFigure(Figure(chart), style: .plain)
    #expect(drawn.split(separator: "\n").allSatisfy { $0.count <= 104 })
    #expect(drawn.contains("validation"))
  }

  /// With `CHARTS=folder` in the environment the drawings are kept there, to be looked at.
  @Test(arguments: ChartSample.all)
  func `every drawing is well-formed`(_ sample: ChartSample) throws {
    let svg = sample.svg
    #expect(DrawnText(svg).isWellFormed)
    if let folder = ProcessInfo.processInfo.environment["CHARTS"] {
      try Data(svg.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).svg"))
      try Data(terminalFigure(sample.figure, style: .plain).utf8)
        .write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).txt"))
    }
  }

  @Test(arguments: ChartSample.all)
  func `everything drawn lies on the page`(_ sample: ChartSample) {
    let drawing = DrawnText(sample.svg)
    let (width, height) = drawing.size
    #expect(width == 720 && height > 0)
    for (text, x, y) in drawing.words {
      #expect(x.lowerBound >= 0 && x.upperBound <= width, "\(text)")
      #expect(y.lowerBound >= 0 && y.upperBound <= height, "\(text)")
    }
    for place in drawing.all("path").flatMap(\.places) {
      #expect(place.x >= 0 && place.x <= width && place.y >= 0 && place.y <= height)
    }
  }

  @Test(arguments: ChartSample.all)
  func `the panels of a page keep within their own drawings`(_ sample: ChartSample) {
    for piece in sample.figure.pieces(language: .english) {
      let drawing = DrawnText(svgDocument(piece))
      let (width, height) = drawing.size
      #expect(drawing.isWellFormed && [480, 720].contains(width))
      for (index, word) in drawing.words.enumerated() {
        #expect(word.x.lowerBound >= 0 && word.x.upperBound <= width, "\(word.text)")
        #expect(word.y.lowerBound >= 0 && word.y.upperBound <= height, "\(word.text)")
        for other in drawing.words[(index + 1)...] {
          let meet = word.x.overlaps(other.x) && word.y.overlaps(other.y)
          #expect(!meet, "'\(word.text)' and '\(other.text)'")
        }
      }
    }
  }

  @Test(arguments: ChartSample.all)
  func `words are at least 9 px high where the drawing is 480 px wide`(_ sample: ChartSample) {
    let drawing = DrawnText(sample.svg)
    for element in drawing.all("text") {
      #expect(element.size * 480 / drawing.size.width >= 9, "\(element.text)")
    }
    #expect(sample.svg.contains("sans-serif }"))
  }

  @Test(arguments: ChartSample.charts)
  func `the data lie within the axes`(_ sample: ChartSample) {
    let drawing = DrawnText(sample.svg)
    let levels = drawing.all("path").filter { $0.attributes["class"] == "grid-line" }
    let lines = drawing.all("path").filter {
      $0.attributes["fill"] == "none" && $0.attributes["class"] == nil
    }
    guard let level = levels.first?.places, level.count == 2 else {
      Issue.record("no grid")
      return
    }
    let base = levels.flatMap(\.places).map(\.y).max() ?? 0
    // The sign of a series in the legend is a line of 22.
    for place in lines.map(\.places).filter({ $0.count > 2 }).joined() {
      #expect(place.x >= level[0].x - 0.01 && place.x <= level[1].x + 0.01)
      #expect(place.y >= 40 && place.y <= base + 60)
    }
  }

  @Test(arguments: ChartSample.all)
  func `no two words overlap`(_ sample: ChartSample) {
    let words = DrawnText(sample.svg).words
    for (index, one) in words.enumerated() {
      for other in words[(index + 1)...] {
        let meet = one.x.overlaps(other.x) && one.y.overlaps(other.y)
        #expect(!meet, "'\(one.text)' and '\(other.text)'")
      }
    }
  }

  @Test(arguments: ChartSample.all, [30, 60, 100])
  func `a terminal chart keeps to the width`(_ sample: ChartSample, width: Int) {
    for isASCII in [false, true] {
      let text = terminalFigure(
        sample.figure, style: TerminalStyle(width: width, isASCII: isASCII))
      for line in text.split(separator: "\n") {
        #expect(String(line).displayWidth <= width, "\(line)")
      }
    }
  }

  /// The drawings as they were when a person looked at them; `UPDATE_GOLDEN=1` writes them anew.
  @Test(arguments: ["history", "regions", "confusion", "histograms", "surface", "architecture"])
  func `a drawing is the one that was looked at`(_ name: String) throws {
    let sample = try #require(ChartSample.all.first { $0.name == name })
    for (text, kind) in [
      (sample.svg, "svg"), (terminalFigure(sample.figure, style: .plain), "txt"),
    ] {
      let path = "Tests/ReportsTests/Golden/\(name).\(kind)"
      if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        try text.write(
          toFile: ProjectFiles.root + "/" + path, atomically: true, encoding: .utf8)
      }
      #expect(ProjectFiles.text(of: path) == text, "\(path)")
    }
  }

  @Test func `every picture of the gallery is plain ASCII where that is asked for`() {
    for sample in ChartSample.all where sample.name != "long-names" {
      let drawn = terminalFigure(sample.figure, style: TerminalStyle(width: 80, isASCII: true))
      #expect(drawn.utf8.allSatisfy { $0 < 0x80 }, "\(sample.name)")
    }
  }

  @Test func `a drawing for ASCII is ASCII`() {
    guard let chart = historyChart(epochs, title: "net", language: .english) else { return }
    let drawn = terminalFigure(Figure(chart), style: TerminalStyle(width: 60, isASCII: true))
    #expect(drawn.utf8.allSatisfy { $0 < 0x80 })
    #expect(drawn.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test func `points of each class are drawn, and names are escaped`() {
    let clouds = (0..<5).map { index in
      (
        name: "class <\(index)> & \"x\"",
        points: (0..<40).map { (Double($0 % 7) + Double(index), sin(Double($0)) + Double(index)) }
      )
    }
    guard let chart = scatterChart(clouds, title: "a < b", x: "x1", y: "x2") else {
      Issue.record("no chart")
      return
    }
    let svg = svg(of: chart)
    #expect(DrawnText(svg).isWellFormed)
    #expect(!svg.contains("<0>"))
  }

  @Test(
    arguments: [
      [], [.nan], [.infinity, .nan], [1], [1, 1, 1], [0, 0], [1e-300, 1e300], [5, .nan, 3],
      [1e308, -1e308], [1, 1e-9], [-5, -3],
    ] as [[Double]])
  func `odd histories give a chart or none, and never an odd drawing`(_ losses: [Double]) {
    guard let chart = history(losses) else {
      #expect(!losses.contains { $0.magnitude <= 1e300 })
      return
    }
    let svg = svg(of: chart)
    #expect(DrawnText(svg).isWellFormed)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(!terminalFigure(Figure(chart), style: .plain).isEmpty)
  }

  @Test func `ten million points are a small file within two seconds`() {
    for mark in [Chart.Series.Mark.line, .points] {
      let points = (0..<10_000_000).map { Chart.Point(Double($0), Double($0 % 1000)) }
      let chart = Chart(
        title: "t", x: Chart.Axis("x"), y: Chart.Axis("y"),
        series: [Chart.Series("a", mark, points)])
      let start = ContinuousClock.now
      #expect(svg(of: chart).utf8.count < 2_000_000)
      #expect(ContinuousClock.now - start < .seconds(2))
    }
  }

  @Test func `many curves and many panels are a small file too`() {
    func series(_ mark: Chart.Series.Mark, _ number: Int) -> Chart.Series {
      Chart.Series(
        "\(number)", mark,
        (0..<20_000).map { Chart.Point(Double($0), sin(Double($0 * (number + 1)))) })
    }
    let lines = Chart(
      title: "t", x: Chart.Axis("x"), y: Chart.Axis("y"),
      series: (0..<200).map { series(.line, $0) })
    #expect(svg(of: lines).utf8.count < 2_000_000)
    let cloud = Chart(
      title: "t", x: Chart.Axis("x"), y: Chart.Axis("y"),
      series: (0..<3).map { series(.points, $0) })
    let pairs = Figure([Figure.Panel](repeating: .chart(cloud), count: 16), columns: 4)
    #expect(svgDocument(pairs.drawing(language: .english)).utf8.count < 2_000_000)
    let side = 141
    let surface = SurfacePicture(
      title: "t", x: "x", y: "y", z: "loss", columns: side, rows: side, xRange: 0...1,
      yRange: 0...1, values: (0..<side * side).map { sin(Double($0)) + 2 }, path: [], end: "")
    let figure = surface.figure(.relief, language: .english)
    let relief = figure.map { svgDocument($0.drawing(language: .english)) } ?? ""
    #expect(relief.count > 100_000 && relief.utf8.count < 2_000_000)
  }

  @Test func `pictures are told apart by titles of their own`() {
    let one = Figure(Chart(title: "valley", x: Chart.Axis(""), y: Chart.Axis(""), series: []))
    #expect(one.titled("plain").titles == ["plain"])
    #expect(one.named("plain").titles == ["plain: valley"])
    let two = Figure([one, Figure([])] + [one])
    #expect(two.titled("a").titles == ["a: valley", "a: valley"])
  }

  @Test func `what is empty says so`() {
    let empty = Chart(title: "t", x: Chart.Axis("x"), y: Chart.Axis("y"), series: [])
    for figure in [Figure([]), Figure(empty)] {
      let svg = svgDocument(figure.drawing(language: .english))
      #expect(DrawnText(svg).isWellFormed)
      #expect(svg.contains("nothing to draw yet"))
      #expect(terminalFigure(figure, style: .plain) == "nothing to draw yet\n")
    }
  }
}
