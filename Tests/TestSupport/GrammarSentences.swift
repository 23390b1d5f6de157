/// Random scripts that the grammar allows, the same for the same seed.
///
/// Tokens are made by hand, since an arbitrary name could be a word with a meaning of its own; all
/// above them is drawn from the grammar's productions.
package struct GrammarSentences: Sequence, IteratorProtocol {
  private let grammar: Grammar
  private var random: SplitMix
  private var left: Int
  private var depth = 0

  package init(seed: UInt64, count: Int, grammar: Grammar = .project) {
    self.grammar = grammar
    random = SplitMix(state: seed)
    left = count
  }

  package mutating func next() -> String? {
    guard left > 0 else { return nil }
    left -= 1
    return sentence(of: "Script")
  }

  /// A sentence that the production `name` allows.
  package mutating func sentence(of name: String) -> String {
    depth = 0
    expanded = 0
    return expand(.name(name)).joined(separator: " ")
  }

  /// Beyond this depth the shortest way is taken.
  private static let deepest = 90
  /// A sentence of so many rules is long enough.
  private static let longest = 1_500
  private var expanded = 0

  private mutating func expand(_ rule: Grammar.Rule) -> [String] {
    depth += 1
    expanded += 1
    defer { depth -= 1 }
    switch rule {
    case .literal(let text): return [text]
    case .name(let name): return token(name) ?? production(name)
    case .sequence(let rules):
      var words: [String] = []
      for rule in rules { words += expand(rule) }
      return words
    case .choice(let rules): return expand(choice(rules))
    case .optional(let rule): return random.chance(isDeep ? 0 : 0.4) ? expand(rule) : []
    case .any(let rule): return repeated(rule, atLeast: 0)
    case .some(let rule): return repeated(rule, atLeast: 1)
    case .characters: return []
    }
  }

  private var isDeep: Bool { depth > Self.deepest || expanded > Self.longest }

  private mutating func repeated(_ rule: Grammar.Rule, atLeast least: Int) -> [String] {
    var words: [String] = []
    let count = least + (isDeep ? 0 : random.below(3) == 0 ? 1 + random.below(2) : 0)
    for _ in 0..<count { words += expand(rule) }
    return words
  }

  private mutating func choice(_ rules: [Grammar.Rule]) -> Grammar.Rule {
    guard isDeep else { return rules[random.below(rules.count)] }
    // Tokens end a sentence; of the others the last is the plainest in this grammar.
    let plain = rules.filter { rule in
      if case .name(let name) = rule { Self.tokens.contains(name) } else { false }
    }
    return plain.isEmpty ? rules[rules.count - 1] : plain[random.below(plain.count)]
  }

  private mutating func production(_ name: String) -> [String] {
    switch name {
    // Behind a word that is no action, only some tokens open the arguments of a line.
    case "Starter": return [word(), "\(random.below(90) + 1)", ","]
    case "Opener": return [actions[random.below(actions.count)]]
    // The statement behind it needs its separator; at the end of the text none may stand.
    case "Version": return ["nn", "1", ";"]
    case "LineRest" where isDeep: return []
    case "Every": return ["every", "\(random.below(9) + 2)"]
    case "Statement" where isDeep: return ["x"]
    case "Item" where isDeep: return ["dense", "1"]
    case "Expression" where isDeep, "Operand" where isDeep: return expand(.name("Primary"))
    case "Primary" where isDeep: return ["1"]
    default:
      guard let rule = grammar.rules[name] else { return [] }
      let words = expand(rule)
      // What `Starter` began needs an argument behind its comma.
      return name == "Value" ? words.completed : words
    }
  }

  private static let tokens: Set<String> = [
    "Number", "Percent", "Dimensions", "Text", "Name", "Word", "Newline", "End",
  ]

  private mutating func token(_ name: String) -> [String]? {
    switch name {
    case "Number": return [["0", "42", "1_000", "0.5", "1e-3", "2.5E+4"][random.below(6)]]
    case "Percent": return [["70%", "0.5%"][random.below(2)]]
    case "Dimensions": return [["28x28", "1x28x28"][random.below(2)]]
    case "Text":
      return [
        ["\"iris.csv\"", "\"\"", "\"a {1 + x} b\"", "\"\\n\\\"\\{}\"", "\"{f(\"in {n}\")}\""][
          random.below(5)]
      ]
    case "Name": return random.below(8) == 0 ? ["`Age (years)`"] : [word()]
    case "Word": return [word()]
    case "Newline": return ["\n"]
    case "End": return []
    default: return nil
    }
  }

  private mutating func word() -> String {
    let words = ["x", "net", "width", "época", "dense", "rate", "loss", "a_1", "iris", "relu"]
    return words[random.below(words.count)]
  }

  private let actions = [
    "train", "evaluate", "predict", "print", "show", "plot", "expect", "reset", "seed",
  ]
}

extension [String] {
  /// Without a comma that nothing follows.
  fileprivate var completed: [String] {
    guard let comma = firstIndex(of: ","), comma == 2 else { return self }
    let next = comma + 1 < count ? self[comma + 1] : ""
    let ends = ["", "\n", ";", "}", "{", "on", "with", "from", "to", "as"]
    return ends.contains(next) ? Array(self[..<comma]) + self[(comma + 1)...] : self
  }
}

/// Steele, Lea and Flood (2014), for tests that want the same numbers each time.
package struct SplitMix: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(Swift.max(count, 1))) }

  package mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) / 9_007_199_254_740_992 < probability
  }
}
