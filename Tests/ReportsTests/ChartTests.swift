import Diagnostics
import Foundation
import Plans
import Reports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

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
      losses.enumerated().map { EpochResult(epoch: $0.offset + 1, loss: $0.element, rate: 0.1, seconds: 0) },
      title: "net", language: .english)
  }

  private func isWellFormed(_ svg: String) -> Bool {
    XMLParser(data: Data(svg.utf8)).parse()
  }

  /// All numbers of the attributes that place things.
  private func coordinates(_ svg: String) -> [Double] {
    svg.matches(of: /\b(?:x|y|x1|x2|y1|y2|cx|cy)="([^"]*)"/).compactMap { Double($0.1) }
  }

  @Test func `a history is drawn within its frame, with the best epoch marked`() {
    guard let chart = historyChart(epochs, title: "net", language: .english) else {
      Issue.record("no chart")
      return
    }
    let svg = svgChart(chart)
    #expect(isWellFormed(svg))
    #expect(svg.contains("best: epoch"))
    #expect(coordinates(svg).allSatisfy { $0 >= 0 && $0 <= 720 })
    #expect(svg.contains("sans-serif"))
    let drawn = terminalChart(chart, style: .plain)
    #expect(drawn.split(separator: "\n").allSatisfy { $0.count <= 104 })
    #expect(drawn.contains("validation"))
    if let folder = ProcessInfo.processInfo.environment["CHARTS"] {
      try? Data(svg.utf8).write(to: URL(fileURLWithPath: folder + "/history.svg"))
      print(drawn)
    }
  }

  /// With `CHARTS=folder` in the environment the drawings are kept there, to be looked at.
  @Test(arguments: ChartSample.all)
  func `every drawing is well-formed`(_ sample: ChartSample) throws {
    let svg = svgChart(sample.chart)
    #expect(isWellFormed(svg))
    if let folder = ProcessInfo.processInfo.environment["CHARTS"] {
      try Data(svg.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).svg"))
      try Data(terminalChart(sample.chart, style: .plain).utf8)
        .write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).txt"))
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
    #expect(isWellFormed(svg))
    #expect(!svg.contains("<0>"))
    if let folder = ProcessInfo.processInfo.environment["CHARTS"] {
      try? Data(svg.utf8).write(to: URL(fileURLWithPath: folder + "/points.svg"))
      print(terminalChart(chart, style: .plain))
    }
  }

  @Test(arguments: [
    [], [.nan], [.infinity, .nan], [1], [1, 1, 1], [0, 0], [1e-300, 1e300], [5, .nan, 3],
    [1e308, -1e308], [1, 1e-9], [-5, -3],
  ] as [[Double]])
  func `odd histories give a chart or none, and never an odd drawing`(_ losses: [Double]) {
    guard let chart = history(losses) else {
      #expect(!losses.contains { $0.magnitude <= 1e300 })
      return
    }
    let svg = svgChart(chart)
    #expect(isWellFormed(svg))
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(!terminalChart(chart, style: .plain).isEmpty)
  }

  @Test func `ten million points are a small file`() {
    let points = (0..<10_000_000).map { (Double($0), Double($0 % 1000)) }
    guard let chart = scatterChart([(name: "a", points: points)], title: "t", x: "x", y: "y") else {
      Issue.record("no chart")
      return
    }
    #expect(svgChart(chart).utf8.count < 2_000_000)
  }
}
