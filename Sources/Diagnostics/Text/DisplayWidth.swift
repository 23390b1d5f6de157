extension Character {
  /// How many columns of a terminal the character takes: 0, 1 or 2.
  package var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.isASCII { return 1 }
    // A character followed by U+FE0F is drawn as a picture, which is wide.
    if scalars.contains("\u{FE0F}") { return 2 }
    return first.displayWidth
  }
}

extension String {
  /// How many columns of a terminal the text takes, with no line break or tab in it.
  package var displayWidth: Int {
    reduce(0) { $0 + $1.displayWidth }
  }

  /// The text with spaces behind it, up to `width` columns.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }

  /// The text with spaces before it, up to `width` columns.
  package func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth)) + self
  }

  /// The text cut to `width` columns, with `ellipsis` as its end where something is left out.
  package func cut(to width: Int, ellipsis: String = "…") -> String {
    guard displayWidth > width else { return self }
    var text = ""
    var room = width - ellipsis.displayWidth
    for character in self {
      room -= character.displayWidth
      if room < 0 { break }
      text.append(character)
    }
    return width < ellipsis.displayWidth ? "" : text + ellipsis
  }
}

extension Unicode.Scalar {
  /// - Source: Unicode Standard Annex 11, East Asian Width (wide and fullwidth), by blocks.
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}
