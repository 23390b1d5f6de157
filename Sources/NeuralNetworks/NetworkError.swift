import Diagnostics

/// Why a network cannot be made, trained or asked; nothing of it is a mistake that ends the process.
public struct NetworkError: Error, Hashable, Sendable {
  /// What kinds of mistake there are.
  public enum Reason: Hashable, Sendable {
    /// No layer, function, setting or tensor is called so.
    case unknownName
    /// A setting is missing, or has a value that it does not take.
    case illegalSetting
    /// Extents or counts do not fit each other.
    case shapeMismatch
    /// A number of the data or of the weights is not finite, or no class.
    case illegalNumber
    /// There is nothing to learn from.
    case noSamples
    /// More memory would be needed than there is.
    case tooLarge
    /// A loss was not finite.
    case diverged
  }

  /// What kind of mistake it is, for programs.
  public let reason: Reason
  private let text: Text

  init(_ reason: Reason, _ text: Text) {
    (self.reason, self.text) = (reason, text)
  }

  /// The same mistake, said to be in layer `number`, counted from 1.
  func inLayer(_ number: Int) -> NetworkError {
    NetworkError(
      reason, Text(en: "layer \(number): \(text.en)", pt: "camada \(number): \(text.pt)"))
  }
}

extension NetworkError: CustomStringConvertible {
  /// What is wrong, for people: one sentence, with what was needed and what was found.
  public var description: String { text.en }

  /// The same in Brazilian Portuguese.
  public var descriptionInPortuguese: String { text.pt }
}
