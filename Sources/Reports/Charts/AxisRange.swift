import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The part of an axis that a chart shows, with its ticks.
///
/// - Source: Heckbert (1990), "Nice numbers for graph labels", for the steps of linear axes.
struct AxisRange {
  struct Tick: Equatable {
    var value: Double
    var label: String
  }

  let axis: Chart.Axis
  private(set) var lower: Double
  private(set) var upper: Double
  private(set) var ticks: [Tick] = []

  /// The part of the range by which it grows at most to end at a tick.
  private static let growth = 0.16
  /// The part of the range that stays free at an end that is no tick.
  private static let margin = 0.04

  /// A range that holds all `values` and about `count` ticks.
  ///
  /// - Parameter isRoomy: Whether no value may lie at an end, as marks that have a size ask for.
  init(
    _ axis: Chart.Axis, holding values: some Sequence<Double>, ticks count: Int,
    isRoomy: Bool = false
  ) {
    self.axis = axis
    if case .categories(let names) = axis.scale {
      (lower, upper) = (-0.5, Double(max(names.count, 1)) - 0.5)
      ticks = names.enumerated().map { Tick(value: Double($0), label: $1) }
      return
    }
    var least = Double.infinity
    var most = -Double.infinity
    for value in values where value.isFinite {
      least = min(least, value)
      most = max(most, value)
    }
    (lower, upper) = least > most ? (0, 1) : (least, most)
    if let range = axis.range, range.lowerBound < range.upperBound {
      (lower, upper) = (range.lowerBound, range.upperBound)
      let step = Self.niceStep((upper - lower) / Double(max(count, 1)), isWhole: axis.isWhole)
      if axis.scale == .linear, step.isFinite, step > 0 { addTicks(step: step) }
      if axis.scale == .linear { return }
    }
    if axis.scale == .logarithmic, lower > 0 {
      layOutLogarithmic(count, isRoomy: isRoomy)
    } else {
      layOutLinear(count, isRoomy: isRoomy)
    }
  }

  /// Whether its places have names, which are read from the top where it leads upwards.
  var hasCategories: Bool {
    if case .categories = axis.scale { true } else { false }
  }

  /// Where `value` lies: 0 at the lower end, 1 at the upper.
  func position(of value: Double) -> Double {
    if axis.scale == .logarithmic, lower > 0 {
      return (log(value) - log(lower)) / (log(upper) - log(lower))
    }
    return (value - lower) / (upper - lower)
  }

  // MARK: Linear

  private mutating func layOutLinear(_ count: Int, isRoomy: Bool) {
    if upper - lower <= max(abs(lower), abs(upper)) * 1e-12 {
      // One value only, as far as its digits tell: a range around it, of its own size.
      let margin = axis.isWhole || lower == 0 ? 1 : abs(lower) * 0.1
      (lower, upper) = (lower - margin, upper + margin)
    }
    let step = Self.niceStep((upper - lower) / Double(max(count, 1)), isWhole: axis.isWhole)
    guard step.isFinite, step > 0 else { return }
    // Whole numbers such as epochs begin and end where the values do.
    if axis.isWhole {
      (lower, upper) = (lower.rounded(.down), upper.rounded(.up))
    } else {
      let room = isRoomy ? (upper - lower) * Self.margin : 0
      let below = ((lower - room) / step + 1e-9).rounded(.down) * step
      let above = ((upper + room) / step - 1e-9).rounded(.up) * step
      (lower, upper) = Self.ends(lower, upper, below: below, above: above)
    }
    addTicks(step: step)
  }

  /// A tick at each multiple of `step` in the range.
  private mutating func addTicks(step: Double) {
    var values: [Double] = []
    var index = (lower / step - 1e-9).rounded(.up)
    while index * step <= upper + step * 1e-9, values.count < 100 {
      values.append(index * step)
      index += 1
    }
    ticks += zip(values, AxisNumber.labels(values, step: step)).map(Tick.init)
  }

