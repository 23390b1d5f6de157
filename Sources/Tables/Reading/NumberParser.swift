/// A number as it stands in a cell.
struct ParsedNumber {
  var value: Double
  var mark: Mark

  /// What separates the whole part from the rest, where there is a rest.
  enum Mark {
    case none, point, comma
  }
}

/// Reads all of `bytes` as one number: a sign, digits, a point or comma, an exponent.
///
/// - Returns: `nil` for anything else, and for what is too large to be finite.
/// - Source: Clinger (1990), How to read floating point numbers accurately: both the digits as a
///   whole number and the power of ten are exact below these limits, so one rounding is right.
func parseNumber(_ bytes: UnsafeBufferPointer<UInt8>, allowsComma: Bool) -> ParsedNumber? {
  var index = 0
  let end = bytes.count
  guard end > 0 else { return nil }
  let isNegative = bytes[0] == 0x2D
  if isNegative || bytes[0] == 0x2B { index = 1 }

  var digits: UInt64 = 0
  var digitCount = 0
  var places = 0
  var mark = ParsedNumber.Mark.none
  var isExact = true
  while index < end {
    let byte = bytes[index]
    if byte &- 0x30 <= 9 {
      if digits < 1_000_000_000_000_000 {
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        if mark != .none { places += 1 }
      } else {
        isExact = false
      }
      digitCount += 1
    } else if mark == .none, byte == 0x2E {
      mark = .point
    } else if mark == .none, allowsComma, byte == 0x2C {
      mark = .comma
    } else {
      break
    }
    index += 1
  }
  guard digitCount > 0 else { return nil }

  var exponent = 0
  if index < end {
    guard let written = parseExponent(bytes, from: index) else { return nil }
    exponent = written
  }
  exponent -= places
  guard isExact, (-22...22).contains(exponent), digits < 1 << 53 else {
    return slowNumber(bytes, mark: mark)
  }
  var value = Double(digits)
  value = exponent < 0 ? value / powersOfTen[-exponent] : value * powersOfTen[exponent]
  return ParsedNumber(value: isNegative ? -value : value, mark: mark)
}

/// The exponent that begins with the `e` at `start` and ends with the bytes.
private func parseExponent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
  guard bytes[start] | 0x20 == 0x65 else { return nil }
  var index = start + 1
  guard index < bytes.count else { return nil }
  let isNegative = bytes[index] == 0x2D
  if isNegative || bytes[index] == 0x2B { index += 1 }
  guard index < bytes.count else { return nil }
  var exponent = 0
  while index < bytes.count {
    guard bytes[index] &- 0x30 <= 9 else { return nil }
    exponent = min(exponent * 10 + Int(bytes[index] &- 0x30), 100_000)
    index += 1
  }
  return isNegative ? -exponent : exponent
}

/// A number of many digits or far from 1, by the way of the standard library.
private func slowNumber(
  _ bytes: UnsafeBufferPointer<UInt8>, mark: ParsedNumber.Mark
) -> ParsedNumber? {
  var text = String(decoding: bytes, as: UTF8.self)
  if mark == .comma { text = String(text.map { $0 == "," ? "." : $0 }) }
  guard let value = Double(text), value.isFinite else { return nil }
  return ParsedNumber(value: value, mark: mark)
}

private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
