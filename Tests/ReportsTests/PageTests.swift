import Diagnostics
import Foundation
import Plans
import Reports
import Testing

/// Pages that open from a file.
@Suite struct PageTests {
  private static let evil = "<script>alert(1)</script>\"'&<b>"

  private func epochs(_ count: Int) -> [EpochResult] {
    (1...count).map { EpochResult(epoch: $0, loss: 1 / Double($0), rate: 0.1, seconds: 0) }
  }

  private func report() -> RunReport {
    let report = RunReport(language: .english)
    report.note(
      LayerDiagram(
        title: Self.evil,
        boxes: [
          LayerDiagram.Box(
            name: Self.evil, detail: Self.evil, parameters: Self.evil, output: Self.evil,
            inputs: [])
        ]), of: Self.evil)
    for epoch in epochs(5) { report.note(.epochEnded(epoch)) }
    report.note(
      .ended(TrainingEnd(.completed, epochs: 5, iterations: 5, seconds: 0, weightHash: 255)))
    report.note(
      Evaluation(
        network: Self.evil, part: "iris.test", samples: 4, loss: 0.5,
        lossBaseline: Baseline(.shares, 0.7),
        metrics: [
          EvaluatedMetric("accuracy", 0.75, baseline: Baseline(.majority(Self.evil), 0.5))
        ],
        confusion: ConfusionCounts(classes: [Self.evil, "b"], counts: [[1, 1], [0, 2]])))
    report.note("printed: \(Self.evil)\n")
    report.addFact("data", Self.evil)
    return report
  }

  private func page(_ report: RunReport) -> String {
    reportPage(
      report, scripts: [ReportScript(name: Self.evil, pieces: [ScriptPiece(.text, Self.evil)])],
      problems: Self.evil, language: .english)
  }

  /// What lies between two tags, which are not part of it.
  private func inside(_ page: String, _ start: String, _ end: String) -> String {
    guard let first = page.range(of: start), let last = page.range(of: end, options: .backwards)
    else { return "" }
    return String(page[first.upperBound..<last.lowerBound])
  }

  @Test func `no name and no text of a script becomes markup`() {
    let page = page(report())
    // The page's own scripts are two: none here and one at its end.
    #expect(page.components(separatedBy: "<script>").count == 2)
    #expect(!page.contains("<b>"))
    let main = DrawnText("<main>" + inside(page, "<main>", "</main>") + "</main>")
    #expect(main.isWellFormed)
    #expect(main.elements.contains { $0.text.contains(Self.evil) })
  }

  @Test func `a page asks for nothing from elsewhere`() {
    let page = page(report())
    #expect(page.contains("default-src 'none'"))
    for word in ["src=", "href=", "@import", "fetch(", "https:"] { #expect(!page.contains(word)) }
  }

  @Test func `the report has the card's charts, the metrics with baselines, and the facts`() {
    let page = page(report())
    for text in [
      "loss over epochs", "what each class was taken for", "75.0%", "ff", "baseline", "0.7",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test func `a picture that the page has is not there twice`() {
    let report = report()
    let before = page(report).components(separatedBy: "<figure").count
    if let history = historyFigure(epochs(5), title: "", language: .english) {
      report.note(history)
    }
    #expect(page(report).components(separatedBy: "<figure").count == before)
    if let other = historyFigure(epochs(6), title: "", language: .english) { report.note(other) }
    #expect(page(report).components(separatedBy: "<figure").count == before + 1)
  }

  @Test func `the blanks of a script stay as they are`() {
    let page = reportPage(
      RunReport(language: .english),
      scripts: [
        ReportScript(
          name: "a.nn",
          pieces: [
            ScriptPiece(.word, "seed"), ScriptPiece(.other, " "), ScriptPiece(.number, "1"),
            ScriptPiece(.other, "\n  "), ScriptPiece(.comment, "# x"),
          ])
      ], problems: "", language: .portuguese)
    let code = inside(page, "<code>", "</code>")
    let text = code.replacing(/<[^>]*>/, with: "")
    #expect(text == "seed 1\n  # x")
    #expect(page.contains("lang=\"pt-BR\""))
  }

  @Test func `a page says what a field is at each place`() throws {
    let field = Chart.Field(
      .classes, columns: 3, rows: 2, x: 0...2, y: 0...1,
      values: [[0.9, 0.5, 0.1, 0.8, 0.4, 0.2], [0.1, 0.5, 0.9, 0.2, 0.6, 0.8]], levels: [])
    let picture = RegionPicture(
      title: "t", x: "x1", y: Self.evil, field: field,
      points: [(name: "down", points: [(0, 0)]), (name: "up", points: [(2, 1)])])
    let page = figurePage(Figure(picture.chart), language: .english)
    #expect(page.contains("&quot;columns&quot;: 3"))
    #expect(page.contains("&quot;down: 0.9&quot;") && page.contains("&quot;up: 0.8&quot;"))
    // Each of the six places says something else.
    #expect(page.contains("&quot;places&quot;: [0, 1, 2, 3, 4, 5]"))
    let chart = inside(page, "<main>", "</main>")
    #expect(DrawnText("<main>" + chart + "</main>").isWellFormed)
  }

  @Test func `a page for one light is the same for every reader`() {
    let figure = historyFigure(epochs(5), title: "net", language: .english) ?? Figure([])
    for (theme, color) in [(PageTheme.light, "#ffffff"), (.dark, "#1b1d21")] {
      let page = figurePage(figure, theme: theme, language: .english)
      #expect(!page.contains("prefers-color-scheme") && page.contains("background: \(color)"))
    }
    #expect(figurePage(figure, language: .english).contains("prefers-color-scheme: dark"))
  }

  @Test func `an animation writes once what stays, and the rest for each moment`() {
    let frames = (1...8).map { moment -> AnimationFrame in
      var chart = Chart(
        title: "t", x: Chart.Axis("epoch", range: 0...9), y: Chart.Axis("loss", range: 0...1),
        series: [
          Chart.Series("all", .line, (1...9).map { Chart.Point(Double($0), 1 / Double($0)) }),
          Chart.Series("", .points, [Chart.Point(Double(moment), 0.5)]),
        ])
      chart.remarks = ["the same"]
      return AnimationFrame(name: "epoch \(moment)", figure: Figure(chart))
    }
    let page = animationPage(frames, title: Self.evil, language: .english)
    #expect(page.components(separatedBy: "the same").count == 2)
    #expect(page.components(separatedBy: "class=\"frame").count == 9)
    #expect(page.components(separatedBy: "frame shown").count == 2)
    let main = inside(page, "<main ", "</main>")
    #expect(DrawnText("<main " + main + "</main>").isWellFormed)
    #expect(!animationPage([], title: "t", language: .english).isEmpty)
  }
}
