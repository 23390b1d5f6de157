import Diagnostics
import Interpreting
import Testing

@Suite struct RateSearchTests {
  static let start = """
    data points { read moons(samples: 80, noise: 0.1) }
    network net { dense 8, tanh; dense 1, sigmoid }

    """

  @Test func `a rate is suggested with which the network learns`() {
    let ran = run(
      Self.start + """
        let found = find_rate net on points { loss log_loss; optimizer sgd; batch 20 }
        train net on points { loss log_loss; optimizer sgd; rate found.rate; batch 20; epochs 100 }
        print found.decided, found.rate > 0.01, found.rate <= 1, net.loss < 0.4
        plot found to "rate.svg"
        show found
        """)
    #expect(ran.messages == [])
    #expect(ran.output.contains("true true true true\n"), "\(ran.output)")
    #expect(ran.output.contains("suggested rate"))
    #expect(ran.output.contains("net: loss against rate"))
    #expect(ran.files.keys.contains("rate.svg"))
  }

  @Test func `the search changes no weight and no number of a later training`() {
    let training = """
      train net on points { loss log_loss; optimizer adam; rate 0.1; batch 20; epochs 3 }
      print "{net.loss * 1e15}"

      """
    let search = "find_rate net on points\n"
    let plain = run(Self.start + training + training).output
    let searched = run(Self.start + training + search + training)
    #expect(searched.messages == [])
    let numbers = searched.output.split(separator: "\n").filter { Double($0) != nil }
    #expect(numbers.joined(separator: "\n") + "\n" == plain)
    let before = run(
      Self.start + "find_rate net on points { loss log_loss; optimizer adam; batch 20 }\n"
        + training)
    #expect(before.output.hasSuffix(String(plain.split(separator: "\n")[0]) + "\n"))
  }

  @Test func `where the loss never falls it declines, and its rate is a problem`() {
    let ran = run(
      Self.start + """
        let found = find_rate net on points { loss mean(0 * prediction); optimizer sgd; batch 20 }
        print found.decided
        print found.rate
        """)
    #expect(ran.codes == ["rate-undecided"])
    #expect(ran.output.contains("the loss never fell"))
    #expect(ran.output.hasSuffix("false\n"))
  }

  @Test func `where batches differ too much it is too noisy to say`() {
    let ran = run(
      """
      data points { read line(samples: 40, noise: 5) }
      network net { dense 1 }
      find_rate net on points { loss mse; optimizer sgd; batch 1 }
      """)
    #expect(ran.messages == [])
    #expect(ran.output.contains("too noisy to say"), "\(ran.output)")
  }

  @Test func `a network that was never trained needs settings`() {
    #expect(check(Self.start + "find_rate net on points").map(\.code.rawValue) == ["missing-line"])
    #expect(
      check(Self.start + "find_rate net on points { loss log_loss }").map(\.code.rawValue)
        == ["missing-line"])
  }

  @Test func `it is the same with any number of threads`() {
    let script =
      Self.start + "find_rate net on points { loss log_loss; optimizer adam; batch 20 }"
    #expect(Set([1, 2].map { run(script, threads: $0).output }).count == 1)
  }
}
