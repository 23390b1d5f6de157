import Vocabulary

extension Entry {
  /// How a line with the word is written, with `[ ]` around what may be left out; `nil` where the
  /// example says it all.
  var form: String? {
    switch kind {
    case .word, .layer:
      guard !settings.isEmpty || !tails.isEmpty || block != nil else { return nil }
      return name + arguments(after: " ") + tailText + (block == nil ? "" : " { … }")
    case .function, .generator: return name + "(" + arguments(after: "") + ")"
    case .activation, .loss, .metric, .optimizer, .schedule, .initializer: return nil
    }
  }

  /// Positional settings by their names, and the others as `name: …`.
  private func arguments(after start: String) -> String {
    var text = ""
    var separator = start
    for setting in settings where setting.isPositional {
      let word = setting.name.uppercased() + (setting.isRepeated ? ", …" : "")
      text += setting.isRequired ? separator + word : "[\(separator)\(word)]"
      separator = ", "
    }
    let named = settings.filter { !$0.isPositional }
    // More than three would hide the rest; the table below has them all.
    for setting in named.prefix(named.count > 3 ? 1 : 3) {
      let word = named.count > 3 ? "SETTING: …, …" : "\(setting.name): …"
      text += setting.isRequired ? separator + word : "[\(separator)\(word)]"
      separator = ", "
    }
    return text
  }

  private var tailText: String {
    let order: [Tail] = [.on, .with, .from, .to, .alias]
    return order.filter(tails.contains).map { tail in
      requiredTails.contains(tail) ? " \(tail.rawValue) …" : " [\(tail.rawValue) …]"
    }.joined()
  }
}
