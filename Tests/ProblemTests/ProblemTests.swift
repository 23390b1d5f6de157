import Diagnostics
import Foundation
import Interpreting
import TestSupport
import Testing

/// What the checker and the dry run say of wrong scripts.
///
/// The part `program` is the script; a part `file NAME` lies beside it.
@Suite struct ProblemTests {
  @Test(arguments: GoldenCase.all(in: "ProblemTests/Golden"))
  func `a program causes exactly the recorded problems`(_ golden: GoldenCase) throws {
    let folder = try Folder(golden)
    let mismatch = golden.mismatch(folder.renderedProblems(.english), in: "problems")
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: GoldenCase.all(in: "ProblemTests/Golden"))
  func `every problem speaks Portuguese too`(_ golden: GoldenCase) throws {
    let folder = try Folder(golden)
    for problem in folder.problems() {
      let texts = [problem.message] + problem.notes + problem.fixIts.map(\.message)
      #expect(texts.allSatisfy { !$0.pt.isEmpty && !$0.pt.hasSuffix(".") })
      #expect(problem.message.pt != problem.message.en, "\(problem.message.en)")
    }
  }
}

/// A script with its files, in a folder that is gone afterwards.
private final class Folder {
  private let golden: GoldenCase
  private let url: URL
  private let runner: ScriptRunner

  init(_ golden: GoldenCase) throws {
    self.golden = golden
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-problems-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for section in golden.sections where section.name.hasPrefix("file ") {
      try Data(section.text.utf8)
        .write(to: url.appendingPathComponent(String(section.name.dropFirst(5))))
    }
    let host = Host(
      readScript: { name in
        let text = golden["file " + name]
        return text.isEmpty
          ? .failure(
            FileProblem(Text(en: "there is no file '\(name)'", pt: "não há arquivo '\(name)'")))
          : .success(text)
      },
      writeFile: { _, _ in nil }, write: { _ in }, warn: { _ in }, now: { 0 },
      isInterrupted: { false })
    runner = ScriptRunner(host: host, options: RunOptions(folder: url.path))
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func problems() -> [Diagnostic] {
    runner.check(golden.program, named: "program")
  }

  func renderedProblems(_ language: Language) -> String {
    let problems = problems()
    return TextRenderer(style: .plain, language: language)
      .render(problems, sources: runner.sources)
      .replacingOccurrences(of: url.path + "/", with: "")
  }
}