  /// The ends of a range of `least...most`: the ticks beyond them where these are near.
  private static func ends(
    _ least: Double, _ most: Double, below: Double, above: Double
  ) -> (Double, Double) {
    let span = most - least
    return (
      least - below <= span * growth ? below : least - span * margin,
      above - most <= span * growth ? above : most + span * margin
    )
  }

  /// The step of 1, 2 or 5 times a power of ten that is nearest to `rough`.
  private static func niceStep(_ rough: Double, isWhole: Bool) -> Double {
    guard rough > 0, rough.isFinite else { return 1 }
    let power = pow(10, floor(log10(rough)))
    let ratio = rough / power
    let step = (ratio < 1.5 ? 1 : ratio < 3 ? 2 : ratio < 7 ? 5 : 10) * power
    return isWhole ? max(1, step.rounded()) : step
  }

  // MARK: Logarithmic

  private mutating func layOutLogarithmic(_ count: Int, isRoomy: Bool) {
    if upper <= lower * (1 + 1e-12) { (lower, upper) = (lower / 2, upper * 2) }
    let (least, most) = (log10(lower), log10(upper))
    let room = isRoomy ? (most - least) * Self.margin : 0
    let (low, high) = Self.ends(
      least, most, below: floor(least - room + 1e-9), above: ceil(most + room - 1e-9))
    (lower, upper) = (pow(10, low), pow(10, high))
    // Within one power of ten equal steps are rounder numbers.
    if high - low < 0.7 {
      return addTicks(step: Self.niceStep((upper - lower) / Double(max(count, 1)), isWhole: false))
    }
    // Over a few powers of ten their doubles and fivefolds are ticks too.
    let factors: [Double] = high - low <= 2.5 && count >= 5 ? [1, 2, 5] : [1]
    let every = max(1, ((high - low) / Double(max(count, 1))).rounded(.up))
    var exponent = (low / every - 1e-9).rounded(.down) * every
    while exponent <= high + 1e-9, ticks.count < 100 {
      for factor in factors {
        let value = factor * pow(10, exponent)
        guard value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) else { continue }
        ticks.append(Tick(value: value, label: AxisNumber.short(value)))
      }
      exponent += every
    }
  }
}

/// Numbers as they stand beside a tick.
enum AxisNumber {
  /// Numbers that are `step` apart: all with a power of ten, where they are long and that makes them
  /// shorter.
  static func labels(_ values: [Double], step: Double) -> [String] {
    let places = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    let short = values.map { scientific($0, step: step) }
    guard places <= 6 else { return short }
    let long = values.map { abs($0) < step * 1e-6 ? "0" : plain($0, places: places) }
    let width = long.map(\.count).max() ?? 0
    return width > 7 && short.allSatisfy { $0.count < width } ? short : long
  }

  /// With `places` digits behind the point.
  static func plain(_ value: Double, places: Int) -> String {
    let text = fixed(value, places)
    return text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// With a power of ten and as many digits as tell neighbours that are `step` apart from each
  /// other: `1.15e9`.
  static func scientific(_ value: Double, step: Double) -> String {
    guard value != 0, abs(value) >= step * 1e-6 else { return "0" }
    let exponent = floor(log10(abs(value)) + 1e-9)
    let places = min(max(Int((exponent - log10(step) - 1e-9).rounded(.up)), 0), 15)
    // In two steps, since the power itself may be beyond what a number holds.
    let mantissa = value / pow(10, exponent / 2) / pow(10, exponent / 2)
    return trimmed(fixed(mantissa, places)) + "e" + String(Int(exponent))
  }

  /// A tick of a logarithmic axis: a power of ten, or at most two digits before one.
  static func short(_ value: Double) -> String {
    if value >= 1e-4, value < 1e6 { return trimmed(fixed(value, 5)) }
    return scientific(value, step: value / 10)
  }

  private static func fixed(_ value: Double, _ places: Int) -> String {
    NumberText.fixed(value, places: places)
  }

  /// Without zeros at the end of what stands behind the point.
  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
