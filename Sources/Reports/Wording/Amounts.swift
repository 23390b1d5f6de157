import Diagnostics

/// A number with the word for what it counts: `1 epoch`, `1,650 updates`.
enum Amount {
  static func samples(_ count: Int) -> Text {
    text(count, ("sample", "samples"), ("amostra", "amostras"))
  }

  static func iterations(_ count: Int) -> Text {
    text(count, ("iteration", "iterations"), ("iteração", "iterações"))
  }

  static func epochs(_ count: Int) -> Text { text(count, ("epoch", "epochs"), ("época", "épocas")) }

  static func updates(_ count: Int) -> Text {
    text(count, ("update", "updates"), ("atualização", "atualizações"))
  }

  static func parameters(_ count: Int) -> Text {
    text(count, ("parameter", "parameters"), ("parâmetro", "parâmetros"))
  }

  static func threads(_ count: Int) -> Text {
    text(count, ("thread", "threads"), ("thread", "threads"))
  }

  private static func text(
    _ count: Int, _ en: (one: String, many: String), _ pt: (one: String, many: String)
  ) -> Text {
    let number = NumberText.countText(count)
    return Text(
      en: "\(number.en) \(count == 1 ? en.one : en.many)",
      pt: "\(number.pt) \(count == 1 ? pt.one : pt.many)")
  }
}

/// A number of bytes in the unit that fits.
func bytesText(_ bytes: Int) -> String {
  let units = ["B", "KB", "MB", "GB", "TB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1024, unit < units.count - 1 {
    value /= 1024
    unit += 1
  }
  return "\(NumberText.short(value, digits: unit == 0 ? 4 : 3)) \(units[unit])"
}

/// A time for a person: `0.03 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds >= 0 else { return "?" }
  if seconds < 0.001 { return "0.001 s" }
  if seconds < 9.95 { return "\(NumberText.short(seconds, digits: 2)) s" }
  let whole = Int(min(seconds, 1e12).rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole % 3600 / 60) min"
}

/// A time that is measured for its own sake: `12.4 µs`, `3.41 ms`, `1.24 s`; a longer one as ever.
package func fineDurationText(_ seconds: Double) -> String {
  guard seconds >= 0, seconds < 10 else { return durationText(seconds) }
  if seconds < 1e-3 { return "\(NumberText.short(seconds * 1e6, digits: 3)) µs" }
  if seconds < 1 { return "\(NumberText.short(seconds * 1e3, digits: 3)) ms" }
  return "\(NumberText.short(seconds, digits: 3)) s"
}

/// A metric for a person: a share in percent, anything else with four digits.
func metricText(_ name: String, _ value: Double) -> String {
  let shares: Set<String> = ["accuracy", "top", "precision", "recall", "f1", "auc"]
  guard shares.contains(name), value.isFinite else { return NumberText.short(value) }
  // Nearly all is not all.
  let isRoundedUp = value < 1 && value >= 0.9995
  return NumberText.fixed(value * 100, places: isRoundedUp ? 2 : 1) + "%"
}
