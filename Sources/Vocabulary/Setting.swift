package import Diagnostics

/// What kind of expression a setting takes, and so how the checker reads it.
package enum SettingType: Hashable, Sendable {
  case number, wholeNumber, boolean, text, dimensions
  /// One of the words that the legal values list; it stands before any variable of that name.
  case word
  /// A number with one of these units; a bare number is a problem that offers them.
  case quantity([Quantity.Unit])
  /// The name of a built-in function of that kind, or a function of the script.
  case function(FunctionRole)
  /// A column of the data set, by name; not evaluated.
  case column
  /// An expression over columns, evaluated for each row.
  case columnFormula
  /// The name of a function of that role, or a formula in `prediction`, `target` (and `weights`).
  case formula(FunctionRole)
  /// A source of data: a path, or a call of a generator.
  case source
  /// The name of an output in the same network (`add stem`), or `input`.
  case output
  /// A part of the samples: a share such as `70%`, or `every 5`.
  case share
  /// The name of a result of a training: `loss`, `validation.accuracy`.
  case result
  /// Any value.
  case value
}

/// What a function is used for.
package enum FunctionRole: String, Hashable, Codable, Sendable, CaseIterable {
  case activation, loss, metric, optimizer, initializer
  /// The rate of an epoch.
  case rate
  /// The share of the rate that is left after some epochs.
  case schedule
}

/// Which values of its type a setting takes.
package enum Legal: Hashable, Sendable {
  case any
  case atLeast(Double)
  case above(Double)
  case between(Double, Double)
  /// At least the first and below the second.
  case from(Double, below: Double)
  case oneOf([String])
  /// Any of these words, or a value that the other condition allows: `batch full`, `batch 32`.
  indirect case wordOr([String], Legal)

  /// The words that are legal, for completion and "did you mean".
  package var words: [String] {
    switch self {
    case .oneOf(let words): words
    case .wordOr(let words, _): words
    default: []
    }
  }

  /// Whether `value` is legal; its type has been checked.
  package func allows(_ value: SettingValue) -> Bool {
    switch (self, value) {
    case (.any, _): return true
    case (.oneOf(let words), .word(let word)), (.oneOf(let words), .text(let word)),
      (.wordOr(let words, _), .word(let word)):
      return words.contains(word)
    case (.wordOr(_, let other), _): return other.allows(value)
    case (_, .number(let number)): return allows(number)
    case (_, .quantity(let quantity)): return allows(quantity.value)
    case (_, .dimensions(let extents)): return extents.allSatisfy { allows(Double($0)) }
    case (_, .list(let values)): return values.allSatisfy(allows)
    default: return true
    }
  }

  private func allows(_ number: Double) -> Bool {
    switch self {
    case .atLeast(let least): number >= least && number.isFinite
    case .above(let bound): number > bound && number.isFinite
    case .between(let least, let most): number >= least && number <= most
    case .from(let least, let bound): number >= least && number < bound
    case .any, .oneOf, .wordOr: true
    }
  }
}

/// A value that a builtin accepts, as the checker, help and completion read it.
package struct SettingDescription: Sendable {
  package var name: String
  package var type: SettingType
  package var legal: Legal
  /// `nil` for a setting that must be given, or whose absence means something of its own.
  package var defaultValue: SettingValue?
  package var isRequired: Bool
  /// The setting in whose presence this one is not required, and not wanted.
  package var replacement: String?
  /// Whether it may stand without its name, in the order of the entry's settings.
  package var isPositional: Bool
  /// Whether it takes all further positional arguments: `drop A, B`.
  package var isRepeated: Bool
  /// `false` for what LANGUAGE.md names and this version cannot do yet.
  package var isAvailable: Bool
  /// What its number counts, and may be written behind it: `epochs 8 epochs`.
  package var unit: Quantity.Unit?
  package var summary: Text

  package init(
    _ name: String, _ type: SettingType, _ legal: Legal = .any,
    default defaultValue: SettingValue? = nil, required: Bool = false, positional: Bool = false,
    repeated: Bool = false, available: Bool = true, unit: Quantity.Unit? = nil,
    replacedBy replacement: String? = nil, _ summary: Text
  ) {
    self.name = name
    self.unit = unit
    self.type = type
    self.legal = legal
    self.defaultValue = defaultValue
    self.isRequired = required
    self.replacement = replacement
    self.isPositional = positional || repeated
    self.isRepeated = repeated
    self.isAvailable = available
    self.summary = summary
  }
}

/// A setting whose value Swift code reads with its type: `settings[Dense.units]`.
package struct Setting<Value: SettingRepresentable>: Sendable {
  package var description: SettingDescription
  package var name: String { description.name }

  /// A setting of the type that `Value` stands for; required where there is no default.
  package init(
    _ name: String, _ legal: Legal = .any, default defaultValue: Value? = nil,
    positional: Bool = false, optional: Bool = false, _ summary: Text
  ) {
    description = SettingDescription(
      name, Value.settingType, legal, default: defaultValue?.settingValue,
      required: defaultValue == nil && !optional, positional: positional, summary)
  }
}

/// The complete, legal settings of one use of a builtin; made by the checker and the interpreter.
package struct Settings: Hashable, Codable, Sendable {
  package private(set) var values: [String: SettingValue]

  package init(_ values: [String: SettingValue] = [:]) {
    self.values = values
  }

  /// The value of a setting that is required or has a default.
  package subscript<Value>(_ setting: Setting<Value>) -> Value {
    guard let value = self[optional: setting] else {
      preconditionFailure("setting '\(setting.name)' is incomplete after checking")
    }
    return value
  }

  /// The value of a setting that may be absent.
  package subscript<Value>(optional setting: Setting<Value>) -> Value? {
    (values[setting.name] ?? setting.description.defaultValue).flatMap { Value($0) }
  }

  package subscript(name: String) -> SettingValue? {
    get { values[name] }
    set { values[name] = newValue }
  }
}

extension SettingDescription {
  /// The role of a function whose own settings follow it on the line: `optimizer sgd, momentum: 0.9`.
  package var optionsRole: FunctionRole? {
    switch type {
    case .formula(let role) where !isRepeated: role
    case .function(.optimizer): .optimizer
    default: nil
    }
  }
}
