/// What kind of problem a diagnostic is, as a word that `nn explain` takes.
///
/// One list of all codes, in the order of the alphabet; each has a golden case named after it.
package enum Code: String, Hashable, Codable, Sendable, CaseIterable {
  case nestingTooDeep = "nesting-too-deep"
  case notAvailable = "not-available"
  case shapeMismatch = "shape-mismatch"
  case unexpectedToken = "unexpected-token"
  case unknownName = "unknown-name"
}
