#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers as people read them in messages, tables and axes.
package enum NumberText {
  /// `value` with at most `digits` significant digits and no trailing zeros: `0.9667`, `1e-05`, `42`.
  package static func short(_ value: Double, digits: Int = 4) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == value.rounded(), abs(value) < 1e15 { return exact(value) }
    // A price of 31110.4 is easier to read whole than as 3.111e+04.
    if abs(value) < 1e7, abs(value).rounded() >= power(10, digits) {
      return fixed(value, places: 0)
    }
    return formatted("%.\(max(1, min(digits, 17)))g", value)
  }

  /// `value` with exactly `places` digits after the point.
  package static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return short(value) }
    return formatted("%.\(max(0, min(places, 17)))f", value)
  }

  /// A count with something between the thousands: a comma in English, `1,650`; a narrow blank in
  /// Portuguese, where a comma stands before the decimals and a point does in code.
  package static func count(_ value: Int, in language: Language = .english) -> String {
    let mark = language == .english ? "," : "\u{202F}"
    let digits = Array(String(value.magnitude).utf8)
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += mark }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  /// A count as people write it in either language.
  package static func countText(_ value: Int) -> Text {
    Text(en: count(value), pt: count(value, in: .portuguese))
  }

  /// An amount of memory in MB or GB: `7.2 GB`.
  package static func memory(_ bytes: Int) -> String {
    let gigabytes = Double(bytes) / 1_073_741_824
    if gigabytes >= 1_000 { return count(Int(gigabytes.rounded())) + " GB" }
    return gigabytes >= 1
      ? short(gigabytes, digits: 3) + " GB"
      : short(Double(bytes) / 1_048_576, digits: 3) + " MB"
  }

  /// The shortest text that reads back as the same number; whole numbers without a point.
  package static func exact(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return "\(value)"
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<max(0, min(exponent, 20))).reduce(1) { product, _ in product * base }
  }

  private static func formatted(_ format: String, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    let bytes = buffer.prefix(max(0, min(Int(length), buffer.count - 1)))
    return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
