import Graphs

/// Steps that run one behind the other for some samples, and then for the next.
///
/// No thread has to wait for another between them, and what they hand on stays in the cache.
struct StepSection: Hashable, Sendable {
  var steps: Range<Int>
  /// How many rows the products in it have for each sample, at least; 0 where there are none.
  var productRows: Int
  /// Numbers that the steps make of one sample.
  var countPerSample: Int

  /// Products of fewer rows are slow.
  private static let leastRows = 24
  /// Bytes of what a piece makes, so that it stays in the second-level cache.
  private static let cacheBytes = 1_000_000

  /// How many of `samples` samples one piece has, for so many threads.
  func samplesPerPiece(of samples: Int, threads: Int) -> Int {
    let share = (samples + threads - 1) / threads
    let least =
      productRows == 0 ? 1 : (StepSection.leastRows + productRows - 1) / productRows
    let inCache = StepSection.cacheBytes / 4 / max(countPerSample, 1)
    return max(min(share, max(inCache, least)), 1)
  }

  /// The sections of `steps`, of two steps at least.
  ///
  /// Products of far more rows begin another one, for they want fewer samples at a time.
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
      if let section = current, step.isProduct, section.productRows > 0,
        rows > section.productRows * 5 || section.productRows > rows * 5
      {
        close()
      }
      var section =
        current ?? StepSection(steps: index..<index, productRows: 0, countPerSample: 0)
      section.steps = section.steps.lowerBound..<index + 1
      if step.isProduct {
        section.productRows = section.productRows == 0 ? rows : min(section.productRows, rows)
      }
      for value in step.writes {
        let (sum, overflow) = section.countPerSample.addingReportingOverflow(
          counts[value]?.factor ?? 0)
        section.countPerSample = overflow ? Int.max / 8 : min(sum, Int.max / 8)
      }
      current = section
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
