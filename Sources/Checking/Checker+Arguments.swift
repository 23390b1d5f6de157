import Diagnostics
import Syntax
import Vocabulary

/// What takes arguments: a word, a built-in function, a function of the script.
struct Taker {
  var name: String
  var settings: [SettingDescription]
  /// Settings of which one at least has to be given.
  var requiresOneOf: [String] = []
  /// Whether further names are taken, each for the first setting.
  var takesFreeNames = false
  /// Whether it is called, and so has parameters rather than settings.
  var isCalled = false
  /// Whether it stands in a training, some of whose settings may be looked for in it.
  var isOfTraining = false
  /// Where the word stands, for what is missing.
  var span: Span
}

extension Checker {
  /// Binds the arguments of a line to the settings of its word.
  mutating func check(
    _ arguments: [Argument], for entry: Entry, at span: Span, hasTails: Bool
  ) -> [CheckedArgument] {
    let taker = Taker(
      name: entry.name, settings: entry.settings, requiresOneOf: entry.requiresOneOf,
      takesFreeNames: entry.takesFreeNames,
      isOfTraining: entry.places.contains(.train), span: span)
    if let repair = decimalComma(ofNamed: arguments) {
      report(repair)
      return unknownValues(of: taker)
    }
    // What a function takes follows it on the line: `optimizer sgd, momentum: 0.9`.
    guard let first = entry.settings.first, let role = first.optionsRole,
      let value = arguments.first(where: { $0.name == nil || $0.name?.text == first.name })
    else { return bind(arguments, to: taker, hasTails: hasTails) }
    let isOption = { (argument: Argument) in
      argument.name.map { name in !entry.settings.contains { $0.name == name.text } } ?? false
    }
    let options = arguments.filter(isOption)
    let rest = arguments.filter { !isOption($0) && $0 != value }
    let checked = CheckedArgument(
      setting: first, name: value.name?.text,
      value: checkFunction(value.value, role, options: options, first, of: entry.name),
      span: value.span)
    if value.name == nil, let further = rest.first(where: { $0.name == nil }) {
      report(.tooManyValues(for: taker.name, takes: 1, at: further.span))
      return [checked]
    }
    return [checked] + bind(rest, to: taker, given: [first.name: value.span], hasTails: hasTails)
  }

  /// Binds each argument to a setting, by its name or by its order.
  ///
  /// - Parameter given: Settings that have their value already.
  mutating func bind(
    _ arguments: [Argument], to taker: Taker, given: [String: Span] = [:], hasTails: Bool = false
  ) -> [CheckedArgument] {
    let before = problems.count
    var given = given
    // A name anywhere on the line takes its setting out of the order.
    let named = Set(arguments.compactMap { $0.name?.text })
    var order = taker.settings.filter {
      $0.isPositional && !named.contains($0.name) && given[$0.name] == nil
    }[...]
    let positionCount = order.count
    if let repair = decimalComma(in: arguments, positions: order)
      ?? decimalComma(ofNamed: arguments) ?? swappedValues(arguments, order, of: taker.name)
    {
      report(repair)
      return unknownValues(of: taker, given)
    }
    var result: [CheckedArgument] = []
    var isReported = false
    for argument in arguments {
      guard let setting = setting(for: argument, of: taker, &order) else {
        if argument.name == nil {
          // Of several that are too many, the first says it.
          if !isReported { reportTooMany(argument, taker, positionCount) }
          isReported = true
        }
        continue
      }
      if let name = argument.name {
        if let earlier = given[name.text] {
          report(.givenTwice(name.text, earlier: earlier, at: argument.span))
          continue
        }
        given[name.text] = argument.span
      }
      if given[setting.name] == nil { given[setting.name] = argument.span }
      let value = check(argument.value, for: setting, of: taker.name)
      if setting.type == .formula(.metric), argument.name == nil, case .function = value.kind {
        report(.formulaNeedsName(at: argument.span))
      }
      result.append(
        CheckedArgument(
          setting: setting, name: argument.name?.text, value: value, span: argument.span))
    }
    let missing = taker.settings.filter { setting in
      let isReplaced = setting.replacement.map { given[$0] != nil } ?? false
      return setting.isRequired && !isReplaced && given[setting.name] == nil
    }
    if !missing.isEmpty, problems.count == before {
      report(
        taker.isCalled
          ? .missingArguments(missing.map(\.name), of: taker.name, at: taker.span)
          : .missingSettings(missing, of: taker.name, at: taker.span))
    }
    if !taker.requiresOneOf.isEmpty, problems.count == before,
      !taker.requiresOneOf.contains(where: { given[$0] != nil })
    {
      report(.missingChoice(taker.requiresOneOf, of: taker.name, at: taker.span))
    }
    return result
      + missing.map {
        CheckedArgument(setting: $0, name: nil, value: .unknown(taker.span), span: taker.span)
      }
  }

  /// The required values that a problem has made unknown.
  private func unknownValues(
    of taker: Taker, _ given: [String: Span] = [:]
  ) -> [CheckedArgument] {
    taker.settings.filter { $0.isRequired && given[$0.name] == nil }.map {
      CheckedArgument(setting: $0, name: nil, value: .unknown(taker.span), span: taker.span)
    }
  }

