import Diagnostics
import Kernels
import Testing
import Vocabulary

@testable import Tables

@Suite struct StepProblemTests {
  private let text = "Age,City,Height\n1,a,2\n2,b,3\n3,a,4\n"

  @Test func `an unknown column is met with the nearest one`() {
    let start = Steps.target("Height")
    for steps in [
      start.drop("age"), start.category("Agee"), start.missing(.mean, "Aeg"),
      start.scale(.standard, "AGE"),
    ] {
      let error = steps.problem(text)
      #expect(error?.code == .unknownColumn)
      #expect(error?.suggestion?.name == "Age")
      #expect(error?.item == 2)
    }
  }

  @Test func `an unknown target is a problem of the target's line`() {
    let error = Steps.target("Hight").problem(text)
    #expect(error?.code == .unknownColumn)
    #expect(error?.suggestion?.name == "Height")
    #expect(error?.item == 1)
    #expect(error?.notes.first?.en == "its columns are 'Age', 'City', 'Height'")
  }

  @Test func `missing cells are named, with all ways out`() {
    let error = Steps.target("y").problem("x,k k,y\n1,,1\n,a,2\n,,3\n4,b,4\n")
    #expect(error?.code == .missingCells)
    #expect(error?.message.en == "'x' has 2 cells without a value: line 3, line 4")
    #expect(error?.message.pt == "'x' tem 2 células sem valor: linha 3, linha 4")
    #expect(error?.notes.first?.en == "so have 'k k' (2)")
    #expect(error?.notes.last?.en.contains("'missing mean, x'") == true)
    #expect(error?.column == "x")
    #expect(error?.item == nil)
    let text = Steps.target("y").missing(.mean).problem("x,k k,y\n1,a,1\n,,2\n4,b,4\n")
    #expect(text?.notes.first?.en.contains("'missing most_frequent, `k k`'") == true)
    #expect(text?.item == 2)
  }

  @Test func `rules for numbers are refused for texts`() {
    #expect(Steps.target("Height").scale(.standard, "City").problem(text)?.code == .textColumn)
    #expect(Steps.target("Height").missing(.median, "City").problem(text)?.code == .textColumn)
    #expect(Steps.target("Height").scale(.minmax, "Age").category("Age").problem(text) != nil)
  }

  @Test func `texts among numbers are named`() throws {
    let text =
      "x,y\n" + (1...30).map { $0 == 7 ? "7 kg,1\n" : $0 == 9 ? "many,1\n" : "\($0),1\n" }.joined()
    let error = Steps.target("y").problem(text)
    #expect(error?.code == .textInNumberColumn)
    #expect(
      error?.message.en == "'x' is a column of numbers with 2 cells of text: \"7 kg\" (line 8), "
        + "\"many\" (line 10)")
    #expect(try Steps.target("y").category("x").prepared(text).encoding.width == 30)
    #expect(Steps.target("x").drop("y").problem(text)?.code != nil)
  }

  @Test func `a column of names is refused with the advice to drop it`() throws {
    let text = "name,x,y\n" + (0..<150).map { "n\($0),\($0),1\n" }.joined()
    let error = Steps.target("y").problem(text)
    #expect(error?.code == .identifierColumn)
    #expect(error?.notes.first?.en.contains("'drop name'") == true)
    #expect(try Steps.target("y").drop("name").prepared(text).encoding.width == 1)
    #expect(try Steps.target("y").category("name").prepared(text).encoding.width == 151)
  }

  @Test func `nothing left to learn from is said`() {
    #expect(Steps.target("Height").drop("Age", "City").problem(text)?.code == .noFeatures)
    let none = Steps.target("Height").filter { _ in .boolean(false) }.problem(text)
    #expect(none?.code == .emptyTable)
    #expect(none?.item == 2)
    let gaps = Steps.target("y").missing(.drop, "x").problem("x,y\n,1\n,2\n")
    #expect(gaps?.code == .emptyTable)
    #expect(Steps.target("y").missing(.mean).problem("x,y\n,1\n,2\n")?.code == .missingCells)
  }

  @Test func `formulas that go wrong say for which row`() {
    let steps = Steps.target("Height")
    let infinite = steps.column("r") { .number(1 / ($0.number("Age") - 2)) }.problem(text)
    #expect(infinite?.code == .formulaFailed)
    #expect(infinite?.message.en == "the formula of 'r' gives inf for line 3")
    #expect(infinite?.item == 2)
    let mixed = steps.column("r") { $0.number("Age") > 1 ? .text("a") : .number(1) }.problem(text)
    #expect(mixed?.code == .formulaFailed)
    #expect(steps.filter { _ in .number(1) }.problem(text)?.code == .formulaFailed)
    #expect(steps.column("Age") { _ in .number(1) }.problem(text)?.code == .duplicateColumn)
  }

  @Test func `a formula's own failure is passed on`() throws {
    var steps = Steps.target("Height").steps
    steps.filters = [
      FilterStep(id: 9) { (_) throws(RowFormulaFailed) in throw RowFormulaFailed() }
    ]
    let table = try table(text)
    let error = problem { _ = try prepare(table, steps, seed: 0) }
    #expect(error?.code == .formulaFailed)
    #expect(error?.item == 9)
  }

  @Test func `any steps on any table give samples or a problem`() throws {
    var random = SystemlessGenerator(state: 3)
    let cells = ["", "1", "2.5", "-3", "a", "b", "NA", "?", "1e38", "1e-300"]
    for _ in 0..<1500 {
      let rows = (0..<Int.random(in: 1..<12, using: &random)).map { _ in
        (0..<3).map { _ in cells[Int.random(in: 0..<cells.count, using: &random)] }
          .joined(separator: ",")
      }
      var steps = Steps.target("c", kind: TargetKind.allCases.randomElement(using: &random))
        .missing(MissingStep.Rule.allCases[Int.random(in: 0..<5, using: &random)])
        .scale(ScaleStep.Rule.allCases[Int.random(in: 0..<3, using: &random)])
        .split(test: Bool.random(using: &random) ? .every(3) : .share(0.3))
      if Bool.random(using: &random) { steps = steps.category("a") }
      if Bool.random(using: &random) { steps = steps.scale(.standard, target: true) }
      if Bool.random(using: &random) { steps = steps.filter { .boolean($0["b"] != .text("a")) } }
      _ = problem {
        let data = try steps.prepared("a,b,c\n" + rows.joined(separator: "\n"))
        let numbers = Array(data.train.rows.joined()) + Array(data.train.targetRows.joined())
        #expect(numbers.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test func `every text is written in both languages`() {
    let problems = [
      Steps.target("Height").drop("age").problem(text),
      Steps.target("y").problem("x,y\n1,a\n2,a\n"),
      problem(reading: "a,b\n1\n"), problem(reading: ""), problem(reading: "a,\"b\n"),
    ]
    for problem in problems {
      #expect(problem?.message.en != problem?.message.pt)
    }
  }
}
