import Diagnostics
import Interpreting
import Testing

@Suite struct TrainingTests {
  static let xor = """
    data table { read xor() }
    network net { dense 8, tanh; dense 1, sigmoid }
    train net on table {
      loss log_loss
      optimizer adam
      rate 0.05
      batch full
      epochs 300
      metrics accuracy
    }
    evaluate net on table.train
    """

  @Test func `a network learns xor, and its results are values`() {
    let ran = run(
      Self.xor
        + "\nprint net.train.accuracy, net.accuracy, net.history.loss[300] < 0.1, table.samples")
    #expect(ran.messages == [])
    #expect(ran.output.hasSuffix("1 1 true 4\n"), "\(ran.output)")
  }

  @Test func `the same script gives the same numbers with any number of threads`() {
    let script = Self.xor + "\nprint \"{net.train.loss * 1e12}\""
    let outputs = Set([1, 2, 5].map { run(script, threads: $0).output })
    #expect(outputs.count == 1)
    #expect(run(script, seed: 7).output != outputs.first)
  }

  @Test func `twice 25 epochs is 50 epochs, bit for bit`() {
    let start = """
      data points { read moons(samples: 60, noise: 0.1) }
      network net { dense 8, relu; dropout 20%; dense 1, sigmoid }
      plan short { loss log_loss; optimizer adam; rate 0.01; batch 16; epochs 25 }

      """
    let twice = "train net on points with short\ntrain net on points with short\n"
    let once = "train net on points with short { epochs 50 }\n"
    let end = "evaluate net on points.train\nprint \"{net.train.loss * 1e15}\""
    #expect(run(start + twice + end).output == run(start + once + end).output)
  }

  @Test func `functions of the script train like built-in ones`() {
    let ran = run(
      """
      fn asymmetric(prediction, target) =
        mean(if target > prediction then 4 * (target - prediction) else prediction - target)
      fn swish(x, beta = 1) = x * sigmoid(beta * x)
      fn within(prediction, target) = mean(abs(prediction - target) <= 0.2)
      optimizer heavy_ball(momentum = 0.9) {
        state velocity = 0
        velocity = momentum * velocity + gradient
        weight = weight - rate * velocity
      }
      data points { read line(samples: 100, noise: 0.05) }
      network net { dense 8, swish; dense 1 }
      let run = train net on points {
        loss asymmetric
        optimizer heavy_ball, momentum: 0.5
        rate fn(epoch) = 0.02 * 0.99 ^ epoch
        batch 20
        epochs 60
        metrics within, worst: max(abs(prediction - target))
      }
      evaluate net on points.train
      print run.within > 0.5, net.train.worst < 2, run.epochs, run.iterations
      """)
    #expect(ran.messages == [])
    #expect(ran.output.hasSuffix("true true 60 300\n"), "\(ran.output)")
  }

