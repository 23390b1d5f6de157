import Checking
import Diagnostics
import Graphs
import Lowering
import Testing

/// What cannot become a graph is told in the user's words, at its place.
struct LoweringProblemTests {
  @Test(arguments: [
    (
      "fn f(p, t) = mean(p - t)",
      "'-' needs operands of equal shapes, but gets samples×3 and samples×2 ← p - t"
    ),
    ("fn f(p, t) = p + \"a\"", "a number is needed here, but this is the text \"a\" ← \"a\""),
    (
      "fn f(p, t) = if \"a\" then p else t",
      "true or false is needed here, but this is the text \"a\" ← \"a\""
    ),
    ("fn f(p, t) = [1, 2][3]", "there is no element 3 in a list of 2 ← 3"),
    (
      "fn f(p, t) = [1, 2] + [1, 2, 3]",
      "'+' needs lists of one length, but gets 2 and 3 elements ← [1, 2] + [1, 2, 3]"
    ),
    ("fn f(p, t) = (3)(4)", "a function is needed here, but this is 3 ← (3)"),
    (
      "fn f(p, t) = sum([p for x in 1..mean(p)])",
      "a number that is known before training is needed here, but this is a number that only training gives ← mean(p)"
    ),
    ("fn f(p, t) { let a = 1 }", "'f' can end without 'return' ← }"),
    (
      "fn f(p, t) { if p > 0 { return p } }",
      "'f' can end without 'return' ← }"
    ),
    (
      "fn g(x) = g(x + 1)\nfn f(p, t) = g(p)",
      "functions call each other too deeply here; is the end of a recursion missing? ← "
    ),
    (
      "fn f(p, t) { var a = 0\nrepeat 1000000 { a = a + 1 }\nreturn a }",
      "this function takes more than 100,000 steps, too many for a formula ← "
    ),
    (
      "fn f(p, t) = sum(1..10000000)",
      "this function takes more than 100,000 steps, too many for a formula ← 1..10000000"
    ),
    ("fn f(p, t) = one_hot(p, 2.5)", "a whole number is needed here, but this is 2.5 ← 2.5"),
  ])
  func `a problem names what is needed and what is there`(_ script: String, _ expected: String) {
    let found = Lowered(script).problem([.rows, 3], [.rows, 2])
    #expect(expected.hasSuffix("← ") ? found.hasPrefix(expected) : found == expected)
  }

  @Test func `arguments are counted`() {
    let lowered = Lowered("fn f(a, b) = a + b")
    #expect(lowered.result(.number(1)).hasPrefix("'f' needs a value for 'b'"))
    #expect(
      lowered.result(.number(1), .number(2), .number(3))
        .hasPrefix("'f' takes 2 arguments, but gets 3"))
    #expect(
      lowered.result(.number(1), .number(2), named: ["c": .number(3)])
        .hasPrefix("'f' has no argument named 'c'"))
  }

  @Test func `a loss has to give one number`() throws {
    let lowered = Lowered("fn f(prediction, target) = (prediction - target) ^ 2")
    var graph = GraphBuilder()
    let (p, t) = (graph.input("p", [.rows, 2]), graph.input("t", [.rows, 2]))
    let f = try #require(lowered.function("f"))
    let problem = #expect(throws: LoweringProblem.self) {
      try lowered.lowering.score(
        .function(f), prediction: p, target: t, at: f.function.span, in: &graph)
    }
    #expect(
      problem?.diagnostic.message.en
        == "the function 'f' has to give one number for all samples, but gives samples×2")
  }

  @Test func `an activation has to keep the shape`() throws {
    let lowered = Lowered("fn f(x) = sum(x, over: outputs)\nfn one(x) = 1")
    var graph = GraphBuilder()
    let x = graph.input("x", [.rows, 2])
    let f = try #require(lowered.function("f"))
    let problem = #expect(throws: LoweringProblem.self) {
      try lowered.lowering.activation(.function(f), of: x, at: f.function.span, in: &graph)
    }
    #expect(problem?.diagnostic.code == .shapeMismatch)
    let one = try #require(lowered.function("one"))
    let node = try lowered.lowering.activation(
      .function(one), of: x, at: one.function.span, in: &graph)
    #expect(node.shape == x.shape)
  }

  @Test func `a problem inside another file is shown at the call`() {
    let inner = Span(FileID(7), 0..<3)
    let outer = Span(FileID(0), 10..<20)
    let problem = Diagnostic.error(
      .typeMismatch, Text(verbatim: "x"), at: Label(inner, Text(verbatim: "here")))
    let seen = problem.seen(from: outer)
    #expect(seen.primary.span == outer)
    #expect(seen.secondary.map(\.span) == [inner])
    #expect(problem.seen(from: Span(FileID(7), 0..<9)) == problem)
  }
}
