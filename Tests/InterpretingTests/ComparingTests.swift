import Diagnostics
import Interpreting
import Plans
import Reports
import TestSupport
import Testing

/// What differs in meaning between two texts, and what does not.
@Suite struct ComparingTests {
  private static let base = """
    seed 1
    param rate = 0.01
    let width = 16
    data gate { read moons(samples: 100, noise: 0.1, seed: 3); split test: 20% }
    fn bent(x, slope = 1) = x * sigmoid(slope * x)
    optimizer plain(share = 1) {
      state sum = 0
      sum = sum + gradient
      weight = weight - rate * share * sum
    }
    plan careful {
      optimizer adam
      rate rate, warmup: 2 epochs
    }
    network net {
      dense width, tanh
      dense 8, bent
      dense 1, sigmoid
    }
    train net on gate with careful {
      loss log_loss
      batch 16
      epochs 5
      metrics accuracy, f1
    }
    evaluate net on gate.test
    print "done"
    """

  private func version(
    _ text: String, given: [String: String] = [:], scripts: [String: String] = [:]
  ) -> ScriptVersion {
    ScriptVersion(
      text, named: "script.nn", host: TestWorld(scripts: scripts).host,
      options: RunOptions(parameters: given))
  }

  private func comparison(_ old: String, _ new: String) -> ScriptComparison {
    compareScripts(version(old), version(new))
  }

  /// What a reader is told, without the names of the versions and with one blank a level.
  private func told(_ comparison: ScriptComparison) -> [String] {
    let side = ComparedSide(name: "script.nn")
    let text = comparisonText(comparison, side, side, style: .plain, language: .english)
    return text.split(separator: "\n").dropFirst().map { line in
      let blanks = line.prefix { $0 == " " }.count
      return String(repeating: " ", count: max(0, blanks / 2 - 1)) + line.dropFirst(blanks)
    }
  }

  /// What is told where `part` of the base has become `other`.
  private func told(_ part: String, to other: String) throws -> [String] {
    try #require(Self.base.contains(part))
    let (old, new) = (version(Self.base), version(Self.base.replacing(part, with: other)))
    #expect(!old.hasErrors && !new.hasErrors, "\(new.problems.map(\.message.en))")
    return told(compareScripts(old, new))
  }

  // MARK: No difference

  @Test(arguments: [
    ("dense 8, bent\n", "dense 8,   bent  # wide\n\n\n"),
    (
      "{\n  optimizer adam\n  rate rate, warmup: 2 epochs\n}",
      "{ optimizer adam; rate rate, warmup: 2 epochs }"
    ),
    ("loss log_loss\n  batch 16\n", "batch 16\n  loss log_loss\n"),
    ("metrics accuracy, f1", "metrics f1, accuracy"),
    ("optimizer adam\n", "optimizer adam, beta2: 0.999, beta1: 0.9\n"),
    ("dense 1, sigmoid", "dense 1, sigmoid, bias: true, init: glorot_uniform"),
    ("dense 8, bent", "dense 8, bent(slope: 1)"),
    ("epochs 5", "epochs 5 epochs"),
    ("test: 20%", "test: 0.2, order: shuffled"),
    (
      "fn bent(x, slope = 1) = x * sigmoid(slope * x)",
      "## Bends.\nfn bent(x, slope = 1) = (x * (sigmoid(slope * x)))"
    ),
    ("let width = 16\n", "let width = 2 * 8\n"),
    ("dense width", "dense 16"),
    ("seed 1\n", "nn 1\nseed 1\n"),
    ("print \"done\"", "let unused = 3\nprint \"done\""),
    ("sum = sum + gradient", "sum = (sum + gradient)"),
    ("param rate = 0.01", "param rate = 1e-2"),
  ])
  func `another way of writing the same is no difference`(_ part: String, _ other: String) throws {
    #expect(try told(part, to: other) == ["no change in meaning"])
  }

  @Test func `the order of what may stand in any order is no difference`() {
    let lines = Self.base.split(separator: "\nfn bent")
    let moved = "fn bent" + lines[1].prefix { $0 != "\n" }
    let other = moved + "\n" + Self.base.replacing(moved + "\n", with: "")
    #expect(told(comparison(Self.base, other)) == ["no change in meaning"])
  }

