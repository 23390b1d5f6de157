import Diagnostics
import Testing

/// What can be asked of a network before it is trained.
struct UntrainedTests {
  @Test func `the parameters are counted as soon as the input is known`() {
    let net = "network net { input 2; dense 3, tanh; dense 1 }\n"
    #expect(run(net + "print net.parameters").output == "13\n")
    #expect(check(net + "expect net.parameters == 13, \"{1 + net.parameters}\"") == [])
    #expect(run("network net { dense 1 }\nprint net.parameters").codes == ["not-evaluated"])
    #expect(
      run(
        """
        data d { read moons(samples: 20) }
        network net { dense 1, sigmoid }
        train net on d { loss log_loss; optimizer sgd; rate 0.1; batch 10; epochs 1 }
        reset net
        print net.parameters
        """
      ).output == "3\n")
  }

  @Test func `a network whose input is known answers with its first weights`() {
    let net = "network net { input 2; dense 3, tanh; dense 1 }\n"
    let answer = run("seed 3\n" + net + "print net([1, 2])")
    #expect(answer.codes == [])
    #expect(Double(answer.output.dropLast()) != nil)
    #expect(run("seed 3\n" + net + "print net([1, 2])").output == answer.output)
    #expect(run("seed 4\n" + net + "print net([1, 2])").output != answer.output)
    #expect(
      run("network net { input 2x2; flatten; dense 2 }\nprint length(net([[1, 2], [3, 4]]))")
        .output == "2\n")
  }

  @Test func `a training begins with the weights that have answered`() {
    let output = run(
      """
      data d { read line(samples: 20, seed: 1) }
      network net { input 1; dense 1 }
      let before = net([2])
      train net on d { loss mse; optimizer sgd; rate 1e-20; batch full; epochs 1 }
      print before == net([2])
      """
    ).output
    #expect(output == "true\n")
  }

  @Test func `a network without a shape, and a sample of another length, are told`() {
    #expect(run("network net { dense 1 }\nprint net([1, 2])").codes == ["not-evaluated"])
    #expect(
      check("network net { input 2; dense 1 }\nprint net([1, 2, 3])").map(\.message.en)
        == ["the network takes 2, and the sample has 3 numbers"])
  }
}
