import Diagnostics
import Syntax
import TestSupport
import Testing

@Suite struct ScriptTests {
  @Test(arguments: ProjectFiles.paths(in: "Samples", ending: ".nn"))
  func `a sample parses, keeps every character, and says first what it teaches`(path: String) {
    let text = ProjectFiles.text(of: path)
    let tree = parse(SourceFile(name: path, text: text))
    #expect(tree.problems.isEmpty)
    #expect(text.hasPrefix("# "))
    #expect(text.contains("What it teaches:"))
    #expect(text.contains("\nexpect "))
  }
}
