import Fuzzing
import Prelude
import TestSupport
import Testing
import Vocabulary

/// A small share of the random networks that `make fuzz STAGE=train` trains.
@Suite struct TrainingTests {
  private static func script(_ seed: UInt64) -> String {
    var random = SplitMix(state: seed)
    return NetworkScript((0..<64).map { _ in UInt8(random.below(256)) }).text
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a random network trains with the same bits on any number of threads`(seed: UInt64) {
    let script = Self.script(seed)
    if let promise = promiseBroken(byTraining: script) { Issue.record("broken: \(promise)") }
  }

  @Test func `random networks use every layer, activation, loss and optimizer`() {
    let words = Set((0..<400).flatMap { Self.script($0).matches(of: /\w+/).map { String($0.0) } })
    for entry in Catalogue.builtin.entries where entry.isAvailable {
      switch entry.kind {
      case .layer, .activation, .loss, .optimizer:
        #expect(words.contains(entry.name), "no random network uses \(entry.name)")
      default: continue
      }
    }
  }
}
