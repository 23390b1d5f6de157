import Diagnostics
import Foundation
import TestSupport
import Testing

/// What the checker and the dry run say of wrong scripts.
///
/// The part `program` is the script; a part `file NAME` lies beside it.
@Suite struct ProblemTests {
  @Test(arguments: GoldenCase.all(in: "ProblemTests/Golden"))
  func `a program causes exactly the recorded problems`(_ golden: GoldenCase) throws {
    let folder = try ScriptFolder(golden)
    let mismatch = golden.mismatch(folder.renderedProblems(.english), in: "problems")
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: GoldenCase.all(in: "ProblemTests/Golden"))
  func `every problem speaks Portuguese too`(_ golden: GoldenCase) throws {
    let folder = try ScriptFolder(golden)
    for problem in folder.problems() {
      let texts = [problem.message] + problem.notes + problem.fixIts.map(\.message)
      #expect(texts.allSatisfy { !$0.pt.isEmpty && !$0.pt.hasSuffix(".") })
      #expect(problem.message.pt != problem.message.en, "\(problem.message.en)")
    }
  }
}

extension ScriptFolder {
  /// - Parameter program: Another script in the place of the case's own.
  convenience init(_ golden: GoldenCase, program: String? = nil) throws {
    var files: [String: [UInt8]] = [:]
    for section in golden.sections where section.name.hasPrefix("file ") {
      files[String(section.name.dropFirst(5))] = Array(section.text.utf8)
    }
    try self.init(program: program ?? golden.program, files: files)
  }
}
