/// The extents of one sample: `[4]` for four features, `[1, 28, 28]` for a grey image.
///
/// A shape never counts the batch axis.
package struct Shape: Hashable, Codable, Sendable, ExpressibleByArrayLiteral {
  package var extents: [Int]

  package init(_ extents: [Int]) {
    self.extents = extents
  }

  package init(arrayLiteral elements: Int...) {
    self.init(elements)
  }

  package var rank: Int { extents.count }

  /// The extent of the last axis; 1 for a single number.
  package var features: Int { extents.last ?? 1 }

  /// How many numbers one sample holds, or `nil` where that overflows.
  package var count: Int? {
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// This shape with `extent` as its last axis.
  package func replacingLast(with extent: Int) -> Shape {
    Shape(extents.isEmpty ? [extent] : extents.dropLast() + [extent])
  }
}

extension Shape: CustomStringConvertible {
  /// The shape as the language writes it: `1x28x28`.
  package var description: String {
    extents.isEmpty ? "1" : extents.map(String.init).joined(separator: "x")
  }
}
