extension String {
  /// The text as a script writes it, in quotes.
  package var quoted: String {
    var text = "\""
    for character in self {
      switch character {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "{": text += "\\{"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: text.append(character)
      }
    }
    return text + "\""
  }

  /// The text that a script writes so; `nil` where it stands in no quotes.
  package var unquoted: String? {
    guard utf8.count >= 2, hasPrefix("\""), hasSuffix("\"") else { return nil }
    var text = ""
    var isEscaped = false
    for character in dropFirst().dropLast() {
      if isEscaped {
        text.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return isEscaped ? nil : text
  }
}
