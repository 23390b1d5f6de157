import NeuralNetworks
import TestSupport
import Testing

/// What `Documentation/swift.md` shows first, as it stands there.
private func tenLines() throws -> [[Float]] {
  // The page begins here.
  let inputs: [[Float]] = [[0, 0], [0, 1], [1, 0], [1, 1]]
  let xor = try TrainingData(inputs, targets: .yesOrNo([false, true, true, false]))
  let network = try Network(input: [2], [.dense(8, .tanh), .dense(1, .sigmoid)], seed: 1)
  let training = Training(loss: .logLoss, optimizer: .adam, rate: 0.05, batch: .full, epochs: 300)
  try network.train(on: xor, training) { epoch in
    if epoch.number.isMultiple(of: 100) { print("epoch \(epoch.number): loss \(epoch.loss)") }
    return .goOn
  }
  let answers = try network.predict(inputs)
  // The page ends here.
  return answers
}

@Suite struct TenLinesTests {
  private static let text = {
    let own = ProjectFiles.lines(of: "Tests/NeuralNetworksTests/TenLinesTests.swift")
    let lines = own.drop { $0 != "  // The page begins here." }.dropFirst()
      .prefix { $0 != "  // The page ends here." }
    return (["import NeuralNetworks", ""] + lines.map { $0.dropFirst(2) }).map(String.init)
  }()

  @Test func `the ten lines learn xor`() throws {
    #expect(try tenLines().map { $0[0] > 0.5 } == [false, true, true, false])
  }

  @Test func `the page shows the lines that are run here`() {
    #expect(block(in: ProjectFiles.lines(of: "Documentation/swift.md")) == Self.text)
  }

  @Test func `the network's documentation shows them too`() {
    let comment = ProjectFiles.lines(of: "Sources/NeuralNetworks/Network.swift")
      .prefix { $0 != "public final class Network {" }
      .filter { $0.hasPrefix("///") }
    #expect(block(in: comment.map { $0.dropFirst(4) }) == Self.text)
  }

  @Test func `there are ten of them`() {
    #expect(Self.text.filter { !$0.isEmpty }.count == 10)
  }

  /// The first block of Swift.
  private func block(in lines: [Substring]) -> [String] {
    lines.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" }.map(String.init)
  }
}
