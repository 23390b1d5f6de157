import Foundation
import TestSupport
import Testing

/// Branches that are brought into the canonical layout conflict only where their meanings do.
@Suite struct MergeTests {
  private static let base = Data(
    """
    # Which of two moons?
    data moons {
      read moons(samples: 100, noise: 0.1, seed: 3)
      split test: 20%
    }

    network net {
      dense 16, relu
      dense 8, relu
      dense 1, sigmoid
    }

    train net on moons {
      loss log_loss
      optimizer adam
      rate 0.01
      batch 16
      epochs 50
    }

    """.utf8)

  /// The same with another layer, as somebody else lays it out.
  private static let wider = Data(
    """
    # Which of two moons?
    data moons { read moons(samples: 100, noise: 0.1, seed: 3); split test: 20% }
    network net { dense 64, relu; dense 8, relu; dense 1, sigmoid }
    train net on moons {
        loss log_loss;   optimizer adam; rate 0.01
        batch 16
        epochs 50 }

    """.utf8)

  /// Three branches of one commit: `wider` has another layer, `slower` another rate and more epochs,
  /// `faster` another rate.
  ///
  /// - Parameter layout: What is done to a script before it is committed.
  private func merge(_ layout: String) throws -> Invocation.Ended {
    try Invocation.shell(
      #"""
      export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=b
      export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=b
      branch() { git checkout -q -b "$1" main; }
      commit() { \#(layout); git commit -qam "$1"; }
      git -c init.defaultBranch=main init -q .; mv wider.nn .git; git add s.nn; git commit -qm base
      branch wider; mv .git/wider.nn s.nn; commit wider
      branch slower; sed -i 's/rate 0.01/rate      0.003/; s/epochs 50/epochs 200/; s/^  /      /' s.nn
      commit slower
      branch faster; sed -i 's/rate 0.01/rate 0.1/' s.nn; commit faster
      git checkout -q main
      for other in wider slower faster; do
        if git merge -q -m "$other" "$other" >/dev/null 2>&1; then echo "$other: merged"; else
          echo "$other: conflict"; grep -A1 -e '^<<<<<<<' -e '^=======' s.nn | grep -v -e '^[<=-]'
          git merge --abort
        fi
      done
      "$NN" diff "$(git rev-list --max-parents=0 HEAD):s.nn" s.nn
      """#, files: ["s.nn": Self.base, "wider.nn": Self.wider])
  }

  @Test func `in one layout only what means two things conflicts`() throws {
    let ended = try merge(#""$NN" format s.nn"#)
    #expect(
      ended.output.hasPrefix(
        """
        wider: merged
        slower: merged
        faster: conflict
          rate 0.003
          rate 0.1

        """), "\(ended.output) \(ended.errors)")
    // Both changes are there, and no other.
    #expect(ended.output.contains("dense 16, relu → dense 64, relu"))
    #expect(ended.output.contains("rate 0.01 → 0.003") && ended.output.contains("epochs 50 → 200"))
  }

  @Test func `in layouts of their own, branches conflict that have nothing to do with each other`()
    throws
  {
    let ended = try merge(":")
    #expect(ended.output.hasPrefix("wider: merged\nslower: conflict\n"), "\(ended.output)")
  }
}
