import Foundation
import TestSupport
import Testing

/// What the documentation shows of the prompt is what it says.
///
///     ```prompt       lines behind `nn> ` and `..> ` are typed, the others are shown
@Suite struct PromptPageTests {
  @Test(arguments: PageTests.pages)
  func `the prompt answers as the page says`(path: String) throws {
    var block: [Substring]?
    for (index, line) in ProjectFiles.lines(of: path).enumerated() {
      if line == "```prompt" {
        block = []
      } else if line == "```", let lines = block {
        try check(lines, "\(path):\(index - lines.count + 1)")
        block = nil
      } else {
        block?.append(line)
      }
    }
  }

  private func check(_ lines: [Substring], _ place: String) throws {
    let isTyped = { (line: Substring) in line.hasPrefix("nn> ") || line.hasPrefix("..> ") }
    let typed = lines.filter(isTyped).map { $0.dropFirst(4) + "\n" }.joined()
    let ended = try Invocation.shell(
      "\"$NN\" < typed 2>&1", files: ["typed": Data(typed.utf8)])
    let found = ended.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let recorded = lines.filter { !isTyped($0) }
    #expect(isAlike(Array(found), recorded), "\(place) answers instead:\n\(ended.output)")
  }
}
