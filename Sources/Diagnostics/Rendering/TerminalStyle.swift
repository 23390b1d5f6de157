/// What the place that shows a text can do; only front ends decide on it.
package struct TerminalStyle: Hashable, Sendable {
  package var isColored: Bool
  /// Columns.
  package var width: Int
  /// Whether drawings keep to ASCII; the user's own text is shown as it is.
  package var isASCII: Bool
  /// Whether a line can be drawn again over itself.
  package var redraws: Bool

  package init(
    isColored: Bool = false, width: Int = 100, isASCII: Bool = false, redraws: Bool = false
  ) {
    self.isColored = isColored
    self.width = width
    self.isASCII = isASCII
    self.redraws = redraws
  }

  /// No colour, 100 columns, no redrawing.
  package static let plain = TerminalStyle()

  package var ellipsis: String { isASCII ? "..." : "…" }
}

/// What a piece of text is, from which its colour follows.
package enum Ink: Sendable, CaseIterable {
  case error, warning, good, accent, faint, strong
  /// The colours of the first, second, third … series of a chart.
  case series1, series2, series3, series4, series5, series6

  fileprivate var code: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .good: "32"
    case .accent: "1;34"
    case .faint: "2"
    case .strong: "1"
    case .series1: "34"
    case .series2: "33"
    case .series3: "32"
    case .series4: "31"
    case .series5: "35"
    case .series6: "36"
    }
  }
}

extension TerminalStyle {
  /// `text` in the colour of `ink`, where there are colours.
  package func painted(_ text: String, _ ink: Ink) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(ink.code)m\(text)\u{1B}[0m" : text
  }
}
