/// A value for a setting of a layer or a function, written as a literal: `2`, `0.5`, `true`, `"same"`,
/// `[5, 5]`.
public enum Argument: Hashable, Sendable {
  case number(Double)
  case boolean(Bool)
  /// A word of an option, or the name of a function.
  case word(String)
  /// The extents of a shape or window.
  case extents([Int])
  /// A function with settings of its own.
  case function(String, [String: Argument])

  /// A whole number.
  public init(_ number: Int) { self = .number(Double(number)) }
}

extension Argument: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
  /// A whole number.
  public init(integerLiteral value: Int) { self.init(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// True or false.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A word, or the name of a function.
  public init(stringLiteral value: String) { self = .word(value) }
  /// The extents of a shape or window.
  public init(arrayLiteral elements: Int...) { self = .extents(elements) }
}
