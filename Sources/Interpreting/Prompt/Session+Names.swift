import Checking
package import Diagnostics
import Engine
import Tables

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
      default: return (name, value.kind, inShort(value)[options.language])
      }
    }
  }

  /// What a value that is no number or text is like, in a few words.
  private func inShort(_ value: RunValue) -> Text {
    switch value {
    case .network(let network):
      let epochs = network.history.count
      guard network.model.map({ $0.iterationsTrained > 0 }) == true else {
        return Text(en: "untrained", pt: "sem treino")
      }
      let (count, plural) = (NumberText.count(epochs), epochs == 1 ? "" : "s")
      return Text(
        en: "trained for \(count) epoch\(plural)", pt: "treinada por \(count) época\(plural)")
    case .data(let data):
      guard let prepared = data.prepared else { return Text(verbatim: "") }
      let count = NumberText.countText(prepared.sampleCount)
      return Text(en: "\(count.en) samples", pt: "\(count.pt) amostras")
    case .function(let function):
      let parameters = function.function.parameters.map(\.name).joined(separator: ", ")
      return Text(verbatim: "(\(parameters))")
    default: return Text(verbatim: "")
    }
  }
}
