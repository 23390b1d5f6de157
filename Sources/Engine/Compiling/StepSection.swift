import Graphs

/// Steps that run one behind the other for some samples, and then for the next.
///
/// No thread has to wait for another between them, and what they hand on stays in the cache.
struct StepSection: Hashable, Sendable {
  var steps: Range<Int>
  /// How many rows the products in it have for each sample, at least; 0 where there are none.
  var productRows: Int
  /// Numbers of one sample that the step with most of them reads and makes.
  var mostOfStep = 0
  /// Numbers of one sample that the steps make and have in memory at one time.
  var countPerSample: Int

  /// Products of fewer rows are slow.
  private static let leastRows = 24
  /// Bytes of what a piece makes, so that it stays in the second-level cache.
  private static let cacheBytes = 1_000_000

  /// How many of `samples` samples one piece has, for so many threads.
  func samplesPerPiece(of samples: Int, threads: Int) -> Int {
    let share = (samples + threads - 1) / threads
    // Pieces of about one size, so that no thread waits long for another.
    let pieces = max(inCache < least ? share / least : (share + inCache - 1) / inCache, 1)
    return max((share + pieces - 1) / pieces, 1)
  }

  /// No piece has more of `samples` samples than these.
  func mostSamples(of samples: Int) -> Int {
    max(min(samples, inCache < least ? 2 * least : inCache), 1)
  }

  private func isUnlike(_ rows: Int) -> Bool {
    productRows > 0 && (rows > productRows * 5 || productRows > rows * 5)
  }

  private func adding(_ step: Step, at index: Int, rows: Int, numbers: Int) -> StepSection {
    var section = self
    section.steps = steps.lowerBound..<index + 1
    if step.isProduct { section.productRows = productRows == 0 ? rows : min(productRows, rows) }
    section.mostOfStep = max(mostOfStep, numbers)
    return section
  }

  /// Whether what its steps have of the samples that its products want does not stay in the cache.
  private var isTooLarge: Bool {
    productRows > 0 && mostOfStep > StepSection.cacheBytes / 4 / least
  }

  /// So few samples make products slow.
  private var least: Int {
    productRows == 0 ? 1 : (StepSection.leastRows + productRows - 1) / productRows
  }

  /// The samples whose numbers stay in the second-level cache.
  private var inCache: Int { StepSection.cacheBytes / 4 / max(countPerSample, 1) }

  /// The sections of `steps`, of two steps at least.
  ///
  /// Products of far more rows begin another one, for they want fewer samples at a time; so does what
  /// has too many numbers for the samples that products want.
  ///
  /// - Parameter perSample: The rows of each step for a sample, where it treats each by itself.
  static func all(
    in steps: [Step], perSample: [Int?], _ counts: [Int: ElementCount]
  ) -> [StepSection] {
    var sections: [StepSection] = []
    var current: StepSection?
    func close() {
      if let section = current, section.steps.count > 1 { sections.append(section) }
      current = nil
    }
    for (index, step) in steps.enumerated() {
      guard let rows = perSample[index] else {
        close()
        continue
      }
      let numbers = saturatingSum(
        step.reads.union(step.writes).compactMap { counts[$0] }
          .map { $0.rowsPower == 1 ? $0.factor : 0 })
      if let section = current,
        (step.isProduct && section.isUnlike(rows))
          || section.adding(step, at: index, rows: rows, numbers: numbers).isTooLarge
      {
        close()
      }
      current = (current ?? StepSection(steps: index..<index, productRows: 0, countPerSample: 0))
        .adding(step, at: index, rows: rows, numbers: numbers)
    }
    close()
    return sections
  }
}

extension Step {
  fileprivate var isProduct: Bool {
    switch self {
    case .product, .batchedProduct: true
    default: false
    }
  }
}
