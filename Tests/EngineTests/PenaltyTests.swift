import Foundation
import Kernels
import Plans
import Shapes
import TestSupport
import Testing
import Vocabulary

@testable import Engine

/// Networks with an embedding, penalties and frozen layers, trained for 20 iterations, against
/// PyTorch 2.13.0 by `Tests/Reference/pytorch_reference.py`, which sums the penalties by hand.
@Suite struct PenaltyTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var l1: Double
    var l2: Double
    var frozen: [Int]
    var inputs: [Float]
    var targets: [Float]
    /// The table; weight and bias of a layer with `tanh`; those of the last layer.
    var before: [[Float]]
    var after: [[Double]]
    var losses: [Double]

    var testDescription: String { name }

    /// `embedding 2; dense 3, tanh; dense 1`, of which the first input is one of four categories.
    var network: ModelPlan {
      let penalties: [String: SettingValue] = ["l1": .number(l1), "l2": .number(l2)]
      func settings(_ units: Double) -> Settings {
        Settings(penalties.merging(["units": .number(units)]) { a, _ in a })
      }
      let columns = [CategoryColumn(name: "c", place: 0, categories: 4)]
      var layers = [
        LayerPlan(
          name: "embedding_1", kind: "embedding", settings: settings(2).embedding(columns),
          inputs: [0], output: [4]),
        LayerPlan(
          name: "dense_1", kind: "dense", settings: settings(3), inputs: [1], output: [3],
          activation: FunctionReference("tanh")),
        LayerPlan(
          name: "dense_2", kind: "dense", settings: settings(1), inputs: [2], output: [1]),
      ]
      for index in frozen { layers[index].isFrozen = true }
      return ModelPlan(name: "net", input: [3], categories: columns, layers: layers)
    }

    var samples: Samples {
      Fixture.samples(
        (0..<6).map { Array(inputs[3 * $0..<3 * $0 + 3]) }, targets.map { [$0] })
    }

    /// A weight of a dense layer is `[outputs, inputs]` there, `[inputs, outputs]` here.
    func transposed<Value>(_ values: [Value], _ tensor: Int) -> [Value] {
      guard tensor == 1 || tensor == 3 else { return values }
      let (inputs, outputs) = tensor == 1 ? (4, 3) : (3, 1)
      return (0..<inputs).flatMap { i in (0..<outputs).map { values[$0 * inputs + i] } }
    }

    func model(_ functions: FunctionTable) throws -> Model {
      let model = try Model(network, functions: functions, seed: 1)
      let missing = model.take(
        zip(model.parameters, before.enumerated()).map { tensor, own in
          NamedTensor(
            name: tensor.name, shape: tensor.shape, values: transposed(own.element, own.offset))
        })
      #expect(missing.isEmpty)
      return model
    }
  }

  private struct Cases: Decodable {
    var cases: [Case]
  }

  static let cases: [Case] = {
    let path = GoldenCase.testsDirectory + "/Reference/trainings.json"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let cases = try? JSONDecoder().decode(Cases.self, from: data).cases
    else { preconditionFailure("\(path) holds the cases") }
    return cases
  }()

  @Test(arguments: cases)
  func `twenty iterations come to where PyTorch comes`(_ own: Case) throws {
    let model = try own.model(HandTable.functions)
    let plan = Fixture.plan("mse", "sgd", rate: 0.1, batch: .full, epochs: 20)
    let losses = try model.trained(on: own.samples, by: plan).epochs.map(\.loss)
    #expect(zip(losses, own.losses).allSatisfy { abs($0 - $1) < 2e-6 }, "\(losses)")
    for (index, tensor) in model.parameters.enumerated() {
      let wanted = own.transposed(own.after[index], index)
      let error = zip(tensor.values, wanted).map { abs(Double($0) - $1) }.max() ?? 0
      #expect(error < 5e-6, "\(tensor.name)")
    }
  }

  @Test func `the penalty counts where a part is evaluated`() throws {
    let own = try #require(Self.cases.first { $0.name == "both" })
    let model = try own.model(HandTable.functions)
    let found = try model.evaluate(
      on: own.samples, loss: FunctionReference("mse"), metrics: [], threads: 1)
    #expect(abs((found.loss ?? 0) - own.losses[0]) < 2e-6)
  }

  @Test(arguments: ["sgd", "momentum", "adam", "normed"])
  func `nothing moves a frozen weight`(_ optimizer: String) throws {
    let own = try #require(Self.cases.first { $0.name == "frozen" })
    let model = try own.model(HandTable.functions)
    let before = model.parameters
    let plan = Fixture.plan("mse", optimizer, rate: 0.1, batch: .samples(4), epochs: 5)
    try model.trained(on: own.samples, by: plan)
    let after = model.parameters
    #expect(after[0].values == before[0].values)
    #expect(after[1].values != before[1].values)
  }

  @Test func `an embedding trains to the same bits with any number of threads`() throws {
    // Wide enough for several pieces, and large enough for the team to be used.
    let columns = [CategoryColumn(name: "c", place: 0, categories: 50)]
    let network = ModelPlan(
      name: "net", input: [2], categories: columns,
      layers: [
        LayerPlan(
          name: "embedding_1", kind: "embedding",
          settings: Settings(["units": .number(70)]).embedding(columns), inputs: [0],
          output: [71]),
        LayerPlan(
          name: "dense_1", kind: "dense", settings: Settings(["units": .number(1)]), inputs: [1],
          output: [1]),
      ])
    let rows = (0..<4_000).map { row -> [Float] in
      let place = row * 7 % 51 - 1
      return [Float(place), Float(row % 13) / 13]
    }
    let samples = Fixture.samples(rows, rows.map { [$0[0] / 50] })
    let plan = Fixture.plan("mse", "adam", rate: 0.01, batch: .samples(2_000), epochs: 3)
    var hashes: Set<UInt64> = []
    for threads in [1, 2, 5] {
      let model = try Model(network, functions: HandTable.functions, seed: 3)
      try model.trained(on: samples, by: plan, threads: threads)
      hashes.insert(model.weightHash)
    }
    #expect(hashes.count == 1)
  }

  @Test func `a number that is no category is refused`() throws {
    let own = try #require(Self.cases.first)
    let model = try own.model(HandTable.functions)
    for value: Float in [4, 0.5, -2, .nan, .infinity] {
      let sample = Fixture.samples([[value, 0, 0]], [[0]])
      #expect(throws: EngineError.self, "\(value)") {
        try model.predict(sample, threads: 1)
      }
    }
  }

  @Test func `an unseen category is as if nothing were known of it`() throws {
    let own = try #require(Self.cases.first)
    let model = try own.model(HandTable.functions)
    // With a bias alone in front of it, the first layer gives tanh of its bias.
    let found = try model.predict(Fixture.samples([[-1, 0, 0]], [[0]]), threads: 1)[0]
    var wanted = Double(own.before[4][0])
    for (bias, weight) in zip(own.before[2], own.before[3]) {
      wanted += tanh(Double(bias)) * Double(weight)
    }
    #expect(abs(Double(found[0]) - wanted) < 1e-6)
  }
}
