extension [Shape] {
  /// The shape of their sum; `nil` where they differ.
  package var sum: Shape? {
    allSatisfy { $0 == first } ? first : nil
  }

  /// The shape of all of them side by side: images by their channels, sequences by their features.
  package var sideBySide: Shape? {
    guard var shape = first, let rank = Optional(shape.rank), rank > 0 else { return nil }
    let axis = rank == 3 ? 0 : rank - 1
    for other in dropFirst() {
      guard other.rank == rank,
        shape.extents.indices.allSatisfy({ $0 == axis || shape.extents[$0] == other.extents[$0] })
      else { return nil }
      let (sum, overflow) = shape.extents[axis].addingReportingOverflow(other.extents[axis])
      guard !overflow else { return nil }
      shape.extents[axis] = sum
    }
    return shape
  }
}
