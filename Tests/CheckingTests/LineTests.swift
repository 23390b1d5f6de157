import Checking
import Diagnostics
import Testing

@Suite struct LineTests {
  @Test(arguments: [
    ("network n { dens 3 }", "unknown-word"), ("network n { epochs 3 }", "misplaced-word"),
    ("epochs 3", "misplaced-word"), ("prnt 3", "unknown-word"),
    ("let x = 3\nx 5", "unknown-word"), ("let x = print 3", "no-value"),
    ("network n { dense }", "missing-setting"),
    ("network n { dense 1, relu, 2 }", "too-many-values"),
    ("network n { dense 1, unis: 2 }", "unknown-setting"),
    ("network n { dense 1, bias: 2 }", "type-mismatch"),
    ("network n { dense 2.5 }", "type-mismatch"), ("network n { dense 0 }", "illegal-setting"),
    // Whole numbers that no machine counts to.
    ("network n { dense 1e300 }", "illegal-setting"),
    ("network n { lstm 1e18 }", "illegal-setting"),
    ("network n { conv 4, kernel: 3, stride: 1e30 }", "illegal-setting"),
    ("network n { conv 4, kernel: [3, 1e30] }", "illegal-setting"),
    ("network n { dense \"64\" }", "type-mismatch"), ("network n { dense relu }", "type-mismatch"),
    ("network n { dense(64) }", "call-in-block"), ("print(\"x\")", "call-in-block"),
    ("network n { Dense(64) }", "unknown-word"), ("network n { dense 2; n }", "network-in-itself"),
    ("network n { dense 2; input 2 }", "input-not-first"),
    ("network n { input 2; input 3; dense 2 }", "given-twice"),
    ("network n { dense 2 as a; dense 2 as a }", "name-taken"),
    ("print 1 { dense 2 }", "misplaced-block"), ("nn 2\nprint 1", "unsupported-version"),
    ("network n { dense 2 }\nevaluate n", "missing-tail"), ("1 + 2", "value-unused"),
    ("if true { param x = 1 }", "misplaced-statement"),
    ("data d { read \"x.db\", query: \"q\"; target y }", "not-available"),
    ("let r = sweep 3\nprint r.loss", "missing-setting"),
    ("fn f() { sweep a in 1..3 { return a } }", "return-outside"),
    ("var a = 1\nsweep b in 1..3 { a = b }", "outside-assigned"),
    ("print every 5", "misplaced-statement"),
  ])
  func `a wrong line is one problem`(_ script: String, _ code: String) {
    #expect(codes(script) == [code])
  }

  @Test(arguments: [
    ("read \"a.csv\"; reed 3", "unknown-word"), ("target x", "missing-line"),
    ("read \"a.csv\"; read \"b.csv\"", "given-twice"), ("read moons", "wrong-arguments"),
    ("read moon()", "unknown-name"), ("read moons(200)", "missing-setting"),
    ("read moons(samples: 0)", "illegal-setting"), ("read 5", "type-mismatch"),
    ("read \"a.csv\", seperator: \";\"", "unknown-setting"),
    ("read \"a.csv\", query: \"x\"", "not-available"),
    ("read \"a.csv\"; target \"x\"", "type-mismatch"),
    ("read \"a.csv\"; drop \"x\"", "type-mismatch"),
    ("read \"a.csv\"; scale standrd", "illegal-setting"),
    ("read \"a.csv\"; scale \"standard\"", "type-mismatch"),
    ("read \"a.csv\"; split train: 70", "illegal-setting"),
    ("read \"a.csv\"; split 70%", "missing-setting"),
    ("read \"a.csv\"; split tset: 30%", "unknown-setting"),
    ("read \"a.csv\"; where sqroot(age) > 3", "unknown-name"),
    ("read \"a.csv\"; category b, encode: vectors", "illegal-setting"),
  ])
  func `a wrong step of a data set is one problem`(_ block: String, _ code: String) {
    #expect(codes("data d { \(block) }") == [code])
  }

