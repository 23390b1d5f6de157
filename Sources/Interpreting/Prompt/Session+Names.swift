import Checking
package import Diagnostics

/// What a line may need a name for.
package enum NameRole: Hashable, Sendable {
  case network, data, plan, other
}

extension Session {
  /// What a line may take `name` for.
  package func role(of name: String) -> NameRole {
    switch value(named: name) {
    case .network: .network
    case .data, .part: .data
    case .plan: .plan
    default: .other
    }
  }

  /// The names that have a value, in order of the alphabet.
  package var names: [String] { checker.names }

  /// What kind of value `name` has.
  package func kind(of name: String) -> Text { value(named: name).kind }

  /// The names with their values in short, one a line.
  package var overview: [(name: String, kind: Text, value: String)] {
    names.map { name in
      let value = value(named: name)
      switch value {
      case .number, .text, .boolean, .quantity, .dimensions, .list, .sequence:
        return (name, value.kind, value.printed(isNested: true))
      default: return (name, value.kind, "")
      }
    }
  }
}
