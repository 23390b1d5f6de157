package import Checking
package import Diagnostics
package import Graphs

/// A value while a function becomes a graph: known now, or a node that is known when the graph runs.
package indirect enum LoweredValue: Sendable {
  case node(Node)
  case number(Double)
  case boolean(Bool)
  case text(String)
  /// A word of an option: `outputs`, `samples`.
  case word(String)
  case list([LoweredValue])
  case function(LoweredFunction)
  /// A function of the catalogue, by name.
  case builtin(String)
  /// What only the run can tell, or what was reported as wrong: nothing more is said about it.
  case unknown
}

/// A checked function together with the values that it can reach.
package struct LoweredFunction: Sendable {
  package var function: CheckedFunction
  /// The values of `function.captures`, in order; `nil` for what no formula can use.
  package var captured: [LoweredValue?]
  /// The value of a place of the top level, or `nil` where it has none that a formula can use.
  package var globals: @Sendable (Int) -> LoweredValue?

  package init(
    _ function: CheckedFunction, captured: [LoweredValue?] = [],
    globals: @escaping @Sendable (Int) -> LoweredValue?
  ) {
    self.function = function
    self.captured = captured
    self.globals = globals
  }
}

/// A checked optimizer together with the values that it can reach.
package struct LoweredOptimizer: Sendable {
  package var optimizer: CheckedOptimizer
  package var captured: [LoweredValue?]
  package var globals: @Sendable (Int) -> LoweredValue?

  package init(
    _ optimizer: CheckedOptimizer, captured: [LoweredValue?] = [],
    globals: @escaping @Sendable (Int) -> LoweredValue?
  ) {
    self.optimizer = optimizer
    self.captured = captured
    self.globals = globals
  }
}

/// Why a function cannot become a graph.
package struct LoweringProblem: Error {
  package var diagnostic: Diagnostic
  /// Whether the checker has told the user about it already, so that nobody says it again.
  package var isReported: Bool

  package init(_ diagnostic: Diagnostic, isReported: Bool = false) {
    self.diagnostic = diagnostic
    self.isReported = isReported
  }
}
