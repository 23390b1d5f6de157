import Kernels

/// Which combinations of values a sweep runs, in which order.
///
/// Compared values are combined with each other, and each combination is run with every seed, so
/// that combinations can be compared seed by seed.
struct SweepGrid {
  /// More runs than this are no experiment that a person looks at.
  static let mostRuns = 10_000

  private let extents: [Int]
  private let compared: [Int]
  private let seeds: [Int]
  /// Numbers of combinations of the compared values, and of the seeds.
  private let points: [Int]
  private let repetitions: [Int]

  /// - Parameters:
  ///   - axes: How many values each name has, and whether they are seeds.
  ///   - sample: How many combinations of compared values are drawn under `seed`; of seeds, where
  ///     nothing is compared. All where there are fewer.
  /// - Returns: `nil` where there are too many.
  init?(_ axes: [(count: Int, isSeed: Bool)], sample: Int?, seed: UInt64) {
    extents = axes.map(\.count)
    compared = axes.indices.filter { !axes[$0].isSeed }
    seeds = axes.indices.filter { axes[$0].isSeed }
    guard let pointCount = Self.product(compared.map { axes[$0].count }),
      let seedCount = Self.product(seeds.map { axes[$0].count })
    else { return nil }
    let drawsSeeds = compared.isEmpty
    let drawnPoints = drawsSeeds ? pointCount : min(sample ?? pointCount, pointCount)
    let drawnSeeds = drawsSeeds ? min(sample ?? seedCount, seedCount) : seedCount
    guard let total = Self.product([drawnPoints, drawnSeeds]), total <= Self.mostRuns else {
      return nil
    }
    points = Self.draw(drawnPoints, of: pointCount, seed: seed)
    repetitions = Self.draw(drawnSeeds, of: seedCount, seed: seed)
  }

  var count: Int { points.count * repetitions.count }

  /// How many runs all combinations are; `nil` where that is past counting.
  static func count(_ axes: [(count: Int, isSeed: Bool)]) -> Int? { product(axes.map(\.count)) }

  /// For each name the number of its value in that run; the last name changes fastest, but for
  /// seeds, which change faster still.
  func choice(of run: Int) -> [Int] {
    var choice = [Int](repeating: 0, count: extents.count)
    unfold(points[run / repetitions.count], over: compared, into: &choice)
    unfold(repetitions[run % repetitions.count], over: seeds, into: &choice)
    return choice
  }

  private func unfold(_ number: Int, over axes: [Int], into choice: inout [Int]) {
    var rest = number
    for axis in axes.reversed() {
      choice[axis] = rest % extents[axis]
      rest /= extents[axis]
    }
  }

  private static func product(_ counts: [Int]) -> Int? {
    var product = 1
    for count in counts {
      let (value, overflows) = product.multipliedReportingOverflow(by: count)
      guard !overflows else { return nil }
      product = value
    }
    return product
  }

  /// `count` different numbers below `bound`, in order.
  ///
  /// - Source: Floyd's algorithm, in Bentley (1987), "A sample of brilliance".
  private static func draw(_ count: Int, of bound: Int, seed: UInt64) -> [Int] {
    guard count < bound else { return Array(0..<bound) }
    var stream = RandomSource(seed, .choice("sweep")).stream
    var drawn: Set<Int> = []
    for last in bound - count..<bound {
      let number = stream.below(last + 1)
      drawn.insert(drawn.contains(number) ? last : number)
    }
    return drawn.sorted()
  }
}
