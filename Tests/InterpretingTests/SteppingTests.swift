import Diagnostics
import Interpreting
import Testing

@Suite struct SteppingTests {
  private static let start = """
    data points { read moons(samples: 60, noise: 0.1, seed: 1) }
    network net { dense 3, tanh; dense 1, sigmoid }
    plan p { loss log_loss; optimizer adam; rate 0.05; batch 20; epochs 2 }

    """
  private static let end = "\nprint \"{net.loss * 1e15}\", net.epochs"

  private func lastLine(_ lines: String) -> String {
    let ran = run(Self.start + lines + Self.end)
    #expect(ran.messages == [], "\(lines)")
    return ran.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test func `steps are iterations of a training`() {
    let trained = lastLine("train net on points with p")
    #expect(lastLine("repeat 6 { step net on points with p }") == trained)
    #expect(lastLine("step net on points with p\nrepeat 5 { step net on points }") == trained)
    #expect(lastLine("step net on points with p\ntrain net on points with p") == trained)
    #expect(
      lastLine("train net on points with p { epochs 1 }\nrepeat 3 { step net on points }")
        == trained)
  }

  @Test func `going back and the same way again is the same`() {
    let trained = lastLine("train net on points with p")
    #expect(
      lastLine("train net on points with p\nback 2\nstep net on points\nstep net on points")
        == trained)
    #expect(
      lastLine("train net on points with p\nrewind net, epoch: 1\nrepeat 3 { step net on points }")
        == trained)
    #expect(
      lastLine("train net on points with p\nrewind net, epoch: 0\ntrain net on points with p")
        == trained)
    #expect(lastLine("train net on points with p\nback\nstep net on points") == trained)
  }

  @Test func `what was undone is no more in the history`() {
    let ran = run(
      Self.start + """
        train net on points with p { epochs 4 }
        back 4
        print net.epochs, length(net.history.loss)
        rewind net, epoch: 1
        print net.epochs
        """)
    #expect(ran.messages == [])
    #expect(
      ran.output == """
        net went back by 4 iterations; next comes epoch 3, iteration 3 of 3
        2 2
        net went back by 5 iterations; next comes epoch 2
        1

        """)
  }

  @Test(arguments: [
    ("step net on points", "'step' needs 'loss', 'optimizer', 'rate' and 'batch'"),
    ("step net on points { loss log_loss; optimizer sgd; rate 0.1 }", "'step' needs 'batch'"),
    (
      "step net on points { loss log_loss; optimizer sgd; batch 4; rate fn(epoch) = 1 / epoch }",
      "'step' needs 'epochs'"
    ),
    ("back 3", "no network was trained, so there is nothing to undo"),
    ("rewind net", "'rewind' needs 'epoch'"),
    ("back 0", "'iterations' of 'back' needs a whole number of at least 1, not 0"),
  ])
  func `what is missing is said before anything runs`(_ line: String, _ message: String) {
    #expect(check(Self.start + line).map(\.message.en) == [message])
  }

  @Test(arguments: [
    ("back 7", "'net' can go back by at most 6 iterations"),
    ("rewind net, epoch: 3", "'net' can be put to an epoch from 0 to 2"),
  ])
  func `nobody goes back further than there is something`(_ line: String, _ message: String) {
    let ran = run(Self.start + "train net on points with p\n" + line)
    #expect(ran.messages == [message])
  }

  @Test func `a step says what it did, on one screen`() {
    let ran = run(
      Self.start + "step net on points with p { optimizer sgd; rate 0.5; clip norm: 0.01 }")
    #expect(ran.messages == [])
    let lines = ran.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 20)
    #expect(lines[0] == "step of net: epoch 1, iteration 1 of 3")
    for stage in ["1 input", "2 loss", "3 gradient", "4 update", "5 next"] {
      #expect(lines.contains { $0.hasPrefix("  " + stage) }, "\(stage)")
    }
    #expect(ran.output.contains("clipped to 0.01"))
  }
}
