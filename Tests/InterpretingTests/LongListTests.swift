import Diagnostics
import Interpreting
import Testing

/// Few words can stand for more values than any machine holds.
@Suite struct LongListTests {
  @Test func `the numbers of a range are made when they are asked for`() {
    let ran = run(
      """
      let far = 1..1e15
      var count = 0
      for i in 1..1e15 by 1e12 { count = count + 1 }
      print far[1e14], 7 in far, count
      """)
    #expect(ran.messages == [])
    #expect(ran.output == "100000000000000 true 1000\n")
  }

  @Test(arguments: ["sum(1..1e9)", "(1..1e9) * 2", "(1..1e9) == (1..1e9)"])
  func `a range is not made a list that is too long`(expression: String) {
    let problems = check("print \(expression)")
    #expect(problems.map(\.code) == [.tooLarge])
  }

  @Test(arguments: ["print l + 1", "print l == l", "print \"{l}\"", "print sum(l)"])
  func `a list that holds itself many times over ends no check`(line: String) {
    let problems = check("var l = [1]\nrepeat 60 { l = [l, l] }\n\(line)")
    #expect(problems.allSatisfy { $0.code == .checkLimit || $0.code == .tooLarge })
  }

  @Test func `a text that doubles ends at a limit`() {
    let ran = run("var t = \"ab\"\nrepeat 100 { t = t + t }")
    #expect(ran.codes == ["too-large"])
  }

  @Test func `a line of lists in lists is cut`() {
    let ran = run("var l = [1]\nrepeat 60 { l = [l, l] }\nprint l")
    #expect(ran.output.contains("(1 more)") && ran.output.utf8.count < 1_000_000)
  }
}
