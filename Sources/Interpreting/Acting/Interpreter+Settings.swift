import Checking
import Diagnostics
import Vocabulary

extension Interpreter {
  /// The arguments of `line` in order, evaluated.
  func arguments(of line: CheckedLine, _ frame: Frame) throws(Stop) -> [EvaluatedArgument] {
    var arguments: [EvaluatedArgument] = []
    for argument in line.arguments {
      arguments.append(
        EvaluatedArgument(
          setting: argument.setting, name: argument.name,
          value: try value(argument, frame), span: argument.value.span))
    }
    return arguments
  }

  /// The value of an argument; where a function is wanted, `top(k: 5)` is one with its settings.
  private func value(_ argument: CheckedArgument, _ frame: Frame) throws(Stop) -> RunValue {
    guard case .call(let callee, let options) = argument.value.kind, !options.isEmpty,
      options.allSatisfy({ $0.name != nil || $0.setting != nil }),
      argument.setting?.type.isFunction == true
    else { return try value(argument.value, frame) }
    let function = try value(callee, frame)
    var settings: [String: RunValue] = [:]
    for option in options {
      guard let name = option.name ?? option.setting?.name else { continue }
      settings[name] = try value(option.value, frame)
    }
    return function.isUnknown ? .unknown : .configured(function, settings)
  }

  /// The complete settings of one use of `entry`; `nil` where a value is unknown.
  func settings(
    of entry: Entry, from arguments: [EvaluatedArgument], at span: Span
  ) throws(Stop) -> Settings? {
    var settings = Settings()
    var isKnown = true
    for argument in arguments {
      guard let setting = argument.setting else { continue }
      guard let value = try settingValue(argument, for: setting, of: entry.name) else {
        isKnown = false
        continue
      }
      if setting.isRepeated, case .list(let earlier)? = settings[setting.name] {
        settings[setting.name] = .list(earlier + [value])
      } else {
        settings[setting.name] = setting.isRepeated ? .list([value]) : value
      }
    }
    for setting in entry.settings where settings[setting.name] == nil {
      settings[setting.name] = setting.defaultValue
    }
    return isKnown ? settings : nil
  }

  /// The value of `argument` as `setting` of `word` takes it; `nil` where it is unknown.
  func settingValue(
    _ argument: EvaluatedArgument, for setting: SettingDescription, of word: String
  ) throws(Stop) -> SettingValue? {
    guard let value = try plainSettingValue(argument, for: setting) else { return nil }
    if let problem = settingProblem(value, for: setting, of: word, at: argument.span) {
      throw stop(problem)
    }
    return value
  }

