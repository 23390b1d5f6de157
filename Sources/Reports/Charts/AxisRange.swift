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
  let axis: Chart.Axis
  private(set) var lower: Double
  private(set) var upper: Double
  let ticks: [Tick]

  struct Tick: Equatable {
    var value: Double
    var label: String
  }

  /// A range that holds all `values` and about `count` ticks.
  init(_ axis: Chart.Axis, holding values: some Sequence<Double>, ticks count: Int) {
    self.axis = axis
    var least = Double.infinity
    var most = -Double.infinity
    for value in values where value.isFinite {
      least = min(least, value)
      most = max(most, value)
    }
    if least > most { (least, most) = (0, 1) }
    if axis.scale == .logarithmic, least > 0 {
      (lower, upper, ticks) = Self.logarithmic(least, most, count)
    } else {
      (lower, upper, ticks) = Self.linear(axis, least, most, count)
    }
  }

  /// Where `value` lies: 0 at the lower end, 1 at the upper.
  func position(of value: Double) -> Double {
    if axis.scale == .logarithmic, lower > 0 {
      return (log(value) - log(lower)) / (log(upper) - log(lower))
    }
    return (value - lower) / (upper - lower)
  }

  private static func linear(
    _ axis: Chart.Axis, _ least: Double, _ most: Double, _ count: Int
  ) -> (Double, Double, [Tick]) {
    var (lower, upper) = (least, most)
    if lower == upper {
      // One value only: a range around it, of its own size.
      let margin = axis.isWhole ? 1 : max(abs(lower) * 0.1, 1e-12)
      (lower, upper) = (lower - margin, upper + margin)
    }
    // Half of each first, since the difference of two large numbers may not be finite.
    let step = niceStep((upper / 2 - lower / 2) * 2 / Double(max(count, 1)), isWhole: axis.isWhole)
    guard step.isFinite, step > 0 else { return (lower, upper, []) }
    if !axis.isWhole {
      lower = (lower / step + 1e-9).rounded(.down) * step
      upper = (upper / step - 1e-9).rounded(.up) * step
    }
    var ticks: [Tick] = []
    var index = (lower / step - 1e-9).rounded(.up)
    while index * step <= upper + step * 1e-9, ticks.count < 100 {
      ticks.append(Tick(value: index * step, label: label(index * step, step: step)))
      index += 1
    }
    return (lower, upper, ticks)
  }

  /// The step of 1, 2 or 5 times a power of ten that is nearest above `rough`.
  private static func niceStep(_ rough: Double, isWhole: Bool) -> Double {
    guard rough > 0, rough.isFinite else { return 1 }
    let power = pow(10, floor(log10(rough)))
    let ratio = rough / power
    let step = (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10) * power
    return isWhole ? max(1, step.rounded()) : step
  }

  private static func label(_ value: Double, step: Double) -> String {
    if abs(value) < step * 1e-6 { return "0" }
    if abs(value) >= 1e6 || step < 1e-4 { return NumberText.short(value, digits: 3) }
    let places = max(0, Int((-log10(step) - 1e-9).rounded(.up)))
    return NumberText.fixed(value, places: min(places, 6))
  }

  private static func logarithmic(
    _ least: Double, _ most: Double, _ count: Int
  ) -> (Double, Double, [Tick]) {
    var low = floor(log10(least) + 1e-9)
    var high = ceil(log10(most) - 1e-9)
    if low >= high { (low, high) = (low - 1, high + 1) }
    let every = max(1, ((high - low) / Double(max(count, 1))).rounded(.up))
    var ticks: [Tick] = []
    var exponent = low
    while exponent <= high, ticks.count < 100 {
      let value = pow(10, exponent)
      ticks.append(Tick(value: value, label: NumberText.short(value, digits: 3)))
      exponent += every
    }
    return (pow(10, low), pow(10, high), ticks)
  }
}
