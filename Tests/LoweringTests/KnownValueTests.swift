import Lowering
import Testing

/// What is known while building is computed at once, with double precision.
struct KnownValueTests {
  @Test(arguments: [
    ("1 + 2 * 3 - 4 / 8", "6.5"),
    ("-2 ^ 2", "-4"),
    ("2 ^ 3 ^ 2", "512"),
    ("70% * 10", "7"),
    ("mod(-7, 3)", "2"),
    ("pow(2, 10)", "1024"),
    ("max(3, 9, 4)", "9"),
    ("min([3, 9, 4])", "3"),
    ("sum([1, 2, 3])", "6"),
    ("mean([1, 2, 3, 6])", "3"),
    ("norm([3, 4])", "5"),
    ("round(2.5)", "2"),
    ("abs(-3)", "3"),
    ("length([4, 5, 6])", "3"),
    ("length(\"época\")", "5"),
    ("argmax([3, 9, 4])", "2"),
    ("sort([3, 1, 2])", "[1, 2, 3]"),
    ("rank([30, 10, 30, 20])", "[3.5, 1, 3.5, 2]"),
    ("one_hot(2, 3)", "[0, 1, 0]"),
    ("transpose([[1, 2, 3], [4, 5, 6]])", "[[1, 4], [2, 5], [3, 6]]"),
    ("matmul([[1, 2], [3, 4]], [[0, 1], [1, 0]])", "[[2, 1], [4, 3]]"),
    ("[1, 2, 3] * 2 + [10, 20, 30]", "[12, 24, 36]"),
    ("[x ^ 2 for x in 1..5 if x != 3]", "[1, 4, 16, 25]"),
    ("1..9 by 4", "[1, 5, 9]"),
    ("3..1", "[]"),
    ("3..1 by -1", "[3, 2, 1]"),
    (
      "0..1 by 0.1",
      "[0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9, 1]"
    ),
    ("1..100 log 3", "[1, 10.000000000000002, 100]"),
    ("[10, 20, 30][2]", "20"),
    ("28x28", "[28, 28]"),
    ("if 1 < 2 then \"yes\" else \"no\"", "yes"),
    ("3 in [1, 2, 3] and not (2 > 3)", "true"),
    ("\"a\" == \"a\" or 1 / 0 == 0", "true"),
    ("[1, 2] == [1, 2]", "true"),
    ("\"rate {1 / 4}\"", "rate 0.25"),
    ("(fn(x, y = 10) = x + y)(1)", "11"),
  ])
  func `an expression is computed while building`(_ expression: String, _ value: String) {
    #expect(Lowered("fn f() = \(expression)").result() == value)
  }

  @Test func `names, loops and branches of a block work as they read`() {
    let lowered = Lowered(
      """
      fn f(n) {
        var total = 0
        for i in 1..n {
          if mod(i, 2) == 0 { total = total + i } else if i == 5 { total = total + 100 }
        }
        repeat 3 { total = total + 1000 }
        return total
      }
      """)
    #expect(lowered.result(.number(6)) == "3112")
  }

  @Test func `return leaves a loop`() {
    let lowered = Lowered(
      """
      fn f(limit) {
        for i in 1..100 {
          if i * i > limit { return i }
        }
        return 0
      }
      """)
    #expect(lowered.result(.number(50)) == "8")
  }

  @Test func `functions call each other and themselves`() {
    let lowered = Lowered(
      """
      fn factorial(n) = if n <= 1 then 1 else n * factorial(n - 1)
      fn apply(g, x) = g(x)
      fn f(n) = apply(factorial, n) + apply(fn(x) = x + n, 1)
      """)
    #expect(lowered.result(.number(5)) == "126")
  }

  @Test func `a default may use the arguments before it`() {
    let lowered = Lowered("fn f(a, b = a * 2, c = a + b) = [a, b, c]")
    #expect(lowered.result(.number(1)) == "[1, 2, 3]")
    #expect(lowered.result(.number(1), named: ["c": .number(7)]) == "[1, 2, 7]")
  }
}
