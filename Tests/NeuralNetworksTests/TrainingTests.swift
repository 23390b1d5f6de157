import Foundation
import NeuralNetworks
import TestSupport
import Testing

@Suite struct TrainingTests {
  @Test func `one sample of one class is learnt in one step`() throws {
    let network = try Network(input: [1], [.dense(1, .softmax)])
    let data = try TrainingData([[1]], targets: .classes([0], of: 1))
    let result = try network.train(
      on: data,
      Training(
        loss: .crossEntropy, optimizer: .muon, rate: 0.1, batch: 1, epochs: 1, metrics: [.accuracy])
    )
    #expect(result.end == .completed)
    #expect(result.epochs.map(\.metrics) == [["accuracy": 1]])
    #expect(try network.predict([1]) == [1])
  }

  @Test func `a network without weights can be trained, and stays what it is`() throws {
    let network = try Network(input: [2], [.flatten])
    let data = try TrainingData([[1, 2]], targets: .numbers([[1, 4]]))
    let result = try network.train(on: data, .descent(2))
    #expect(result.epochs.map(\.loss) == [2, 2])
  }

  @Test func `the closure gets each epoch, and ends the training`() throws {
    let network = try Network(input: [3], [.dense(4, .relu), .dense(1)])
    var seen: [Epoch] = []
    let result = try network.train(on: sums(20, 3), validation: sums(5, 3), .descent(100)) {
      seen.append($0)
      return $0.number == 7 ? .stop : .goOn
    }
    #expect(result.end == .stopped)
    #expect(result.epochs == seen)
    #expect(seen.map(\.number) == Array(1...7))
    #expect(seen.allSatisfy { $0.validationLoss != nil })
    #expect(network.epochsTrained == 7)
  }

  @Test func `a training that was stopped and goes on is one that was not`() throws {
    let data = try sums(20, 3)
    let layers: [Layer] = [.dense(4, .tanh), .dropout(0.2), .dense(1)]
    let training = Training(loss: .mse, optimizer: .adam, rate: 0.01, batch: 3, epochs: 10)
    let whole = try Network(input: [3], layers)
    try whole.train(on: data, training)
    let parts = try Network(input: [3], layers)
    try parts.train(on: data, training) { $0.number == 4 ? .stop : .goOn }
    var rest = training
    rest.epochs = 6
    try parts.train(on: data, rest)
    #expect(parts.weightHash == whole.weightHash)
  }

  @Test func `a training ends early with the best weights`() throws {
    let network = try Network(input: [3], [.dense(1)], seed: 1)
    // Half of what is learnt: that is passed on the way, and then left behind.
    let inputs = rows(7, 3)
    let validation = try TrainingData(
      inputs, targets: .numbers(inputs.map { $0.reduce(0, +) / 2 }))
    var training = Training.descent(1000, rate: 0.01)
    training.stopping = EarlyStopping(.validationLoss, patience: 3)
    let result = try network.train(on: sums(30, 3), validation: validation, training)
    guard case .stoppedEarly(let best) = result.end else {
      Issue.record("\(result.end)")
      return
    }
    #expect(best > 1)
    #expect(result.epochs.count == best + 3)
    let loss = try network.evaluate(on: validation, loss: .mse).loss
    #expect(loss == result.epochs[best - 1].validationLoss)
    #expect(loss == result.epochs.compactMap(\.validationLoss).min())
  }

  @Test func `a training that diverges says so, and leaves numbers`() throws {
    let network = try Network(input: [3], [.dense(8, .relu), .dense(1)])
    let data = try sums(20, 3)
    do throws(NetworkError) {
      try network.train(on: data, .descent(100, rate: 1e30))
      Issue.record("it did not diverge")
    } catch {
      #expect(error.reason == .diverged)
    }
    #expect(network.weights.allSatisfy { $0.values.allSatisfy { $0.isFinite } })
    network.reset()
    try network.train(on: data, .descent(5, rate: 0.01))
  }

  @Test func `metrics are told apart by their settings`() throws {
    let inputs = rows(12, 2)
    let data = try TrainingData(inputs, targets: .classes((0..<12).map { $0 % 4 }, of: 4))
    let network = try Network(input: [2], [.dense(4, .softmax)])
    let scores = try network.evaluate(
      on: data, loss: .crossEntropy,
      metrics: [.accuracy, Metric("top", ["k": 1]), Metric("top", ["k": 4])])
    #expect(scores.samples == 12)
    #expect(scores.metrics["top(k: 1)"] == scores.metrics["accuracy"])
    #expect(scores.metrics["top(k: 4)"] == 1)
  }

