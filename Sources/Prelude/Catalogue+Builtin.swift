package import Vocabulary
import Engine

extension Catalogue {
  /// Every word of the language: lines and plain functions, layers, and what the prelude declares.
  package static let builtin = Catalogue(
    words + engineEntries + PreludeText.shared.entries + otherEntries)
}
