import Diagnostics

/// An element of a drawing; its attributes keep their order.
struct SVGElement {
  private let name: String
  private var attributes: [(name: String, value: String)] = []
  private var children: [SVGElement] = []
  private var content: String?

  init(_ name: String) { self.name = name }

  /// This element with `attribute` set to `value`.
  func with(_ attribute: String, _ value: String) -> SVGElement {
    var copy = self
    copy.attributes.append((attribute, value))
    return copy
  }

  /// This element with a number, to a hundredth of a pixel.
  func with(_ attribute: String, _ value: Double) -> SVGElement {
    with(attribute, Self.number(value))
  }

  /// This element with `text` in it.
  func containing(_ text: String) -> SVGElement {
    var copy = self
    copy.content = text
    return copy
  }

  mutating func add(_ child: SVGElement) { children.append(child) }

  static func number(_ value: Double) -> String {
    let text = NumberText.fixed(value.isFinite ? value : 0, places: 2)
    let short = text.reversed().drop { $0 == "0" }.reversed()
    return String(short.last == "." ? short.dropLast() : Array(short))
  }

  func write(to text: inout String, indent: String = "") {
    text += indent + "<" + name
    for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
    guard !children.isEmpty || content != nil else {
      text += "/>\n"
      return
    }
    text += ">"
    if let content { text += Self.escaped(content) }
    if !children.isEmpty {
      text += "\n"
      for child in children { child.write(to: &text, indent: indent + "  ") }
      text += indent
    }
    text += "</\(name)>\n"
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