  /// `rate 0,1`, where one number is wanted: a decimal comma, which is no point here.
  private func decimalComma(
    in arguments: [Argument], positions: ArraySlice<SettingDescription>
  ) -> Diagnostic? {
    let unnamed = arguments.filter { $0.name == nil }
    guard unnamed.count > positions.count, !positions.contains(where: \.isRepeated) else {
      return nil
    }
    for (whole, part) in zip(unnamed, unnamed.dropFirst()) {
      if case .number = whole.value.kind, case .number = part.value.kind,
        whole.span.end + 1 == part.span.start, let source = sources[whole.span.file]
      {
        let (first, rest) = (source.text(of: whole.span), source.text(of: part.span))
        let both = whole.span.joined(with: part.span)
        // `epochs 1,000`
        if positions.first?.type == .wholeNumber, rest.utf8.count == 3 {
          return .thousandsComma(first + rest, at: both)
        }
        return .decimalComma(first + "." + rest, at: both)
      }
    }
    return nil
  }

  /// The setting that `argument` is for; a name that there is none for is reported.
  private mutating func setting(
    for argument: Argument, of taker: Taker, _ order: inout ArraySlice<SettingDescription>
  ) -> SettingDescription? {
    guard let name = argument.name else {
      guard let next = order.first else { return nil }
      if !next.isRepeated { order = order.dropFirst() }
      return next
    }
    if let setting = taker.settings.first(where: { $0.name == name.text }),
      !(taker.takesFreeNames && setting.name == taker.settings.first?.name)
    {
      return setting
    }
    if taker.takesFreeNames { return taker.settings.first }
    reportUnknownSetting(name, argument, taker)
    return nil
  }

  private mutating func reportUnknownSetting(_ name: Name, _ argument: Argument, _ taker: Taker) {
    // `optimizer adam, lr: 0.01`: the rate has a line of its own.
    let lines = taker.isOfTraining ? catalogue.entries.filter { $0.places.contains(.train) } : []
    let known = taker.settings.map(\.name)
    let closest =
      closest(to: name.text, among: known)
      ?? Self.setting(byForeign: name.text, among: known).map { Suggestion($0) }
    if closest == nil,
      let line = lines.first(where: { $0.name == name.text })
        ?? foreignEntry(name.text, among: lines), line.name != taker.name
    {
      return report(.settingHasItsLine(name, of: taker.name, line.name))
    }
    report(
      .unknownSetting(
        name, of: taker.name, closest: closest, known: known, isCalled: taker.isCalled))
  }

  private mutating func reportTooMany(_ argument: Argument, _ taker: Taker, _ count: Int) {
    if let name = argument.value.plainName, count == 0,
      taker.settings.contains(where: { $0.name == name.text })
    {
      // The parser stumbled over the value behind the name; the colon mends both.
      mendedPlaces.insert(Span(name.span.file, name.span.end + 1..<name.span.end + 1))
      return report(.settingNeedsColon(name, of: taker.name))
    }
    if let setting = taker.settings.first(where: { !$0.isPositional }), count == 0 {
      return report(
        .settingNeedsName(setting, of: taker.name, taker.settings.map(\.name), at: argument.span))
    }
    report(.tooManyValues(for: taker.name, takes: count, at: argument.span))
  }
}

// MARK: - Arguments of a script's own functions

extension Checker {
  /// Binds arguments to the parameters of a function or a network of the script.
  mutating func check(
    _ arguments: [Argument], for signature: Signature, of name: String, at span: Span,
    isComplete: Bool = true
  ) -> [CheckedArgument] {
    let before = problems.count
    let names = signature.parameters.map(\.name)
    var given: [String: Span] = [:]
    var position = 0
    var result: [CheckedArgument] = []
    for argument in arguments {
      let checked = checkArgument(argument)
      if let written = argument.name {
        guard names.contains(written.text) else {
          report(
            .unknownSetting(
              written, of: name, closest: closest(to: written.text, among: names), known: names,
              isCalled: true))
          continue
        }
        if let earlier = given[written.text] {
          report(.givenTwice(written.text, earlier: earlier, at: argument.span))
          continue
        }
        given[written.text] = argument.span
      } else if position < names.count {
        if let earlier = given[names[position]] {
          report(.givenTwice(names[position], earlier: earlier, at: argument.span))
          continue
        }
        given[names[position]] = argument.span
        position += 1
      } else {
        if position == names.count {
          report(.tooManyValues(for: name, takes: names.count, at: argument.span))
        }
        position += 1
        continue
      }
      result.append(checked)
    }
    let missing = signature.parameters.filter { $0.isRequired && given[$0.name] == nil }
    guard isComplete, !missing.isEmpty else { return result }
    if problems.count == before {
      report(.missingArguments(missing.map(\.name), of: name, at: span))
    }
    // What is missing is unknown, so that nobody reports it again.
    return result
      + missing.map {
        CheckedArgument(setting: nil, name: $0.name, value: .unknown(span), span: span)
      }
  }

  mutating func checkArgument(_ argument: Argument) -> CheckedArgument {
    CheckedArgument(
      setting: nil, name: argument.name?.text, value: check(argument.value), span: argument.span)
  }
}
