import Kernels

extension Model {
  /// All that a training changes in a network, at one moment.
  package struct State {
    fileprivate let weights: FloatBuffer
    fileprivate let epochsTrained: Int
    fileprivate let iterationsTrained: Int
    fileprivate let optimizer: OptimizerMemory?
    fileprivate let begun: EpochInProgress?
    fileprivate let trail: Trail
    fileprivate let iterationLosses: LossSeries
    fileprivate let hasJumped: Bool
    fileprivate let unfinished: UnfinishedTraining?
  }

  /// The present state, in places of its own.
  ///
  /// - Complexity: O(parameters).
  package var state: State {
    State(
      weights: weights.copy(), epochsTrained: epochsTrained, iterationsTrained: iterationsTrained,
      optimizer: optimizer?.copy(), begun: begun, trail: trail,
      iterationLosses: iterationLosses, hasJumped: hasJumped, unfinished: unfinished)
  }

  /// Whether nothing has happened to the network since it was in `state`.
  package func isStill(_ state: State) -> Bool {
    iterationsTrained == state.iterationsTrained && hasJumped == state.hasJumped
      && (unfinished == nil) == (state.unfinished == nil)
      && weights.all.elementsEqual(state.weights.all) { $0.bitPattern == $1.bitPattern }
  }

  /// Puts the network where it was when its `state` was taken.
  package func restore(_ state: State) {
    weights.pointer.update(from: state.weights.pointer, count: weights.count)
    (epochsTrained, iterationsTrained) = (state.epochsTrained, state.iterationsTrained)
    optimizer = state.optimizer?.copy()
    (begun, trail, hasJumped) = (state.begun, state.trail, state.hasJumped)
    (unfinished, iterationLosses) = (state.unfinished, state.iterationLosses)
  }
}
