#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Values as JSON, the same bytes for equal values.
enum JSONCoding {
  /// JSON has no words for numbers that are not finite.
  private static let (infinite, negativeInfinite, notANumber) = ("inf", "-inf", "nan")

  /// The text of `value`; `nil` where JSON cannot hold it.
  static func text(_ value: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinite, negativeInfinity: negativeInfinite, nan: notANumber)
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value that `text` holds; `nil` where it holds another, or none.
  static func value<Value: Decodable>(_ type: Value.Type, in text: String) -> Value? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinite, negativeInfinity: negativeInfinite, nan: notANumber)
    return try? decoder.decode(type, from: Data(text.utf8))
  }
}
