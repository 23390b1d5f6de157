import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of an SVG document, read by Foundation's XML parser.
final class DrawnText: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""

    subscript(attribute: String) -> Double? { attributes[attribute].flatMap(Double.init) }

    /// The places of a path, whose first step is absolute and whose others are relative.
    var places: [(x: Double, y: Double)] {
      var places: [(x: Double, y: Double)] = []
      var last = (x: 0.0, y: 0.0)
      var number = ""
      var numbers: [Double] = []
      var isRelative = false
      func step() {
        if let value = Double(number) { numbers.append(value) }
        number = ""
        guard numbers.count == 2 else { return }
        last =
          isRelative ? (last.x + numbers[0], last.y + numbers[1]) : (numbers[0], numbers[1])
        places.append(last)
        numbers = []
      }
      for character in attributes["d"] ?? "" {
        switch character {
        case "M", "l":
          step()
          isRelative = character == "l"
        case "z", " ": step()
        default: number.append(character)
        }
      }
      step()
      return places
    }

    /// The size of its words.
    var size: Double {
      let style = attributes["style"] ?? ""
      guard let range = style.range(of: "font-size: ") else { return 14 }
      return Double(style[range.upperBound...].prefix { $0.isNumber || $0 == "." }) ?? 0
    }
  }

  private(set) var elements: [Element] = []
  private(set) var isWellFormed = false
  /// Whether the last element has not ended, so that what follows is its text.
  private var isOpen = false

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
    isOpen = true
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard isOpen, !elements.isEmpty else { return }
    elements[elements.count - 1].text += string
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isOpen = false
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The width and the height.
  var size: (width: Double, height: Double) {
    let box = (all("svg").first?.attributes["viewBox"] ?? "").split(separator: " ")
      .compactMap { Double($0) }
    return box.count == 4 ? (box[2], box[3]) : (0, 0)
  }

  /// Where the upright words stand, as narrow as they can be drawn.
  var words: [(text: String, x: ClosedRange<Double>, y: ClosedRange<Double>)] {
    all("text").compactMap { element in
      guard let x = element["x"], let y = element["y"] else { return nil }
      let width = 6.5 * Double(element.text.count) * element.size / 14
      let start =
        switch element.attributes["text-anchor"] {
        case "middle": x - width / 2
        case "end": x - width
        default: x
        }
      return (element.text, start...start + width, y - 10...y)
    }
  }
}
