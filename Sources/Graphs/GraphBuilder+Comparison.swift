extension GraphBuilder {
  /// Whether `other` has the same elementwise operations in the same order, on whatever shapes.
  ///
  /// What is neither elementwise nor a leaf is the same as nothing.
  package func isSameFormula(as other: GraphBuilder) -> Bool {
    guard nodeCount == other.nodeCount else { return false }
    return zip(records, other.records).allSatisfy { own, theirs in
      guard own.inputs.map(\.id) == theirs.inputs.map(\.id) else { return false }
      switch (own.operation, theirs.operation) {
      case (let a as Elementwise, let b as Elementwise): return a == b
      case (let a as Constant, let b as Constant): return a == b
      case (let a as Input, let b as Input): return a.name == b.name
      case (is Broadcast, is Broadcast): return true
      default: return false
      }
    }
  }
}
