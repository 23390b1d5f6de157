import Testing

@testable import Tables

@Suite struct PredictionTests {
  private func csv(
    _ rule: TargetRule, _ outputs: [Float], rows: Int, areProbabilities: Bool = true
  ) -> String {
    String(
      decoding: rule.predictionCSV(outputs, rows: rows, areProbabilities: areProbabilities),
      as: UTF8.self)
  }

  @Test func `classes are written with the probability of each`() throws {
    let rule = try Steps.target("kind").prepared("x,kind\n1,b\n2,\"a, or\"\n3,c\n").encoding.target
    #expect(
      csv(rule, [0.25, 0.5, 0.25, 0.125, 0.125, 0.75], rows: 2) == """
        kind,"probability_a, or",probability_b,probability_c
        b,0.25,0.5,0.25
        c,0.125,0.125,0.75

        """)
    #expect(
      rule.prediction([0.25, 0.5, 0.25] as [Float])
        == .choice("b", probabilities: [0.25, 0.5, 0.25]))
    // Of equal ones, the first.
    #expect(rule.prediction([0.4, 0.4, 0.2] as [Float]).choice == "a, or")
  }

  @Test func `of two classes the second has its probability`() throws {
    let rule = try Steps.target("ill").prepared("x,ill\n1,yes\n2,no\n").encoding.target
    #expect(
      csv(rule, [0.75, 0.25, 0.5], rows: 3) == """
        ill,probability_yes
        yes,0.75
        no,0.25
        yes,0.5

        """)
    #expect(
      csv(rule, [-0.5, 2], rows: 2, areProbabilities: false) == """
        ill,score_yes
        no,-0.5
        yes,2

        """)
    #expect(rule.prediction([0.75] as [Float]) == .choice("yes", probabilities: [0.25, 0.75]))
  }

  @Test func `numbers are in the target's own unit`() throws {
    let rule = try Steps.target("price").scale(.minmax, target: true)
      .prepared("x,price\n1,100\n2,300\n").encoding.target
    #expect(csv(rule, [0.5, 1, -1], rows: 3) == "price\n200\n300\n-100\n")
    let two = try Steps.target("a", "b").prepared("x,a,b\n1,1,2\n2,3,4\n").encoding.target
    #expect(csv(two, [1, 2, 3.5, 4], rows: 2) == "a,b\n1,2\n3.5,4\n")
  }

  @Test func `a table of predictions can be read again`() throws {
    let rule = try Steps.target("k").prepared("x,k\n1,\"a\"\"b\"\n2,\" c\"\n3,\"d\ne\"\n").encoding
      .target
    let bytes = rule.predictionCSV([1, 0, 0, 0, 1, 0, 0, 0, 1], rows: 3)
    #expect(try table(bytes: bytes).texts.map { $0[0] } == rule.classes)
  }

  @Test func `no rows give a header alone`() throws {
    let rule = try Steps.target("y").prepared("x,y\n1,1\n2,2\n").encoding.target
    #expect(csv(rule, [], rows: 0) == "y\n")
  }
}

extension Prediction {
  fileprivate var choice: String? {
    if case .choice(let name, _) = self { name } else { nil }
  }
}
