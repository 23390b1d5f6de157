import Plans
import Shapes
import Testing
import Vocabulary

@testable import Engine

/// First weights: their mean and spread are those of the formulas in the papers.
@Suite struct InitializerTests {
  /// The deviation of a weight between 300 inputs and 200 outputs, and whether it has a limit.
  static let expected: [(name: String, deviation: Double, isUniform: Bool)] = [
    // Glorot and Bengio (2010): the variance is 2 / (inputs + outputs).
    ("glorot_uniform", (2.0 / 500).squareRoot(), true),
    ("glorot_normal", (2.0 / 500).squareRoot(), false),
    // He et al. (2015): 2 / inputs.
    ("he", (2.0 / 300).squareRoot(), false), ("he_uniform", (2.0 / 300).squareRoot(), true),
    // LeCun et al. (1998): 1 / inputs.
    ("lecun_normal", (1.0 / 300).squareRoot(), false),
    ("zeros", 0, true), ("ones", 0, true),
  ]

  @Test func `every initializer is among the expected ones`() {
    #expect(initializers.map(\.entry.name).sorted() == Self.expected.map(\.name).sorted())
  }

  private func model(_ layer: LayerPlan, inputs: [Int]) throws -> Model {
    let plan = ModelPlan(name: "net", input: .init(inputs), layers: [layer])
    return try Model(plan, functions: HandTable.functions, seed: 11)
  }

  private func settings(_ initializer: String, _ others: [String: SettingValue]) -> Settings {
    Settings(
      others.merging(["init": .function(FunctionReference(initializer))]) { own, _ in own })
  }

  /// Mean, deviation and the largest size of the first tensor, whose mean should be `mean`.
  private func spread(_ model: Model) throws -> (mean: Double, deviation: Double, most: Double) {
    let values = try #require(model.parameters.first).values.map(Double.init)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance.squareRoot(), values.map(abs).max() ?? 0)
  }

  @Test(arguments: expected.indices)
  func `first weights spread as the formula says`(_ index: Int) throws {
    let (name, deviation, isUniform) = Self.expected[index]
    let dense = LayerPlan(
      name: "dense_1", kind: "dense", settings: settings(name, ["units": .number(200)]),
      inputs: [0], output: [200])
    let found = try spread(try model(dense, inputs: [300]))
    // Of 60,000 numbers the deviation is known to about 0.3 %, the mean to 0.4 % of it.
    #expect(abs(found.mean - (name == "ones" ? 1 : 0)) <= 0.02 * deviation)
    #expect(abs(found.deviation - deviation) <= 0.015 * deviation)
    if isUniform, deviation > 0 { #expect(found.most <= deviation * 3.0.squareRoot() * 1.0001) }
  }

  @Test func `a window counts with all that it sees`() throws {
    // 3 × 3 pixels of 20 channels are 180 inputs.
    let conv = LayerPlan(
      name: "conv_1", kind: "conv",
      settings: settings("he", ["channels": .number(64), "kernel": .dimensions([3])]),
      inputs: [0], output: [64, 6, 6])
    let found = try spread(try model(conv, inputs: [20, 8, 8]))
    #expect(abs(found.deviation - (2.0 / 180).squareRoot()) <= 0.02 * (2.0 / 180).squareRoot())
  }

  @Test func `a table of categories begins as a dense layer on one-hot inputs`() throws {
    let embedding = LayerPlan(
      name: "embedding_1", kind: "embedding",
      settings: settings(
        "glorot_uniform", ["units": .number(200), "categories": .number(300)]),
      inputs: [0], output: [200])
    let dense = LayerPlan(
      name: "dense_1", kind: "dense",
      settings: settings("glorot_uniform", ["units": .number(200)]), inputs: [0], output: [200])
    let table = try model(embedding, inputs: [1]).parameters.first?.values
    let matrix = try model(dense, inputs: [300]).parameters.first?.values
    #expect(table == matrix)
  }
}
