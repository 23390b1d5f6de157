import Diagnostics
import Formatting
import Syntax
import TestSupport
import Testing

@Suite struct FormatTests {
  @Test(arguments: GoldenCase.all(in: "FormattingTests/Golden"))
  func `a program is laid out as recorded`(_ golden: GoldenCase) throws {
    let text = try #require(formatted(golden.program))
    let mismatch = golden.mismatch(text, in: "formatted")
    #expect(mismatch == nil, "\(mismatch ?? "")")
    expectStable(golden.program)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `sentences of the grammar keep their meaning and are laid out once`(seed: UInt64) {
    for sentence in GrammarSentences(seed: seed, count: 50) { expectStable(sentence) }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `comments and line ends anywhere keep their place and order`(seed: UInt64) {
    var random = SplitMix(state: seed)
    for sentence in GrammarSentences(seed: seed &+ 1_000, count: 60) {
      expectStable(disturbed(sentence, by: &random))
    }
  }

  @Test(arguments: ProjectFiles.paths(in: "Samples", ending: ".nn"))
  func `a sample is in the canonical layout, and comes back to it`(path: String) {
    let text = ProjectFiles.text(of: path)
    #expect(formatted(text) == text)
    expectStable(text)
    let squeezed = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "\t  " + $0.drop { $0 == " " } + " \t"
    }
    #expect(formatted(squeezed.joined(separator: "\r\n")) == text)
  }

  @Test(arguments: ["", "\n", " \r\n\t", ";", "\u{FEFF}\n"])
  func `a text without anything becomes empty`(text: String) {
    #expect(formatted(text) == "")
  }

  @Test(arguments: ["let = 1", "print \"open", "network x {", "a b c ) d", "'quotes'"])
  func `a text with problems is not touched`(text: String) {
    #expect(formatted(text) == nil)
  }

  @Test func `no line is wider than 100 columns where a comma or an operator can end it`() throws {
    for sentence in GrammarSentences(seed: 7, count: 500) {
      guard let text = formatted(sentence) else { continue }
      for line in text.split(separator: "\n") where line.count > 100 {
        // What is left over is one piece: brackets in brackets, or words that must share a line.
        #expect(!line.contains(", "), "\(line)")
      }
    }
  }

  // MARK: Helpers

  private func formatted(_ text: String) -> String? {
    Formatting.formatted(parse(SourceFile(name: "test", text: text)))
  }

  /// Formatting keeps the meaning and every comment, and twice is once.
  private func expectStable(_ text: String) {
    let before = parse(SourceFile(name: "before", text: text))
    guard before.problems.isEmpty else { return }
    guard let once = Formatting.formatted(before) else {
      Issue.record("not formatted:\n\(text)")
      return
    }
    let after = parse(SourceFile(name: "after", text: once))
    #expect(after.problems.isEmpty, "\(text)\n--- became\n\(once)")
    #expect(meaning(of: before) == meaning(of: after), "\(text)\n--- became\n\(once)")
    #expect(saysTheSame(before, after), "\(text)\n--- became\n\(once)")
    #expect(Formatting.formatted(after) == once, "\(text)\n--- became\n\(once)")
    for line in once.split(separator: "\n") {
      #expect(line.last != " " && line.last != "\t" && !line.contains("\r"))
    }
  }

  /// The sentence with comments, empty lines and odd blanks between its tokens.
  private func disturbed(_ sentence: String, by random: inout SplitMix) -> String {
    let breaks = [
      " # note\n", "\n# own line\n", " ## words\n", "\n\n\n", "\r\n", "\n## words \n", " ;\n", "\r",
      "  \t ", "\n;## words\n", " #\n",
    ]
    var text = ""
    for word in sentence.split(separator: " ", omittingEmptySubsequences: false) {
      text += word
      text += random.chance(0.06) ? breaks[random.below(breaks.count)] : " "
    }
    return text
  }
}
