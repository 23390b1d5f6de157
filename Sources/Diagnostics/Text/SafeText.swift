extension Character {
  /// The character as a terminal may show it: control characters, and what reorders or hides text,
  /// become visible signs.
  package var shownSafely: String {
    if unicodeScalars.allSatisfy({ !$0.isUnsafeToShow }) { return String(self) }
    return unicodeScalars.map(\.shownSafely).joined()
  }
}

extension String {
  /// The text as a terminal may show it; line breaks stay.
  package var shownSafely: String {
    guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return self }
    return unicodeScalars.map { $0 == "\n" ? "\n" : $0.shownSafely }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isUnsafeToShow: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    // Marks that reorder, hide or join text, and line separators. A joiner in an emoji is harmless.
    case 0x61C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }

  fileprivate var shownSafely: String {
    guard isUnsafeToShow else { return String(Character(self)) }
    switch value {
    case 0..<0x20: return Unicode.Scalar(0x2400 + value).map { String(Character($0)) } ?? "?"
    case 0x7F: return "\u{2421}"
    default: return "\\u{" + String(value, radix: 16, uppercase: true) + "}"
    }
  }
}
