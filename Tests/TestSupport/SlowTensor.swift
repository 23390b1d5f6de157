/// Numbers with extents, row-major.
package struct SlowTensor: Hashable, Sendable {
  package var extents: [Int]
  package var values: [Double]

  package init(_ extents: [Int], _ values: [Double]) {
    precondition(extents.reduce(1, *) == values.count, "extents and values")
    self.extents = extents
    self.values = values
  }

  /// A matrix from its rows.
  package init(_ rows: [[Double]]) {
    self.init([rows.count, rows.first?.count ?? 0], rows.flatMap { $0 })
  }

  package init(_ number: Double) {
    self.init([], [number])
  }

  /// The place in `values` of the element at `position`, where extents of 1 are repeated and
  /// missing leading axes are added.
  subscript(broadcast position: [Int]) -> Double {
    var index = 0
    for (axis, extent) in extents.enumerated() {
      let coordinate = position[position.count - extents.count + axis]
      index = index * extent + (extent == 1 ? 0 : coordinate)
    }
    return values[index]
  }

  /// Numbers for each position, in the order in which they lie.
  init(_ extents: [Int], element: ([Int]) -> Double) {
    self.init(extents, SlowTensor.positions(extents).map(element))
  }

  /// The position of each element, row-major.
  static func positions(_ extents: [Int]) -> [[Int]] {
    extents.reduce([[]]) { positions, extent in
      positions.flatMap { position in (0..<extent).map { position + [$0] } }
    }
  }
}
