import Diagnostics
import Formatting
import Syntax
import Testing

/// The language has one version today; these tests make up a second, in which the layer `dense` is
/// called `full`.
@Suite struct LanguageChangeTests {
  private let change = LanguageChange(version: 2) { tree in
    tree.tokens.filter { tree.source.text(of: $0.span) == "dense" }.map { Edit($0.span, "full") }
  }

  private func tree(_ text: String) -> SyntaxTree { parse(SourceFile(name: "test", text: text)) }

  @Test func `an older script is rewritten and names the new version`() {
    let old = tree("# Top\nnn 1  # old\nnetwork n { dense 4 # four\n dense 1 }\n")
    let (new, problem) = broughtUpToDate(old, to: 2, changes: [change])
    #expect(problem == nil)
    #expect(
      formatted(new)
        == "# Top\nnn 2  # old\nnetwork n {\n  full 4  # four\n  full 1\n}\n")
  }

  @Test func `changes of several versions follow one another`() {
    let second = LanguageChange(version: 3) { tree in
      tree.tokens.filter { tree.source.text(of: $0.span) == "full" }.map { Edit($0.span, "all") }
    }
    let (new, _) = broughtUpToDate(
      tree("nn 1\nnetwork n { dense 1 }"), to: 3, changes: [second, change])
    #expect(formatted(new) == "nn 3\nnetwork n {\n  all 1\n}\n")
  }

  @Test(arguments: ["network n { dense 1 }", "nn 2\nnetwork n { dense 1 }"])
  func `a script of the present version stays`(text: String) {
    let (new, problem) = broughtUpToDate(tree(text), to: 2, changes: [change])
    #expect(problem == nil)
    #expect(new.source.text == text)
  }

  @Test(arguments: ["nn 3\nshow 1", "nn 0\nshow 1", "nn 1.5\nshow 1", "nn 1e99\nshow 1"])
  func `a version that nobody knows is refused`(text: String) {
    let (new, problem) = broughtUpToDate(tree(text), to: 2, changes: [change])
    #expect(problem?.code == .unsupportedVersion)
    #expect(new.source.text == text)
  }

  @Test func `the present language has no changes beyond its version`() {
    #expect(LanguageChange.all.allSatisfy { $0.version <= LanguageVersion.current })
  }
}
