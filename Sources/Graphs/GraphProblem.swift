/// Why an operation cannot take the nodes that it is given.
///
/// The words are pairs (English, Portuguese), kept apart from `Diagnostics`, which this floor does
/// not know.
package struct GraphProblem: Error, Hashable, Sendable {
  private var expectedEnglish: String
  private var expectedPortuguese: String
  private var foundEnglish: String
  private var foundPortuguese: String

  /// What the operation needs, such as "operands of fitting shapes".
  package var expected: (en: String, pt: String) { (expectedEnglish, expectedPortuguese) }
  /// What it was given, such as "samples×3 and samples×4".
  package var found: (en: String, pt: String) { (foundEnglish, foundPortuguese) }

  package init(expected: (en: String, pt: String), found: (en: String, pt: String)) {
    expectedEnglish = expected.en
    expectedPortuguese = expected.pt
    foundEnglish = found.en
    foundPortuguese = found.pt
  }

  /// A problem with the shapes `found`.
  init(expected: (en: String, pt: String), found: [GraphShape]) {
    let english = found.map(\.text).joined(separator: " and ")
    let portuguese = found.map(\.textInPortuguese).joined(separator: " e ")
    self.init(expected: expected, found: (english, portuguese))
  }
}

extension [Extent] {
  fileprivate var textInPortuguese: String {
    isEmpty ? "1" : map { $0 == .rows ? "amostras" : $0.description }.joined(separator: "×")
  }
}
