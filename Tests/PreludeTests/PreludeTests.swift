import Checking
import Diagnostics
import Engine
import Graphs
import Lowering
import Prelude
import TestSupport
import Testing
import Vocabulary

struct PreludeTests {
  private static let defined = Catalogue.builtin.entries.filter { $0.definition != nil }

  @Test func `the prelude has no problems`() {
    #expect(BuiltinFormulas.problems.map(\.message.en).isEmpty)
  }

  @Test(arguments: defined)
  func `an entry has all that help shows`(_ entry: Entry) {
    #expect(!entry.summary.en.isEmpty && !entry.summary.pt.isEmpty)
    #expect(entry.summary.en.hasSuffix("."), "\(entry.name): \(entry.summary.en)")
    #expect(entry.summary.pt.hasSuffix("."), "\(entry.name): \(entry.summary.pt)")
    #expect(entry.example.contains(entry.name))
    for setting in entry.settings {
      #expect(!setting.summary.en.isEmpty, "\(entry.name), \(setting.name)")
      #expect(!setting.summary.pt.isEmpty, "\(entry.name), \(setting.name)")
      let value = setting.defaultValue
      #expect(value.map(setting.legal.allows) == true, "\(entry.name), \(setting.name)")
    }
    #expect(BuiltinFormulas.source(of: entry.name)?.contains(entry.name) == true)
  }

  @Test func `every documentation comment names its source`() {
    let documented = BuiltinFormulas.source.text.split(separator: "\n")
    let examples = documented.count { $0.hasPrefix("## pt:") }
    #expect(documented.count { $0.hasPrefix("## Source:") } == examples)
  }

  @Test(arguments: [
    (
      "activation",
      [
        "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "sigmoid", "tanh",
        "softplus", "softmax", "linear",
      ]
    ),
    (
      "loss",
      [
        "mse", "mae", "huber", "log_cosh", "binary_cross_entropy", "log_loss",
        "cross_entropy", "hinge", "kl_divergence", "poisson",
      ]
    ),
    (
      "optimizer", ["sgd", "adagrad", "rmsprop", "adam", "adamw", "nadam", "lion", "muon", "lbfgs"]
    ),
    (
      "metric",
      [
        "accuracy", "top", "precision", "recall", "f1", "auc", "confusion", "mae", "rmse",
        "r2", "perplexity",
      ]
    ),
  ])
  func `all names that the language lists are there`(_ role: String, _ names: [String]) throws {
    let role = try #require(FunctionRole(rawValue: role))
    for name in names {
      #expect(Catalogue.builtin.function(name, as: role) != nil, "\(name)")
    }
  }

  @Test func `settings come from the parameters and the comment`() throws {
    let entry = try #require(Catalogue.builtin.function("sgd", as: .optimizer))
    #expect(entry.settings.map(\.name) == ["momentum", "nesterov"])
    #expect(entry.settings[0].legal == .from(0, below: 1))
    #expect(entry.settings[0].defaultValue == .number(0))
    #expect(entry.settings[1].type == .boolean)
    #expect(entry.foreignNames["pytorch"] == "SGD")
    let hinge = try #require(Catalogue.builtin.function("hinge", as: .loss))
    #expect(hinge.settings[0].legal == .oneOf(["weston_watkins", "one_vs_all", "structured"]))
    let top = try #require(Catalogue.builtin.function("top", as: .metric))
    #expect(top.settings[0].type == .wholeNumber)
    #expect(top.settings[0].legal == .atLeast(1))
  }

  @Test func `the text of a function comes with its helpers`() throws {
    let text = try #require(BuiltinFormulas.source(of: "precision"))
    #expect(text.contains("fn chosen(prediction)") && text.contains("fn share(a, b)"))
    #expect(text.contains("fn precision(prediction, target)"))
    #expect(BuiltinFormulas.source(of: "relu") == "fn relu(x) = max(x, 0)")
  }

  /// What the prelude writes and a primitive computes is the same where the formula can be trusted.
  @Test(arguments: ["sigmoid", "tanh", "softplus", "softmax"])
  func `a primitive is the formula of its name`(_ name: String) throws {
    let formula = try #require(BuiltinFormulas.definition(of: name))
    var graph = GraphBuilder()
    let x = graph.input("x", [.rows, 3])
    let lowering = BuiltinFormulas.lowering
    let span = formula.function.span
    let fast = try lowering.node(
      lowering.call(builtin: name, [.node(x)], at: span, in: &graph), at: span, in: &graph)
    let plain = try lowering.node(
      lowering.call(formula, [.node(x)], in: &graph), at: span, in: &graph)
    var slow = SlowGraph(graph, rows: 2, ["x": SlowTensor([[0.3, -2, 5], [-7, 0, 1.5]])])
    let (a, b) = (slow.value(of: fast).values, slow.value(of: plain).values)
    #expect(largestError(a, b) < 1e-14)
  }

