#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A training with a rate that grows at each iteration, and what may be read from its loss.
///
/// - Source: Smith (2017), "Cyclical learning rates for training neural networks", section 3.3, the
///   range test.
package struct RateSearch: Hashable, Codable, Sendable {
  /// The rates grow by equal factors from the first to the last, as far as the loss allows.
  package static let rates = 1e-7...10.0
  package static let iterations = 200

  /// Why there is a rate to suggest, or none.
  package enum Outcome: Hashable, Codable, Sendable {
    /// A tenth of the rate at which the loss was least, with one digit.
    case suggested(rate: Double)
    /// The loss differs so much from batch to batch that a fall would not be seen.
    case noisy
    case neverFell
    /// The loss was not finite before any rate could be tried.
    case notFinite
  }

  package struct Point: Hashable, Codable, Sendable {
    package var rate: Double
    /// Of the iteration's batch, before its update.
    package var loss: Double
    /// Averaged with its neighbours.
    package var smoothed: Double
  }

  package let network: String
  package let points: [Point]
  package let outcome: Outcome
  /// The number of the point whose smoothed loss is least.
  package let lowest: Int?
  /// The loss before any rate was large enough to change it, and how it spreads over the batches.
  package let start: Double
  package let noise: Double

  /// - Parameter losses: That of each iteration, until it was no longer finite or far too high.
  package init(network: String, losses: [Double]) {
    self.network = network
    let smoothed = Self.smoothed(losses)
    points = losses.indices.map { index in
      Point(rate: Self.rate(of: index), loss: losses[index], smoothed: smoothed[index])
    }
    let quiet = losses.prefix { $0.isFinite }.prefix(Self.iterations / 4)
    start = quiet.reduce(0, +) / Double(max(quiet.count, 1))
    let mean = start
    noise = (quiet.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(quiet.count - 1, 1)))
      .squareRoot()
    lowest = smoothed.indices.min { smoothed[$0] < smoothed[$1] }
    guard quiet.count == Self.iterations / 4, let lowest else {
      outcome = .notFinite
      return
    }
    outcome = Self.outcome(
      start: start, noise: noise, least: smoothed[lowest], rate: Self.rate(of: lowest))
  }

  /// The rate of an iteration, from 0.
  package static func rate(of iteration: Int) -> Double {
    let share = Double(iteration) / Double(iterations - 1)
    return rates.lowerBound * pow(rates.upperBound / rates.lowerBound, share)
  }

  /// Whether the loss has climbed so far that higher rates have nothing to say.
  package static func isHopeless(_ losses: [Double]) -> Bool {
    guard let last = losses.last else { return false }
    guard last.isFinite else { return true }
    guard losses.count > iterations / 4 + 5 else { return false }
    let quiet = losses.prefix(iterations / 4)
    let start = quiet.reduce(0, +) / Double(quiet.count)
    let recent = losses.suffix(5).reduce(0, +) / 5
    return recent > start + 3 * abs(start)
  }

  private static func outcome(
    start: Double, noise: Double, least: Double, rate: Double
  ) -> Outcome {
    let fall = start - least
    // What is averaged over so many batches spreads less by the root of their number.
    let remaining = noise / (2 * width * 1.772).squareRoot()
    guard fall > 4 * remaining else { return 4 * remaining > abs(start) / 10 ? .noisy : .neverFell }
    guard fall > abs(start) / 50 else { return .neverFell }
    return .suggested(rate: oneDigit(rate / 10))
  }

  private static func oneDigit(_ value: Double) -> Double {
    var power = 1.0
    while value < power { power /= 10 }
    while value >= power * 10 { power *= 10 }
    let digit = (value / power).rounded()
    // Divided where it can be, since a tenth is no exact number.
    return power < 1 ? digit / (1 / power).rounded() : digit * power
  }

  // MARK: Smoothing

  /// The width of the averaging, in iterations.
  private static let width = 5.0

  /// Each loss averaged with its neighbours, these weighed by a bell curve; it does not lag behind.
  private static func smoothed(_ losses: [Double]) -> [Double] {
    let reach = Int(3 * width)
    return losses.indices.map { index in
      var (sum, weights) = (0.0, 0.0)
      for other in max(0, index - reach)...min(losses.count - 1, index + reach) {
        let distance = Double(other - index) / width
        let weight = exp(-distance * distance / 2)
        sum += weight * losses[other]
        weights += weight
      }
      return sum / weights
    }
  }
}