  @Test func `names in formulas over columns are columns, and may be names of the script`() throws {
    let result = checked(
      "let limit = 3\ndata d { read \"a.csv\"; where age > limit and `my age` < 9 }")
    #expect(result.problems == [])
    guard case .data(_, let data)? = result.program.statements.last?.kind,
      case .line(let line)? = data.statements.last?.kind,
      case .all(let parts)? = line.arguments.first?.value.kind,
      case .comparison(let age, _, let limit)? = parts.first?.kind,
      case .comparison(let quoted, _, _)? = parts.last?.kind
    else {
      Issue.record("the formula is another")
      return
    }
    #expect(age.columnText == "age no")
    #expect(limit.columnText == "limit no global(0)")
    #expect(quoted.columnText == "my age yes")
  }

  @Test(arguments: [
    ("loss mse", "missing-line"), ("losss mse", "unknown-word"),
    ("lr 0.1; loss mse; optimizer adam; batch 1; epochs 1", "unknown-word"),
    ("if true { loss mse } else { loss mae }; optimizer adam; rate 1; batch 1; epochs 1", ""),
    ("phase { epochs 2 }", "missing-line"), ("phase", "missing-line"),
    ("dense 3", "misplaced-word"),
  ])
  func `what a training lacks is one problem`(_ block: String, _ code: String) {
    #expect(codes(training(block)) == (code.isEmpty ? [] : [code]))
  }

  @Test func `a plan may leave to the training what it does not say`() {
    let script = """
      data iris { read "iris.csv" }
      network classifier { dense 3, softmax }
      plan quick { loss mse; epochs 2 }
      train classifier on iris with quick
      train classifier on iris with quick { rate 0.1 }
      """
    #expect(messages(script) == [])
  }

  @Test(arguments: [
    ("batch ful", "illegal-setting"), ("batch 0", "illegal-setting"),
    ("batch 2.5", "type-mismatch"), ("batch full, 3", "too-many-values"),
    ("batch 16; stop patience: 3", "missing-unit"),
    ("batch 16; stop patience: 3 seconds", "type-mismatch"),
    ("batch 16; stop patience: 3 epochs, restore: bset", "illegal-setting"),
    ("batch 16; stop patience: 3 epochs, monitor: test.loss", "type-mismatch"),
    ("batch 16; batch 32", "given-twice"), ("batch 0,5", "too-many-values"),
    ("batch 16; clip", "missing-setting"), ("batch 16; stop restore: best", "missing-setting"),
    ("batch 16; seed -1", "illegal-setting"),
  ])
  func `a wrong setting of a training is one problem`(_ line: String, _ code: String) {
    #expect(codes(wholeTraining(["batch": line])) == [code])
  }

  @Test(arguments: [
    "network n { dens 3 }", "network n { Dense(64) }", "network n { dense(64) }",
    "network n { dense 3, Relu }", "network n { dense \"64\" }",
    "network n { dense 3, activaton: relu }", "print(\"x\")",
    "data d { read moons }", "data d { read moon() }", "data d { read moons(20) }",
    "data d { target species }", "data d { read \"a.csv\"; target \"my species\" }",
    "data d { read \"a.csv\"; scale \"standard\" }", "data d { read \"a.csv\"; split train: 70 }",
    wholeTraining(["rate": "learning_rate 0.1"]), wholeTraining(["rate": "rate 0,1"]),
    wholeTraining(["rate": "rate 0.1 * 0.9 ^ epoch"]), wholeTraining(["loss": ""]),
    wholeTraining(["optimizer": "optimizer sgd(momentum: 0.9)"]),
    wholeTraining(["optimizer": "optimizer \"adam\""]),
    "network n { dense 3 }\ndata d { read moons() }\ntrain n on d",
    "let x = 3\nx", "if true { param x = 3 }", "fn f(x) { x }",
  ])
  func `the proposed repair makes the script right`(_ script: String) throws {
    let repaired = try #require(checked(script).repaired(script))
    #expect(messages(repaired) == [], "\(repaired)")
  }
}

extension CheckedExpression {
  /// A column's name, whether it is quoted, and what else it may be.
  fileprivate var columnText: String {
    guard case .column(let name, let isQuoted, let otherwise) = kind else { return "no column" }
    return name + (isQuoted ? " yes" : " no") + (otherwise.map { " \($0)" } ?? "")
  }
}
