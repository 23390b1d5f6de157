#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Student's t distribution.
///
/// - Source: Abramowitz and Stegun (1964), 26.7.1 for the two tails as an incomplete beta function,
///   and 26.5.8 for that function as a continued fraction.
struct StudentDistribution {
  let degreesOfFreedom: Double

  /// The probability that chance alone gives a `t` as far from 0 on either side.
  func twoSidedProbability(of t: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    guard t.isFinite else { return 0 }
    let x = degreesOfFreedom / (degreesOfFreedom + t * t)
    return Self.incompleteBeta(degreesOfFreedom / 2, 0.5, x)
  }

  /// The distance from 0 that chance alone exceeds with `probability`, on both sides together.
  ///
  /// The probability falls as the distance grows, so it is found by halving a range.
  func criticalValue(_ probability: Double) -> Double {
    guard probability > 0, probability < 1, degreesOfFreedom > 0 else { return .nan }
    var (low, high) = (0.0, 1.0)
    while twoSidedProbability(of: high) > probability, high < 1e12 { high *= 2 }
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if twoSidedProbability(of: middle) > probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularized incomplete beta function of `x` from 0 to 1.
  static func incompleteBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // Beyond its mean the fraction converges slowly, and the other tail fast.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(b, a, 1 - x) }
    let logFactor = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)
    return exp(logFactor) / (a * fraction(a, b, x))
  }

  /// The continued fraction `1 + d₁/(1 + d₂/(1 + …))`.
  ///
  /// - Source: Lentz (1976), as modified by Thompson and Barnett (1986), for its value.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    func term(_ index: Int) -> Double {
      let m = Double(index / 2)
      return index % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    }
    // Where a denominator would vanish, something tiny stands for it.
    func kept(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var (value, c, d) = (1.0, 1.0, 0.0)
    for index in 1..<10_000 {
      d = 1 / kept(1 + term(index) * d)
      c = kept(1 + term(index) / c)
      value *= c * d
      if abs(1 - c * d) < 1e-15 { break }
    }
    return value
  }
}
