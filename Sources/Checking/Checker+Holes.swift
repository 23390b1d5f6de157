import Diagnostics
import Syntax
import Vocabulary

// `dense ?`: a value that is still open, answered with what fits there.

extension Checker {
  /// Reports a hole in the place of `setting`, with the values that it takes.
  mutating func hole(
    _ value: Expression, for setting: SettingDescription, of owner: String
  ) -> CheckedExpression {
    let names = self.names(for: setting)
    report(
      .hole(
        setting, of: owner, names: names, likely: likelyValue(of: setting, owner, names),
        at: value.span))
    return CheckedExpression(kind: .hole, span: value.span)
  }

  /// The functions that `setting` takes by name.
  private func names(for setting: SettingDescription) -> [String] {
    let role: FunctionRole
    switch setting.type {
    case .function(let wanted) where wanted != .rate: role = wanted
    case .formula(let wanted): role = wanted
    default: return []
    }
    return catalogue.entries.filter { $0.role == role && $0.isAvailable }.map(\.name)
  }

  /// What is written there most often, until the data says more.
  private func likelyValue(
    of setting: SettingDescription, _ owner: String, _ names: [String]
  ) -> String? {
    let usual = [
      "dense.units": "16", "dense.activation": "relu", "dropout.fraction": "0.2",
      "split.test": "20%", "split.validation": "15%", "split.train": "70%",
      "stop.patience": "10 epochs", "stop.restore": "best", "sgd.momentum": "0.9",
    ]
    if let value = usual["\(owner).\(setting.name)"] { return value }
    if let value = setting.defaultValue { return value.written }
    // The example of a line begins with its word: `epochs 50`.
    let example = catalogue.entries(named: owner).first?.example.firstLine ?? ""
    let parts = example.split(separator: " ", maxSplits: 1).map(String.init)
    if setting.isPositional, setting.isRequired || names.contains(parts.last ?? ""),
      parts.first == owner, let value = parts.last, !value.contains(",")
    {
      return value
    }
    return setting.legal.words.first ?? names.first
  }
}

extension SettingValue {
  /// The value as a script writes it; `nil` for what has no literal.
  fileprivate var written: String? {
    switch self {
    case .number(let number): NumberText.exact(number)
    case .boolean(let boolean): String(boolean)
    case .word(let word): word
    case .text(let text): "\"\(text)\""
    case .dimensions(let extents): extents.map(String.init).joined(separator: "x")
    case .quantity(let quantity): "\(NumberText.exact(quantity.value)) \(quantity.unit.rawValue)"
    case .function(let function): function.name
    case .list: nil
    }
  }
}

extension Diagnostic {
  /// `dense ?`: what fits there, with what is most often meant.
  static func hole(
    _ setting: SettingDescription, of word: String, names: [String], likely: String?,
    at span: Span
  ) -> Diagnostic {
    let (subject, wanted) = (setting.subject(of: word), setting.wanted)
    let list = names.joined(separator: ", ")
    return .error(
      .hole,
      Text(
        en: "this is still open: \(subject.en) takes \(wanted.en)",
        pt: "isto ainda está em aberto: \(subject.pt) aceita \(wanted.pt)"),
      at: Label(span),
      notes: names.isEmpty ? [] : [Text(en: "there are: \(list)", pt: "há: \(list)")],
      fixIts: likely.map { likely in
        [
          FixIt(
            Text(en: "for example '\(likely)'", pt: "por exemplo '\(likely)'"),
            [Edit(span, likely)], isSafe: false)
        ]
      } ?? [])
  }

  /// A hole where any value may stand.
  static func hole(at span: Span) -> Diagnostic {
    .error(
      .hole,
      Text(
        en: "this is still open: a value belongs here",
        pt: "isto ainda está em aberto: aqui fica um valor"),
      at: Label(span))
  }
}
