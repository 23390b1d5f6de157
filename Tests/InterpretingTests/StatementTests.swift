import Diagnostics
import Interpreting
import Testing

@Suite struct StatementTests {
  @Test func `variables change and constants stay`() {
    let ran = run(
      """
      let width = 64
      var best = 0
      best = best + width
      for w in [1, 2, 3] { best = best + w }
      repeat 2 { best = best * 2 }
      print best, width
      """)
    #expect(ran.output == "280 64\n")
    #expect(ran.messages == [])
  }

  @Test func `functions have defaults, blocks, recursion and what they took along`() {
    let ran = run(
      """
      fn area(w, h = 2) = w * h
      fn factorial(n) = if n <= 1 then 1 else n * factorial(n - 1)
      fn count(limit) {
        var total = 0
        for i in 1..limit { if i > 3 { return total } else { total = total + i } }
        return total
      }
      let base = 10
      let add = fn(x) = x + base
      print area(3), area(3, h: 5), factorial(10), count(9), add(1)
      """)
    #expect(ran.output == "6 15 3628800 6 11\n")
    #expect(ran.messages == [])
  }

  @Test func `the command line sets a param`() {
    let script =
      "param rate = 0.01\nparam name = \"a\"\nparam sizes = [1, 2]\nprint rate, name, sizes"
    #expect(run(script).output == "0.01 a [1, 2]\n")
    let set = ["rate": "10%", "name": "b.csv", "sizes": "[3]"]
    #expect(run(script, parameters: set).output == "0.1 b.csv [3]\n")
  }

  @Test(arguments: [["rat": "1"], ["rate": "fast"], ["rate": "true"], ["rate": "("]])
  func `a wrong param of the command line is a problem`(_ parameters: [String: String]) {
    let ran = run("param rate = 0.01\nprint rate", parameters: parameters)
    #expect(ran.codes == ["wrong-parameter"])
    #expect(ran.output == "")
  }

  @Test func `an expectation that fails shows both sides and ends the run`() {
    let ran = run("print 1\nexpect 2 + 2 > 5, \"too small\"\nprint 3")
    #expect(ran.output == "1\n")
    #expect(ran.ending == .failed)
    #expect(ran.codes == ["expectation-failed"])
    #expect(ran.messages == ["an expectation is not met: too small"])
    #expect(ran.problems.first?.primary.text?.en == "the left side is 4, the right side 5")
  }

  @Test func `an included file's names are the script's`() {
    let world = TestWorld(scripts: ["common.nn": "fn double(x) = 2 * x\nlet size = 21"])
    let ran = run("include \"common.nn\"\nprint double(size)", world: world)
    #expect(ran.output == "42\n")
  }

  @Test func `an included file that is missing or includes itself is a problem`() {
    #expect(run("include \"none.nn\"").problems.count == 1)
    let world = TestWorld(scripts: ["a.nn": "include \"script.nn\"\ninclude \"a.nn\""])
    #expect(!run("include \"a.nn\"", world: world).problems.isEmpty)
  }

  @Test func `all mistakes of a script are found in one pass and nothing is printed`() {
    let ran = run(
      """
      print "before"
      let a = [1, 2][7]
      print a + 1
      let b = 1 + true + "x"
      print unknwon
      """)
    #expect(ran.output == "")
    #expect(ran.codes == ["no-such-element", "type-mismatch", "unknown-name"])
  }

  @Test func `an endless loop of a check ends with a word about it, and a run can be interrupted`()
  {
    let world = TestWorld()
    world.patience = 3
    let ran = run("var n = 0\nfor i in 1..90_000_000 { n = n + i }\nprint n", world: world)
    #expect(ran.ending == .interrupted)
    #expect(ran.output == "")
  }
}
