import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements of an SVG document, read by Foundation's XML parser.
final class Drawing: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""

    subscript(attribute: String) -> Double? { attributes[attribute].flatMap(Double.init) }
  }

  private(set) var elements: [Element] = []
  private(set) var isWellFormed = false

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
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !elements.isEmpty else { return }
    elements[elements.count - 1].text += string
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// Where the upright words stand, as narrow as they can be drawn.
  var words: [(text: String, x: ClosedRange<Double>, y: ClosedRange<Double>)] {
    all("text").compactMap { element in
      guard let x = element["x"], let y = element["y"] else { return nil }
      let width = 6.5 * Double(element.text.count)
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
