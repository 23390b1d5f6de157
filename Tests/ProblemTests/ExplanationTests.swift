import Diagnostics
import Testing

@Suite struct ExplanationTests {
  @Test(arguments: Code.allCases)
  func `the wrong example of a page causes its code`(code: Code) throws {
    let page = code.explanation
    let found = try problems(of: page.wrong, needsRun: page.needsRun)
    #expect(found.contains { $0.code == code }, "found: \(found.map(\.code.rawValue))")
    // One mistake is one problem.
    #expect(Set(found.map(\.code)) == [code], "found: \(found.map(\.code.rawValue))")
  }

  @Test(arguments: Code.allCases)
  func `the right example of a page has no problem, also when it is run`(code: Code) throws {
    let page = code.explanation
    for needsRun in [false, true] {
      let found = try problems(of: page.right, needsRun: needsRun)
      #expect(found.isEmpty, "\(found.map { $0.code.rawValue + ": " + $0.message.en })")
    }
  }

  @Test(arguments: Code.allCases)
  func `a check alone finds what a page says that it finds`(code: Code) throws {
    let page = code.explanation
    let isFound = try problems(of: page.wrong, needsRun: false).contains { $0.code == code }
    #expect(isFound == !page.needsRun)
  }

  @Test(arguments: Code.allCases)
  func `a page speaks both languages, in whole sentences below a short line`(code: Code) {
    let page = code.explanation
    for language in Language.allCases {
      let (summary, reason) = (page.summary[language], page.reason[language])
      #expect(!summary.hasSuffix(".") && summary.count <= 80, "\(summary)")
      #expect(reason.hasSuffix(".") && reason.count <= 420, "\(reason)")
    }
    #expect(page.summary.en != page.summary.pt && page.reason.en != page.reason.pt)
    #expect(
      page.wrong.program != page.right.program || !page.wrong.files.isEmpty
        || !page.wrong.parameters.isEmpty)
  }

  private func problems(
    of example: Explanation.Example, needsRun: Bool
  ) throws -> [Diagnostic] {
    let files = Dictionary(example.files.map { ($0.name, $0.bytes) }) { $1 }
    let folder = try ScriptFolder(
      program: example.program + "\n", files: files, parameters: example.parameters)
    return needsRun ? folder.problemsOfRun() : folder.problems()
  }
}
