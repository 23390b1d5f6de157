import Diagnostics
import Interpreting
import Testing

@Suite struct EvaluationTests {
  private static func evaluated(_ step: String) -> Ran {
    run(
      """
      fn most(prediction, target) = max(target)
      fn mean_prediction(prediction, target) = mean(prediction)
      data points { read line(samples: 60, noise: 0.2); \(step) }
      network net { dense 1 }
      train net on points {
        loss mse; optimizer sgd; rate 0.1; batch full; epochs 400
        metrics most, mean_prediction, mse
      }
      evaluate net on points.train
      print "{round(net.train.most * 1000)} {round(net.train.mean_prediction * 1000)}"
      print "{round(net.train.rmse * 1000)} {round(net.train.mse * 1000)}"
      """)
  }

  @Test func `metrics are in the target's own unit, however it is scaled`() {
    let plain = Self.evaluated("")
    #expect(plain.messages == [])
    let numbers = plain.output.split(separator: "\n").suffix(2)
    for step in ["scale standard, target", "scale minmax, target"] {
      let scaled = Self.evaluated(step)
      #expect(scaled.messages == [])
      // Both have found the least squares, so all but the loss is the same.
      #expect(scaled.output.split(separator: "\n").suffix(2) == numbers, "\(step)")
    }
  }

  @Test func `the guess of the mean is in the target's own unit too`() throws {
    let guess = /always the mean, \S+/
    let baseline = /rmse +\S+ +(\S+)/
    let plain = Self.evaluated("").output
    let scaled = Self.evaluated("scale standard, target").output
    #expect(try #require(scaled.firstMatch(of: guess)).0 == plain.firstMatch(of: guess)?.0)
    #expect(try #require(scaled.firstMatch(of: baseline)).1 == plain.firstMatch(of: baseline)?.1)
  }
}
