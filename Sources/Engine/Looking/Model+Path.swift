import Kernels
import Plans

extension Model {
  /// The parameters at the end of one epoch, with what layers keep beside them.
  package struct PathPoint: Sendable {
    /// 0 is the beginning.
    package let epoch: Int
    package let weights: [Float]
  }

  /// The parameters at the ends of some epochs, from the earliest that is known to the present.
  ///
  /// A training keeps no such list: since it repeats itself bit for bit, it is run once more from its
  /// marks, and costs nothing where nobody asks. Of a long training epochs are evenly chosen.
  ///
  /// - Parameter most: How many points there are at most; fewer where they would take more than
  ///   `bytes` of memory.
  /// - Returns: The present alone before any training; `nil` where `shouldStop` said so.
  package func path(
    most: Int, bytes: Int = 64 << 20, threads: Int, shouldStop: () -> Bool
  ) throws(EngineError) -> [PathPoint]? {
    let present = PathPoint(epoch: epochsTrained, weights: weights.values)
    let count = max(2, min(most, bytes / max(bytesOfFloats(weights.count), 1)))
    let way = trail
    guard way.start != nil, epochsTrained > way.firstKnownEpoch else { return [present] }
    let known = state
    defer { restore(known) }
    var points: [PathPoint] = []
    let span = epochsTrained - way.firstKnownEpoch
    let steps = min(span, count - 1)
    for step in 0...steps {
      if shouldStop() { return nil }
      let epoch = way.firstKnownEpoch + span * step / steps
      guard let target = way.end(of: epoch) else { continue }
      try replay(to: target, along: way, threads: threads)
      points.append(PathPoint(epoch: epoch, weights: weights.values))
    }
    // The best parameters may have been taken up at its end.
    if points.last?.weights != present.weights { points.append(present) }
    return points
  }

  /// Puts the network where it was after `target` iterations, from where it stands if that lies
  /// before them on the same leg, or else from a mark.
  private func replay(to target: Int, along way: Trail, threads: Int) throws(EngineError) {
    guard let mark = way.mark(before: target) else { return }
    if iterationsTrained > target || mark.iteration >= iterationsTrained {
      restore(mark)
    }
    try repeatIterations(to: target, along: way, threads: threads)
  }
}
