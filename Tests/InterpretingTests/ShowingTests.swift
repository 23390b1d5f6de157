import Diagnostics
import Interpreting
import Testing

@Suite struct ShowingTests {
  @Test func `a function of the script is shown as it was written`() {
    let ran = run(
      """
      ## Too little costs four times as much.
      fn asymmetric(prediction, target) =
        mean(if target > prediction then 4 * (target - prediction) else prediction - target)
      show asymmetric
      """)
    #expect(ran.messages == [])
    #expect(
      ran.output == """
        ## Too little costs four times as much.
        fn asymmetric(prediction, target) =
          mean(if target > prediction then 4 * (target - prediction) else prediction - target)

        """)
  }

  @Test func `a function declared inside of a block loses the block's indentation`() {
    let ran = run(
      """
      if true {
        ## Inner.
        fn twice(x) {
          return 2 * x
        }
        show twice
      }
      let square = fn(x) = x ^ 2
      show square
      """)
    #expect(
      ran.output == """
        ## Inner.
        fn twice(x) {
          return 2 * x
        }
        fn(x) = x ^ 2

        """)
  }

  @Test func `an optimizer of the script is shown as it was written`() {
    let declaration = """
      optimizer heavy_ball(momentum = 0.9) {
        state velocity = 0
        velocity = momentum * velocity + gradient
        weight = weight - rate * velocity
      }

      """
    #expect(run(declaration + "show heavy_ball").output == declaration)
  }

  @Test func `a built-in function is shown as the prelude defines it`() {
    let output = run("show adam; show relu; show precision").output
    #expect(output.hasPrefix("## Momentum, divided by the size that the gradient lately had;"))
    #expect(output.contains("\noptimizer adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {\n"))
    #expect(!output.contains("## pt:"))
    #expect(output.contains("\nfn relu(x) = max(x, 0)\n"))
    #expect(output.contains("\nfn chosen(prediction) =\n"))
    let portuguese = run("show relu", language: .portuguese).output
    #expect(
      portuguese == "## A parte positiva: valores negativos tornam-se 0.\nfn relu(x) = max(x, 0)\n")
  }

  private static let trained = """
    data d { read moons(samples: 40, seed: 1); split test: every 4 }
    network net { dense 1, sigmoid }
    fn slower(epoch) = 0.1 / epoch
    let width = 5
    plan careful {
      loss log_loss
      optimizer sgd, momentum: 0.5
      metrics accuracy, worst: max(abs(prediction - target))
      batch 2 * width
      phase { epochs 2; rate 0.1 }
      phase { epochs 23; rate slower }
    }
    train net on d with careful

    """

  @Test func `a plan is shown with the values of its lines`() {
    #expect(
      run(Self.trained + "show careful").output == """
        plan careful
          loss log_loss
          optimizer sgd, momentum: 0.5
          metrics accuracy, worst: max(abs(prediction - target))
          batch 10
          phase {
            epochs 2
            rate 0.1
          }
          phase {
            epochs 23
            rate slower
          }

        """)
  }

  @Test func `a part is shown with the columns of its own rows`() {
    let output = run(Self.trained + "show d.test").output
    #expect(output.hasPrefix("d.test: 10 samples (test 10)\n  column  type"))
    let class_ = output.split(separator: "\n").first { $0.contains("class") }
    #expect(class_?.contains("down (") == true)
  }

  @Test func `a history is a table of its first and last epochs`() {
    let lines = run(Self.trained + "show net.history").output.split(separator: "\n")
    #expect(lines.count == 23)
    #expect(lines[1].split(separator: " ") == ["epoch", "loss", "accuracy", "worst"])
    #expect(lines[12].contains("…"))
    #expect(lines.last?.hasPrefix("     25 ") == true)
  }

  @Test func `the results on a part are shown as their evaluation was`() {
    let output = run(Self.trained + "evaluate net on d.test\nshow net.test").output
    #expect(output.prefix(output.count / 2) == output.suffix(output.count / 2))
    #expect(output.hasPrefix("net on d.test (10 samples)\n"))
  }

  @Test func `what a sweep gives is shown as tables`() {
    let sweep = """
      data d { read moons(samples: 40, seed: 1) }
      network net { dense 1, sigmoid }
      let rates = sweep rate in [0.1, 0.2], s in 1..2 {
        train net on d { seed s; loss log_loss; optimizer sgd; rate rate; batch 10; epochs 2 }
      }

      """
    let runs = run(sweep + "show rates.runs").output.split(separator: "\n")
    #expect(runs.count == 5)
    #expect(runs[0].split(separator: " ").prefix(3) == ["rate", "s", "loss"])
    let table = run(sweep + "show rates.table").output.split(separator: "\n")
    #expect(table.count == 3)
    #expect(table[0].contains("spread.loss"))
  }

  @Test func `a long list is shown on lines that can be read`() {
    let lines = run("show [x for x in 1..60]").output.split(separator: "\n")
    #expect(lines.count > 1)
    #expect(lines.allSatisfy { $0.count <= 100 })
  }
}
