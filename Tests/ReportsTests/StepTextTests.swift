import Diagnostics
import Plans
import Reports
import Testing

@Suite struct StepTextTests {
  private static func step(
    isPlain: Bool = true, clippedNorm: Double? = nil, inputs: Int = 2
  ) -> StepReport {
    var step = StepReport(
      network: "net", place: BegunEpoch(epoch: 1, iterations: 2, of: 7), iteration: 2,
      rows: [98, 58, 53, 47, 3, 28, 32], loss: StepLoss("mse", 0.25),
      layers: [
        LayerStep(
          name: "dense_1", parameters: 3, gradientNorm: 0.5, largestGradient: -0.4, weightNorm: 2,
          changeNorm: 0.05),
        LayerStep(
          name: "dense_2", parameters: 1, gradientNorm: 1.25, largestGradient: 1.25, weightNorm: 0,
          changeNorm: 0.125),
      ],
      gradientNorm: 1.35, clippedNorm: clippedNorm,
      update: WeightStep(
        parameter: "dense_1.weight", indices: [1, 0], before: 0.5, gradient: -0.4, rate: 0.1,
        after: 0.54, optimizer: "adam", isPlainDescent: isPlain),
      next: BegunEpoch(epoch: 1, iterations: 2, of: 7))
    step.excerpt = SampleExcerpt(
      part: "iris.train", inputNames: (1...inputs).map { "column_\($0)" }, targetName: "species",
      samples: [
        SampleExcerpt.Sample(inputs: (1...inputs).map(Double.init), target: "setosa"),
        SampleExcerpt.Sample(inputs: (1...inputs).map { -1.5 * Double($0) }, target: "virginica"),
      ])
    return step
  }

  @Test func `a step is five stages with their numbers`() {
    #expect(
      stepText(Self.step(), style: .plain, language: .english) == """
        step of net: epoch 1, iteration 2 of 7
          1 input       7 samples of iris.train: rows 99, 59, 54, 48, 4, 29, …
                        column_1  column_2  species
                               1         2  setosa
                            -1.5        -3  virginica
          2 loss        mse 0.25
          3 gradient    layer    norm  largest  weights  moved by
                        dense_1   0.5     -0.4        2      2.5%
                        dense_2  1.25     1.25        0         -
          4 update      dense_1.weight[2, 1], from column_2 to unit 1: w ← w − rate · g
                        0.5 − 0.1 · (-0.4) = 0.54
          5 next        epoch 1, iteration 3 of 7

        """)
  }

  @Test func `a step speaks Portuguese, and plain characters`() {
    let text = stepText(
      Self.step(isPlain: false, clippedNorm: 1), style: TerminalStyle(isASCII: true),
      language: .portuguese)
    #expect(
      text == """
        passo de net: época 1, iteração 2 de 7
          1 entrada     7 amostras de iris.train: linhas 99, 59, 54, 48, 4, 29, ...
                        column_1  column_2  species
                               1         2  setosa
                            -1.5        -3  virginica
          2 perda       mse 0.25
          3 gradiente   camada   norma  maior  pesos  mudaram
                        dense_1    0.5   -0.4      2     2.5%
                        dense_2   1.25   1.25      0        -
                        a norma de todos juntos é 1.35, limitada a 1
          4 mudança     dense_1.weight[2, 1], de column_2 à unidade 1: w 0.5 -> 0.54
                        por adam, com a taxa 0.1 e o gradiente -0.4
          5 a seguir    época 1, iteração 3 de 7

        """)
  }

  @Test func `a norm within its limit is said to be so`() {
    let text = stepText(Self.step(clippedNorm: 1.35), style: .plain, language: .english)
    #expect(text.contains("the norm of all together is 1.35, within the limit"))
  }

  @Test func `what does not fit on the line is left out`() {
    let text = stepText(
      Self.step(inputs: 40), style: TerminalStyle(width: 60), language: .english)
    let lines = text.split(separator: "\n")
    #expect(lines[2].hasSuffix("column_2  …  species"))
    #expect(lines.prefix(5).allSatisfy { $0.count <= 60 })
  }

  @Test func `a way back says how far and what comes next`() {
    var report = BackReport(
      network: "net", iterations: 3, iteration: 4, next: BegunEpoch(epoch: 1, iterations: 4, of: 7))
    #expect(
      backText(report, language: .english)
        == "net went back by 3 iterations; next comes epoch 1, iteration 5 of 7\n")
    #expect(
      backText(report, language: .portuguese)
        == "net voltou 3 iterações; a seguir vem a época 1, iteração 5 de 7\n")
    report.iterations = 0
    #expect(backText(report, language: .english).hasPrefix("net is there already"))
  }

  @Test func `a step is one line of JSON`() {
    let json = stepJSON(Self.step(clippedNorm: 1))
    #expect(!json.contains("\n"))
    for part in [
      "\"event\": \"step\"", "\"iterations_per_epoch\": 7", "\"clipped_norm\": 1",
      "\"rows\": [98, 58, 53, 47, 3, 28, 32]", "\"target\": \"virginica\"",
      "\"next\": {\"epoch\": 1, \"iterations_done\": 2, \"iterations\": 7}",
    ] {
      #expect(json.contains(part), "\(part) in \(json)")
    }
    let back = backJSON(
      BackReport(
        network: "net", iterations: 3, iteration: 4,
        next: BegunEpoch(epoch: 1, iterations: 4, of: 7)))
    #expect(back.hasPrefix("{\"event\": \"back\", \"network\": \"net\", \"undone\": 3,"))
  }
}
