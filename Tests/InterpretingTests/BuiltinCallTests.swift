import Diagnostics
import Testing

/// Built-in functions give the same for plain values as in a formula that is trained.
struct BuiltinCallTests {
  @Test(arguments: [
    // Numbers, at once and exactly.
    ("tanh(1000)", "1"), ("sigmoid(-1000)", "0"), ("relu(-2)", "0"), ("huber(3, 1)", "1.5"),
    ("huber(3, 1, delta: 4)", "2"), ("round(2.5)", "2"), ("mod(-1, 5)", "4"),
    ("round(2.71828, 3)", "2.718"), ("round(-0.005, digits: 2)", "0"),
    ("round(1234.5, -2)", "1200"),
    ("round([0.126, 1], 2)", "[0.13, 1]"), ("round(0.1 + 0.2, 1) == 0.3", "true"),
    // Lists.
    ("sum(1..10)", "55"), ("max([1, 2], [2, 1])", "[2, 2]"), ("relu([-0.1, 0.1])", "[0, 0.1]"),
    ("axes(3)", "0"), ("axes([1, 2])", "1"), ("axes([[1, 2]])", "2"),
    ("sort([0.3, 0.1])[1] == 0.1", "true"), ("count([4, 5, 6])", "3"),
    ("one_hot(2, 3)", "[0, 1, 0]"), ("argmin([3, 1, 2])", "2"),
    ("transpose([[1, 2], [3, 4]])", "[[1, 3], [2, 4]]"),
    ("matmul([[1, 2], [3, 4]], [[0, 1], [1, 0]])", "[[2, 1], [4, 3]]"),
    // A plain list is one number a sample where there is a prediction and a target.
    ("mse([1, 2], [3, 4])", "4"), ("mse(prediction: [1, 2], target: [3, 4])", "4"),
    ("accuracy([0.9, 0.2, 0.6, 0.1], [1, 0, 0, 0])", "0.75"),
    ("auc([0.9, 0.2, 0.6], [1, 0, 0])", "1"),
    // A table has a row for each sample.
    ("accuracy([[0.9, 0.1], [0.2, 0.8]], [[1, 0], [1, 0]])", "0.5"),
    ("mean([[1, 2], [3, 4]], over: samples)", "[2, 3]"),
    ("sum([[1, 2], [3, 4]], over: outputs)", "[[3], [7]]"),
    ("argmax([[1, 2], [4, 3]])", "[[2], [1]]"),
    ("r2([[1, 2], [3, 4]], [[1, 2], [3, 6]])", "0.75"),
    ("hinge([[0.5, 0.25]], [[1, 0]], form: structured)", "0.75"),
  ])
  func `a built-in function computes with plain values`(_ call: String, _ value: String) {
    #expect(run("print \(call)").output == value + "\n", "\(call)")
  }

  @Test func `a formula that is trained rounds to digits too`() {
    let ran = run(
      """
      fn near(prediction, target) = mean(abs(round(target, 2) - target) < 0.00501)
      fn same(prediction, target) = mean(round(target, 2) == target)
      data d { read line(samples: 20, seed: 1) }
      network net { dense 1 }
      train net on d {
        loss mse; optimizer sgd; rate 0.1; batch full; epochs 1; metrics near, same
      }
      print net.near, net.same < 0.5
      """)
    #expect(ran.messages == [])
    #expect(ran.output == "1 true\n")
    #expect(run("let n = 40\nprint round(3.14, n)").messages.first?.contains("to 15") == true)
  }

  @Test func `a list grows by a new one with a value more`() {
    let script = """
      var squares = []
      for i in 1..3 { squares = append(squares, i ^ 2) }
      print squares, append(list: ["a"], value: [1]), append(1..2, squares)
      """
    #expect(run(script).output == "[1, 4, 9] [\"a\", [1]] [1, 2, [1, 4, 9]]\n")
    #expect(run("print append(3, 4)").codes == ["type-mismatch"])
    let sum = check("let a = [1, 2]\nprint a + [3]").first
    #expect(sum?.notes.first?.en.contains("append(list, value)") == true)
  }

  @Test(arguments: [
    ("round(2, 0.5)", "type-mismatch"), ("round(2, 99)", "illegal-setting"),
    ("mse([[1, 2], [3]], [[1, 2], [3, 4]])", "type-mismatch"),
    ("mse([1, 2], [1, 2, 3])", "shape-mismatch"), ("mean([])", "type-mismatch"),
    ("sqrt(\"a\")", "type-mismatch"), ("sum([1, \"a\"])", "type-mismatch"),
    ("length(3)", "type-mismatch"), ("softmax([])", "type-mismatch"),
  ])
  func `what it cannot compute with is a problem at the call`(_ call: String, _ code: String) {
    #expect(run("print \(call)").codes == [code], "\(call)")
  }
}
