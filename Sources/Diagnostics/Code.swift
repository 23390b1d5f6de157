/// What kind of problem a diagnostic is, as a word that `nn explain` takes.
///
/// One list of all codes, in the order of the alphabet; each has a golden case named after it.
package enum Code: String, Hashable, Codable, Sendable, CaseIterable {
  case callsTooDeep = "calls-too-deep"
  case missingReturn = "missing-return"
  case nestingTooDeep = "nesting-too-deep"
  case noSuchElement = "no-such-element"
  case notAvailable = "not-available"
  case notInFormula = "not-in-formula"
  case shapeMismatch = "shape-mismatch"
  case tooManySteps = "too-many-steps"
  case typeMismatch = "type-mismatch"
  case unexpectedToken = "unexpected-token"
  case unknownName = "unknown-name"
  case wrongArguments = "wrong-arguments"
}
