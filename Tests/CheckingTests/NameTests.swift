import Checking
import Diagnostics
import Prelude
import Syntax
import Testing
import Vocabulary

@Suite struct NameTests {
  @Test(arguments: [
    ("let x = x", "unknown-name"), ("print y\nlet y = 1", "used-too-early"),
    ("let x = 1\nlet x = 2", "name-taken"), ("let x = 1\nx = 2", "constant-assigned"),
    ("x = 2", "undeclared-variable"), ("fn f() = 1\nf = 2", "constant-assigned"),
    ("for i in 1..3 { i = 2 }", "constant-assigned"),
    ("var n = 0\nfn f() { n = 1\nreturn n }", "outside-assigned"),
    ("print epochs", "wrong-kind"), ("let d = moons()", "misplaced-word"),
    ("print nope(1)", "unknown-name"),
  ])
  func `a name that does not serve is one problem`(_ script: String, _ code: String) {
    #expect(codes(script) == [code])
  }

  @Test(arguments: [
    "let x = 1\nif x > 0 { let x = 2\nprint x }", "var n = 0\nn = n + 1\nprint n",
    "fn f(n) = if n < 1 then 0 else f(n - 1)\nprint f(3)",
    "fn outer(n) { fn inner(k) = if k < 1 then n else inner(k - 1)\nreturn inner(n) }\nprint outer(2)",
    "for x in 1..3 { print x }\nfor x in 1..3 { print x }", "let rate = 0.1\nprint rate",
    "print [x ^ 2 for x in 1..5 if x > 2]", "let width = 3\nnetwork n { dense width }",
    "fn relu(x) = x\nnetwork n { dense 3, relu; relu }",
    "let dropout = 0.5\nnetwork n { dense 3; dropout dropout }",
  ])
  func `names are found in the blocks around them`(_ script: String) {
    #expect(messages(script) == [])
  }

  @Test func `a name that was reported is silent afterwards`() {
    #expect(codes("let x = widht\nprint x, x + 1\nx = 3") == ["unknown-name"])
    #expect(codes("total = 1\ntotal = total + 1\nprint total") == ["undeclared-variable"])
  }

  @Test func `a name that a syntax error may have declared is not reported`() {
    let found = checked("let width := 3\nprint width").problems
    #expect(found.count == 1)
  }

  @Test(arguments: [
    ("let width = 1\nprint widht", "let width = 1\nprint width"),
    ("print len([1])", "print length([1])"), ("print True", "print true"),
    ("let n = 1\nn = 2", "var n = 1\nn = 2"), ("total = 0", "var total = 0"),
  ])
  func `the repair of a name is offered`(_ script: String, _ repaired: String) {
    #expect(checked(script).repaired(script) == repaired)
  }

  @Test func `a declaration may be repeated at the prompt`() {
    var prompt = Checker(catalogue: .builtin, redefinitionIsFine: true)
    for line in ["let x = 1", "let x = x + 1", "x", "fn f() = x", "f()"] {
      let result = prompt.check(parse(SourceFile(name: "input", text: line))) { _, _ in
        .problem(Text(verbatim: ""))
      }
      #expect(result.problems == [], "\(line)")
    }
  }
}
