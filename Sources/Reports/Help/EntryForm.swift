import Vocabulary

extension Entry {
  /// How a line with the word is written, with `[ ]` around what may be left out; `nil` where the
  /// example says it all.
  var form: String? {
    switch kind {
    case .word, .layer:
      guard !settings.isEmpty || !tails.isEmpty || block != nil else { return nil }
      return name + arguments(after: " ") { $0.uppercased() } + tailText
        + (block == nil ? "" : " { … }")
    case .function, .generator:
      return name + "(" + arguments(after: "") { $0 } + ")"
    case .activation, .loss, .metric, .optimizer, .schedule, .initializer, .statement: return nil
    }
  }

  /// Positional settings by their names, as `spelling` writes them, and the others as `name: …`.
  private func arguments(after start: String, _ spelling: (String) -> String) -> String {
    var text = ""
    var separator = start
    func add(_ word: String, isRequired: Bool) {
      switch (isRequired, separator) {
      case (true, _): text += separator + word
      case (false, ", "): text += "[, \(word)]"
      case (false, _): text += "\(separator)[\(word)]"
      }
      separator = ", "
    }
    let settings = settings.filter(\.isAvailable)
    for setting in settings where setting.isPositional {
      let word = spelling(setting.name) + (setting.isRepeated ? ", …" : "")
      add(word, isRequired: setting.isRequired)
    }
    let named = settings.filter { !$0.isPositional }
    // More than three would hide the rest; the table below has them all.
    if named.count > 3 {
      add(spelling("setting") + ": …, …", isRequired: named.contains(where: \.isRequired))
    } else {
      for setting in named { add("\(setting.name): …", isRequired: setting.isRequired) }
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
