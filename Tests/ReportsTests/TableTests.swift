import Diagnostics
import Plans
import Reports
import Shapes
import Testing
import Vocabulary

@Suite struct TableTests {
  @Test func `a table aligns its columns, wide characters too`() {
    var table = TextTable([("name", .left), ("count", .right), ("words", .left)])
    table.add(["値段", "1", "a"])
    table.add(["long name", "1,000", "b c"])
    table.addTotal(["total", "1,001"])
    #expect(
      table.text(.plain) == """
          name       count  words
          値段           1  a
          long name  1,000  b c
          ───────────────────────
          total      1,001

        """)
  }

  @Test func `long words at the end go on below themselves`() {
    var table = TextTable([("", .left), ("", .left)])
    table.add(["setting", "words that go on and on, and on"])
    #expect(
      table.text(TerminalStyle(width: 32)) == """
          setting  words that go on and
                   on, and on

        """)
  }

  @Test func `a cell cannot break the table or command the terminal`() {
    var table = TextTable([("a", .left), ("b", .left)])
    table.add(["x\ny", "\u{1B}[2J"])
    #expect(table.text(.plain) == "  a    b\n  x y  ␛[2J\n")
  }

  @Test func `a network is shown with its shapes and parameters`() {
    let plan = ModelPlan(
      name: "classifier", input: [4],
      layers: [
        LayerPlan(
          name: "dense_1", kind: "dense", settings: Settings(), inputs: [0], output: [16],
          activation: FunctionReference("relu")),
        LayerPlan(
          name: "tanh_1", kind: "activation", settings: Settings(), inputs: [1], output: [16],
          activation: FunctionReference("tanh")),
        LayerPlan(
          name: "dense_2", kind: "dense", settings: Settings(), inputs: [2], output: [3],
          activation: FunctionReference("script:mine#1")),
      ])
    let text = networkTable(
      plan, parameterCounts: [80, 0, 51], style: .plain, language: .english)
    #expect(
      text == """
        network classifier
          layer          output  parameters
          input               4
          dense_1, relu      16          80
          tanh_1             16
          dense_2, mine       3          51
          ─────────────────────────────────
          total                         131

        """)
  }

  @Test func `a network shows which of its layers are frozen`() {
    var plan = ModelPlan(
      name: "whole", input: [4],
      layers: [
        LayerPlan(
          name: "part_1.dense_1", kind: "dense", settings: Settings(), inputs: [0], output: [16]),
        LayerPlan(
          name: "part_1.flatten_1", kind: "flatten", settings: Settings(), inputs: [1],
          output: [16]),
        LayerPlan(
          name: "dense_1", kind: "dense", settings: Settings(), inputs: [2], output: [3]),
      ])
    for index in 0..<2 { plan.layers[index].isFrozen = true }
    let counts = [80, 0, 51]
    #expect(
      networkTable(plan, parameterCounts: counts, style: .plain, language: .english) == """
        network whole
          layer                    output  parameters
          input                         4
          part_1.dense_1 (frozen)      16          80
          part_1.flatten_1             16
          dense_1                       3          51
          ───────────────────────────────────────────
          total                                   131
          trained                                  51
          frozen                                   80

        """)
    let huge = networkTable(
      plan, parameterCounts: [.max, 0, .max], style: .plain, language: .english)
    #expect(huge.contains("total"))
  }

  @Test func `a data set is shown with its columns`() {
    let columns = [
      ColumnSummary(
        name: "Age", kind: .number, role: .feature, missing: 3, minimum: 27, maximum: 58,
        mean: 36.45),
      ColumnSummary(
        name: "city", kind: .text, role: .category, levelCount: 6,
        levels: ["a", "b", "c", "d"].map { LevelCount($0, 1_000) }),
      ColumnSummary(name: "ID", kind: .number, role: .dropped),
    ]
    let parts = [(name: "train", samples: 700), (name: "test", samples: 300)]
    #expect(
      dataTable(columns, title: "data staff", parts: parts, style: .plain, language: .english)
        == """
        data staff: 1,000 samples (train 700, test 300)
          column  type    use       missing  values
          Age     number  feature         3  27 … 58, mean 36.45
          city    text    category           a (1,000), b (1,000), c (1,000), d (1,000) and 2 more
          ID      number  dropped

        """)
  }

  @Test func `an evaluation shows the guess beside each metric`() {
    let evaluation = Evaluation(
      network: "classifier", part: "iris.test", samples: 22, loss: 0.1059,
      lossBaseline: Baseline(.shares, 0.6255),
      metrics: [
        EvaluatedMetric("accuracy", 0.9545, baseline: Baseline(.majority("setosa"), 0.318))
      ],
      confusion: ConfusionCounts(
        classes: ["setosa", "virginica"], counts: [[15, 1], [0, 6]]))
    #expect(
      evaluationText(evaluation, style: .plain, language: .english) == """
        classifier on iris.test (22 samples)
                            always 'setosa'
          loss      0.1059           0.6255  the classes' shares
          accuracy   95.5%            31.8%

          true \\ predicted  setosa  virginica
          setosa                15          1
          virginica              0          6

        """)
  }

  @Test func `of many classes those confused most are named`() {
    let names = (0..<26).map { "class \($0)" }
    var counts = names.map { _ in names.map { _ in 0 } }
    counts[3][5] = 12
    counts[5][3] = 7
    let evaluation = Evaluation(
      network: "letters", part: "data.test", samples: 500,
      confusion: ConfusionCounts(classes: names, counts: counts))
    let text = evaluationText(evaluation, style: .plain, language: .portuguese)
    #expect(
      text.hasSuffix(
        """
          Confundidas com mais frequência:
            12 × 'class 3' tomada por 'class 5'
            7 × 'class 5' tomada por 'class 3'

        """))
  }

  @Test func `a metric that is not defined says why`() {
    var evaluation = Evaluation(
      network: "n", part: "p", samples: 2, metrics: [EvaluatedMetric("auc", .nan)],
      confusion: ConfusionCounts(classes: ["a", "b"], counts: [[1, 1], [0, 0]]))
    func text(_ language: Language) -> String {
      evaluationText(evaluation, style: .plain, language: language)
    }
    #expect(text(.english).contains("  auc  –\n  'auc' is not defined: no sample here is of 'b'\n"))
    evaluation.metrics.append(EvaluatedMetric("own", .nan))
    evaluation.confusion = nil
    #expect(
      text(.portuguese).hasSuffix(
        "  'auc', 'own' não estão definidas: a fórmula não dá um número\n"))
  }

  @Test func `nearly all is not shown as all`() {
    let evaluation = Evaluation(
      network: "n", part: "p", samples: 10_000, metrics: [EvaluatedMetric("accuracy", 0.9998)])
    #expect(evaluationText(evaluation, style: .plain, language: .english).contains("99.98%"))
  }
}