  /// Seeded numbers between -6 and 6, where the formulas neither overflow nor lose their digits.
  @Test(arguments: ["sigmoid", "tanh", "softplus", "softmax"], [1, 2, 3] as [UInt64])
  func `a primitive and its gradient are the formula's on random numbers`(
    _ name: String, _ seed: UInt64
  ) throws {
    let formula = try #require(BuiltinFormulas.definition(of: name))
    var graph = GraphBuilder()
    let (x, weights) = (graph.input("x", [.rows, 4]), graph.input("weights", [.rows, 4]))
    let span = formula.function.span
    func gradient(_ value: LoweredValue) throws -> Node {
      let y = try BuiltinFormulas.lowering.node(value, at: span, in: &graph)
      let sum = try graph.sum(of: graph.multiply(y, weights))
      return try graph.gradients(of: sum, withRespectTo: [x])[0]
    }
    let fast = try gradient(
      BuiltinFormulas.lowering.call(builtin: name, [.node(x)], at: span, in: &graph))
    let plain = try gradient(BuiltinFormulas.lowering.call(formula, [.node(x)], in: &graph))
    var state = seed
    func tensor(_ scale: Double) -> SlowTensor {
      SlowTensor(
        [5, 4],
        (0..<20).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return scale * (Double(state >> 11) / Double(1 << 52) - 1)
        })
    }
    var slow = SlowGraph(graph, rows: 5, ["x": tensor(6), "weights": tensor(1)])
    let (a, b) = (slow.value(of: fast).values, slow.value(of: plain).values)
    #expect(largestError(a, b) < 1e-12)
  }

  /// A cross-entropy is computed from the values before softmax or sigmoid; the formula says it of
  /// the probabilities.
  @Test(arguments: [
    ("cross_entropy", "softmax"), ("log_loss", "sigmoid"), ("binary_cross_entropy", "sigmoid"),
    ("kl_divergence", "softmax"),
  ])
  func `a loss from logits is the formula of the probabilities`(
    _ loss: String, _ activation: String
  ) throws {
    let table = BuiltinFormulas.functions { _ in nil }
    let rule = try #require(table.loss(FunctionReference(loss)))
    let last = try #require(table.activation(FunctionReference(activation)))
    var graph = GraphBuilder()
    let (x, target) = (graph.input("x", [.rows, 3]), graph.input("target", [.rows, 3]))
    let y = try last(x, &graph)
    let fast = try rule(y, target, [], &graph)
    let slope = try graph.gradients(of: fast, withRespectTo: [x])[0]
    // The same in two parts, between which nothing can be simplified.
    let probability = graph.input("probability", [.rows, 3])
    let plain = try rule(probability, target, [], &graph)
    let outer = try graph.gradients(of: plain, withRespectTo: [probability])[0]
    let given = graph.input("outer", [.rows, 3])
    let sum = try graph.sum(of: graph.multiply(y, given))
    let inner = try graph.gradients(of: sum, withRespectTo: [x])[0]
    let known = [
      "x": SlowTensor([[0.3, -1.2, 2], [-2.5, 0.1, 0.4]]),
      "target": SlowTensor([[0, 1, 0], [0.2, 0.5, 0.3]]),
    ]
    var first = SlowGraph(
      graph, rows: 2,
      known.merging([
        "probability": SlowTensor([[1, 1, 1], [1, 1, 1]]),
        "outer": SlowTensor([[1, 1, 1], [1, 1, 1]]),
      ]) { $1 })
    let probabilities = first.value(of: y)
    var second = SlowGraph(
      graph, rows: 2,
      known.merging(["probability": probabilities, "outer": probabilities]) { $1 })
    #expect(
      largestError(second.value(of: fast).values, second.value(of: plain).values) < 1e-12)
    let slopes = second.value(of: outer)
    var third = SlowGraph(
      graph, rows: 2, known.merging(["probability": probabilities, "outer": slopes]) { $1 })
    #expect(
      largestError(third.value(of: slope).values, third.value(of: inner).values) < 1e-12)
  }

  @Test func `an optimizer keeps only the states that its settings need`() {
    let table = BuiltinFormulas.functions { _ in nil }
    let plain = table.optimizer(FunctionReference("sgd"))
    let rolling = table.optimizer(
      FunctionReference("sgd", Settings(["momentum": .number(0.9)])))
    #expect(plain?.states.isEmpty == true)
    #expect(rolling?.states.map(\.name) == ["velocity"])
    #expect(table.optimizer(FunctionReference("adam"))?.states.count == 2)
    #expect(table.optimizer(FunctionReference("muon"))?.states.count == 2)
  }

  @Test func `a name serves only the uses that its examples show`() {
    let table = BuiltinFormulas.functions { _ in nil }
    #expect(table.loss(FunctionReference("accuracy")) == nil)
    #expect(table.metric(FunctionReference("mae")) != nil)
    #expect(table.loss(FunctionReference("mae")) != nil)
    #expect(table.activation(FunctionReference("mse")) == nil)
    #expect(table.metric(FunctionReference("chosen")) == nil)
  }
}
