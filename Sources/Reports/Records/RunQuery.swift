package import Diagnostics
import Plans
import Vocabulary

/// Which runs are wanted, and in which order.
package struct RunQuery {
  /// `rate<0.1`.
  package struct Condition: Hashable, Sendable {
    package enum Comparison: String, CaseIterable, Sendable {
      // Two signs before one of them, so that `<=` is not taken for `<`.
      case atMost = "<=", atLeast = ">=", unequal = "!=", equal = "==", below = "<", above = ">"
      case same = "="
    }

    package var field: String
    package var comparison: Comparison
    package var value: String

    /// - Returns: `nil` where `text` is no condition.
    package init?(_ text: String) {
      let found = Comparison.allCases.compactMap { comparison in
        text.firstRange(of: comparison.rawValue).map { (comparison, $0) }
      }.min { a, b in
        (a.1.lowerBound, b.0.rawValue.count) < (b.1.lowerBound, a.0.rawValue.count)
      }
      guard let (comparison, range) = found else { return nil }
      field = Self.trimmed(text[..<range.lowerBound])
      value = Self.trimmed(text[range.upperBound...])
      self.comparison = comparison
      if field.isEmpty || value.isEmpty { return nil }
    }

    private static func trimmed(_ text: Substring) -> String {
      let rest = text.drop { $0 == " " }
      return String(rest.prefix(rest.count - rest.reversed().prefix { $0 == " " }.count))
    }

    func holds(for run: StoredRun) -> Bool {
      guard let field = run.field(field) else { return false }
      if let a = field.number, let b = number {
        switch comparison {
        case .atMost: return a <= b
        case .atLeast: return a >= b
        case .unequal: return a != b
        case .equal, .same: return a == b
        case .below: return a < b
        case .above: return a > b
        }
      }
      switch comparison {
      case .atMost: return field.value <= value
      case .atLeast: return field.value >= value
      case .unequal: return field.value != value
      case .equal, .same: return field.value == value
      case .below: return field.value < value
      case .above: return field.value > value
      }
    }

    /// - Throws: A `RunQueryProblem` where no run can be compared in this way.
    fileprivate func check(among all: [StoredRun]) throws(RunQueryProblem) {
      let fields = all.compactMap { $0.field(field) }
      let numbers = fields.compactMap(\.number)
      guard numbers.count == fields.count, !fields.isEmpty else { return }
      guard let number else { throw .noNumber(self) }
      // What is shown in per cent is asked for in per cent.
      if fields.allSatisfy({ $0.shown.hasSuffix("%") }), number > 1, !value.hasSuffix("%") {
        throw .percentMeant(self)
      }
    }

    /// The value as a number; `90%` is one too.
    private var number: Double? {
      value.hasSuffix("%") ? Double(value.dropLast()).map { $0 / 100 } : Double(value)
    }
  }

  package var script: String?
  package var conditions: [Condition]
  /// The field that decides on the order; the beginning of the run where there is none.
  package var order: String?
  /// Whether the best stands first.
  package var bestFirst: Bool

  package init(
    script: String? = nil, conditions: [Condition] = [], order: String? = nil,
    bestFirst: Bool = false
  ) {
    self.script = script
    self.conditions = conditions
    self.order = order
    self.bestFirst = bestFirst
  }

  /// The runs that are wanted, in order: the newest first where nothing else is asked for.
  ///
  /// - Throws: A `RunQueryProblem` where no run has a field that is asked for.
  package func runs(among all: [StoredRun]) throws(RunQueryProblem) -> [StoredRun] {
    let known = Set(all.flatMap { $0.fields.map(\.name) })
    for name in conditions.map(\.field) + [order].compactMap({ $0 })
    where !all.isEmpty && !known.contains(name) {
      throw .unknown(
        name, closest: closestName(to: name, among: known.sorted()),
        measured: all.flatMap { $0.fields.filter(\.isMeasured).map(\.name) })
    }
    for condition in conditions { try condition.check(among: all) }
    var runs = all.filter { run in
      (script.map { run.hasScript($0) } ?? true) && conditions.allSatisfy { $0.holds(for: run) }
    }
    runs.sort { ($0.record.started, $0.number) > ($1.record.started, $1.number) }
    guard order != nil || bestFirst else { return runs }
    let keyed = runs.map { run in
      (run: run, key: order.map { run.field($0) } ?? run.mainMeasure)
    }
    let isDescending = bestFirst && order.map(StoppingPlan.isMaximized) ?? false
    return keyed.enumerated().sorted { a, b in
      switch Self.compared(a.element.key, b.element.key, isDescending) {
      case let result?: result
      case nil: a.offset < b.offset
      }
    }.map(\.element.run)
  }

  /// Whether the first stands before the second; `nil` where neither does. What has no number, or
  /// none that is finite, stands last.
  private static func compared(
    _ a: RunField?, _ b: RunField?, _ isDescending: Bool
  ) -> Bool? {
    guard let a, let b else { return a == nil && b == nil ? nil : a != nil }
    guard let x = a.number, let y = b.number else {
      if a.number != nil || b.number != nil { return a.number != nil }
      return a.value == b.value ? nil : (a.value < b.value) != isDescending
    }
    guard x.isFinite, y.isFinite else { return x.isFinite == y.isFinite ? nil : x.isFinite }
    return x == y ? nil : (x < y) != isDescending
  }
}

/// Why nothing can be asked for in that way.
package enum RunQueryProblem: Error {
  /// No run has a field of that name; some have those that are measured.
  case unknown(String, closest: String?, measured: [String])
  /// The field is a number in all runs.
  case noNumber(RunQuery.Condition)
  case percentMeant(RunQuery.Condition)

  package var message: Text {
    switch self {
    case .unknown(let name, let closest, let measured):
      var names: [String] = []
      for name in measured where !names.contains(name) { names.append(name) }
      let list = names.prefix(6).joined(separator: ", ")
      let hint =
        closest.map { Text(en: "; did you mean '\($0)'?", pt: "; você quis dizer '\($0)'?") }
        ?? (names.isEmpty
          ? Text(verbatim: "")
          : Text(en: "; there are \(list) and others", pt: "; há \(list) e outros"))
      return Text(
        en: "no run has anything called '\(name)'" + hint.en,
        pt: "nenhuma execução tem algo chamado '\(name)'" + hint.pt)
    case .noNumber(let condition):
      return Text(
        en: "'\(condition.field)' is a number, and '\(condition.value)' is none",
        pt: "'\(condition.field)' é um número, e '\(condition.value)' não é")
    case .percentMeant(let condition):
      let spelling = condition.field + condition.comparison.rawValue + condition.value + "%"
      return Text(
        en: "'\(condition.field)' is never above 100%: write '\(spelling)'",
        pt: "'\(condition.field)' nunca passa de 100%: escreva '\(spelling)'")
    }
  }
}

extension StoredRun {
  /// Whether it ran that script, which may be named without its ending.
  fileprivate func hasScript(_ name: String) -> Bool {
    let own = record.script
    return own == name || own == name + ".nn"
  }

  /// The number at the end of the name, for runs that began in the same second.
  fileprivate var number: Int {
    record.name.split(separator: "-").last.flatMap { Int($0) } ?? 0
  }
}
