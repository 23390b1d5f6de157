/// The bytes that a network needs, beside its data.
package struct MemoryNeed: Hashable, Sendable {
  /// For what there is once for each parameter, and more than once: weights, gradients, what the
  /// optimizer keeps, and copies of them to come back to.
  package var parameters: Int
  /// For a batch of samples, and for what the layers make of it.
  package var batch: Int

  package init(parameters: Int = 0, batch: Int = 0) {
    (self.parameters, self.batch) = (parameters, batch)
  }

  package var bytes: Int { saturatingSum([parameters, batch]) }

  /// What a training keeps for so many parameters.
  ///
  /// Weights and gradients, the optimizer's states, and three copies of each but the gradients: one to
  /// come back to from near, two from far.
  static func ofTraining(parameters count: Int, states: Int) -> Int {
    let copies = 2 + states + 3 * (1 + states)
    let (floats, overflow) = count.multipliedReportingOverflow(by: copies)
    return bytesOfFloats(overflow ? Int.max : floats)
  }
}
