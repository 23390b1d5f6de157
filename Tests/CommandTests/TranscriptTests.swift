import Foundation
import TestSupport
import Testing

/// Golden transcripts of `nn`.
///
/// The part `program` becomes `program.nn`, a part `file NAME` the file of that name; `command` is
/// what is run (`nn check program.nn` where there is none). Recorded are its `status`, its
/// `output`, and its `errors` where there are any.
@Suite struct TranscriptTests {
  @Test(arguments: GoldenCase.all(in: "CommandTests/Golden"))
  func `a command says exactly what is recorded`(_ golden: GoldenCase) throws {
    let ended = try transcript(of: golden)
    var found = ["status": "\(ended.status)", "output": ended.output]
    if !ended.errors.isEmpty || !golden["errors"].isEmpty { found["errors"] = ended.errors }
    for (section, text) in found.sorted(by: { $0.key > $1.key }) {
      let mismatch = golden.mismatch(text, in: section)
      #expect(mismatch == nil, "\(mismatch ?? "")")
    }
  }

  /// The cases of the checker, once more as a user sees them.
  @Test(arguments: GoldenCase.all(in: "ProblemTests/Golden"))
  func `nn check says of a wrong script what the checker found`(_ golden: GoldenCase) throws {
    let ended = try Invocation.run(
      ["check", "program"],
      files: files(of: golden).merging(["program": Data(golden.program.utf8)]) { $1 })
    let mismatch = golden.mismatch(ended.output, in: "problems")
    #expect(mismatch == nil, "\(mismatch ?? "")")
    #expect(ended.status == (golden["problems"].contains("error[") ? 1 : 0))
  }

  private func transcript(of golden: GoldenCase) throws -> Invocation.Ended {
    let line = golden["command"].isEmpty ? "nn check program.nn" : golden["command"]
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    return try Invocation.run(
      Array(words.dropFirst()), files: files(of: golden), input: Data(golden["input"].utf8))
  }

  private func files(of golden: GoldenCase) -> [String: Data] {
    var files: [String: Data] = [:]
    for section in golden.sections {
      if section.name == "program" { files["program.nn"] = Data(section.text.utf8) }
      if section.name.hasPrefix("file ") {
        files[String(section.name.dropFirst(5))] = Data(section.text.utf8)
      }
    }
    return files
  }
}
