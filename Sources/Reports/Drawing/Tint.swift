/// A colour by what it is for; pages choose among light and dark ones.
package enum Tint: Hashable, Sendable {
  /// The paper, and what stands on it.
  case page, ink, faint, axis
  /// Words on light and on dark colours, whatever the page.
  case dark, light
  /// The colour of a series by its number.
  case series(Int)
  /// Of a scale from little (0) to much (1).
  case ramp(Double)
  /// Of a scale from below (-1) to above (1), with nothing in its middle.
  case balance(Double)
  /// Of the strength of a count, 0 being the page's own.
  case strength(Double)

  /// Okabe and Ito (2008): eight colours that people with any colour vision tell apart; here
  /// without black and yellow, which vanish on one of the two pages.
  static let seriesColors: [RGB] = [
    RGB(0x0072B2), RGB(0xD55E00), RGB(0x009E73), RGB(0xCC79A7), RGB(0xE69F00), RGB(0x56B4E9),
  ]

  /// From dark blue over green to light yellow: its lightness alone tells little from much.
  private static let rampColors: [RGB] = [
    RGB(0x1B2A58), RGB(0x1F5C8B), RGB(0x2A8C8C), RGB(0x63B878), RGB(0xB9D968), RGB(0xF7EE9A),
  ]

  /// Blue below, orange above, near white between.
  private static let balanceColors: [RGB] = [
    RGB(0x0A4C7E), RGB(0x4E97C6), RGB(0xF4F4F2), RGB(0xEE9A5B), RGB(0xA84300),
  ]

  /// The name under which a page's style knows it; `nil` where it is the same on every page.
  var themeName: String? {
    switch self {
    case .page: "page"
    case .ink: "ink"
    case .faint: "grid"
    case .axis: "axis"
    default: nil
    }
  }

  func color(isDark: Bool = false) -> RGB {
    switch self {
    case .page: isDark ? RGB(0x1B1D21) : RGB(0xFFFFFF)
    case .ink: isDark ? RGB(0xE6E6E6) : RGB(0x222222)
    case .faint: isDark ? RGB(0x3A3D44) : RGB(0xDDDDDD)
    case .axis: isDark ? RGB(0x8A8D94) : RGB(0x888888)
    case .dark: RGB(0x222222)
    case .light: RGB(0xFFFFFF)
    case .series(let index): Self.seriesColors[max(index, 0) % Self.seriesColors.count]
    case .ramp(let share): RGB(along: Self.rampColors, at: share)
    case .balance(let share): RGB(along: Self.balanceColors, at: (share + 1) / 2)
    case .strength(let share): RGB(along: [RGB(0xEAF1F7), RGB(0x0072B2)], at: share)
    }
  }
}

/// A colour of the screen.
package struct RGB: Hashable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ hex: UInt32) {
    red = UInt8(truncatingIfNeeded: hex >> 16)
    green = UInt8(truncatingIfNeeded: hex >> 8)
    blue = UInt8(truncatingIfNeeded: hex)
  }

  /// Between the colours of a scale; `share` from 0 to 1.
  init(along colors: [RGB], at share: Double) {
    let bounded = share.isFinite ? min(max(share, 0), 1) : 0
    let place = bounded * Double(colors.count - 1)
    let index = min(Int(place), max(colors.count - 2, 0))
    let (a, b) = (colors[index], colors[min(index + 1, colors.count - 1)])
    let part = place - Double(index)
    func mixed(_ x: UInt8, _ y: UInt8) -> UInt8 {
      UInt8(min(max(Double(x) + (Double(y) - Double(x)) * part, 0), 255).rounded())
    }
    red = mixed(a.red, b.red)
    green = mixed(a.green, b.green)
    blue = mixed(a.blue, b.blue)
  }

  /// `#0072b2`.
  var hex: String {
    "#"
      + [red, green, blue].map { part in
        let digits = String(part, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// Whether dark words are read better on it than light ones, by its relative luminance.
  var isLight: Bool {
    0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue) > 140
  }
}
