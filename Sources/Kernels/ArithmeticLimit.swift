import CKernels

/// How many multiplications and additions a second `threads` threads do at best, all at once: cores may
/// share their units. It takes some milliseconds to find out.
///
/// - Parameter now: Seconds of a clock that only goes forward.
package func arithmeticLimit(threads: Int, now: () -> Double) -> Double {
  // Each round is 2,048 multiply-adds.
  let rounds: UInt64 = 200_000
  let team = ThreadTeam(max(threads, 1))
  var best = Double.infinity
  for _ in 0..<5 {
    let start = now()
    team.run(pieces: threads) { _, _ in _ = nn_measure_arithmetic(rounds) }
    best = min(best, now() - start)
  }
  return Double(threads) * Double(rounds) * 4096 / best
}
