import Diagnostics
import Plans
import Syntax
import Tables

extension Session {
  /// Which classes the numbers of a prediction stand for, the likeliest first; `nil` for what is no
  /// prediction of classes.
  func classes(of value: RunValue, predictedBy statement: Statement) -> Text? {
    guard let name = StatementRecord.callee(of: statement),
      case .network(let network) = self.value(named: name),
      let target = network.training?.data.prepared?.encoding.target
    else { return nil }
    switch (target.kind, value) {
    case (.binary, .number(let share)) where target.classes.count == 2 && 0...1 ~= share:
      return Self.list([(target.classes[1], share), (target.classes[0], 1 - share)])
    case (.classes, .list(let values)):
      let numbers = values.compactMap(\.number)
      guard numbers.count == target.classes.count, let most = numbers.max(),
        let best = numbers.firstIndex(of: most)
      else { return nil }
      // What no softmax has made are no shares.
      guard numbers.allSatisfy({ $0 >= 0 }), abs(numbers.reduce(0, +) - 1) < 1e-3 else {
        return Text(
          en: "the largest is that of '\(target.classes[best])'",
          pt: "o maior é o de '\(target.classes[best])'")
      }
      return Self.list(Array(zip(target.classes, numbers)))
    default: return nil
    }
  }

  private static func list(_ shares: [(name: String, share: Double)]) -> Text {
    // Equal shares stay in the order of the classes.
    let sorted = shares.enumerated().sorted {
      ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
    }
    let shown = sorted.prefix(4).map { entry in
      "\(entry.element.name) \(NumberText.fixed(100 * entry.element.share, places: 1))%"
    }
    return Text(verbatim: shown.joined(separator: ", ") + (shares.count > 4 ? ", …" : ""))
  }
}
