import Checking
package import Diagnostics

extension Session {
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
