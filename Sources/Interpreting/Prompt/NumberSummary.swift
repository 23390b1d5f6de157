import Diagnostics
import Reports

/// Many numbers in short: how many there are, what they are like, and the first of them.
struct NumberSummary {
  /// Fewer in a row are shown one by one.
  private static let mostShownWhole = 40
  private static let mostRows = 6
  private static let mostColumns = 8

  let count: Int
  private let extents: [Int]
  private let mean: Double
  private let deviation: Double
  private let least: Double
  private let largest: Double
  private let rows: [[Double]]

  /// `nil` for what is no list of numbers, or of lists of equally many numbers.
  init?(_ value: RunValue) {
    guard case .list(let values) = value, let extents = Self.extents(of: values) else { return nil }
    let numbers = Self.numbers(in: values)
    guard !numbers.isEmpty else { return nil }
    self.extents = extents
    count = numbers.count
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    self.mean = mean
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(numbers.count)).squareRoot()
    least = numbers.min() ?? 0
    largest = numbers.max() ?? 0
    let width = extents.last ?? 1
    rows = (0..<min(Self.mostRows, numbers.count / max(width, 1))).map { row in
      Array(numbers[row * width..<row * width + min(width, Self.mostColumns)])
    }
  }

  private static func extents(of values: [RunValue]) -> [Int]? {
    guard let first = values.first else { return nil }
    if case .list(let inner) = first {
      guard let extents = extents(of: inner) else { return nil }
      for value in values {
        guard case .list(let other) = value, other.count == inner.count else { return nil }
      }
      return [values.count] + extents
    }
    return values.allSatisfy({ if case .number = $0 { true } else { false } })
      ? [values.count] : nil
  }

  private static func numbers(in values: [RunValue]) -> [Double] {
    values.flatMap { value -> [Double] in
      switch value {
      case .number(let number): [number]
      case .list(let inner): numbers(in: inner)
      default: []
      }
    }
  }

  /// Whether the numbers are better shown so than one by one.
  var isShort: Bool { extents.count > 1 || count > Self.mostShownWhole }

  /// One line.
  var line: Text {
    let size = extents.map(String.init).joined(separator: "x")
    let (mean, deviation) = (NumberText.short(mean), NumberText.short(deviation))
    let (least, largest) = (NumberText.short(least), NumberText.short(largest))
    return Text(
      en: "\(size): mean \(mean), deviation \(deviation), from \(least) to \(largest)",
      pt: "\(size): média \(mean), desvio \(deviation), de \(least) a \(largest)")
  }

  /// The line, and the first numbers below it.
  func text(_ style: TerminalStyle, _ language: Language) -> String {
    let cells = rows.map { $0.map { NumberText.short($0) } }
    let width = cells.joined().map(\.displayWidth).max() ?? 0
    let columns = max(1, min(Self.mostColumns, (style.width - 6) / (width + 2)))
    let isCutRight = (extents.last ?? 0) > columns
    var lines = cells.map { row in
      let shown = row.prefix(columns).map { $0.paddedLeft(to: width) }.joined(separator: "  ")
      return "  " + shown + (isCutRight ? "  \(style.ellipsis)" : "")
    }
    let rowCount = count / max(extents.last ?? 1, 1)
    if rowCount > rows.count { lines.append("  \(style.ellipsis)") }
    return ([line[language]] + lines).joined(separator: "\n")
  }
}
