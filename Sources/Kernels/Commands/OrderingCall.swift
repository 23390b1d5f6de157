extension OrderingCall {
  /// Sorts each column, or ranks its values from 1; equal values share the mean of their ranks.
  ///
  /// - Complexity: O(rows · log rows) for each column; heap sort, because it needs no memory.
  func run(_ result: UnsafeMutablePointer<Float>) {
    for column in 0..<columns {
      for row in 0..<rows { order[row] = Int32(truncatingIfNeeded: row) }
      sortOrder(of: column)
      if ranks { writeRanks(of: column, to: result) } else { writeSorted(column, to: result) }
    }
  }

  private func value(_ place: Int, _ column: Int) -> Float {
    from[Int(order[place]) * columns + column]
  }

  /// Whether the sample at `a` comes before that at `b`; NaN comes last, equal ones in their order.
  private func precedes(_ a: Int, _ b: Int, _ column: Int) -> Bool {
    let (x, y) = (value(a, column), value(b, column))
    if x < y { return true }
    if y < x { return false }
    if x.isNaN != y.isNaN { return y.isNaN }
    return order[a] < order[b]
  }

  private func sortOrder(of column: Int) {
    for start in stride(from: rows / 2 - 1, through: 0, by: -1) { sink(start, rows, column) }
    for end in stride(from: rows - 1, to: 0, by: -1) {
      exchange(0, end)
      sink(0, end, column)
    }
  }

  private func sink(_ start: Int, _ end: Int, _ column: Int) {
    var root = start
    while 2 * root + 1 < end {
      var child = 2 * root + 1
      if child + 1 < end, precedes(child, child + 1, column) { child += 1 }
      guard precedes(root, child, column) else { return }
      exchange(root, child)
      root = child
    }
  }

  private func exchange(_ a: Int, _ b: Int) {
    let kept = order[a]
    order[a] = order[b]
    order[b] = kept
  }

  private func writeSorted(_ column: Int, to result: UnsafeMutablePointer<Float>) {
    for place in 0..<rows { result[place * columns + column] = value(place, column) }
  }

  private func writeRanks(of column: Int, to result: UnsafeMutablePointer<Float>) {
    var first = 0
    while first < rows {
      var last = first
      while last + 1 < rows, value(last + 1, column) == value(first, column) { last += 1 }
      let rank = Float(first + last) / 2 + 1
      for place in first...last { result[Int(order[place]) * columns + column] = rank }
      first = last + 1
    }
  }
}
