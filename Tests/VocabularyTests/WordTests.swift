import Diagnostics
import Testing
import Vocabulary

@Suite struct WordTests {
  @Test(arguments: Catalogue.words.map(\.name))
  func `a word says what it is in both languages`(_ name: String) {
    for entry in Catalogue(Catalogue.words).entries(named: name) {
      let texts = [entry.summary] + entry.settings.map(\.summary)
      for text in texts {
        #expect(text.en.hasSuffix(".") && text.pt.hasSuffix("."), "\(name): \(text.en)")
        #expect(text.en != text.pt, "\(name): \(text.en)")
      }
    }
  }

  @Test func `no place has two words of one name`() {
    for place in Entry.Place.allCases {
      let words = Catalogue(Catalogue.words).words(in: place)
      #expect(Set(words).count == words.count, "\(place): \(words.sorted())")
    }
  }

  @Test func `settings that may stand without a name come first, and a repeated one last`() {
    for entry in Catalogue.words {
      let positional = entry.settings.filter(\.isPositional)
      #expect(entry.settings.prefix(positional.count).map(\.name) == positional.map(\.name))
      let repeated = positional.dropLast().filter(\.isRepeated)
      #expect(repeated.isEmpty, "\(entry.name)")
    }
  }

  @Test func `a default is legal`() {
    for entry in Catalogue.words {
      for setting in entry.settings {
        guard let value = setting.defaultValue else { continue }
        #expect(setting.legal.allows(value), "\(entry.name) \(setting.name)")
      }
    }
  }

  @Test func `a foreign name in one place means one word`() {
    for place in Entry.Place.allCases {
      let entries = Catalogue.words.filter { entry in
        if case .word(let places) = entry.kind { places.contains(place) } else { false }
      }
      let names = entries.flatMap { Set($0.foreignNames.values.map { $0.lowercased() }) }
      #expect(Set(names).count == names.count, "\(place): \(names.sorted())")
    }
  }
}

@Suite struct LegalTests {
  @Test func `limits hold at their ends`() {
    #expect(Legal.atLeast(1).allows(.number(1)) && !Legal.atLeast(1).allows(.number(0)))
    #expect(Legal.above(0).allows(.number(1e-9)) && !Legal.above(0).allows(.number(0)))
    #expect(Legal.between(0, 1).allows(.number(1)) && !Legal.between(0, 1).allows(.number(1.1)))
    #expect(
      Legal.from(0, below: 1).allows(.number(0)) && !Legal.from(0, below: 1).allows(.number(1)))
    #expect(!Legal.atLeast(1).allows(.number(.infinity)))
    #expect(!Legal.atLeast(1).allows(.number(.nan)))
  }

  @Test func `a word stands beside a value that the other limit allows`() {
    let legal = Legal.wordOr(["full"], .atLeast(1))
    #expect(legal.allows(.word("full")) && legal.allows(.number(32)))
    #expect(!legal.allows(.number(0)))
  }
}
