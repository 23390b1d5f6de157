import Diagnostics
import TestSupport
import Testing

/// What becomes of wrong scripts when their certain repairs are made, as `nn check --fix` does.
///
/// The part `repaired` is the script after them; a case without one keeps its script.
@Suite struct RepairTests {
  @Test(arguments: GoldenCase.all(in: "ProblemTests/Golden"))
  func `a repair leaves fewer problems, or the script as it was`(_ golden: GoldenCase) throws {
    let (before, repaired) = try repair(golden)
    if repaired.text == golden.program {
      #expect(golden["repaired"].isEmpty, "the recorded repair is not made")
      #expect(repaired.repairs.isEmpty)
    } else {
      let mismatch = golden.mismatch(repaired.text, in: "repaired")
      #expect(mismatch == nil, "\(mismatch ?? "")")
      #expect(!repaired.repairs.isEmpty)
      #expect(repaired.problems.errors <= before.errors)
      #expect(repaired.problems.count < before.count || repaired.problems.errors < before.errors)
    }
  }

  @Test func `most of what people write who come from other languages is repaired whole`() throws {
    let clean = try GoldenCase.all(in: "ProblemTests/Golden").filter { golden in
      let (before, repaired) = try repair(golden)
      return !before.isEmpty && repaired.problems.isEmpty
    }
    #expect(clean.count >= 100, "\(clean.count)")
  }

  private func repair(_ golden: GoldenCase) throws -> ([Diagnostic], Repaired) {
    let before = try ScriptFolder(golden).problems()
    var problem: (any Error)?
    let repaired = Repaired(golden.program) { text in
      do {
        return try ScriptFolder(golden, program: text).problems()
      } catch {
        problem = error
        return []
      }
    }
    if let problem { throw problem }
    return (before, repaired)
  }
}

/// Repairs by themselves, with problems made by hand.
@Suite struct RepairedTests {
  @Test func `edits that touch are made one after another, and a repair whole or not at all`() {
    // Two repairs want the same letters; the second is still wanted afterwards.
    let repaired = Repaired("abc") { text in
      var problems: [Diagnostic] = []
      if text.hasPrefix("a") { problems.append(problem([(0..<2, "x")])) }
      if text.hasSuffix("bc") { problems.append(problem([(1..<3, "y"), (0..<0, "z")])) }
      return problems
    }
    #expect(repaired.text == "xc")
    #expect(repaired.repairs.count == 1)
  }

  @Test func `a repair that makes it worse is not kept`() {
    let repaired = Repaired("a") { text in
      text == "a"
        ? [problem([(0..<1, "b")])] : [problem([(0..<1, "c")]), problem([(0..<1, "d")])]
    }
    #expect(repaired.text == "a")
    #expect(repaired.repairs.isEmpty)
  }

  @Test func `one bad repair among good ones is left out`() {
    let repaired = Repaired("ab") { text in
      switch text {
      case "ab": [problem([(0..<1, "x")]), problem([(1..<2, "?")])]
      case "xb": [problem([(1..<2, "?")])]
      default: [problem([]), problem([]), problem([])]
      }
    }
    #expect(repaired.text == "xb")
  }

  @Test func `repairs that undo each other end`() {
    let repaired = Repaired("a") { text in [problem([(0..<1, text == "a" ? "b" : "a")])] }
    #expect(repaired.text == "a")
  }

  @Test func `guesses, choices and edits outside of the script are not made`() {
    var guess = problem([(0..<1, "b")])
    guess.fixIts[0].isSafe = false
    var choice = problem([(0..<1, "b")])
    choice.fixIts += choice.fixIts
    var other = problem([(0..<1, "b")])
    other.fixIts[0].edits[0].span.file = FileID(1)
    let outside = problem([(0..<9, "b")])
    for problem in [guess, choice, other, outside] {
      #expect(Repaired("a") { $0 == "a" ? [problem] : [] }.text == "a")
    }
  }

  @Test func `the lines that changed are told in their order`() {
    let repaired = Repaired("1\n2\n3") { text in
      text.contains("2") ? [problem([(2..<3, "two\nmore")])] : []
    }
    let told = repaired.changes(from: "1\n2\n3").map { "\($0.number)\($0.sign)\($0.line)" }
    #expect(told == ["2-2", "2+two", "3+more"])
  }

  private func problem(_ edits: [(Range<Int>, String)]) -> Diagnostic {
    let span = Span(FileID(0), 0..<1)
    return .error(
      .unexpectedToken, Text(verbatim: ""), at: Label(span),
      fixIts: [
        FixIt(Text(verbatim: ""), edits.map { Edit(Span(FileID(0), $0.0), $0.1) })
      ])
  }
}

extension [Diagnostic] {
  fileprivate var errors: Int { count { $0.severity == .error } }
}
