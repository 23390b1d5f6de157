import Diagnostics
import Testing

/// Advice is right where it is given, and silent beside it.
@Suite struct LintTests {
  private func codes(_ script: String) -> [String] {
    check(script).map(\.code.rawValue)
  }

  private func training(
    data: String = "read moons(samples: 40, noise: 0.1)",
    layers: String = "dense 4, tanh; dense 1, sigmoid",
    on part: String = "d", lines: String = "loss log_loss; batch 10", after: String = ""
  ) -> String {
    """
    data d { \(data) }
    network net { \(layers) }
    train net on \(part) { optimizer adam; rate 0.01; epochs 2; \(lines) }
    \(after)
    """
  }

  @Test func `a sensible training is left alone`() {
    #expect(codes(training()) == [])
    #expect(codes(training(lines: "loss log_loss; batch 40")) == [])
    #expect(codes(training(lines: "loss log_loss; batch full")) == [])
  }

  @Test func `a batch above the samples is told, also in a phase`() {
    #expect(codes(training(lines: "loss log_loss; batch 41")) == ["batch-too-large"])
    let phases = "loss log_loss; phase { batch 10 }; phase { batch 99 }"
    #expect(codes(training(lines: phases)).contains("batch-too-large"))
  }

  @Test func `very unequal classes are told unless the training heeds them`() {
    let data = "read sine(samples: 300, noise: 0.3, seed: 1); target y > 1.15, name: peak"
    let told = ["unequal-classes"]
    #expect(codes(training(data: data)) == told)
    #expect(codes("data d { \(data) }") == told)
    #expect(codes(training(data: data, lines: "loss log_loss; batch 10; metrics f1")) == [])
    #expect(
      codes(training(data: data, lines: "loss log_loss; batch 10; class_weights balanced")) == [])
    #expect(codes(training(data: data, lines: "loss log_loss; batch 10; metrics accuracy")) == told)
  }

  @Test func `a name of a sweep that its block does not use is told`() {
    let block =
      "{ train net on d { seed s; loss log_loss; optimizer sgd; rate r; batch 10; epochs 1 } }"
    let sweep = { (names: String) in
      """
      data d { read moons(samples: 40, noise: 0.1) }
      network net { dense 1, sigmoid }
      let r = 0.1
      let s = 1
      let found = sweep \(names) \(block)
      show found
      """
    }
    #expect(codes(sweep("r in [0.1, 0.2], s in 1..2")) == ["unused-name", "unused-name"])
    #expect(codes(sweep("k in [1, 2]")) == ["unused-name"])
    #expect(codes(sweep("_k in [1, 2]")) == [])
  }

  @Test func `mse after sigmoid is told, and a loss of the script is not judged`() {
    #expect(codes(training(lines: "loss mse; batch 10")) == ["sigmoid-under-mse"])
    let own = "fn mse(prediction, target) = mean((prediction - target) ^ 2)\n"
    #expect(codes(own + training(lines: "loss mse; batch 10")) == [])
  }

  @Test func `a sigmoid that cannot reach its target is told`() {
    let problems = check(
      training(
        data: "read line(samples: 40, noise: 0.1)", layers: "dense 1, sigmoid",
        lines: "loss mse; batch 10"))
    #expect(problems.map(\.code) == [.sigmoidUnderMSE])
    #expect(problems.first?.message.en.contains("between 0 and 1") == true)
  }

  @Test func `relu is told at the end and nowhere else`() {
    let line = "read line(samples: 40, noise: 0.1)"
    func found(_ layers: String) -> [String] {
      codes(training(data: line, layers: layers, lines: "loss mse; batch 10"))
    }
    #expect(found("dense 4, relu; dense 1, relu") == ["relu-before-loss"])
    #expect(found("dense 4, relu; dense 1; relu") == ["relu-before-loss"])
    #expect(found("dense 4, relu; dense 1") == [])
  }

  @Test func `the test part is for the end`() {
    let split = "read moons(samples: 40, noise: 0.1); split test: every 4"
    #expect(codes(training(data: split, on: "d.test")) == ["trained-on-test"])
    #expect(codes(training(data: split, after: "evaluate net on d.test")) == [])
  }

  @Test func `a data set with a test part is not measured without naming a part`() {
    let split = "read moons(samples: 40, noise: 0.1); split test: every 4"
    #expect(codes(training(data: split, after: "evaluate net on d")) == ["evaluated-on-training"])
    #expect(codes(training(data: split, after: "evaluate net on d.train")) == [])
    #expect(codes(training(after: "evaluate net on d")) == [])
  }

  @Test func `a part that decided is no test, unless there is another`() {
    let stop = "loss log_loss; batch 10; stop patience: 2 epochs"
    let only = "read moons(samples: 40, noise: 0.1); split validation: every 4"
    let after = "evaluate net on d.validation"
    #expect(codes(training(data: only, lines: stop, after: after)) == ["stopping-part-evaluated"])
    #expect(codes(training(data: only, after: after)) == [])
    #expect(codes(training(data: only + ", test: every 5", lines: stop, after: after)) == [])
  }

  @Test func `a name that nobody uses is told where a script does something`() {
    #expect(codes("let a = 1\nlet b = 2\nprint a") == ["unused-name"])
    #expect(codes("let a = 1\nlet _b = 2\nprint \"{a}\"") == [])
    #expect(codes("let a = 1\nfn f(x) = 2") == [])
    #expect(codes("let run = train_nothing\nprint 1").contains("unused-name") == false)
    #expect(codes("fn f(x) = 2\nfor i in 1..3 { print f(2) }") == [])
  }

  @Test func `a seed below everything that draws numbers is told`() {
    #expect(codes("seed 1\n" + training()) == [])
    #expect(codes(training(after: "seed 1")) == ["unused-seed"])
    #expect(codes("seed 1\nseed 2\n" + training()) == ["unused-seed"])
    #expect(codes("param s = 1\nif s > 0 { seed 1 } else { seed 2 }\n" + training()) == [])
  }

  @Test func `a seed that decides on first weights is used`() {
    let lines = "loss log_loss; optimizer sgd; rate 0.1; batch 10; epochs 1"
    let second = "network b { dense 1, sigmoid }\n"
    let data = "read moons(samples: 40, noise: 0.1, seed: 1)"
    #expect(codes(training(data: data, after: "seed 4\n\(second)train b on d { \(lines) }")) == [])
    #expect(codes(training(data: data, after: "seed 4\n\(second)step b on d { \(lines) }")) == [])
    #expect(
      codes(training(data: data, after: "seed 4\n\(second)train b on d { \(lines); seed 1 }"))
        == ["unused-seed"])
  }

  @Test func `advice is silent beside errors`() {
    #expect(codes("let a = 1\nprint b") == ["unknown-name"])
    #expect(codes(training(lines: "loss mse; batch 99", after: "print b")) == ["unknown-name"])
  }
}
