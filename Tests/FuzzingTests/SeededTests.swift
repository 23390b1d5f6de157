import Foundation
import Fuzzing
import TestSupport
import Testing

/// A small share of the fuzzing, the same in each run: scripts with a few tokens changed.
@Suite struct SeededTests {
  private static let scripts: [String] = {
    let paths =
      ProjectFiles.paths(in: "Samples", ending: ".nn")
      + ProjectFiles.paths(in: "Tests/Fuzzing/Corpus", ending: ".nn")
    return paths.map { ProjectFiles.text(of: $0) }
      + GoldenCase.all(in: "ProblemTests/Golden").map(\.program)
  }()

  /// The scripts cut into words, spaces and single signs.
  private static let pieces: [[Substring]] = scripts.map { text in
    text.matches(of: /[A-Za-z_]+|[0-9.]+|\s+|./).map { text[$0.range] }
  }

  @Test(arguments: textStages)
  func `what was found once is mended`(stage: FuzzStage) {
    for path in ProjectFiles.paths(in: "Tests/Fuzzing/Corpus", ending: ".nn") {
      let text = ProjectFiles.text(of: path)
      #expect(stage.brokenPromise(by: Array(text.utf8)) == nil, "\(path)")
    }
  }

  /// The stages that take any text; the others take decisions, or files of networks.
  private static let textStages = FuzzStage.allCases.filter { $0 != .train && $0 != .load }

  @Test(arguments: textStages, [1, 2, 3] as [UInt64])
  func `a damaged script breaks no promise`(stage: FuzzStage, seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<60 {
      var script = Self.pieces[random.below(Self.pieces.count)]
      let words = Self.pieces[random.below(Self.pieces.count)]
      for _ in 0..<1 + random.below(4) where !script.isEmpty && !words.isEmpty {
        let place = random.below(script.count)
        let word = words[random.below(words.count)]
        switch random.below(4) {
        case 0: script[place] = word
        case 1: script.insert(word, at: place)
        case 2: script.remove(at: place)
        default: script = Array(script.prefix(place))
        }
      }
      let text = script.joined()
      #expect(stage.brokenPromise(by: Array(text.utf8)) == nil, "broken by:\n\(text)")
    }
  }
}
