import Foundation
import TestSupport
import Testing

/// All that the README and the documentation show is true.
@Suite struct PageTests {
  static let pages = ["README.md"] + ProjectFiles.paths(in: "Documentation", ending: ".md")

  @Test(arguments: pages)
  func `a script checks clean, and a wrong one does not`(path: String) throws {
    for script in Page(path).scripts where script.kind != "part" {
      let ended = try Self.run(["check", "script.nn"], script.text)
      let isClean = ended.output == "script.nn: no problems\n" && ended.status == 0
      #expect(isClean == (script.kind != "wrong"), "\(path):\(script.line)\n\(ended.output)")
    }
  }

  /// There each is an example of the catalogue or of `nn explain`, which have tests of their own.
  @Test(arguments: pages)
  func `only the reference shows parts of scripts`(path: String) {
    let parts = Page(path).scripts.filter { $0.kind == "part" }
    #expect(parts.isEmpty == !path.hasPrefix("Documentation/Reference/"))
  }

  /// With `UPDATE_GOLDEN=1` the outputs are rewritten, but for those with a line `…`.
  @Test(arguments: pages)
  func `a script prints what the page says`(path: String) throws {
    let page = Page(path)
    var changes: [(lines: Range<Int>, text: [String])] = []
    for output in page.outputs {
      let (found, status) = try Self.printed(by: output)
      let place = "\(path):\(output.lines.lowerBound)"
      let isFailing = output.manner == "fails" || output.script.kind == "wrong"
      if output.script.kind != "wrong" { #expect((status != 0) == isFailing, "\(place)") }
      let recorded = Array(page.lines[output.lines])
      let end = output.script.kind == "continued" ? Array(found.suffix(recorded.count)) : found
      guard !isAlike(end, recorded) else { continue }
      let isUpdated = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
      if isUpdated, !recorded.contains("…"), output.script.kind != "continued" {
        changes.append((output.lines, found.map(String.init)))
      } else {
        Issue.record("\(place) prints instead:\n\(found.joined(separator: "\n"))")
      }
    }
    if !changes.isEmpty { try page.write(changes) }
  }

  @Test func `the README shows a sample as it stands`() {
    let sample = ProjectFiles.text(of: "Samples/iris.nn")
    #expect(Page("README.md").scripts.contains { $0.text == sample })
  }

  @Test(arguments: pages)
  func `a link leads to a file`(path: String) {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    for line in Page(path).lines {
      for link in line.matches(of: /\]\(([^)#:]+\.[a-z]+)(#[^)]*)?\)/) {
        let target = ProjectFiles.root + "/" + folder + "/" + link.1
        #expect(FileManager.default.fileExists(atPath: target), "\(path): \(link.1)")
      }
    }
  }

  @Test func `numbers may differ a little, and words may not`() {
    #expect(isAlike(["loss 0.5123  12%"], ["loss 0.5124  12%"]))
    #expect(!isAlike(["loss 0.5123"], ["loss 0.5623"]))
    #expect(!isAlike(["loss 0.5123"], ["lost 0.5123"]))
    #expect(isAlike(["trained in 0.01 s", "1,050"], ["trained in 0.20 s", "1,060"]))
    #expect(isAlike(["a", "b", "c", "d"], ["a", "…", "d"]))
    #expect(!isAlike(["a", "b", "c", "d"], ["a", "…", "c"]))
    #expect(isAlike(["1 ┤⡇"], ["2 ┤⠂"]))
  }

  /// The lines that a script prints, without blanks at their ends.
  private static func printed(by output: Page.Output) throws -> (lines: [Substring], status: Int32)
  {
    var arguments = ["run", "--threads", "2", "script.nn"]
    if output.manner != "run" { arguments.append("--quiet") }
    if output.script.kind == "wrong" { arguments = ["check", "script.nn"] }
    let ended = try run(arguments, output.script.text)
    var lines = (ended.output + ended.errors).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
    while lines.last == "" { lines.removeLast() }
    return (lines, ended.status)
  }

  private static func run(_ arguments: [String], _ script: String) throws -> Invocation.Ended {
    try Invocation.run(
      arguments, files: ["script.nn": Data(script.utf8)], links: ["data": "Samples/data"])
  }
}
