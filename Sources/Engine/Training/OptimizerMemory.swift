import Kernels
import Vocabulary

/// What an optimizer keeps between updates.
final class OptimizerMemory {
  let reference: FunctionReference
  /// The states one behind the other, each with a place for every parameter.
  let states: FloatBuffer
  /// How many updates have been made.
  var updates = 0

  init(_ reference: FunctionReference, _ rule: OptimizerRule, parameters: Int) {
    self.reference = reference
    states = FloatBuffer(count: rule.states.count * parameters)
    for (index, state) in rule.states.enumerated() {
      states.view(index * parameters..<(index + 1) * parameters)
        .update(repeating: Float(state.initial))
    }
  }

  init(_ reference: FunctionReference, states: FloatBuffer, updates: Int) {
    self.reference = reference
    self.states = states
    self.updates = updates
  }

  /// The same memory in places of its own.
  func copy() -> OptimizerMemory {
    OptimizerMemory(reference, states: states.copy(), updates: updates)
  }
}
