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

  @Test(arguments: ["README.md"] + ProjectFiles.paths(in: "Documentation", ending: ".md"))
  func `every script in a document parses`(path: String) {
    for block in scriptBlocks(of: path) {
      let tree = parse(SourceFile(name: path, text: block))
      #expect(tree.problems.isEmpty, "\(block)")
    }
  }

  @Test func `the README shows a sample as it stands`() {
    #expect(scriptBlocks(of: "README.md").contains(ProjectFiles.text(of: "Samples/iris.nn")))
  }

  /// The blocks between a line that opens with three backticks and `nn`, and one with the backticks.
  private func scriptBlocks(of path: String) -> [String] {
    var blocks: [String] = []
    var block: String?
    for line in ProjectFiles.lines(of: path) {
      if block == nil, line == "```nn" {
        block = ""
      } else if let finished = block, line == "```" {
        blocks.append(finished)
        block = nil
      } else if let begun = block {
        block = begun + line + "\n"
      }
    }
    return blocks
  }
}
