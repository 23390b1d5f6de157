import Foundation
import Testing

@testable import Reports

@Suite struct ContourLevelsTests {
  @Test func `levels of a linear range are multiples of a round step`() {
    #expect(ContourLevels.even(0, 12) == (1...11).map(Double.init))
    let levels = ContourLevels.even(-0.63, 2.07)
    #expect(levels.map { ($0 * 10).rounded() } == (-3...10).map { Double($0) * 2 })
    #expect(ContourLevels.even(0.33, 0.34).allSatisfy { ($0 * 1_000).rounded() / 1_000 == $0 })
  }

  @Test func `levels of a range of ratios are few digits of each power of ten`() {
    #expect(
      ContourLevels.byRatio(0.041, 2.9) == [
        0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.5, 2,
      ])
    #expect(
      ContourLevels.byRatio(0.0009, 11) == [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
      ])
    #expect(ContourLevels.byRatio(1e-30, 1e30).allSatisfy { log10($0).rounded() == log10($0) })
  }

  @Test(
    arguments: [
      (0, 0), (1, 1), (-5, 7), (1e17, 1e17 + 64), (-1e300, 1e300), (1e-300, 2e-300), (3, 2),
      (0.1, 0.1000001), (.leastNonzeroMagnitude, 1), (0, .leastNonzeroMagnitude),
    ] as [(Double, Double)])
  func `levels ascend within the range, whatever it is`(_ least: Double, _ most: Double) {
    var all = [ContourLevels.even(least, most)]
    if least > 0 { all.append(ContourLevels.byRatio(least, most)) }
    for levels in all {
      #expect(levels.count <= 14)
      #expect(levels.allSatisfy { $0 > least && $0 < most })
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 })
    }
  }
}
