import Diagnostics
import Syntax

extension Checker {
  /// Reports names that are declared and never used, in a script that does something.
  ///
  /// A file of declarations alone is there to be included, or is not finished yet; at the prompt the
  /// next line may use them.
  mutating func lintNames(_ statements: [CheckedStatement]) {
    let isComplete = !redefinitionIsFine && problems.allSatisfy { $0.severity == .warning }
    guard isComplete, statements.contains(where: \.isAction) else { return }
    for (name, kind) in declaredNames
    where kind.isWorthUsing && !usedNames.contains(name.span) && !name.text.hasPrefix("_") {
      report(.unusedName(name))
    }
    for name in sweepNames where !usedNames.contains(name.span) && !name.text.hasPrefix("_") {
      report(.unusedSweepName(name))
    }
  }
}

extension CheckedStatement {
  fileprivate var isAction: Bool {
    switch kind {
    case .line, .expression, .sweep: true
    default: false
    }
  }
}

extension Binding.Kind {
  /// Whether somebody who declares such a name wants to use it; what a function is given, it may
  /// leave alone.
  fileprivate var isWorthUsing: Bool {
    switch self {
    case .given, .state, .unknown: false
    default: true
    }
  }
}