  @Test func `lines in an included file are those of the script`() throws {
    let (old, new) = (
      version(Self.base),
      version(
        Self.base.replacing(
          "seed 1\nparam rate = 0.01\nlet width = 16\n",
          with: "seed 1\nparam rate = 0.01\ninclude \"width.nn\"\n"),
        scripts: ["width.nn": "let width = 16\n"])
    )
    #expect(!new.hasErrors)
    #expect(compareScripts(old, new).isSame)
    let wider = version(
      Self.base.replacing("let width = 16\n", with: "include \"width.nn\"\n"),
      scripts: ["width.nn": "let width = 17\n"])
    #expect(told(compareScripts(old, wider)).first == "let width 16 → 17")
  }

  @Test func `what a function or a loop calls its own things is no difference`() throws {
    let body = "fn f(x) { let y = x * 2; return y + 1 }\nprint f(3)\nfor i in 1..3 { print i }\n"
    let other = "fn f(z) { let w = z * 2; return w + 1 }\nprint f(3)\nfor k in 1..3 { print k }\n"
    #expect(comparison(body, other).isSame)
    let shown = comparison(
      "print [x ^ 2 for x in 1..3 if x != 2]", "print [n ^ 2 for n in 1..3 if n != 2]")
    #expect(shown.changes.isEmpty && shown.isSame)
    #expect(
      !comparison("print [x ^ 2 for x in 1..3]", "print [x ^ 3 for x in 1..3]").isSame)
  }

  @Test func `a long list of columns may as well be several lines`() {
    func data(_ lines: String) -> String {
      "data d {\n  read \"none.csv\"\n  target y\n\(lines)\n}"
    }
    let old = data(
      "  drop A, B\n  scale standard, C, D\n  missing mean, E\n  where C > 1\n  where D > 2")
    let new = data(
      "  where D > 2\n  missing mean, E\n  drop B\n  scale standard, D\n  drop A\n  scale standard, C\n  where C > 1"
    )
    let comparison = comparison(old, new)
    #expect(comparison.changes.isEmpty && comparison.consequences.isEmpty)
    let dropped = told(
      self.comparison(
        old,
        data("  drop A, B, F\n  scale minmax, C\n  missing median, E\n  where C > 1\n  where D > 3")
      ))
    #expect(
      dropped == [
        "data d", " + drop F", " scale C standard → minmax", " - scale standard, D",
        " missing E mean → median", " where D > 2 → D > 3",
      ], "\(dropped)")
  }

  @Test func `new columns in another order are other features`() {
    func data(_ lines: String) -> String {
      "data d {\n  read \"none.csv\"\n  target y\n\(lines)\n}"
    }
    let comparison = comparison(
      data("  column a: A + 1\n  column b: A + 2"), data("  column b: A + 2\n  column a: A + 1"))
    #expect(comparison.changes.map(\.kind) == [.moved])
  }

  // MARK: Differences

  @Test(arguments: [
    ("param rate = 0.01", "param rate = 0.003", ["param rate 0.01 → 0.003"]),
    (
      "let width = 16", "let width = 64",
      ["let width 16 → 64", "network net", " = 193 → 721 parameters"]
    ),
    (
      "  dense 8, bent\n", "  dense 8, bent\n  dense 8, relu\n",
      ["network net", " + dense 8, relu", " = 3 → 4 layers", " = 193 → 265 parameters"]
    ),
    ("dense 8, bent", "dense 8, relu", ["network net", " dense 8, bent → dense 8, relu"]),
    (
      "dense 1, sigmoid", "dense 1, sigmoid, l2: 0.1",
      ["network net", " dense 1, sigmoid → dense 1, sigmoid, l2: 0.1"]
    ),
    (
      "optimizer adam\n", "optimizer adam, beta1: 0.8\n",
      ["plan careful", " optimizer beta1 0.9 (default) → 0.8"]
    ),
    (
      "dense 8, bent\n", "dense 8, bent(slope: 3)\n",
      ["network net", " dense 8, bent → dense 8, bent(slope: 3)"]
    ),
    ("optimizer adam\n", "optimizer plain\n", ["plan careful", " optimizer adam → plain"]),
    ("warmup: 2 epochs", "warmup: 3 epochs", ["plan careful", " rate warmup 2 epochs → 3 epochs"]),
    (", warmup: 2 epochs", "", ["plan careful", " - rate warmup 2 epochs"]),
    (
      "  loss log_loss\n", "  loss mae\n",
      ["train net on gate with careful", " loss log_loss → mae"]
    ),
    (
      "accuracy, f1", "f1, auc",
      ["train net on gate with careful", " - metrics accuracy", " + metrics auc"]
    ),
    (
      "epochs 5", "epochs 50",
      ["train net on gate with careful", " epochs 5 → 50", " = 25 → 250 updates"]
    ),
    (
      "moons(samples: 100, noise: 0.1", "moons(samples: 100, noise: 0.2",
      ["data gate", " read noise 0.1 → 0.2"]
    ),
    (
      "test: 20%", "test: 20%, order: kept",
      ["data gate", " split order shuffled (default) → kept"]
    ),
    ("slope * x)", "slope + x)", ["fn bent", " x * sigmoid(slope * x) → x * sigmoid(slope + x)"]),
    ("slope = 1", "slope = 2", ["fn bent", " parameter slope 1 → 2"]),
    (
      "share * sum", "share * sum / 2",
      [
        "optimizer plain",
        " weight = weight - rate * share * sum → weight = weight - rate * share * sum / 2",
      ]
    ),
    ("state sum = 0", "state sum = 1", ["optimizer plain", " state sum = 0 → state sum = 1"]),
    ("print \"done\"", "print \"ready\"", ["print \"done\" → print \"ready\""]),
    ("evaluate net on gate.test\n", "", ["- evaluate net on gate.test"]),
  ])
  func `a difference is told where it is, with what follows`(
    _ part: String, _ other: String, _ expected: [String]
  ) throws {
    let lines = try told(part, to: other)
    #expect(lines == expected, "\(lines)")
  }

  @Test func `the seed of a split is told, also where only its line has moved`() throws {
    let lines = try told("seed 1\n", to: "seed 2\n")
    #expect(
      lines == [
        "seed 1 → 2", "data gate", " = seed of the split 1 → 2", "train net on gate with careful",
        " = seed 1 → 2",
      ], "\(lines)")
    let moved = Self.base.replacing("seed 1\n", with: "")
      .replacing("plan careful", with: "seed 1\nplan careful")
    #expect(
      told(comparison(Self.base, moved)) == ["data gate", " = seed of the split 1 → 0"])
  }

  @Test func `the seed of made data is that of its place`() {
    let old = "seed 1\ndata d { read moons(samples: 50) }\nprint d.samples"
    let new = "data d { read moons(samples: 50) }\nseed 1\nprint d.samples"
    #expect(told(comparison(old, new)) == ["data d", " = seed 1 → 0"])
  }

  @Test func `weights of classes without names are those of the classes in order`() {
    func training(_ weights: String) -> String {
      "train n on d { class_weights \(weights); loss mse; optimizer sgd; rate 1; batch 1; epochs 1 }"
    }
    #expect(!comparison(training("1, 2"), training("2, 1")).changes.isEmpty)
    #expect(comparison(training("a: 1, b: 2"), training("b: 2, a: 1")).changes.isEmpty)
  }

  @Test func `phases come one after another`() {
    func training(_ phases: String) -> String {
      "train n on d { loss mse; optimizer sgd; rate 1; batch 1; \(phases) }"
    }
    let (one, two) = ("phase { epochs 1 }", "phase { epochs 2; clip norm: 1 }")
    #expect(comparison(training(one + "; " + two), training(two + "; " + one)).changes.count == 1)
    let other = training(one + "; " + two.replacing("epochs 2", with: "epochs 3"))
    let lines = told(comparison(training(one + "; " + two), other))
    #expect(lines == ["train n on d", " phase", "  epochs 2 → 3"], "\(lines)")
  }

  @Test func `a name that has become another one is told as that`() throws {
    let names = told(comparison(Self.base, Self.base.replacing(/\bnet\b/, with: "classifier")))
    #expect(
      names == [
        "network net is called classifier now", "no change in meaning but for the names",
      ], "\(names)")
    let constant = told(comparison(Self.base, Self.base.replacing("width", with: "units")))
    #expect(constant.first == "let width is called units now")
    let function = "fn f(n) = if n < 2 then 1 else n * f(n - 1)\nprint f(5)"
    #expect(
      told(comparison(function, function.replacing(/\bf\b/, with: "factorial"))).first
        == "fn f is called factorial now")
    // Beside another change, most of its lines make it clear; a few do not.
    let both = told(
      comparison(
        Self.base,
        Self.base.replacing(/\bnet\b/, with: "classifier").replacing("dense 8", with: "dense 9")))
    #expect(both.first == "network net is called classifier now")
    #expect(both.contains(" dense 8, bent → dense 9, bent"))
  }

  @Test func `the name of a param is known to the command line, and so counts`() {
    let other = Self.base.replacing("param rate", with: "param speed")
      .replacing("rate rate", with: "rate speed")
    let comparison = comparison(Self.base, other)
    #expect(told(comparison) == ["param rate is called speed now"])
    #expect(!comparison.isSame)
  }

  @Test func `a value from the command line stands in for the default`() {
    let (plain, given) = (version(Self.base), version(Self.base, given: ["rate": "0.1"]))
    #expect(told(compareScripts(plain, given)) == ["param rate 0.01 → 0.1"])
    #expect(compareScripts(plain, version(Self.base, given: ["rate": "0.01"])).isSame)
  }

  @Test func `a setting of the script's own function is told with its default`() {
    let text = Self.base.replacing("optimizer adam\n", with: "optimizer plain, share: 0.5\n")
    let without = Self.base.replacing("optimizer adam\n", with: "optimizer plain\n")
    #expect(
      told(comparison(text, without))
        == ["plan careful", " optimizer share 0.5 → 1 (default)"])
    let written = text.replacing("share: 0.5", with: "share: 1")
    #expect(comparison(written, without).isSame)
    // What a parameter is called does not count, nor by which name it is given.
    let renamed = text.replacing("share", with: "part")
    #expect(comparison(text, renamed).isSame)
  }

  @Test func `what is done in another order is told`() {
    #expect(
      told(comparison("print 1\nprint 2\nprint 3", "print 3\nprint 1\nprint 2"))
        == ["print 3 stands at another place"])
    let old = "network n { dense 4, tanh; dropout 10%; dense 1 }"
    let new = "network n { dropout 10%; dense 4, tanh; dense 1 }"
    #expect(comparison(old, new).changes.map(\.kind) == [.moved])
    // A constant is the same wherever it stands; a variable is not.
    #expect(
      comparison("let a = 1\nlet b = 2\nprint a + b", "let b = 2\nlet a = 1\nprint a + b").isSame)
    let variable = "var a = 1\na = 2\ndata d { read moons(samples: 10 * a) }"
    #expect(
      !comparison(variable, "var a = 1\ndata d { read moons(samples: 10 * a) }\na = 2").isSame)
  }

  @Test func `control flow is compared within its blocks`() {
    let old = "var x = 1\nif x > 1 { print 1 } else { print 2 }\nrepeat 2 { x = x + 1 }"
    let new = "var x = 1\nif x > 2 { print 1 } else { print 3 }\nrepeat 3 { x = x + 1 }"
    #expect(
      told(comparison(old, new)) == [
        "if x > 1 → if x > 2", "else", " print 2 → print 3", "repeat 2 → repeat 3",
      ])
    let layers = "network n { input 4; repeat 2 { dense 8, relu }; dense 1 }"
    #expect(
      told(comparison(layers, layers.replacing("repeat 2", with: "repeat 3"))) == [
        "network n", " repeat 2 → repeat 3", " = 3 → 4 layers", " = 121 → 193 parameters",
      ])
  }

  @Test func `what one version is wrong in is compared as far as it is understood`() {
    let wrong = version(
      Self.base.replacing("dense 8, bent", with: "dens 8, bent")
        .replacing("rate = 0.01", with: "rate = 0.1"))
    #expect(wrong.hasErrors)
    let lines = told(compareScripts(version(Self.base), wrong))
    #expect(
      lines.contains("param rate 0.01 → 0.1") && lines.contains(" + dens 8, bent"), "\(lines)")
    // The same mistakes in both are the same, and others are not.
    #expect(compareScripts(wrong, wrong).isSame)
    for (a, b) in [
      ("print 1", "% one\nprint 1"), ("print )", "print ]"), ("x = = 1", "y = = 2"),
      ("data {", "data }"), ("@", "§"),
    ] {
      #expect(!comparison(a, b).isSame, "\(a) \(b)")
    }
  }

  @Test func `an empty text has nothing, and any other has more`() {
    #expect(comparison("", "").isSame && comparison("", "# only a comment\n").isSame)
    let all = comparison("", Self.base)
    #expect(!all.isSame && all.changes.allSatisfy { $0.kind == .added })
    let none = comparison(Self.base, "")
    #expect(none.changes.count == all.changes.count)
    #expect(none.changes.allSatisfy { $0.kind == .removed })
  }

  @Test func `long and deep texts are compared in time`() {
    let many = (0..<3_000).map { "print \($0)" }.joined(separator: "\n")
    let other = many.replacing("print 1500\n", with: "print 15\n") + "\nprint 0"
    #expect(comparison(many, other).changes.map(\.kind) == [.changed, .added])
    let sum = "print " + Array(repeating: "1", count: 5_000).joined(separator: " + ")
    #expect(comparison(sum, sum + " + x").changes.count == 1)
    let deep =
      "print " + String(repeating: "-(", count: 150) + "1" + String(repeating: ")", count: 150)
    #expect(comparison(deep, deep.replacing("1", with: "2")).changes.count == 1)
    let chain = (0..<60).map { "let a\($0 + 1) = [a\($0), a\($0)]" }.joined(separator: "\n")
    #expect(comparison("let a0 = [1]\n" + chain, "let a0 = [2]\n" + chain).changes.count == 1)
  }

  // MARK: All samples

  private static let samples = ProjectFiles.paths(in: "Samples", ending: ".nn")

  @Test(arguments: samples)
  func `a sample means the same in any layout`(path: String) {
    let text = ProjectFiles.text(of: path)
    let other = text.replacing("\n", with: "\n\n     # a comment\n   ")
    #expect(told(comparison(text, other)) == ["no change in meaning"])
  }

  @Test(arguments: samples)
  func `a sample without one of its lines means something else`(path: String) {
    let lines = ProjectFiles.text(of: path).split(
      separator: "\n", omittingEmptySubsequences: false)
    let whole = version(lines.joined(separator: "\n"))
    for (index, line) in lines.enumerated() {
      let words = line.drop { $0 == " " }
      // A constant and the version of the language mean nothing by themselves.
      if words.isEmpty || words.hasPrefix("#") || words.hasPrefix("nn ") { continue }
      var rest = lines
      rest.remove(at: index)
      let other = version(rest.joined(separator: "\n"))
      #expect(!compareScripts(whole, other).isSame, "without '\(line)'")
      #expect(!compareScripts(other, whole).isSame, "with '\(line)'")
    }
  }

  @Test func `what follows for layers whose own lines are the same is told below them`() {
    let images = """
      network block(channels) { conv channels, kernel: 3, padding: same }
      network net { input 1x8x8; conv 2, kernel: 3, relu; max_pool 2; flatten; dense 3, softmax }
      show net
      """
    let wider = told(comparison(images, images.replacing("1x8x8", with: "1x12x12")))
    #expect(
      wider == [
        "network net", " input 1x8x8 → 1x12x12", " conv 2, kernel: 3, relu",
        "  = output 2x6x6 → 2x10x10", " max_pool 2", "  = output 2x3x3 → 2x5x5", " flatten",
        "  = output 18 → 50", " dense 3, softmax", "  = 57 → 153 parameters",
        " = input 1x8x8 → 1x12x12", " = 77 → 173 parameters",
      ], "\(wider)")
  }

  @Test func `values that a sweep runs over are told one by one, those of the command line too`() {
    let script = """
      data gate { read xor() }
      network net { dense 2, tanh; dense 1, sigmoid }
      let runs = sweep rate in [0.1, 0.2], s in 1..2 {
        train net on gate { seed s; loss log_loss; optimizer sgd; rate rate; batch full; epochs 1 }
      }
      show runs
      """
    let head = "let runs = sweep rate in [0.1, 0.2], s in 1..2"
    let given = compareScripts(version(script), version(script, given: ["rate": "0.3"]))
    #expect(told(given) == [head, " rate [0.1, 0.2] → [0.3]"])
    let written = script.replacing("rate in [0.1, 0.2]", with: "rate in [0.3]")
    let same = compareScripts(version(script, given: ["rate": "0.3"]), version(written))
    #expect(same.isSame, "\(told(same))")
    let several = compareScripts(
      version(script, given: ["rate": "[0.3,0.4]"]),
      version(script.replacing("[0.1, 0.2]", with: "[0.3, 0.4]")))
    #expect(several.isSame, "\(told(several))")
  }
}
