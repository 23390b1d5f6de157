import Diagnostics

/// Dots two by four in each character, or one character each in ASCII.
struct Canvas {
  private let columns: Int
  private let rows: Int
  private let isASCII: Bool
  private var dots: [UInt8]
  /// The series whose colour a character has; the later one where two meet.
  private var owners: [Int]
  private var glyphs: [Character?]
  /// What shows where nothing else is.
  private var grounds: [(sign: Character, series: Int?)]

  var dotColumns: Int { isASCII ? columns : columns * 2 }
  var dotRows: Int { isASCII ? rows : rows * 4 }

  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = columns
    self.rows = rows
    self.isASCII = isASCII
    dots = Array(repeating: 0, count: columns * rows)
    owners = Array(repeating: 0, count: columns * rows)
    glyphs = Array(repeating: nil, count: columns * rows)
    grounds = Array(repeating: (" ", nil), count: columns * rows)
  }

  /// Shades one character.
  mutating func put(ground sign: Character, series: Int?, column: Int, row: Int) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    grounds[row * columns + column] = (sign, series)
  }

  static func glyph(_ series: Int, isASCII: Bool) -> Character {
    let glyphs = Array(isASCII ? "ox+*#@%&" : "●○▲△■□◆◇")
    return glyphs[max(series, 0) % glyphs.count]
  }

  /// What fills the bars of a series.
  static func fill(_ series: Int, isASCII: Bool) -> Character {
    let fills = Array(isASCII ? "#=:%" : "█▒░▓")
    return fills[max(series, 0) % fills.count]
  }

  /// A piece of the line of a series.
  static func lineSign(_ series: Int, isASCII: Bool) -> String {
    if isASCII { return String(glyph(series, isASCII: true)) }
    var piece = Canvas(columns: 4, rows: 1, isASCII: false)
    piece.curve(through: [(0, 2), (7, 2)], series: series)
    return piece.text(row: 0, .plain)
  }

  mutating func put(glyph series: Int, column: Int, row: Int) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    glyphs[row * columns + column] = Self.glyph(series, isASCII: isASCII)
    owners[row * columns + column] = series
  }

  mutating func mark(column: Int, row: Int) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    glyphs[row * columns + column] = isASCII ? "X" : "◉"
  }

  /// Straight lines of dots from point to point, dashed as the series is.
  mutating func curve(through points: [(x: Double, y: Double)], series: Int) {
    // How far the line has come, so that dashes go on over its corners.
    var travelled = 0.0
    for (from, to) in zip(points, points.dropFirst()) {
      let length = max(abs(to.x - from.x), abs(to.y - from.y))
      let steps = max(1, Int(min(length, 10_000).rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        guard Self.isDrawn(series, at: travelled + length * share) || isASCII else { continue }
        dot(
          Int((from.x + (to.x - from.x) * share).rounded()),
          Int((from.y + (to.y - from.y) * share).rounded()), series)
      }
      travelled += length
    }
  }

  /// Whether the dash pattern of a series has a dot so far along its line; without colour, lines
  /// differ by it alone.
  private static func isDrawn(_ series: Int, at travelled: Double) -> Bool {
    let patterns: [(on: Double, off: Double)] = [(1, 0), (1, 1), (3, 3), (1, 3), (6, 2), (2, 1)]
    let (on, off) = patterns[max(series, 0) % patterns.count]
    return off == 0
      || (travelled + 0.5).truncatingRemainder(dividingBy: on + off) < on
  }

  private mutating func dot(_ x: Int, _ y: Int, _ series: Int) {
    guard (0..<dotColumns).contains(x), (0..<dotRows).contains(y) else { return }
    if isASCII { return put(glyph: series, column: x, row: y) }
    let place = y / 4 * columns + x / 2
    // The bits of a braille character, column by column; the lowest row came later to Unicode.
    let bits: [UInt8] = x % 2 == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
    dots[place] |= bits[y % 4]
    owners[place] = series
  }

  func text(row: Int, _ style: TerminalStyle) -> String {
    var text = ""
    for column in 0..<columns {
      let place = row * columns + column
      if let glyph = glyphs[place] {
        text += style.painted(String(glyph), .series(owners[place]))
      } else if dots[place] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(dots[place])) {
        text += style.painted(String(scalar), .series(owners[place]))
      } else {
        let (sign, series) = grounds[place]
        text += sign == " " ? " " : style.painted(String(sign), series.map(Ink.series) ?? .faint)
      }
    }
    return text
  }
}
