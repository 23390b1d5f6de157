#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Round heights for contour lines.
///
/// - Source: Heckbert (1990), "Nice numbers for graph labels", for the steps of 1, 2 and 5.
package enum ContourLevels {
  /// As many lines as are told apart by their colours.
  private static let most = 14

  /// Multiples of the least round step of which no more lie between `least` and `most`, both left
  /// out.
  package static func even(_ least: Double, _ most: Double) -> [Double] {
    let rough = (most - least) / Double(Self.most)
    guard rough > 0, rough.isFinite else { return [] }
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * (1 - 1e-9) } ?? rough
    let start = (least / step).rounded(.down)
    var levels: [Double] = []
    for number in 1...Self.most {
      let level = (start + Double(number)) * step
      // Where a step is less than the digits of such large numbers tell apart, two may be one.
      if level > levels.last ?? least, level < most { levels.append(level) }
    }
    return levels
  }

  /// Round numbers whose ratios are about equal, between `least` and `most`: the more of each power
  /// of ten, the fewer powers there are.
  ///
  /// - Precondition: `least` is above 0.
  static func byRatio(_ least: Double, _ most: Double) -> [Double] {
    precondition(least > 0, "a logarithm")
    let (low, high) = (Int(floor(log10(least))), Int(ceil(log10(most))))
    guard low < high else { return [] }
    func levels(_ factors: [Double], every: Int) -> [Double] {
      var found: [Double] = []
      for exponent in stride(from: low - low % every, through: high, by: every) {
        let power = pow(10, Double(abs(exponent)))
        // A division gives 0.2 and 0.0005 as they are written.
        found += factors.map { factor in exponent < 0 ? factor / power : factor * power }
      }
      return found.filter { $0 > least && $0 < most }
    }
    let choices: [[Double]] = [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3]]
    for factors in choices {
      let found = levels(factors, every: 1)
      if found.count <= Self.most { return found }
    }
    return levels([1], every: max(1, (high - low + Self.most - 1) / Self.most))
  }
}
