import Testing

/// Layers as scripts write them, in trainings of a few iterations.
@Suite struct LayerTests {
  private static let towns = """
    data towns {
      read "towns.csv"
      target y
      category city, month, encode: embedding
      split test: every 4
    }

    """
  private static let csv = """
    city,size,month,y
    Natal,3,1,1
    Recife,5,2,2
    Natal,4,2,3
    Olinda,2,1,7
    Olinda,1,3,9
    Recife,2,1,2
    Natal,1,1,1
    Recife,5,3,4
    """

  private func folder(files: [String: String] = [:]) throws -> TableFolder {
    try TableFolder(files.merging(["towns.csv": Self.csv]) { a, _ in a })
  }

  @Test func `layers that one line names again and again get names of their own`() {
    let ran = run(
      """
      network net { input 2; repeat 2 { dense 4, tanh as h }; dense 4 as dense_4; dense 1 }
      show net
      """)
    #expect(ran.messages == [])
    for row in ["h, tanh", "h_2, tanh", "dense_4 ", "dense_4_2 "] {
      #expect(ran.output.split(separator: "\n").count { $0.contains("  " + row) } == 1, "\(row)")
    }
    // Each counts its own parameters: (2 + 1) · 4 and (4 + 1) · 4.
    #expect(ran.output.contains("12\n") && ran.output.contains("20\n"))
  }

  private static let plan = "plan p { loss mse; optimizer adam; rate 0.05; batch 3; epochs 5 }\n"

  @Test func `an embedding is a dense layer on one-hot inputs`() throws {
    let folder = try folder()
    // The same numbers of parameters, and the same function of them.
    let ran = folder.run(
      Self.towns + Self.plan + """
        network net { embedding 3; dense 1 }
        train net on towns with p
        let e = net.embedding_1
        let d = net.dense_1
        var by_hand = 4 * d.weight[4][1] + d.bias[1]
        for i in 1..3 {
          by_hand = by_hand + e.weight_1[1][i] * d.weight[i][1]
          by_hand = by_hand + e.weight_2[2][i] * d.weight[i + 4][1]
        }
        print abs(net(["Natal", 4, 2]) - by_hand) < 0.00001, net.parameters
        """)
    #expect(ran.output == "true 26\n")
  }

  @Test func `a category that was not learnt has no vector`() throws {
    let folder = try folder(files: ["new.csv": "city,size,month\nParis,0,9\n"])
    let ran = folder.run(
      Self.towns + Self.plan + """
        network net { embedding 3; dense 1 }
        train net on towns with p
        let answers = predict net on "new.csv"
        print abs(answers[1] - net.dense_1.bias[1]) < 0.00001
        """)
    #expect(ran.output == "true\n")
    #expect(ran.codes.allSatisfy { $0 == "unseen-level" })
  }

  private static let points = """
    data points { read moons(samples: 60, seed: 1) }
    plan same { loss log_loss; optimizer adam; rate 0.1; batch 7; epochs 10 }
    network part { dense 4, tanh, l2: 0.01; batch_norm; dropout 20%; dense 2, tanh }
    network learner { part; dense 1, sigmoid }
    train learner on points with same

    """

  @Test(arguments: [
    "optimizer adamw, decay: 0.1", "optimizer sgd, momentum: 0.9", "optimizer muon",
  ])
  func `a frozen network stays as it was, to the bit`(_ optimizer: String) {
    let ran = run(
      Self.points + """
        network whole { learner freeze; dense 3, tanh; dense 1, sigmoid }
        train whole on points with same { \(optimizer) }
        print whole.learner_1.part_1.dense_1.weight == learner.part_1.dense_1.weight
        print whole.learner_1.dense_1.bias == learner.dense_1.bias
        print whole.dense_1.bias != [0, 0, 0]
        """)
    #expect(ran.output == "true\ntrue\ntrue\n", "\(ran.messages)")
  }

  @Test func `a frozen network computes as it predicts`() {
    // A last layer that hands the answer on: what is frozen must answer as it does alone.
    let ran = run(
      Self.points + """
        network whole { learner freeze; dense 1, init: ones, bias: false }
        train whole on points {
          loss mse
          optimizer lbfgs
          batch full
          epochs 1
        }
        let factor = whole.dense_1.weight[1][1]
        print abs(whole([1, 0]) - factor * learner([1, 0])) < 0.00001
        """)
    #expect(ran.output == "true\n", "\(ran.messages)")
  }

  @Test func `weights that came along are still there when the training begins`() {
    // Asked first, the network has its weights before the seed of the training is known.
    let ran = run(
      Self.points + """
        network whole { input 2; learner freeze; dense 1, sigmoid }
        let before = whole([1, 0])
        train whole on points with same { seed 5; epochs 1 }
        print whole.learner_1.dense_1.weight == learner.dense_1.weight
        """)
    #expect(ran.output == "true\n", "\(ran.messages)")
  }

  @Test func `a penalty is what a written loss adds`() {
    let ran = run(
      """
      data points { read moons(samples: 40, seed: 1) }
      plan same { optimizer sgd; rate 0.1; batch 7; epochs 10 }
      network a { dense 1, bias: false, l1: 0.02, l2: 0.1 }
      network b { dense 1, bias: false }
      train a on points with same { loss mse }
      train b on points with same {
        loss mean((prediction - target) ^ 2) + 0.1 * sum(weights ^ 2) + 0.02 * sum(abs(weights))
      }
      evaluate a on points
      evaluate b on points
      print abs(a.train.loss - b.train.loss) < 0.00001
      print abs(a.dense_1.weight[1][1] - b.dense_1.weight[1][1]) < 0.00001
      """)
    #expect(ran.output.hasSuffix("true\ntrue\n"), "\(ran.output)")
  }

  @Test func `a sweep trains embeddings as a training alone does`() throws {
    let ran = try folder().run(
      Self.towns + Self.plan + """
        network net { embedding 2, l2: 0.01; dense 1 }
        let runs = sweep rate in [0.1, 0.01], s in 1..3 {
          train net on towns with p { rate rate; seed s }
        }
        train net on towns with p { rate 0.01; seed 2 }
        print runs.runs[5].loss == net.loss
        """)
    #expect(ran.output.hasSuffix("true\n"), "\(ran.output) \(ran.messages)")
  }
}
