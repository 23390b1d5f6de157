package import Diagnostics
package import Graphs
package import Shapes
package import Vocabulary

/// Writes an activation of a node into a graph.
package typealias ActivationRule =
  @Sendable (Node, inout GraphBuilder) throws(FunctionProblem) -> Node

/// Writes a loss, a single number, into a graph; `weights` are all parameters of the network.
package typealias LossRule =
  @Sendable (
    _ prediction: Node, _ target: Node, _ weights: [Node], inout GraphBuilder
  ) throws(FunctionProblem) -> Node

/// Writes a metric, a single number, into a graph.
package typealias MetricRule =
  @Sendable (
    _ prediction: Node, _ target: Node, inout GraphBuilder
  ) throws(FunctionProblem) -> Node

/// Writes the share of the rate that is left into a graph, a single number.
///
/// `epoch` counts the epochs that have passed, with their fraction; `epochs` is how many there are.
package typealias ScheduleRule =
  @Sendable (
    _ epoch: Node, _ epochs: Node, inout GraphBuilder
  ) throws(FunctionProblem) -> Node

/// Writes one update of a parameter into a graph.
package struct OptimizerRule: Sendable {
  package typealias Update =
    @Sendable (
      _ weight: Node, _ gradient: Node, _ rate: Node, _ iteration: Node, _ states: [Node],
      inout GraphBuilder
    ) throws(FunctionProblem) -> (weight: Node, states: [Node])

  /// What is kept for each number of a parameter, and how it begins.
  package var states: [(name: String, initial: Double)]
  /// `iteration` counts the updates from 1.
  package var update: Update
  /// What takes the place of the update where an iteration looks at the loss more than once.
  package var native: NativeOptimizer?

  package init(states: [(name: String, initial: Double)], update: @escaping Update) {
    self.states = states
    self.update = update
  }

  /// The rule of an optimizer that the engine has, and no formula describes.
  package init(_ native: NativeOptimizer) {
    self.init(states: native.states) {
      (weight, _, _, _, states, _) throws(FunctionProblem) in (weight, states)
    }
    self.native = native
  }
}

/// An optimizer that is no formula of one weight and its gradient.
package enum NativeOptimizer: Hashable, Sendable {
  /// `history` is how many steps it remembers.
  case lbfgs(history: Int)

  fileprivate var states: [(name: String, initial: Double)] {
    switch self {
    case .lbfgs(let history):
      LimitedMemoryBFGS.stateNames(history: history).map { ($0, 0) }
    }
  }
}

/// The functions that plans refer to, as rules that write themselves into graphs.
package struct FunctionTable: Sendable {
  package var activation: @Sendable (FunctionReference) -> ActivationRule?
  package var loss: @Sendable (FunctionReference) -> LossRule?
  package var metric: @Sendable (FunctionReference) -> MetricRule?
  package var optimizer: @Sendable (FunctionReference) -> OptimizerRule?
  package var schedule: @Sendable (FunctionReference) -> ScheduleRule?

  package init(
    activation: @escaping @Sendable (FunctionReference) -> ActivationRule?,
    loss: @escaping @Sendable (FunctionReference) -> LossRule?,
    metric: @escaping @Sendable (FunctionReference) -> MetricRule?,
    optimizer: @escaping @Sendable (FunctionReference) -> OptimizerRule?,
    schedule: @escaping @Sendable (FunctionReference) -> ScheduleRule? = { _ in nil }
  ) {
    self.activation = activation
    self.loss = loss
    self.metric = metric
    self.optimizer = optimizer
    self.schedule = schedule
  }
}

/// A function of the script that cannot become a graph.
package struct FunctionProblem: Error, Hashable, Sendable {
  package var diagnostic: Diagnostic
  /// Whether the user knows already, so that nobody says it again.
  package var isReported: Bool

  package init(diagnostic: Diagnostic, isReported: Bool = false) {
    self.diagnostic = diagnostic
    self.isReported = isReported
  }
}

/// Why a network cannot be made, run or trained.
package enum EngineError: Error, Hashable, Sendable {
  case function(FunctionProblem)
  /// More memory would be needed than the machine has.
  case tooLarge(MemoryNeed, available: Int)
  /// A plan names a function that the table does not have.
  case unknownFunction(FunctionReference)
  /// Shapes clash inside the layer called `layer`, or in a loss or metric (`nil`).
  case graph(GraphProblem, layer: String?)
  /// The samples have another shape than the network takes.
  case inputMismatch(expected: Shape, found: Shape)
  /// A sample has a number that is no place among the categories of an input.
  case noCategory(Double, input: Int, categories: Int)
  /// The target has another number of values than the network gives.
  case targetMismatch(outputs: Int, found: Int)
  /// A loss or metric is not a single number for the whole part.
  case notOneNumber(FunctionReference, found: GraphShape)
  /// A rate that is no finite number from 0, in an epoch counted from 1.
  case illegalRate(Double, epoch: Int)
  /// A checkpoint is not one of this network and this training.
  case foreignCheckpoint
  /// There is nothing to learn from, or to evaluate on.
  case noSamples
  /// The samples have no target.
  case noTarget
}
