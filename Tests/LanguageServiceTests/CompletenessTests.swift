import LanguageService
import Testing

/// When the prompt waits for more, by the parser's word.
@Suite struct CompletenessTests {
  @Test(arguments: [
    "network n {", "network n {\n  dense 4, tanh", "[1, 2,", "let a =", "print 1 +", "f(1,",
    "data d { read \"a.csv\"", "let a = if 1 > 2 then 3", "## What it is for.", "fn f(x) =",
    "if true { print 1 } else {", "train n on d {\n  loss mse\n", "a and", "not",
  ])
  func `what is open needs more`(text: String) {
    #expect(completeness(of: text) == .needsMore)
  }

  @Test(arguments: [
    "1 + 2", "print \"a\"", "network n { dense 4 }", "if true { print 1 }", "# a comment",
    "let a = 1;",
    "[1, 2\n, 3]", "## What it is for.\nlet a = 1",
  ])
  func `what is whole is complete`(text: String) {
    #expect(completeness(of: text) == .complete)
  }

  @Test(arguments: ["print \"a", "1 2", ")", "network n }", "[1, 2\n3"])
  func `what is wrong whatever follows does not wait`(text: String) {
    #expect(completeness(of: text) == .wrong)
  }
}
