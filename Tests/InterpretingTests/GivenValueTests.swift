import Diagnostics
import Interpreting
import Testing

/// Values of the command line for a script that has a sweep itself.
@Suite struct GivenValueTests {
  private static let script = """
    data points { read moons(samples: 40, noise: 0.1) }
    param batch = 16
    param width = 2
    network net { dense width, tanh; dense 1, sigmoid }
    let runs = sweep r in [1, 0.1], s in 1..2 {
      train net on points { seed s; loss log_loss; optimizer sgd; rate r; batch batch; epochs 1 }
    }
    print length(runs.runs), [run.r for run in runs.runs], [run.s for run in runs.runs]
    """

  private func ran(_ parameters: [String: String]) -> Ran {
    run(Self.script, parameters: parameters)
  }

  @Test(arguments: [
    ("r", "0.5", "2 [0.5, 0.5] [1, 2]\n"),
    ("r", "[3, 2]", "4 [3, 3, 2, 2] [1, 2, 1, 2]\n"),
    ("r", "1..3 by 2", "4 [1, 1, 3, 3] [1, 2, 1, 2]\n"),
    ("s", "7", "2 [1, 0.1] [7, 7]\n"),
    ("s", "5..7", "6 [1, 1, 1, 0.1, 0.1, 0.1] [5, 6, 7, 5, 6, 7]\n"),
    ("width", "3", "4 [1, 1, 0.1, 0.1] [1, 2, 1, 2]\n"),
  ])
  func `what is given takes the place of the sweep's own values`(
    name: String, value: String, printed: String
  ) {
    let ran = ran([name: value])
    #expect(ran.messages == [])
    #expect(ran.output == printed)
  }

  @Test func `several values of a param that only the block uses are combined with the others`() {
    let ran = run(
      Self.script + "\nprint [run.batch for run in runs.runs]",
      parameters: [
        "batch": "[8, 32]", "s": "1",
      ])
    #expect(ran.messages == [])
    #expect(ran.output == "4 [1, 1, 0.1, 0.1] [1, 1, 1, 1]\n[8, 32, 8, 32]\n")
  }

  @Test func `several values of what the script needs before its sweep are an error`() {
    let message = ran(["width": "2..3"]).messages.first ?? ""
    #expect(message.contains("'width' has several values"))
    #expect(message.contains("outside of this sweep"))
  }

  @Test(arguments: [
    ("r", "true", "'r' is a number"), ("r", "[]", "has no value"), ("r", "3..1", "has no value"),
    ("r", "1..20000", "would have 20,000"), ("batch", "1..10000000", "would have 10,000,000"),
    ("r", "x", "is no value"), ("rs", "1", "no 'param' named 'rs'"),
  ])
  func `a wrong value is told before anything runs`(name: String, value: String, message: String) {
    let ran = ran([name: value])
    #expect(ran.messages.first?.contains(message) == true, "\(ran.messages)")
    #expect(ran.output.isEmpty)
  }

  @Test func `lists, texts and functions are values of a sweep too`() {
    let script = """
      data points { read moons(samples: 40, noise: 0.1) }
      param act = relu
      network net { dense 2, act; dense 1, sigmoid }
      sweep sizes in [[2, 3]], name in ["a"] {
        print sizes, name
        train net on points { loss log_loss; optimizer sgd; rate 1; batch full; epochs 1 }
      }
      """
    let given = run(script, parameters: ["sizes": "[4, 5]", "name": "b", "act": "tanh"])
    #expect(given.messages == [])
    #expect(given.output.hasPrefix("[4, 5] b\n"))
    let several = run(script, parameters: ["sizes": "[[1], [2]]", "name": #"["b", "c"]"#])
    #expect(several.output.hasPrefix("[1] b\n[1] c\n[2] b\n[2] c\n"))
    let wrong = run(script, parameters: ["act": "mse"]).messages.first ?? ""
    #expect(wrong.contains("'act' is an activation, and 'act=mse' on the command line is a loss"))
  }
}
