import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct SourceTests {
  @Test(arguments: ProjectFiles.paths(in: "Sources", ending: ".swift"))
  func `a source file has at most 500 lines`(path: String) {
    #expect(ProjectFiles.lines(of: path).count <= 500)
  }

  @Test func `nothing in the sources is unfinished or can end the process`() {
    let forbidden = [
      "TODO", "FIXME", "XXX", "HACK", "not implemented", "not yet implemented", "unimplemented",
      "try!", " as! ", "fatalError(",
    ]
    for path in ProjectFiles.paths(in: "Sources") {
      for (number, line) in ProjectFiles.lines(of: path).enumerated() {
        for word in forbidden where line.contains(word) {
          Issue.record("\(path):\(number + 1) has '\(word)'")
        }
      }
    }
  }

  @Test func `only the library for other programs has a public interface`() {
    let paths = ProjectFiles.paths(in: "Sources", ending: ".swift")
    for path in paths where !path.hasPrefix("Sources/NeuralNetworks/") {
      for (number, line) in ProjectFiles.lines(of: path).enumerated() {
        let code = line.drop { $0 == " " }
        if code.hasPrefix("public ") || code.hasPrefix("open class ") {
          Issue.record("\(path):\(number + 1) is public")
        }
      }
    }
  }

  @Test func `the lower floors do not print, open files or read the clock`() {
    let forbidden =
      /\b(print|debugPrint|puts|printf|fopen|open|gettimeofday|clock_gettime)\(|\b(Date|ContinuousClock|SuspendingClock)\b/
    let targets = [
      "Diagnostics", "Shapes", "Syntax", "Vocabulary", "Graphs", "Checking", "Plans", "Lowering",
      "Engine", "Reports", "Exporting",
    ]
    for path in targets.flatMap({ ProjectFiles.paths(in: "Sources/\($0)", ending: ".swift") }) {
      for (number, line) in ProjectFiles.lines(of: path).enumerated() {
        let code = line.firstMatch(of: /^\s*\/\//) == nil ? line : ""
        if let found = code.firstMatch(of: forbidden), !code.contains("func \(found.0)") {
          Issue.record("\(path):\(number + 1) has '\(found.0)'")
        }
      }
    }
  }

  @Test func `no path of a machine stands in the project`() {
    let home = try? Regex(
      "(^|[^A-Za-z0-9_.])/(" + ["work", "farm", "root"].joined(separator: "|") + ")/")
    guard let home else { return }
    let folders = ["Sources", "Tests", "Samples", "Grammar", "Benchmarks", "Documentation", ".ci"]
    for path in folders.flatMap({ ProjectFiles.paths(in: $0) }) + ["README.md", "Makefile"] {
      for (number, line) in ProjectFiles.lines(of: path).enumerated() where line.contains(home) {
        Issue.record("\(path):\(number + 1) has a path of one machine")
      }
    }
  }

  @Test func `every code has a golden case`() {
    let cases =
      GoldenCase.all(in: "ProblemTests/Golden") + GoldenCase.all(in: "CommandTests/Golden")
    // What causes these is no page of text: bytes, or megabytes; TablesTests makes them.
    let files = [
      "binary-file", "file-encoding", "line-too-long", "read-in-part", "table-too-large",
    ]
    let names = Set(cases.map(\.name) + files)
    for code in Code.allCases where !names.contains(code.rawValue) {
      Issue.record("there is no golden case \(code.rawValue)")
    }
  }
}
