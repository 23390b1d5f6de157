import Diagnostics
import Kernels
import Testing

@testable import Tables

@Suite struct TargetTests {
  private func target(_ text: String, _ steps: Steps) throws -> TargetRule {
    try steps.prepared(text).encoding.target
  }

  @Test func `two texts are binary, and the second in order is the positive one`() throws {
    let data = try Steps.target("y").prepared("x,y\n1,yes\n2,no\n3,yes\n")
    #expect(data.encoding.target.kind == .binary)
    #expect(data.classes == ["no", "yes"])
    #expect(data.train.targetRows == [[1], [0], [1]])
    #expect(data.encoding.target.outputs == 1)
  }

  @Test func `more texts are classes`() throws {
    let data = try Steps.target("y").prepared("x,y\n1,c\n2,a\n3,b\n4,a\n")
    #expect(data.encoding.target.kind == .classes)
    #expect(data.classes == ["a", "b", "c"])
    #expect(data.train.targetRows == [[2], [0], [1], [0]])
    #expect(data.encoding.target.outputs == 3)
  }

  @Test func `numbers are classes only where it is said`() throws {
    let text = "x,y\n1,10\n2,9\n3,10\n4,9\n"
    #expect(try target(text, .target("y")).kind == .number)
    let classes = try target(text, .target("y", kind: .classes))
    #expect(classes.kind == .classes && classes.classes == ["9", "10"])
    let binary = try target(text, .target("y", kind: .binary))
    #expect(binary.kind == .binary && binary.classes == ["9", "10"])
  }

  @Test func `two texts can be classes by hand`() throws {
    #expect(try target("x,y\n1,a\n2,b\n", .target("y", kind: .classes)).outputs == 2)
  }

  @Test func `several columns are several numbers`() throws {
    let data = try Steps.target("y", "z").prepared("x,y,z\n1,2,3\n4,5,6\n")
    #expect(data.train.targetRows == [[2, 3], [5, 6]])
    #expect(data.inputNames == ["x"])
    #expect(data.encoding.target.names == ["y", "z"])
  }

  @Test func `a formula may give a number or a text`() throws {
    let number = Steps.target("half", reads: ["y"]) { .number($0.number("y") / 2) }
    #expect(try number.prepared("x,y\n1,2\n2,3\n").train.targetRows == [[1], [1.5]])
    let text = Steps.target("size", reads: ["y"]) { row in
      .text(row.number("y") > 8 ? "long" : row.number("y") > 3 ? "middle" : "short")
    }
    #expect(try text.prepared("x,y\n1,2\n2,5\n3,9\n").classes == ["long", "middle", "short"])
  }

  @Test func `a scaled target comes back in its own unit`() throws {
    let data = try Steps.target("y").scale(.standard, target: true).prepared("x,y\n1,10\n2,30\n")
    #expect(data.train.targetRows == [[-1], [1]])
    #expect(data.train.rows == [[1], [2]])
    #expect(data.encoding.target.prediction([0.5] as [Float]) == .numbers([25]))
    let named = try Steps.target("y").scale(.minmax, "y").prepared("x,y\n1,10\n2,30\n")
    #expect(named.train.targetRows == [[0], [1]])
  }

  @Test func `one class only is nothing to learn`() {
    let error = Steps.target("y").problem("x,y\n1,a\n2,a\n")
    #expect(error?.code == .oneClass)
    #expect(error?.item == 1)
    let formula = Steps.target("y", reads: ["x"]) { _ in .boolean(true) }
    #expect(formula.problem("x,y\n1,a\n2,a\n")?.code == .oneClass)
  }

  @Test func `one class in the part that a check reads is no problem`() throws {
    let text = "x,y\n" + (0..<100).map { "\($0),\($0 < 90 ? "a" : "b")\n" }.joined()
    let part = try table(text, firstBytes: 100)
    #expect(try Steps.target("y").prepared(part).isPartial)
  }

  @Test func `a target that cannot be is a problem of its line`() {
    let text = "x,s,n,m,gap\n1,a,1,1,1\n2,b,2,2,\n3,c,3,3,3\n"
    for steps in [
      Steps.target("s", kind: .number), .target("s", "n"), .target("n", "m", kind: .classes),
      .target("n", kind: .binary),
    ] {
      let error = steps.missing(.mean).problem(text)
      #expect(error?.code == .targetKind)
      #expect(error?.item == 1)
    }
    let scaled = Steps.target("s").missing(.mean).scale(.standard, target: true).problem(text)
    #expect(scaled?.code == .targetKind && scaled?.item == 3)
    let gap = Steps.target("gap").missing(.mean).problem(text)
    #expect(gap?.code == .missingCells)
    #expect(gap?.message.en == "the target 'gap' has 1 cell without a value: line 3")
  }

  @Test func `a target with a class a row is a name`() {
    let text = "x,y\n" + (0..<300).map { "\($0),name \($0)\n" }.joined()
    #expect(Steps.target("y").problem(text)?.code == .targetKind)
  }

  @Test func `without a target there is nothing to prepare`() {
    let error = Steps.generated.problem("x,y\n1,2\n")
    #expect(error?.code == .targetMissing)
    #expect(error?.notes.first?.en.contains("'target y'") == true)
  }
}
