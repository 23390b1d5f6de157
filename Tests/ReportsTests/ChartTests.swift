import Diagnostics
import Foundation
import Plans
import Reports
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
    let svg = svgChart(chart)
    #expect(Drawing(svg).isWellFormed)
    #expect(svg.contains("best: epoch"))
    #expect(svg.contains("sans-serif"))
    let drawn = terminalChart(chart, style: .plain)
    #expect(drawn.split(separator: "\n").allSatisfy { $0.count <= 104 })
    #expect(drawn.contains("validation"))
  }

  /// With `CHARTS=folder` in the environment the drawings are kept there, to be looked at.
  @Test(arguments: ChartSample.all)
  func `every drawing is well-formed`(_ sample: ChartSample) throws {
    let svg = svgChart(sample.chart)
    #expect(Drawing(svg).isWellFormed)
    if let folder = ProcessInfo.processInfo.environment["CHARTS"] {
      try Data(svg.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).svg"))
      try Data(terminalChart(sample.chart, style: .plain).utf8)
        .write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).txt"))
    }
  }

  @Test(arguments: ChartSample.all)
  func `everything drawn lies on the page, and the data within the axes`(_ sample: ChartSample) {
    let drawing = Drawing(svgChart(sample.chart))
    for (text, x, y) in drawing.words {
      #expect(x.lowerBound >= 0 && x.upperBound <= 720, "\(text)")
      #expect(y.lowerBound >= 0 && y.upperBound <= 440, "\(text)")
    }
    let grid = drawing.all("line").filter { $0.attributes["class"] == "grid" }
    guard let left = grid.first?["x1"], let right = grid.first?["x2"] else {
      Issue.record("no grid")
      return
    }
    // Legends stand above the highest level of the grid or the lowest place of the data.
    let places = drawing.all("polyline").flatMap { line in
      (line.attributes["points"] ?? "").split(separator: " ").map { place in
        place.split(separator: ",").compactMap { Double($0) }
      }
    }
    #expect(places.allSatisfy { $0.count == 2 })
    for place in places {
      #expect(place[0] >= left - 0.01 && place[0] <= right + 0.01)
      #expect(place[1] >= 52 && place[1] <= 384.01)
    }
  }

  @Test(arguments: ChartSample.all)
  func `no two words overlap`(_ sample: ChartSample) {
    let words = Drawing(svgChart(sample.chart)).words
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
      let text = terminalChart(
        sample.chart, style: TerminalStyle(width: width, isASCII: isASCII))
      for line in text.split(separator: "\n") {
        #expect(String(line).displayWidth <= width, "\(line)")
      }
    }
  }

  @Test func `a drawing for ASCII is ASCII`() {
    guard let chart = historyChart(epochs, title: "net", language: .english) else { return }
    let drawn = terminalChart(chart, style: TerminalStyle(width: 60, isASCII: true))
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
    let svg = svgChart(chart)
    #expect(Drawing(svg).isWellFormed)
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
    let svg = svgChart(chart)
    #expect(Drawing(svg).isWellFormed)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(!terminalChart(chart, style: .plain).isEmpty)
  }

  @Test func `a million points are a small file`() {
    let points = (0..<1_000_000).map { (Double($0), Double($0 % 1000)) }
    guard let chart = scatterChart([(name: "a", points: points)], title: "t", x: "x", y: "y") else {
      Issue.record("no chart")
      return
    }
    #expect(svgChart(chart).utf8.count < 2_000_000)
  }
}
