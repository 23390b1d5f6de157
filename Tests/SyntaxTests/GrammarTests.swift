import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

@Suite struct GrammarTests {
  /// What the parse functions quote, by the production's name.
  static let quotations: [(name: String, text: String)] = {
    let folder = GoldenCase.testsDirectory + "/../Sources/Syntax"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    var quotations: [(name: String, text: String)] = []
    for name in names.sorted() where name.hasSuffix(".swift") {
      let text = (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
      var isQuoting = false
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let words = line.drop { $0 == " " }
        guard words.hasPrefix("///     ") else {
          isQuoting = false
          continue
        }
        let quoted = String(words.dropFirst(8))
        if quoted.contains(" ::= "), let name = quoted.split(separator: " ").first {
          quotations.append((String(name), quoted))
          isQuoting = true
        } else if isQuoting {
          quotations[quotations.count - 1].text += "\n" + quoted
        }
      }
    }
    return quotations
  }()

  @Test func `every production is quoted where it is parsed, as the grammar has it`() {
    for (name, text) in Grammar.project.productions {
      let quoted = Self.quotations.filter { $0.name == name }.map(\.text)
      #expect(quoted.contains(text), "\(name) is not quoted as it stands in the grammar")
    }
    let known = Set(Grammar.project.productions.map(\.name))
    for (name, _) in Self.quotations { #expect(known.contains(name), "no production \(name)") }
  }

  @Test func `every production is defined and used`() {
    var used: Set<String> = ["Script"]
    func collect(_ rule: Grammar.Rule) {
      switch rule {
      case .name(let name): used.insert(name)
      case .sequence(let rules), .choice(let rules): rules.forEach(collect)
      case .optional(let rule), .any(let rule), .some(let rule): collect(rule)
      case .literal, .characters: break
      }
    }
    Grammar.project.rules.values.forEach(collect)
    let defined = Set(Grammar.project.rules.keys)
    #expect(used.subtracting(defined) == [])
    // Blanks and comments separate tokens and so stand in no rule.
    #expect(defined.subtracting(used) == ["Comment", "Reserved"])
  }

  @Test(arguments: UInt64(0)..<100)
  func `any sentence of the grammar parses without problems`(seed: UInt64) {
    for sentence in GrammarSentences(seed: seed, count: 20) {
      let tree = parse(SourceFile(name: "sentence", text: sentence))
      #expect(tree.problems.map(\.message.en) == [], "\(sentence)")
      #expect(isLossless(tree))
    }
  }
}

/// Whether the tokens of a tree and the trivia between them are the bytes of its source.
func isLossless(_ tree: SyntaxTree) -> Bool {
  var end = 0
  for token in tree.tokens {
    guard token.triviaStart == end, token.span.start >= end else { return false }
    end = token.span.end
  }
  return end == tree.source.utf8.count
}
