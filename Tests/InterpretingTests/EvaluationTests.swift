import Diagnostics
import Foundation
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

  /// What each line of an evaluation says behind its own value.
  private static func guesses(_ script: String) -> [String: String] {
    var found: [String: String] = [:]
    for line in run(script).output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count > 2 { found[String(words[0])] = words[2...].joined(separator: " ") }
    }
    return found
  }

  @Test func `every metric of classes stands beside what the most frequent class gets`() {
    let found = Self.guesses(
      """
      fn sure(prediction, target) = mean(abs(prediction - 0.5))
      data d { read moons(samples: 40, seed: 1); where x1 > 0 }
      network net { dense 1, sigmoid }
      train net on d {
        loss log_loss; optimizer sgd; rate 0.1; batch full; epochs 1
        metrics precision, recall, f1, auc, sure
      }
      evaluate net on d.train
      """)
    let counts = found["accuracy"].flatMap { Double($0.dropLast()) } ?? 0
    #expect(counts > 50)
    #expect(found["auc"] == "50.0%")
    #expect(found["sure"] == "0.5")
    #expect(found["loss"]?.hasSuffix("the classes' shares") == true)
    let p = counts / 100
    let entropy = -p * log(p) - (1 - p) * log(1 - p)
    let loss = found["loss"]?.split(separator: " ").first.flatMap { Double($0) } ?? 0
    #expect(abs(loss - entropy) < 2e-3)
  }

  @Test func `the loss of numbers stands beside what their mean gets`() {
    let found = Self.guesses(
      """
      data d { read line(samples: 40, noise: 0.1, seed: 1) }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.1; batch full; epochs 1; metrics mse }
      evaluate net on d.train
      """)
    #expect(found["loss"] != nil && found["loss"] == found["mse"])
  }

  @Test func `a loss that counts with the weights has no guess beside it`() {
    let found = { (loss: String) in
      Self.guesses(
        """
        fn off(prediction, target) = mean(abs(prediction - target))
        data d { read line(samples: 40, noise: 0.1, seed: 1) }
        network net { dense 1 }
        train net on d { loss \(loss); optimizer sgd; rate 0.1; batch full; epochs 1 }
        evaluate net on d.train
        """)
    }
    #expect(found("off")["loss"] == found("off")["mae"])
    #expect(found("mean((prediction - target) ^ 2) + 0.1 * sum(weights ^ 2)")["loss"] == nil)
  }
}
