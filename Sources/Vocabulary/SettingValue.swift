package import Shapes

/// A value that a setting can hold, complete and free of names.
package enum SettingValue: Hashable, Codable, Sendable {
  case number(Double)
  case boolean(Bool)
  case text(String)
  /// A word of an option: `full`, `best`, `standard`.
  case word(String)
  case dimensions([Int])
  case quantity(Quantity)
  case function(FunctionReference)
  case list([SettingValue])
}

/// A number with its unit: `8 epochs`.
package struct Quantity: Hashable, Codable, Sendable {
  package enum Unit: String, Hashable, Codable, Sendable, CaseIterable {
    case epochs, iterations, samples, seconds, minutes
  }
  package var value: Double
  package var unit: Unit

  package init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }
}

/// A function by name with its settings: a built-in one, or one that the script defines.
package struct FunctionReference: Hashable, Codable, Sendable {
  /// The name in the catalogue, or the script's name for it (`loss` for one written in place).
  package var name: String
  package var settings: Settings
  /// The definition in the language, for a function that the catalogue does not have.
  package var source: String?

  package init(_ name: String, _ settings: Settings = Settings(), source: String? = nil) {
    self.name = name
    self.settings = settings
    self.source = source
  }

  /// The name for a person: that in the script, without what tells it from others of that name.
  package var shownName: String {
    let mark = "script:"
    return name.hasPrefix(mark) ? String(name.dropFirst(mark.count).prefix { $0 != "#" }) : name
  }
}

/// A Swift type that a setting's value can be read as.
package protocol SettingRepresentable: Hashable, Sendable {
  static var settingType: SettingType { get }
  init?(_ value: SettingValue)
  var settingValue: SettingValue { get }
}

extension Double: SettingRepresentable {
  package static var settingType: SettingType { .number }

  package init?(_ value: SettingValue) {
    guard case .number(let number) = value else { return nil }
    self = number
  }

  package var settingValue: SettingValue { .number(self) }
}

extension Int: SettingRepresentable {
  package static var settingType: SettingType { .wholeNumber }

  package init?(_ value: SettingValue) {
    guard case .number(let number) = value, let whole = Int(exactly: number) else { return nil }
    self = whole
  }

  package var settingValue: SettingValue { .number(Double(self)) }
}

extension Bool: SettingRepresentable {
  package static var settingType: SettingType { .boolean }

  package init?(_ value: SettingValue) {
    guard case .boolean(let boolean) = value else { return nil }
    self = boolean
  }

  package var settingValue: SettingValue { .boolean(self) }
}

extension String: SettingRepresentable {
  package static var settingType: SettingType { .word }

  package init?(_ value: SettingValue) {
    switch value {
    case .word(let text), .text(let text): self = text
    default: return nil
    }
  }

  package var settingValue: SettingValue { .word(self) }
}

extension Shape: SettingRepresentable {
  package static var settingType: SettingType { .dimensions }

  package init?(_ value: SettingValue) {
    switch value {
    case .dimensions(let extents): self.init(extents)
    case .number(let number):
      guard let whole = Int(exactly: number) else { return nil }
      self.init([whole])
    default: return nil
    }
  }

  package var settingValue: SettingValue { .dimensions(extents) }
}

extension FunctionReference: SettingRepresentable {
  package static var settingType: SettingType { .function(.activation) }

  package init?(_ value: SettingValue) {
    guard case .function(let reference) = value else { return nil }
    self = reference
  }

  package var settingValue: SettingValue { .function(self) }
}
