import NeuralNetworks
import Testing

@Suite struct WeightsTests {
  private static let layers: [Layer] = [
    .dense(4), .batchNorm, .activation(.relu), .dense(1).named("end"),
  ]

  private func trained() throws -> Network {
    let network = try Network(input: [3], Self.layers, seed: 1)
    try network.train(on: sums(20, 3), .descent(5))
    return network
  }

  @Test func `weights have the names of their layers, and what these keep is among them`() throws {
    let names = try Network(input: [3], Self.layers).weights.map { "\($0.name) \($0.shape)" }
    #expect(
      names == [
        "dense_1.weight [3, 4]", "dense_1.bias [4]", "batch_norm_1.scale [4]",
        "batch_norm_1.shift [4]", "end.weight [4, 1]", "end.bias [1]", "batch_norm_1.mean [4]",
        "batch_norm_1.variance [4]",
      ])
  }

  @Test func `a network with the weights of another answers like it`() throws {
    let one = try trained()
    let other = try Network(input: [3], Self.layers, seed: 2)
    try other.setWeights(one.weights)
    #expect(other.weightHash == one.weightHash)
    #expect(try other.predict(rows(9, 3)) == one.predict(rows(9, 3)))
  }

  @Test func `weights that do not fit are refused, and change nothing`() throws {
    let network = try trained()
    let (before, own) = (network.weightHash, network.weights)
    var wrong = own
    wrong[0].values[0] = .nan
    expectError(.illegalNumber, "'dense_1.weight' has a number that is not finite") {
      () throws(NetworkError) in try network.setWeights(wrong)
    }
    wrong = own
    wrong[0].shape = [4, 3]
    expectError(.shapeMismatch, "'dense_1.weight' is [3, 4], not [4, 3] with 12 numbers") {
      () throws(NetworkError) in try network.setWeights(wrong)
    }
    wrong = own
    wrong[0].name = "dense_1.wieght"
    expectError(
      .unknownName,
      "the network has no tensor 'dense_1.wieght'; did you mean 'dense_1.weight'?"
    ) { () throws(NetworkError) in try network.setWeights(wrong) }
    expectError(.shapeMismatch, "the tensor 'batch_norm_1.variance' is missing") {
      () throws(NetworkError) in try network.setWeights(own.dropLast())
    }
    expectError(.illegalSetting, "'end.bias' is given twice") {
      () throws(NetworkError) in try network.setWeights(own + [own[5]])
    }
    #expect(network.weightHash == before)
  }

  @Test func `a network that is reset is a new one`() throws {
    let network = try trained()
    network.reset(seed: 1)
    let new = try Network(input: [3], Self.layers, seed: 1)
    #expect(network.weightHash == new.weightHash)
    #expect(network.epochsTrained == 0)
    let data = try sums(20, 3)
    try network.train(on: data, .descent(5))
    try new.train(on: data, .descent(5))
    #expect(network.weightHash == new.weightHash)
  }
}

@Suite struct PredictingTests {
  @Test func `one sample, rows and numbers that follow one another get the same answers`() throws {
    let network = try Network(
      input: [1, 4, 3], [.conv(2, kernel: [2], .relu), .flatten, .dense(2)])
    let inputs = rows(5, 12)
    let answers = try network.predict(inputs)
    #expect(answers.count == 5)
    #expect(try inputs.map { try network.predict($0) } == answers)
    #expect(try network.predict(flat: inputs.flatMap { $0 }) == answers.flatMap { $0 })
    #expect(try network.predict([[Float]]()) == [])
  }

  @Test func `samples that do not fit are refused`() throws {
    let network = try Network(input: [2], [.embedding(3, categories: 4), .dense(1)])
    expectError(.shapeMismatch, "the network takes 2, and a sample of the data is 3") {
      () throws(NetworkError) in try network.predict([1, 2, 3])
    }
    expectError(.illegalNumber, "inputs[0] has a number that is not finite") {
      () throws(NetworkError) in try network.predict([1, .nan])
    }
    expectError(
      .illegalNumber, "'embedding' knows the categories 0 to 3, and number 1 of a sample is 4"
    ) { () throws(NetworkError) in try network.predict([0, 4]) }
  }
}
