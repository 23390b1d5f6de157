import Checking
import Diagnostics
import Vocabulary

extension MeaningBuilder {
  /// What the arguments of a line say, by the settings that they are for; defaults are written in.
  mutating func values(of line: CheckedLine) -> [MeaningValue] {
    guard case .entry(let entry) = line.word else {
      return values(of: line.arguments, of: function(ofLayer: line))
    }
    return values(of: line.arguments) + defaults(of: entry.settings, besides: line.arguments)
  }

  /// What arguments say, by the settings or the parameters that they are for.
  ///
  /// - Parameter function: Whose parameters those without a setting are for, and how many of the
  ///   first ones are given otherwise.
  mutating func values(
    of arguments: [CheckedArgument], of function: (CheckedFunction, given: Int)? = nil
  ) -> [MeaningValue] {
    var values: [MeaningValue] = []
    var places: [String: Int] = [:]
    var position = function?.given ?? 0
    for argument in arguments {
      var value: MeaningValue
      if let setting = argument.setting {
        value = self.value(of: argument.value, for: setting)
        value.name = setting.label
        if let free = argument.name, free != setting.name { value.name = free }
        // Linear is what a layer is that has no activation.
        if setting.name == "activation", value.key.written == "builtin·linear" { continue }
      } else {
        value = self.value(of: argument.value)
        if let function {
          let names = function.0.parameters.map(\.name)
          let index = argument.name.flatMap { names.firstIndex(of: $0) } ?? position
          if argument.name == nil { position += 1 }
          value.name = names.indices.contains(index) ? names[index] : "\(index)"
          value.index = index
          if let standard = standard(of: function.0, index) {
            if value.key.isSame(as: standard.key) { continue }
            value.standard = standard.text
          }
        } else {
          value.name = argument.name ?? "\(position)"
          if argument.name == nil { position += 1 }
        }
      }
      value.span = argument.span
      if let place = places[value.name] {
        values[place].append(value)
      } else {
        places[value.name] = values.count
        values.append(value)
      }
    }
    return values
  }

  /// The defaults of settings that are not written.
  func defaults(
    of settings: [SettingDescription], besides arguments: [CheckedArgument]
  ) -> [MeaningValue] {
    settings.compactMap { setting in
      guard let value = setting.defaultValue,
        !arguments.contains(where: { $0.setting?.name == setting.name })
      else { return nil }
      var told = MeaningValue(
        name: setting.label, key: MeaningKey(value.meaning), text: value.recorded)
      told.isDefault = true
      return told
    }
  }

  /// What stands where `setting` is wanted; of a function also its own settings.
  mutating func value(
    of expression: CheckedExpression, for setting: SettingDescription
  ) -> MeaningValue {
    switch expression.kind {
    case .quantity(let quantity) where quantity.unit == setting.unit:
      // `epochs 8 epochs` is `epochs 8`.
      return MeaningValue(
        name: "", key: MeaningKey(NumberText.exact(quantity.value)),
        text: texts.line(of: expression.span))
    case .builtin(let name, let entries) where setting.type.takesFunction:
      let entry = entries.first { $0.role == setting.type.role } ?? entries.first
      var value = MeaningValue(name: "", key: MeaningKey("builtin·" + name), text: name)
      value.settings = defaults(of: entry?.settings ?? [], besides: [])
      return value
    case .call(let callee, let arguments) where setting.type.takesFunction:
      return call(of: callee, arguments, at: expression.span)
    default: return value(of: expression)
    }
  }

  private mutating func value(of expression: CheckedExpression) -> MeaningValue {
    MeaningValue(name: "", key: key(of: expression), text: texts.line(of: expression.span))
  }

  /// `sgd, momentum: 0.9`, `moons(samples: 200)`: a function with settings.
  private mutating func call(
    of callee: CheckedExpression, _ arguments: [CheckedArgument], at span: Span
  ) -> MeaningValue {
    var value = MeaningValue(
      name: "", key: key(of: callee), text: texts.line(of: callee.span))
    value.settings = values(of: arguments, of: function(of: callee))
    if case .builtin(_, let entries) = callee.kind {
      let entry =
        entries.first { entry in
          arguments.allSatisfy { argument in
            entry.settings.contains { $0.name == argument.setting?.name }
          }
        } ?? entries.first
      value.settings += defaults(of: entry?.settings ?? [], besides: arguments)
    }
    return value
  }

  /// What a function of the script takes for a parameter that is not given.
  private mutating func standard(
    of function: CheckedFunction, _ index: Int
  ) -> (key: MeaningKey, text: String)? {
    guard function.parameters.indices.contains(index),
      let expression = function.parameters[index].defaultValue
    else { return nil }
    let mentioned = mentioned
    defer { self.mentioned = mentioned }
    return (within(function) { $0.key(of: expression) }, texts.line(of: expression.span))
  }

  /// The function of the script that is called.
  func function(of callee: CheckedExpression) -> (CheckedFunction, given: Int)? {
    guard case .reference(.global(let place), _) = callee.kind, let function = functions[place]
    else { return nil }
    return (function, 0)
  }

  /// The network or the activation of the script that is a layer.
  private func function(ofLayer line: CheckedLine) -> (CheckedFunction, given: Int)? {
    guard case .value(let expression, _) = line.word,
      case .reference(.global(let place), _) = expression.kind, let function = functions[place]
    else { return nil }
    // The first parameter of an activation is what the layer before gives.
    return (function, networks.contains(place) ? 0 : 1)
  }
}

extension MeaningValue {
  /// Adds a further value of the same setting.
  fileprivate mutating func append(_ other: MeaningValue) {
    key = MeaningKey(joining: [wholeKey, other.wholeKey], "list")
    settings = []
    text += ", " + other.text
    if let span, let own = other.span { self.span = span.joined(with: own) }
  }
}

extension SettingDescription {
  /// What its value is called on a line; what the line is about needs no name.
  fileprivate var label: String { isPositional && isRequired && !isRepeated ? "" : name }
}

extension SettingType {
  fileprivate var takesFunction: Bool {
    switch self {
    case .function, .formula, .source: true
    default: false
    }
  }

  fileprivate var role: FunctionRole? {
    switch self {
    case .function(let role), .formula(let role): role
    default: nil
    }
  }
}
