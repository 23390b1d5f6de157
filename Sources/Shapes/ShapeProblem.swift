/// Why a layer cannot take the shape that it is given.
///
/// The words are pairs (English, Portuguese), kept apart from `Diagnostics`, which this floor does not know.
package struct ShapeProblem: Error, Hashable, Sendable {
  /// What the layer needs, such as "a flat input".
  package var expected: (en: String, pt: String) { (expectedEnglish, expectedPortuguese) }
  package var found: Shape
  /// How to mend it, such as "put 'flatten' before it".
  package var remedy: (en: String, pt: String)? {
    remedyEnglish.flatMap { en in remedyPortuguese.map { (en, $0) } }
  }

  private var expectedEnglish: String
  private var expectedPortuguese: String
  private var remedyEnglish: String?
  private var remedyPortuguese: String?

  package init(
    expected: (en: String, pt: String), found: Shape, remedy: (en: String, pt: String)? = nil
  ) {
    self.found = found
    self.expectedEnglish = expected.en
    self.expectedPortuguese = expected.pt
    self.remedyEnglish = remedy?.en
    self.remedyPortuguese = remedy?.pt
  }
}
