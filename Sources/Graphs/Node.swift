/// A symbolic tensor: a handle into the graph builder that made it.
package struct Node: Hashable, Sendable {
  /// The place in the order of making; inputs of an operation have smaller ones.
  package let id: Int
  package let shape: GraphShape

  init(id: Int, shape: GraphShape) {
    self.id = id
    self.shape = shape
  }

  /// The extent of the last axis; 1 for a single number.
  package var features: Extent { shape.last ?? 1 }
}
