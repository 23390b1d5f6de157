import Foundation

/// `Grammar/nn.ebnf`: its productions by name, each as written and as a tree.
package struct Grammar: Sendable {
  /// What the right side of a production is made of.
  package indirect enum Rule: Sendable, Hashable {
    case literal(String)
    case name(String)
    case sequence([Rule])
    case choice([Rule])
    case optional(Rule)
    case any(Rule)
    case some(Rule)
    /// A set of characters, or anything else that sentences draw by hand.
    case characters(String)
  }

  /// The lines of each production, without the comments around it, in order.
  package let productions: [(name: String, text: String)]
  package let rules: [String: Rule]

  /// The project's grammar.
  package static let project = Grammar(
    (try? String(
      contentsOfFile: GoldenCase.testsDirectory + "/../Grammar/nn.ebnf", encoding: .utf8)) ?? "")

  package init(_ text: String) {
    var productions: [(name: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.contains(" ::= "), let name = line.split(separator: " ").first,
        line.first?.isLetter == true
      {
        productions.append((String(name), String(line)))
      } else if line.hasPrefix("  "), line.contains(where: { $0 != " " }), !productions.isEmpty,
        line.hasPrefix(String(repeating: " ", count: 10))
      {
        productions[productions.count - 1].text += "\n" + line
      }
    }
    self.productions = productions
    var rules: [String: Rule] = [:]
    for (name, text) in productions {
      guard let start = text.range(of: "::=") else { continue }
      var reader = RuleReader(String(text[start.upperBound...]))
      rules[name] = reader.choice()
    }
    self.rules = rules
  }
}

/// Reads the right side of a production.
private struct RuleReader {
  private var rest: Substring
  private let text: String

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  private mutating func skip() {
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if rest.hasPrefix("/*"), let end = rest.range(of: "*/") {
        rest = rest[end.upperBound...]
      } else {
        return
      }
    }
  }

  mutating func choice() -> Grammar.Rule {
    var options = [sequence()]
    skip()
    while rest.first == "|" {
      rest.removeFirst()
      options.append(sequence())
      skip()
    }
    return options.count == 1 ? options[0] : .choice(options)
  }

  private mutating func sequence() -> Grammar.Rule {
    var items: [Grammar.Rule] = []
    while true {
      skip()
      guard let first = rest.first, first != "|", first != ")" else { break }
      items.append(item(first))
    }
    return items.count == 1 ? items[0] : .sequence(items)
  }

  private mutating func item(_ first: Character) -> Grammar.Rule {
    let rule = single(first)
    switch rest.first {
    case "?":
      rest.removeFirst()
      return .optional(rule)
    case "*":
      rest.removeFirst()
      return .any(rule)
    case "+":
      rest.removeFirst()
      return .some(rule)
    default: return rule
    }
  }

  private mutating func single(_ first: Character) -> Grammar.Rule {
    switch first {
    case "(":
      rest.removeFirst()
      let inner = choice()
      skip()
      if rest.first == ")" { rest.removeFirst() }
      return inner
    case "'", "\"":
      rest.removeFirst()
      let end = rest.firstIndex(of: first) ?? rest.endIndex
      defer { rest = rest[end...].dropFirst() }
      return .literal(String(rest[..<end]))
    case "[":
      let end = rest.firstIndex(of: "]") ?? rest.index(before: rest.endIndex)
      defer { rest = rest[end...].dropFirst() }
      return .characters(String(rest[...end]))
    case "#":
      let end = rest.firstIndex { $0.isWhitespace || ")?*+|".contains($0) } ?? rest.endIndex
      defer { rest = rest[end...] }
      return .characters(String(rest[..<end]))
    default:
      let end = rest.firstIndex { !($0.isLetter || $0.isNumber) } ?? rest.endIndex
      guard end > rest.startIndex else {
        defer { rest.removeFirst() }
        return .characters(String(first))
      }
      defer { rest = rest[end...] }
      return .name(String(rest[..<end]))
    }
  }
}