  @Test func `lbfgs needs no rate, and finds the line`() throws {
    let network = try Network(input: [3], [.dense(1)])
    try network.train(
      on: sums(20, 3), Training(loss: .mse, optimizer: .lbfgs, batch: .full, epochs: 20))
    for (value, truth) in zip(network.weights.flatMap(\.values), [1, 1, 1, 0] as [Float]) {
      #expect(abs(value - truth) < 1e-3)
    }
  }

  @Test(arguments: [Double.nan, .infinity, 0, -1])
  func `a rate that is none is refused`(rate: Double) throws {
    let network = try Network(input: [1], [.dense(1)])
    let data = try sums(2, 1)
    #expect(throws: NetworkError.self) { try network.train(on: data, .descent(1, rate: rate)) }
    #expect(network.epochsTrained == 0)
  }

  @Test func `a training that cannot be is refused`() throws {
    let network = try Network(input: [2], [.dense(1)])
    let data = try sums(4, 2)
    let wide = try sums(4, 3)
    func expect(_ message: String, _ change: (inout Training) -> Void) {
      var training = Training.descent(2)
      change(&training)
      expectError(.illegalSetting, message) {
        () throws(NetworkError) in try network.train(on: data, training)
      }
    }
    expect("'sgd' needs a rate") { $0.rate = nil }
    expect("'epochs' is a number from 1 to 1,000,000,000, not 0") { $0.epochs = 0 }
    expect("'batch' is a number from 1 to 1,000,000,000, not -3") { $0.batch = .samples(-3) }
    expect("'accuracy' is given twice") { $0.metrics = [.accuracy, .accuracy] }
    expect("'accuracy' is watched, and is not among the metrics") {
      $0.stopping = EarlyStopping(.metric(.accuracy), patience: 1)
    }
    expect("a result of the validation is watched, and there are no samples for it") {
      $0.stopping = EarlyStopping(patience: 1)
    }
    expect("'lbfgs' compares losses over the same samples, and needs the batch '.full'") {
      $0.optimizer = .lbfgs
    }
    expectError(.shapeMismatch, "the network takes 2, and a sample of the data is 3") {
      () throws(NetworkError) in try network.train(on: wide, .descent(1))
    }
    let classes = try TrainingData(rows(4, 2), targets: .classes([0, 1, 2, 0], of: 3))
    expectError(.shapeMismatch, "the network gives 1 number a sample, and the target has 3") {
      () throws(NetworkError) in try network.train(on: classes, .descent(1))
    }
  }
}

@Suite struct EqualBitsTests {
  @Test(arguments: [1, 2, 5])
  func `any number of threads gives the same bits`(threads: Int) throws {
    func hash(threads: Int) throws -> UInt64 {
      let network = try Network(
        input: [1, 12, 12],
        [.conv(8, kernel: [3], .relu), .maxPool(2), .flatten, .dense(64, .relu), .dense(1)],
        seed: 3, threads: threads)
      let inputs = rows(64, 144)
      let data = try TrainingData(inputs, targets: .numbers(inputs.map { $0[0] }))
      try network.train(
        on: data, Training(loss: .mse, optimizer: .adam, rate: 0.01, batch: 32, epochs: 2))
      return network.weightHash
    }
    #expect(try hash(threads: threads) == hash(threads: 1))
  }

  @Test func `a script that trains so gives the same bits`() throws {
    let inputs: [[Float]] = [[0, 1], [1, 0.5], [0.25, -1], [2, 0.125], [-0.5, 0.75]]
    let targets: [Float] = [1, 2, -1, 0.5, 0]
    let network = try Network(input: [2], [.dense(6, .tanh), .dense(1)], seed: 7)
    let data = try TrainingData(inputs, targets: .numbers(targets))
    try network.train(
      on: data, Training(loss: .mse, optimizer: .adam, rate: 0.05, batch: 2, epochs: 20, seed: 7))
    let table = zip(inputs, targets).map { "\($0[0]),\($0[1]),\($1)\n" }.joined()
    let script = """
      seed 7
      data points { read "points.csv"; target y }
      network net { dense 6, tanh; dense 1 }
      train net on points { loss mse; optimizer adam; rate 0.05; batch 2; epochs 20 }
      """
    let ended = try Invocation.run(
      ["run", "--json", "script.nn"],
      files: ["script.nn": Data(script.utf8), "points.csv": Data(("a,b,y\n" + table).utf8)])
    let digits = String(network.weightHash, radix: 16)
    let hash = String(repeating: "0", count: 16 - digits.count) + digits
    #expect(ended.output.contains("\"\(hash)\""), "\(ended.output)\(ended.errors)")
  }
}
