import NeuralNetworks
import Testing

@Suite struct TrainingDataTests {
  @Test func `rows and numbers that follow one another are the same samples`() throws {
    let inputs = rows(10, 12)
    let answers = inputs.map { $0[0] > 0 }
    let hashes = try [
      TrainingData(inputs, targets: .yesOrNo(answers)),
      TrainingData(flat: inputs.flatMap { $0 }, shape: [4, 3], targets: .yesOrNo(answers)),
    ].map { data in
      let network = try Network(input: [4, 3], [.lstm(5), .dense(1, .sigmoid)])
      try network.train(
        on: data, Training(loss: .logLoss, optimizer: .adam, rate: 0.1, batch: 3, epochs: 5))
      return network.weightHash
    }
    #expect(hashes[0] == hashes[1])
  }

  @Test func `what does not fit is refused`() {
    expectError(.shapeMismatch, "inputs[0] holds 2 numbers, and inputs[1] 1") {
      () throws(NetworkError) in try TrainingData([[1, 2], [1]], targets: .numbers([1, 2]))
    }
    expectError(.shapeMismatch, "targets[0] holds 1 number, and targets[1] 2") {
      () throws(NetworkError) in try TrainingData([[1], [2]], targets: .numbers([[1], [1, 2]]))
    }
    expectError(.shapeMismatch, "'targets' has one for each sample: 2, not 3") {
      () throws(NetworkError) in try TrainingData([[1], [2]], targets: .numbers([1, 2, 3]))
    }
    expectError(.shapeMismatch, "5 numbers are no whole number of samples of 2x2") {
      () throws(NetworkError) in
      try TrainingData(flat: [1, 2, 3, 4, 5], shape: [2, 2], targets: .numbers([1]))
    }
    expectError(.noSamples, "there are no samples") {
      () throws(NetworkError) in try TrainingData([], targets: .yesOrNo([]))
    }
    expectError(.noSamples, "there are no samples") {
      () throws(NetworkError) in try TrainingData(flat: [], shape: [3], targets: .yesOrNo([]))
    }
  }

  @Test func `numbers that mean nothing are refused`() {
    expectError(.illegalNumber, "inputs[1] has a number that is not finite") {
      () throws(NetworkError) in try TrainingData([[1], [.nan]], targets: .numbers([1, 2]))
    }
    expectError(.illegalNumber, "targets[1] has a number that is not finite") {
      () throws(NetworkError) in
      try TrainingData([[1], [2]], targets: .numbers([[1, 2], [1, .infinity]]))
    }
    expectError(.illegalNumber, "targets[1] is class 3, and there are the classes 0 to 2") {
      () throws(NetworkError) in try TrainingData([[1], [2]], targets: .classes([0, 3], of: 3))
    }
    expectError(.illegalSetting, "'classes' is a number from 1 to 1,000,000, not 0") {
      () throws(NetworkError) in try TrainingData([[1]], targets: .classes([0], of: 0))
    }
    expectError(
      .illegalNumber, "the weight of a sample is a finite number from 0, and not all are 0"
    ) { () throws(NetworkError) in
      try TrainingData([[1], [2]], targets: .numbers([1, 2]), weights: [1, -1])
    }
  }

  @Test func `a sample counts as much as its weight says`() throws {
    // Two answers to one question: the best is their mean, by the weights (3·0 + 1·4) / 4.
    let data = try TrainingData([[1], [1]], targets: .numbers([0, 4]), weights: [3, 1])
    let network = try Network(input: [1], [.dense(1)])
    try network.train(on: data, .descent(200, batch: .full))
    #expect(abs(try network.predict([1])[0] - 1) < 1e-4)
  }
}
