import Kernels

extension Model {
  /// A network of its own with the same parameters, that has come as far in its training.
  ///
  /// - Parameter functions: Where it finds its functions; the script that trains it may add some.
  package func copy(functions: FunctionTable) throws(EngineError) -> Model {
    let copy = try Model(plan, functions: functions, seed: 0, memory: memory)
    copy.weights.pointer.update(from: weights.pointer, count: weights.count)
    (copy.epochsTrained, copy.iterationsTrained) = (epochsTrained, iterationsTrained)
    (copy.begun, copy.keepsTrail) = (begun, keepsTrail)
    copy.optimizer = optimizer?.copy()
    return copy
  }
}
