import Diagnostics

/// A picture as marks at places: what SVG, PNG and pages are written from.
///
/// - Units: `y` grows downwards; a drawing 720 wide is shown 480 px wide at the least, so that words
///   of size 14 are at least 9 px high.
package struct Drawing: Hashable, Sendable {
  package var width: Double
  package var height: Double
  /// What it shows, for those who do not see it.
  package var title: String
  /// From the back to the front.
  package var layers: [Layer] = []
  /// What is said of a place when somebody points at it.
  package var hints: [Hint] = []
  /// What is said of all places of a part.
  package var fields: [FieldHint] = []

  /// Marks that belong together, seen through a window where there is one.
  package struct Layer: Hashable, Sendable {
    var window: Rectangle?
    var marks: [Mark]

    init(_ marks: [Mark], window: Rectangle? = nil) {
      self.marks = marks
      self.window = window
    }
  }

  package enum Mark: Hashable, Sendable {
    case path([Outline], fill: Paint?, stroke: Stroke?)
    case circle(Place, radius: Double, fill: Paint?, stroke: Stroke?)
    case words(Words)
  }

  /// Straight lines from place to place, and back to the first where it is closed.
  package struct Outline: Hashable, Sendable {
    var places: [Place]
    var isClosed = false
  }

  package struct Paint: Hashable, Sendable {
    var tint: Tint
    /// From 0, which is not seen, to 1.
    var opacity = 1.0
  }

  package struct Stroke: Hashable, Sendable {
    var tint: Tint
    var width: Double
    /// Lengths that are drawn and left out in turn; none for a solid line.
    var dashes: [Double] = []
    var opacity = 1.0
  }

  package struct Words: Hashable, Sendable {
    package enum Anchor: Hashable, Sendable { case start, middle, end }
    var text: String
    /// Where they stand on their line.
    var place: Place
    var anchor = Anchor.start
    var size = Drawing.wordSize
    var isBold = false
    var tint = Tint.ink
    /// Degrees, clockwise.
    var turn = 0.0
  }

  package struct Hint: Hashable, Sendable {
    package var place: Place
    package var text: String
  }

  /// What is said of each place of a grid over `box`.
  package struct FieldHint: Hashable, Sendable {
    var box: Rectangle
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
    var xName: String
    var yName: String
    var columns: Int
    /// All that is said somewhere, and for each place, from the lowest row, which of them.
    var texts: [String]
    var places: [Int]
  }

  package init(width: Double, height: Double, title: String) {
    (self.width, self.height, self.title) = (width, height, title)
  }

  static let wordSize = 14.0

  /// About how wide `text` becomes; rather more than less.
  static func width(of text: String, size: Double = wordSize) -> Double {
    8.3 * Double(text.displayWidth) * size / wordSize
  }

  mutating func add(_ marks: [Mark], window: Rectangle? = nil) {
    if !marks.isEmpty { layers.append(Layer(marks, window: window)) }
  }

  /// More than these are of no use to a hand, and make a page slow.
  static let mostHints = 4_000

  mutating func addHints(_ more: [Hint]) {
    hints += more.prefix(max(0, Self.mostHints - hints.count))
  }
}

extension Drawing.Mark {
  static func line(_ from: Place, _ to: Place, _ stroke: Drawing.Stroke) -> Drawing.Mark {
    .path([Drawing.Outline(places: [from, to])], fill: nil, stroke: stroke)
  }

  static func polyline(_ places: [Place], _ stroke: Drawing.Stroke) -> Drawing.Mark {
    .path([Drawing.Outline(places: places)], fill: nil, stroke: stroke)
  }

  static func polygon(
    _ places: [Place], fill: Drawing.Paint?, stroke: Drawing.Stroke? = nil
  ) -> Drawing.Mark {
    .path([Drawing.Outline(places: places, isClosed: true)], fill: fill, stroke: stroke)
  }

  static func rectangle(
    _ box: Rectangle, fill: Drawing.Paint?, stroke: Drawing.Stroke? = nil
  ) -> Drawing.Mark {
    .polygon(
      [
        Place(x: box.left, y: box.top), Place(x: box.right, y: box.top),
        Place(x: box.right, y: box.bottom), Place(x: box.left, y: box.bottom),
      ], fill: fill, stroke: stroke)
  }

  static func words(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Drawing.Words.Anchor = .start
  ) -> Drawing.Mark {
    .words(Drawing.Words(text: text, place: Place(x: x, y: y), anchor: anchor))
  }
}
