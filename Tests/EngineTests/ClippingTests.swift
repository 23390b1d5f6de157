import Engine
import Kernels
import Plans
import Testing
import Vocabulary

/// A network of one weight and one bias, so that every number can be worked by hand.
@Suite struct ClippingTests {
  /// The weight and the bias after one update from (1, 0), with rate 1.
  ///
  /// For x = 3 and the target −1: prediction 3, error 4, gradients 2·4·3 = 24 and 2·4 = 8.
  private func updated(_ clipping: ClippingPlan?) throws -> [Float] {
    let model = try Model(
      Fixture.network(1, [(1, nil)]), functions: HandTable.functions, seed: 1)
    _ = model.take([
      NamedTensor(name: "dense_1.weight", shape: [1, 1], values: [1]),
      NamedTensor(name: "dense_1.bias", shape: [1], values: [0]),
    ])
    var plan = Fixture.plan("mse", "sgd", rate: 1, batch: .full, epochs: 1)
    plan.phases[0].clipping = clipping
    try model.trained(on: Fixture.samples([[3]], [[-1]]), by: plan)
    return model.parameters.flatMap(\.values)
  }

  @Test func `the norm of all gradients together is limited, as PyTorch does it`() throws {
    #expect(try updated(nil) == [1 - 24, -8])
    // ‖(24, 8)‖ = √640 = 25.298…; clip_grad_norm_ multiplies by 5 / (25.298… + 1e-6).
    let share = Float(5 / (640.0.squareRoot() + 1e-6))
    let values = try updated(ClippingPlan(norm: 5))
    #expect(abs(values[0] - (1 - 24 * share)) < 1e-6)
    #expect(abs(values[1] + 8 * share) < 1e-6)
    // A norm that is small enough stays.
    #expect(try updated(ClippingPlan(norm: 26)) == [1 - 24, -8])
  }

  @Test func `each value is limited, before the norm`() throws {
    #expect(try updated(ClippingPlan(value: 10)) == [1 - 10, -8])
    // (10, 8) has the norm √164.
    let share = Float(2 / (164.0.squareRoot() + 1e-6))
    let values = try updated(ClippingPlan(value: 10, norm: 2))
    #expect(abs(values[0] - (1 - 10 * share)) < 1e-6)
    #expect(abs(values[1] + 8 * share) < 1e-6)
  }

  @Test func `any number of threads gives the same bits with clipping, decay and weights`() throws {
    let inputs = Fixture.inputs(300, 5, seed: 4)
    let samples = Fixture.samples(
      inputs, classes: inputs.map { $0[0] > 0.3 ? 0 : $0[1] > $0[2] ? 1 : 2 }, of: 3)
    let hashes = try [1, 2, 5].map { threads in
      let model = try Model(
        Fixture.network(5, [(600, "relu"), (40, "swish"), (3, "softmax")], dropout: 0.5),
        functions: HandTable.functions, seed: 1)
      var plan = Fixture.plan(
        "cross_entropy", "adam", rate: 0.01, batch: .samples(128), epochs: 2)
      plan.phases[0].clipping = ClippingPlan(value: 0.01, norm: 0.1)
      plan.phases[0].rate.warmup = Quantity(3, .iterations)
      plan.classWeights = [1, 2, 0.5]
      try model.trained(on: samples, by: plan, threads: threads)
      return model.weightHash
    }
    #expect(Set(hashes).count == 1)
  }
}
