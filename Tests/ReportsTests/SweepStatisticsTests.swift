import Diagnostics
import Plans
import Testing
import Vocabulary

@testable import Reports

@Suite struct SweepStatisticsTests {
  /// Two-sided 5 % points of t, as tables print them (Fisher and Yates 1963, table III).
  @Test(arguments: [
    (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (7, 2.365), (10, 2.228),
    (20, 2.086), (30, 2.042), (60, 2.000), (120, 1.980),
  ])
  func `critical values are those of the printed tables`(degrees: Int, value: Double) {
    let student = StudentDistribution(degreesOfFreedom: Double(degrees))
    #expect(abs(student.criticalValue(0.05) - value) < 5.1e-4)
    #expect(abs(student.twoSidedProbability(of: value) - 0.05) < 1e-4)
  }

  /// From the same table, 1 % and 0.1 %.
  @Test(arguments: [(2, 0.01, 9.925), (10, 0.01, 3.169), (4, 0.001, 8.610), (30, 0.001, 3.646)])
  func `so are those of other levels`(degrees: Int, level: Double, value: Double) {
    let student = StudentDistribution(degreesOfFreedom: Double(degrees))
    #expect(abs(student.criticalValue(level) - value) < 5.1e-4)
  }

  @Test func `a probability at the ends is sure`() {
    let student = StudentDistribution(degreesOfFreedom: 3)
    #expect(student.twoSidedProbability(of: 0) == 1)
    #expect(student.twoSidedProbability(of: .infinity) == 0)
    // With one degree of freedom t is Cauchy's: 1 − 2·atan(1)/π.
    let cauchy = StudentDistribution(degreesOfFreedom: 1)
    #expect(abs(cauchy.twoSidedProbability(of: 1) - 0.5) < 1e-12)
  }

  /// Student (1908) compares the hours of sleep that two drugs gave to the same ten patients.
  @Test func `Student's own example has his t`() throws {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    let test = try #require(PairedTest(Array(zip(first, second))))
    // As printed in many books: t = −4.0621, 9 degrees of freedom, p = 0.002833.
    #expect(abs(test.t + 4.0621) < 1e-4)
    #expect(abs(test.probability - 0.002833) < 1e-6)
    #expect(test.isClear)
  }

  @Test func `two pairs say nothing, and seeds without effect neither`() throws {
    #expect(PairedTest([(1, 2), (1, 3)]) == nil)
    let same = try #require(PairedTest([(1, 2), (1, 2), (1, 2)]))
    #expect(!same.hasSpread && !same.isClear)
  }

  // MARK: Rows and verdicts

  private func record(_ losses: [[Double?]], seeds: Int) -> SweepRecord {
    var record = SweepRecord(
      axes: [
        SweepRecord.Axis(name: "rate", isSeed: false, values: losses.indices.map { "r\($0)" }),
        SweepRecord.Axis(name: "s", isSeed: true, values: (1...seeds).map(String.init)),
      ], planned: losses.count * seeds)
    for (point, row) in losses.enumerated() {
      for (seed, loss) in row.enumerated() {
        record.runs.append(
          SweepRun(
            choice: [point, seed],
            history: loss.map { [EpochResult(epoch: 1, loss: $0, rate: 1, seconds: 0)] } ?? [],
            divergence: loss == nil ? SweepRun.Divergence(epoch: 1, iteration: 2) : nil))
      }
    }
    return record
  }

  private func shown(_ record: SweepRecord) -> String {
    sweepTable(SweepSummary(record), style: .plain, language: .english)
  }

  @Test func `the best stands first, and what diverged last`() {
    let summary = SweepSummary(
      record([[3, 3.2, 3.1], [nil, 0.1, 0.1], [1, 1.2, 1.1]], seeds: 3))
    #expect(summary.rows.map(\.choice) == [[2], [0], [1]])
    #expect(summary.measure == "loss")
    #expect(summary.standing(of: summary.rows[1]) == .worse)
    let text = shown(summary.record)
    #expect(text.contains("rate r2 is better than rate r0, by more than the noise"))
    #expect(text.contains("1.1 ± 0.1"))
    #expect(text.contains("1 of 3"))
  }

  @Test func `a difference that the seeds explain is noise`() {
    let text = shown(record([[1, 2, 3], [1.5, 1.4, 3.9]], seeds: 3))
    #expect(text.contains("the difference is inside the noise"))
    #expect(text.contains("where 5 % needs 4.3"))
  }

  @Test func `two seeds cannot say, and no seed neither`() {
    #expect(shown(record([[1, 2], [3, 4]], seeds: 2)).contains("it takes 3"))
    var single = record([[1], [2]], seeds: 1)
    single.axes.removeLast()
    single.runs = single.runs.map { run in
      var run = run
      run.choice.removeLast()
      return run
    }
    #expect(shown(single).contains("'seed s' to the training"))
  }

  @Test func `different losses are not compared`() {
    var record = record([[1, 1, 1], [2, 2, 2]], seeds: 3)
    for index in record.runs.indices {
      record.runs[index].loss = .init(index < 3 ? "mse" : "mae")
    }
    let summary = SweepSummary(record)
    #expect(summary.best == nil && summary.measure == nil)
    #expect(shown(record).contains("the runs have different losses"))
  }

  @Test func `a chart has at most eight curves, which end where they diverge`() throws {
    var losses = (1...10).map { [Double?](repeating: Double($0), count: 2) }
    losses[3] = [4, nil]
    let chart = try #require(sweepChart(SweepSummary(record(losses, seeds: 2)), language: .english))
    #expect(chart.series.count == 8)
    #expect(chart.remarks == ["the best 8 of 10"])
    let few = try #require(
      sweepChart(SweepSummary(record([[1, 1], [2, nil]], seeds: 2)), language: .english))
    #expect(few.series[1].points.isEmpty)
    #expect(few.remarks == ["diverged: rate r1 (epoch 1)"])
  }
}
