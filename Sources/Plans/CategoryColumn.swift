package import Shapes

/// What a sample looks like to a network.
package struct SampleForm: Hashable, Codable, Sendable {
  package var shape: Shape
  /// The columns that hold categories, in order.
  package var categories: [CategoryColumn]

  package init(_ shape: Shape, categories: [CategoryColumn] = []) {
    (self.shape, self.categories) = (shape, categories)
  }
}

/// A column of the inputs that holds places among categories, from 0, rather than amounts.
package struct CategoryColumn: Hashable, Codable, Sendable {
  package var name: String
  /// Its place among the features of a sample, or of each step of a sequence.
  package var place: Int
  /// How many categories the training part has.
  package var categories: Int

  package init(name: String, place: Int, categories: Int) {
    (self.name, self.place, self.categories) = (name, place, categories)
  }
}
