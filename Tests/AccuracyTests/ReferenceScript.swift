import Diagnostics
import Foundation
import Interpreting
import TestSupport

/// A table with the lines that make samples of it.
struct ReferenceTable: Sendable, CustomStringConvertible {
  let description: String
  /// The file: one of `Samples/data`, or one below `../shared/data`, which lies beside the project
  /// where it is tested in full.
  let path: String
  /// The lines of the `data` block but for `read`, `scale` and the usual `split`; with a `read` that
  /// names the parts, those for which a `FOLDER` stands too.
  let lines: String

  init(_ description: String, _ path: String, _ lines: String) {
    (self.description, self.path, self.lines) = (description, path, lines)
  }

  private var folder: String {
    ProjectFiles.root + (path.contains("/") ? "/../shared/data/" : "/Samples/data/")
  }

  var isThere: Bool { FileManager.default.fileExists(atPath: folder + path) }

  /// Whether a sample is no row of numbers.
  var isShaped: Bool { path.contains("idx3") || lines.contains("window ") }

  /// The `data` block called `table`: its features standardized, and each fifth row for the test,
  /// unless its lines say otherwise.
  func block(scalesTarget: Bool) -> String {
    var all = [lines.replacing("FOLDER/", with: folder)]
    if !lines.contains("read ") { all.insert("read \"\(folder)\(path)\"", at: 0) }
    if !lines.contains("scale ") { all.append("scale standard") }
    if scalesTarget { all.append("scale standard, target") }
    if !lines.contains("read "), !lines.contains("split ") { all.append("split test: every 5") }
    return "data table {\n\(all.joined(separator: "\n"))\n}\n"
  }
}

/// Runs `script`, and returns the numbers of the last line that it printed.
func numbers(printedBy script: String) throws -> [Double] {
  var output = ""
  var warnings: [Diagnostic] = []
  let missing = FileProblem(Text(en: "there is no such file", pt: "não há esse arquivo"))
  let start = ContinuousClock.now
  let host = Host(
    readScript: { _ in .failure(missing) }, writeFile: { _, _ in missing },
    write: { output += $0 }, warn: { warnings += $0 },
    now: { (ContinuousClock.now - start) / .seconds(1) }, isInterrupted: { false })
  let runner = ScriptRunner(host: host, options: RunOptions(threads: 2, isQuiet: true))
  let (ending, problems) = runner.run(script, named: "script.nn")
  guard ending == .completed else {
    throw ScriptFailure(messages: problems.map(\.message.en))
  }
  return output.split(separator: "\n").last?.split(separator: " ").compactMap { Double($0) } ?? []
}

struct ScriptFailure: Error {
  var messages: [String]
}
