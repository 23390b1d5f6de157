import CKernels

/// Threads, made once, that share the pieces of a loop.
///
/// Between two loops they wait by spinning for some 30 µs, and then sleep.
package final class ThreadTeam: @unchecked Sendable {
  private let team: OpaquePointer?

  /// A team of `count` threads, the caller's own included; fewer where the system refuses more.
  package init(_ count: Int) {
    precondition(count >= 1, "a team needs a thread")
    team = count == 1 ? nil : nn_team_make(count)
  }

  deinit {
    nn_team_free(team)
  }

  package var count: Int { team.map { nn_team_count($0) } ?? 1 }

  /// Calls `work` once for each piece, on all threads, and returns when all are done.
  ///
  /// Which thread gets which piece is not said; the number of the thread, below `count`, is for
  /// choosing scratch memory. A call from inside `work` is done by the calling thread alone, and
  /// so is a call while another caller uses the team. Nothing is allocated.
  package func run(pieces: Int, _ work: (_ piece: Int, _ thread: Int) -> Void) {
    guard pieces > 0 else { return }
    guard let team else {
      for piece in 0..<pieces { work(piece, 0) }
      return
    }
    withoutActuallyEscaping(work) { escaping in
      var context = WorkContext(work: escaping)
      withUnsafeMutablePointer(to: &context) { pointer in
        nn_team_run(team, pieces, callWork, pointer)
      }
    }
  }
}

private struct WorkContext {
  let work: (Int, Int) -> Void
}

private func callWork(_ context: UnsafeMutableRawPointer?, piece: Int, thread: Int) {
  context?.assumingMemoryBound(to: WorkContext.self).pointee.work(piece, thread)
}
