import Foundation
import TestSupport
import Testing

/// What Ctrl-C and our own mistakes do to a run.
@Suite struct SignalTests {
  static let endless = """
    data gate { read xor() }
    network net { dense 4, tanh; dense 1, sigmoid }
    print "started"
    train net on gate { loss log_loss; optimizer adam; rate 0.001; batch full; epochs 100000000 }
    print "afterwards"

    """

  private func started(_ program: String, _ more: [String] = []) throws -> Invocation {
    let invocation = try Invocation(
      ["run", "program.nn"] + more, files: ["program.nn": Data(program.utf8)])
    invocation.waitForOutput("started")
    return invocation
  }

  @Test func `an interrupt ends the training, says where, and exits with 130`() throws {
    let run = try started(Self.endless)
    run.waitForOutput("epoch")
    run.send(SIGINT)
    let ended = try run.end()
    #expect(ended.status == 130)
    #expect(!ended.output.contains("afterwards"))
    #expect((ended.output + ended.errors).contains("epoch"))
  }

  @Test func `an interrupt ends a loop that trains nothing`() throws {
    let run = try started("print \"started\"\nvar a = 0\nfor i in 1..1e8 { a = a + i }\n")
    run.send(SIGINT)
    #expect(try run.end().status == 130)
  }

  @Test func `a mistake of ours exits with 70 and tells how to report it`() throws {
    let run = try started(Self.endless, ["--quiet"])
    run.send(SIGSEGV)
    let ended = try run.end()
    #expect(ended.status == 70)
    #expect(ended.errors.contains("nn --version"))
  }
}
