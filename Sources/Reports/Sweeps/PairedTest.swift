/// Whether two rows of numbers that belong together in pairs differ by more than chance.
///
/// - Source: Student (1908), "The probable error of a mean", the test of paired differences.
struct PairedTest: Hashable {
  /// The two-sided probability below which a difference counts.
  static let level = 0.05
  /// With fewer pairs nothing can be said.
  static let fewestPairs = 3

  let pairs: Int
  /// The mean of the first row's numbers less the second's.
  let difference: Double
  let t: Double
  /// The probability that chance alone gives so large a difference on either side.
  let probability: Double
  /// The `t` at which `probability` is `level`.
  let criticalT: Double
  /// Whether there is any spread to compare the difference with.
  let hasSpread: Bool

  /// - Returns: `nil` where there are too few pairs.
  init?(_ pairs: [(Double, Double)]) {
    guard pairs.count >= Self.fewestPairs else { return nil }
    let differences = pairs.map { $0.0 - $0.1 }
    let spread = Spread(differences)
    self.pairs = pairs.count
    difference = spread.mean
    // Two rows that are each all the same have not been varied: nothing is known about chance.
    hasSpread = Set(pairs.map(\.0)).count > 1 || Set(pairs.map(\.1)).count > 1
    let student = StudentDistribution(degreesOfFreedom: Double(pairs.count - 1))
    let error = spread.deviation / Double(pairs.count).squareRoot()
    t = difference == 0 ? 0 : difference / error
    probability = student.twoSidedProbability(of: t)
    criticalT = student.criticalValue(Self.level)
  }

  /// Whether the difference is larger than chance explains.
  var isClear: Bool { hasSpread && probability < Self.level }
}

/// The mean of numbers and how far they lie from it.
package struct Spread: Hashable, Sendable {
  package let count: Int
  package let mean: Double
  /// The standard deviation of the sample, with one less than the count below; 0 for one number.
  package let deviation: Double

  package init(_ values: [Double]) {
    count = values.count
    let mean = values.reduce(0, +) / Double(max(count, 1))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = values.contains { $0 != values.first } ? mean : values.first ?? mean
    // The mean of equal numbers may differ from them in its last digit.
    let isVaried = values.contains { $0 != values.first }
    deviation = count > 1 && isVaried ? (squares / Double(count - 1)).squareRoot() : 0
  }
}
