import Diagnostics

/// An element of a drawing or a page; its attributes keep their order.
struct Markup {
  private let name: String
  private var attributes: [(name: String, value: String)] = []
  private var children: [Markup] = []
  private var content: String?
  /// Whether its children follow each other without blanks, where these would be seen.
  private var isTight = false

  init(_ name: String) { self.name = name }

  /// This element with `attribute` set to `value`.
  func with(_ attribute: String, _ value: String) -> Markup {
    var copy = self
    copy.attributes.append((attribute, value))
    return copy
  }

  /// This element with a number, to a hundredth of a pixel.
  func with(_ attribute: String, _ value: Double) -> Markup {
    with(attribute, Self.number(value))
  }

  /// This element with `text` in it.
  func containing(_ text: String) -> Markup {
    var copy = self
    copy.content = text
    return copy
  }

  /// This element, whose children stand as close as they are.
  var tight: Markup {
    var copy = self
    copy.isTight = true
    return copy
  }

  mutating func add(_ child: Markup) { children.append(child) }

  static func number(_ value: Double) -> String {
    let text = NumberText.fixed(value.isFinite ? value : 0, places: 2)
    let short = text.reversed().drop { $0 == "0" }.reversed()
    return String(short.last == "." ? short.dropLast() : Array(short))
  }

  func write(to text: inout String, indent: String = "", isInline: Bool = false) {
    text += (isInline ? "" : indent) + "<" + name
    for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
    let end = isInline ? "" : "\n"
    guard !children.isEmpty || content != nil else {
      text += "/>" + end
      return
    }
    text += ">"
    if let content { text += Self.escaped(content) }
    if !children.isEmpty {
      let isInline = isInline || isTight
      if !isInline { text += "\n" }
      for child in children { child.write(to: &text, indent: indent + "  ", isInline: isInline) }
      if !isInline { text += indent }
    }
    text += "</\(name)>" + end
  }

  /// The element with all that is in it.
  var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// `text` as it may stand in XML; characters that XML 1.0 does not have are replaced.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
