import Checking
import Diagnostics
import Prelude
import Testing
import Vocabulary

/// Every word of the language, in the place where its example belongs.
@Suite struct ConformanceTests {
  @Test(arguments: Catalogue.builtin.entries.indices)
  func `an entry's example parses and checks`(_ index: Int) {
    let entry = Catalogue.builtin.entries[index]
    // What stands around the example need not use it.
    let found = checked(script(around: entry.example, of: entry)).problems.filter {
      $0.code != .unusedName && !(entry.name == "include" && $0.code == .includeFailed)
    }
    let wanted = entry.isAvailable ? [] : ["not-available"]
    #expect(found.map(\.code.rawValue) == wanted, "\(entry.example): \(found.map(\.message.en))")
  }

  @Test(arguments: Catalogue.builtin.entries.indices)
  func `an entry's example uses the entry`(_ index: Int) {
    let entry = Catalogue.builtin.entries[index]
    #expect(entry.example.contains(entry.name), "\(entry.example)")
  }

  private func script(around example: String, of entry: Entry) -> String {
    let known = """
      data iris { read "iris.csv"; target species; split test: 20% }
      network classifier { dense 3, softmax }
      plan careful { loss mse; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """
    switch entry.place(of: example) {
    case .top: return "\(known)\n\(example)"
    case .data:
      return example.hasPrefix("read")
        ? "data d {\n\(example)\n}" : "data d {\nread \"d.csv\"\n\(example)\n}"
    case .network: return "network n {\n\(example)\n}"
    case .plan, .train, .phase: return "plan p {\n\(example)\n}"
    }
  }
}

extension Entry {
  /// Where a line such as the example stands.
  fileprivate func place(of example: String) -> Place {
    if case .statement = kind { return .top }
    let word = String(example.prefix { $0 != " " })
    let places: [Place] = [.top, .data, .plan, .network]
    return places.first { Catalogue.builtin.word(word, in: $0) != nil } ?? .top
  }
}
