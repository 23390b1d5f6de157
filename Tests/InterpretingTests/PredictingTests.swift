import Diagnostics
import Testing

/// What `predict` gives as a value.
struct PredictingTests {
  private func script(_ data: String, _ end: String, loss: String, _ after: String) -> String {
    """
    data d { \(data); split test: 25% }
    network net { dense 4, tanh; dense \(end) }
    train net on d { loss \(loss); optimizer adam; rate 0.1; batch full; epochs 50 }
    \(after)
    """
  }

  @Test func `of classes it is their names, and nothing is printed`() {
    let ran = run(
      script(
        "read blobs(samples: 40, seed: 1)", "3, softmax", loss: "cross_entropy",
        """
        let p = predict net on d.test
        print length(p), p[1] in d.classes
        """))
    #expect(ran.messages == [])
    #expect(ran.output == "10 true\n")
  }

  @Test func `of two classes it is the name as the table has it`() {
    let ran = run(
      script(
        "read moons(samples: 40, seed: 1)", "1, sigmoid", loss: "log_loss",
        """
        let p = predict net on d.test
        print length(p), p[1] in d.classes
        predict net on d.test
        """))
    #expect(ran.messages == [])
    #expect(ran.output.hasPrefix("10 true\nclass,probability_up\n"))
  }

  @Test func `of numbers it is the numbers in the target's own unit`() {
    let ran = run(
      script(
        "read line(samples: 40, seed: 1); scale standard, target", "1", loss: "mse",
        """
        let p = predict net on d.test
        print length(p), mean(p) > -1000, abs(p[1] - p[2]) >= 0
        """))
    #expect(ran.messages == [])
    #expect(ran.output == "10 true true\n")
  }
}