  private func plainSettingValue(
    _ argument: EvaluatedArgument, for setting: SettingDescription
  ) throws(Stop) -> SettingValue? {
    switch argument.value {
    case .unknown: return nil
    case .number(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .text(let text):
      return setting.legal.words.contains(text) ? .word(text) : .text(text)
    case .word(let word):
      if case .function(let role) = setting.type {
        return try functionReference(argument, as: role).map { .function($0) } ?? .word(word)
      }
      return .word(word)
    case .dimensions(let extents): return .dimensions(extents)
    case .quantity(let quantity): return .quantity(quantity)
    case .list, .sequence: return try listSettingValue(argument, for: setting)
    case .function, .builtin, .configured:
      let role: FunctionRole
      switch setting.type {
      case .function(let wanted), .formula(let wanted): role = wanted
      default:
        throw stop(
          .wrongType(
            expected: setting.type.description, found: argument.value.kind, at: argument.span))
      }
      return try functionReference(argument, as: role).map { .function($0) }
    default:
      throw stop(
        .wrongType(
          expected: setting.type.description, found: argument.value.kind, at: argument.span))
    }
  }

  private func listSettingValue(
    _ argument: EvaluatedArgument, for setting: SettingDescription
  ) throws(Stop) -> SettingValue? {
    guard let elements = argument.value.elements else { return nil }
    try checkSize(of: argument.value, at: argument.span)
    if setting.type == .dimensions {
      let extents = elements.compactMap { $0.number.flatMap { Int(exactly: $0) } }
      if extents.count == elements.count { return .dimensions(extents) }
    }
    var values: [SettingValue] = []
    for element in elements {
      var part = argument
      part.value = element
      guard let value = try plainSettingValue(part, for: setting) else { return nil }
      values.append(value)
    }
    return .list(values)
  }

  /// The function that `argument` names, for use as `role`; `nil` where it is unknown.
  func functionReference(
    _ argument: EvaluatedArgument, as role: FunctionRole, options: [EvaluatedArgument] = []
  ) throws(Stop) -> FunctionReference? {
    switch argument.value {
    case .unknown: return nil
    case .function(let function):
      return FunctionReference(
        key(of: function), try self.options(options, of: function), source: nil)
    case .builtin(let name, _), .word(let name), .text(let name):
      guard let entry = catalogue.function(name, as: role) else {
        throw stop(.unknownFunction(name, as: role, in: catalogue, at: argument.span))
      }
      guard entry.isAvailable else { throw stop(.notAvailable(name, at: argument.span)) }
      guard
        let settings = try settings(of: entry, from: bound(options, to: entry), at: argument.span)
      else { return nil }
      return FunctionReference(entry.name, settings)
    case .optimizer(let optimizer) where role == .optimizer:
      return FunctionReference(key(of: optimizer), try self.options(options, of: optimizer))
    case .configured(let inner, let given):
      var plain = argument
      plain.value = inner
      let more = given.sorted { $0.key < $1.key }.map { name, value in
        EvaluatedArgument(setting: nil, name: name, value: value, span: argument.span)
      }
      return try functionReference(plain, as: role, options: options + more)
    default:
      throw stop(
        .wrongType(expected: role.description, found: argument.value.kind, at: argument.span))
    }
  }

  /// `options` with the setting of `entry` that each is for.
  private func bound(
    _ options: [EvaluatedArgument], to entry: Entry
  ) throws(Stop) -> [EvaluatedArgument] {
    var bound: [EvaluatedArgument] = []
    for var option in options {
      guard let name = option.name ?? option.setting?.name else { continue }
      guard let setting = entry.settings.first(where: { $0.name == name }) else {
        throw stop(
          .unknownArgument(
            name, of: entry.name, known: entry.settings.map(\.name), at: option.span))
      }
      option.setting = setting
      bound.append(option)
    }
    return bound
  }

  private func options(
    _ options: [EvaluatedArgument], of function: FunctionValue
  ) throws(Stop) -> Settings {
    try plainOptions(
      options, of: function.name, parameters: function.function.parameters.map(\.name))
  }

  private func options(
    _ options: [EvaluatedArgument], of value: OptimizerValue
  ) throws(Stop) -> Settings {
    try plainOptions(
      options, of: value.optimizer.name,
      parameters: value.optimizer.function.parameters.map(\.name))
  }

  private func plainOptions(
    _ options: [EvaluatedArgument], of function: String, parameters: [String]
  ) throws(Stop) -> Settings {
    var settings = Settings()
    for option in options {
      guard let name = option.name ?? option.setting?.name else { continue }
      guard parameters.contains(name) else {
        throw stop(.unknownArgument(name, of: function, known: parameters, at: option.span))
      }
      switch option.value {
      case .number(let number): settings[name] = .number(number)
      case .boolean(let boolean): settings[name] = .boolean(boolean)
      case .text(let text): settings[name] = .text(text)
      case .word(let word): settings[name] = .word(word)
      case .unknown: break
      default:
        throw stop(
          .wrongType(
            expected: Text(
              en: "a number, a text or true or false",
              pt: "um número, um texto ou verdadeiro ou falso"),
            found: option.value.kind, at: option.span))
      }
    }
    return settings
  }
}

extension SettingType {
  /// Whether a setting of this type takes a function by name.
  fileprivate var isFunction: Bool {
    switch self {
    case .function, .formula: true
    default: false
    }
  }
}