  @Test func `a loss written in place is the built-in one`() {
    func loss(_ text: String) -> String {
      run(
        """
        data points { read line(samples: 50, noise: 0.1) }
        network net { dense 1 }
        train net on points { loss \(text); optimizer sgd; rate 0.1; batch full; epochs 20 }
        evaluate net on points.train
        print round(net.train.rmse * 1e5)
        """
      ).output.split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(loss("mse") == loss("mean((prediction - target) ^ 2)"))
    #expect(loss("mse") != "")
  }

  @Test func `a training that diverges says where and keeps the last finite weights`() {
    let ran = run(
      """
      data points { read line(samples: 50, noise: 0.1) }
      network net { dense 1 }
      train net on points { loss mse; optimizer sgd; rate 1e6; batch full; epochs 100 }
      print "after"
      """)
    #expect(ran.ending == .failed)
    #expect(ran.codes == ["diverged"])
    #expect(!ran.output.contains("after"))
  }

  @Test func `networks have parameters, repetitions and networks as layers`() {
    let ran = run(
      """
      network block(width) { dense width, relu; dense width, relu }
      network net(depth = 2) {
        repeat depth { block 4 }
        if depth > 2 { dropout 10% }
        dense 1, sigmoid
      }
      let deep = net(depth: 3)
      data points { read circles(samples: 40) }
      plan quick { loss log_loss; optimizer sgd; rate 0.1; batch 10; epochs 2 }
      train net on points with quick
      train deep on points with quick
      print net.parameters, deep.parameters
      """)
    #expect(ran.messages == [])
    // 2·4+4, 4·4+4, 2 · (4·4+4) and 4+1 by hand; a further block adds 2 · 20.
    #expect(ran.output == "77 117\n", "\(ran.output)")
  }

  @Test func `reset starts anew`() {
    let ran = run(
      Self.xor + """

        let before = net.train.loss
        reset net
        train net on table { loss log_loss; optimizer adam; rate 0.05; batch full; epochs 300 }
        evaluate net on table.train
        print before == net.train.loss
        """)
    #expect(ran.output.hasSuffix("true\n"), "\(ran.output) \(ran.messages)")
  }

  @Test(arguments: [
    ("dense 3, softmax", "log_loss", "shape-mismatch"), ("dense 1", "log_loss", "loss-mismatch"),
    ("dense 1, sigmoid", "cross_entropy", "loss-mismatch"),
    ("dense 1, sigmoid", "hinge", "loss-mismatch"),
  ])
  func `a network that does not fit the target is a problem before training`(
    _ layer: String, _ loss: String, _ code: String
  ) {
    let ran = run(
      """
      data points { read moons(samples: 40) }
      network net { dense 4, relu; \(layer) }
      train net on points { loss \(loss); optimizer sgd; rate 0.1; batch 10; epochs 2 }
      evaluate net on points.train
      print net.train.accuracy
      """)
    #expect(ran.codes == [code], "\(ran.messages)")
    #expect(ran.output == "")
  }

  @Test func `a prediction of one sample is a probability or a value`() {
    let ran = run(Self.xor + "\nprint net([0, 1]) > 0.5, net([1, 1]) < 0.5")
    #expect(ran.output.hasSuffix("true true\n"), "\(ran.output) \(ran.messages)")
    #expect(run(Self.xor + "\nprint net([0, 1, 2])").problems.count == 1)
  }
}

@Suite struct FormulaTests {
  private func trained(_ declarations: String, loss: String, optimizer: String = "sgd") -> Ran {
    run(
      """
      \(declarations)
      data points { read line(samples: 60, noise: 0.05) }
      network net { dense 4, tanh; dense 1 }
      train net on points { loss \(loss); optimizer \(optimizer); rate 0.05; batch 20; epochs 30 }
      print net.loss < 0.5
      """)
  }

  @Test func `a norm of the weights does not break on biases that begin at 0`() {
    let ran = trained("", loss: "mse(prediction, target) + 1e-4 * norm(weights)")
    #expect(ran.messages == [])
    #expect(ran.output == "true\n")
  }

  @Test func `a loss may be what a call gives`() {
    let power = "fn power(p) = fn(prediction, target) = mean(abs(prediction - target) ^ p)"
    let ran = trained(power, loss: "power(2)")
    #expect(ran.messages == [])
    #expect(ran.output == "true\n")
    #expect(trained("", loss: "mse").output == ran.output)
  }

  @Test(arguments: ["dense 4; batch_norm; tanh", "batch_norm"])
  func `an optimizer that searches heeds what layers keep`(layers: String) {
    let ran = run(
      """
      data d { read moons(samples: 40, seed: 1) }
      network n { \(layers); dense 1, sigmoid }
      train n on d { loss log_loss; optimizer lbfgs; batch full; epochs 3 }
      print n.loss < 1
      """)
    #expect(ran.output == "true\n")
    #expect(ran.messages == [])
  }
}
