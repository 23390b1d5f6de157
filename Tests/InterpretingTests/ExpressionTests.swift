import Diagnostics
import Interpreting
import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("-2 ^ 2", "-4"), ("2 ^ 3 ^ 2", "512"), ("7 / 2", "3.5"),
    ("70%", "0.7"), ("1_000", "1000"), ("0.1 + 0.2", "0.3"), ("1 / 3", "0.333333"),
    ("mod(7, 3)", "1"), ("mod(-1, 5)", "4"), ("sqrt(16)", "4"), ("max(2, 5, 3)", "5"),
    ("min([4, 2, 8])", "2"), ("sum(1..4)", "10"), ("mean([1, 2, 6])", "3"),
    ("length(\"casa\")", "4"), ("round(3.5)", "4"), ("abs(-3)", "3"),
    ("not true or true", "true"), ("1 < 2 and 2 < 1", "false"), ("3 in 1..5", "true"),
    ("\"b\" in [\"a\", \"b\"]", "true"), ("if 1 > 2 then 3 else 4", "4"),
    ("[x ^ 2 for x in 1..5 if x != 3]", "[1, 4, 16, 25]"), ("1..4", "[1, 2, 3, 4]"),
    ("0..1 by 0.25", "[0, 0.25, 0.5, 0.75, 1]"), ("10..1 by -3", "[10, 7, 4, 1]"),
    ("5..1", "[]"), ("0.01..1 log 3", "[0.01, 0.1, 1]"), ("[1, 2] + [10, 20]", "[11, 22]"),
    ("[1, 2] * 3", "[3, 6]"), ("[5, 6, 7][2]", "6"), ("28x28", "28x28"), ("8 epochs", "8 epochs"),
    ("\"a\" + \"b\"", "ab"), ("\"sum {1 + 1} and \\{\"", "sum 2 and {"), ("1e-3", "0.001"),
    ("(fn(x) = x + 1)(2)", "3"), ("sort([3, 1, 2])", "[1, 2, 3]"), ("1 == 1.0", "true"),
    ("mse([1, 2], [1, 4])", "2"), ("relu(-1)", "0"), ("sigmoid(0)", "0.5"),
  ])
  func `an expression has its value`(_ source: String, _ printed: String) {
    let ran = run("print (\(source))")
    #expect(ran.messages == [])
    #expect(ran.output == printed + "\n", "\(source)")
  }

  @Test(arguments: [
    ("print [1, 2][3]", "no-such-element"), ("print 1 + true + \"a\"", "type-mismatch"),
    ("print 0.5..2", "illegal-range"), ("print 1..5 by 0", "illegal-range"),
    ("let f = 3\nprint f(2)", "not-callable"), ("fn f(n) = f(n + 1)\nprint f(1)", "calls-too-deep"),
    ("fn f(a) = a\nprint f()", "wrong-arguments"),
    ("fn f(a) = a\nprint f(1, 2)", "too-many-values"),
    ("fn f(a) = a\nprint f(b: 2)", "unknown-setting"), ("print 0..1e17", "too-large"),
    ("print mean([])", "type-mismatch"), ("if 1 { print 2 }", "type-mismatch"),
    ("repeat -1 { print 2 }", "type-mismatch"), ("for x in 3 { print x }", "type-mismatch"),
  ])
  func `an expression without a value is a problem`(_ script: String, _ code: String) {
    let ran = run(script)
    #expect(ran.codes == [code], "\(ran.messages)")
    #expect(ran.output == "")
  }
}
