import Diagnostics
package import Vocabulary

extension CheckedExpression {
  /// The value, where the expression is one that nothing need be run for.
  package var literal: SettingValue? {
    switch kind {
    case .number(let number), .percent(let number): return .number(number)
    case .boolean(let boolean): return .boolean(boolean)
    case .dimensions(let extents): return .dimensions(extents)
    case .quantity(let quantity): return .quantity(quantity)
    case .word(let word): return .word(word)
    case .negated(let operand):
      guard case .number(let number)? = operand.literal else { return nil }
      return .number(-number)
    case .text(let parts):
      var text = ""
      for part in parts {
        guard case .characters(let characters) = part else { return nil }
        text += characters
      }
      return .text(text)
    case .list(let elements):
      let values = elements.compactMap(\.literal)
      return values.count == elements.count ? .list(values) : nil
    default: return nil
    }
  }
}
