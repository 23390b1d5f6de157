import Checking
package import Diagnostics
package import Graphs

/// Makes graphs from checked functions: those of the script and those of the prelude, the same way.
///
/// What is known while building is computed at once, with double precision; an `if` on it takes one
/// branch, and loops are unrolled. The rest becomes nodes; an `if` on them computes both branches.
package struct Lowering: Sendable {
  /// The built-in functions that are written in the language, by name.
  let definitions: @Sendable (String) -> LoweredFunction?

  /// Takes note of where nodes come from, when somebody asked.
  private(set) var trace: OriginTrace?

  /// The same, with a note in `trace` of which expression each node comes from.
  package func tracing(_ trace: OriginTrace) -> Lowering {
    var copy = self
    copy.trace = trace
    return copy
  }

  package init(definitions: @escaping @Sendable (String) -> LoweredFunction?) {
    self.definitions = definitions
  }

  /// Adds `function` of the arguments to `graph`.
  ///
  /// - Problems: `wrong-arguments`, `type-mismatch`, `shape-mismatch`, `missing-return`,
  ///   `not-in-formula`, `too-many-steps`, `calls-too-deep`, `not-available`.
  package func call(
    _ function: LoweredFunction, _ arguments: [LoweredValue],
    named: [String: LoweredValue] = [:], in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var evaluator = Evaluator(self, Frame(function, function.function.frameSize))
    let given = Arguments(unnamed: arguments, named: named)
    return try evaluator.call(function, given, at: function.function.span, in: &graph)
  }

  /// Adds the function of the catalogue called `name` to `graph`; `span` is where it is used.
  package func call(
    builtin name: String, _ arguments: [LoweredValue], named: [String: LoweredValue] = [:],
    at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> LoweredValue {
    var evaluator = Evaluator(self, .empty)
    let given = Arguments(unnamed: arguments, named: named)
    return try evaluator.call(builtin: name, given, at: span, in: &graph)
  }

  /// `value` as a node of `graph`: numbers become constants, lists of numbers vectors.
  package func node(
    _ value: LoweredValue, at span: Span, in graph: inout GraphBuilder
  ) throws(LoweringProblem) -> Node {
    try value.node(at: span, in: &graph)
  }
}

/// What is written between the parentheses of a call, evaluated.
struct Arguments {
  var unnamed: [LoweredValue] = []
  var named: [String: LoweredValue] = [:]
  /// Where each stands, as far as known; the call itself otherwise.
  var unnamedSpans: [Span] = []
  var namedSpans: [String: Span] = [:]

  init(unnamed: [LoweredValue] = [], named: [String: LoweredValue] = [:]) {
    self.unnamed = unnamed
    self.named = named
  }

  /// The argument called `name`, or the one at its place.
  func taking(
    _ name: String, at place: Int, otherwise call: Span
  ) -> (value: LoweredValue, span: Span)? {
    if let value = named[name] { return (value, namedSpans[name] ?? call) }
    return place < unnamed.count ? (unnamed[place], span(of: place, otherwise: call)) : nil
  }

  func span(of index: Int, otherwise call: Span) -> Span {
    index < unnamedSpans.count ? unnamedSpans[index] : call
  }
}
