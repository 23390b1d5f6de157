/// The length of one axis of a node.
package enum Extent: Hashable, Sendable {
  case fixed(Int)
  /// The samples of the batch, known when the program runs.
  case rows
}

/// The extents of a node, the batch axis included; `[]` is a single number.
package typealias GraphShape = [Extent]

extension Extent: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) {
    self = .fixed(value)
  }
}

extension Extent: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fixed(let extent): "\(extent)"
    case .rows: "samples"
    }
  }
}

extension [Extent] {
  /// The shape of a batch of samples, each with `extents`.
  package static func batch(of extents: [Int]) -> GraphShape {
    [.rows] + extents.map(Extent.fixed)
  }

  /// The extents of a node that has no batch axis.
  package static func fixed(_ extents: [Int]) -> GraphShape {
    extents.map(Extent.fixed)
  }

  /// Whether the first axis counts the samples.
  package var hasRows: Bool { first == .rows }

  /// The shape as people write it: `samples×3`.
  package var text: String {
    isEmpty ? "1" : map(\.description).joined(separator: "×")
  }

  /// How many numbers the node holds.
  package var elementCount: ElementCount {
    reduce(into: ElementCount.one) { $0.multiply(by: $1) }
  }

  /// The shape that `self` and `other` take together, aligned at the last axis as in NumPy.
  ///
  /// - Returns: `nil` where two extents differ and neither is 1.
  package func broadcast(with other: GraphShape) -> GraphShape? {
    if self == other { return self }
    let rank = Swift.max(count, other.count)
    var result: GraphShape = []
    for axis in 0..<rank {
      let (a, b) = (extent(axis, of: rank), other.extent(axis, of: rank))
      if a == b || b == 1 {
        result.append(a)
      } else if a == 1 {
        result.append(b)
      } else {
        return nil
      }
    }
    return result
  }

  /// The extent at `axis` when the shape is seen with `rank` axes, new ones in front.
  package func extent(_ axis: Int, of rank: Int) -> Extent {
    let own = axis - (rank - count)
    return own < 0 ? 1 : self[own]
  }
}

/// A number of elements: `factor`, times the rows of the batch as often as `rowsPower` says.
package struct ElementCount: Hashable, Sendable {
  package private(set) var factor: Int
  package private(set) var rowsPower: Int

  package static let one = ElementCount(factor: 1, rowsPower: 0)

  package init(factor: Int, rowsPower: Int) {
    self.factor = factor
    self.rowsPower = rowsPower
  }

  /// Takes one more axis; a product beyond `Int` stays at its largest value.
  package mutating func multiply(by extent: Extent) {
    switch extent {
    case .rows: rowsPower += 1
    case .fixed(let extent): factor = saturatingProduct(factor, extent)
    }
  }

  /// The product of both counts.
  package func multiplied(by other: ElementCount) -> ElementCount {
    ElementCount(
      factor: saturatingProduct(factor, other.factor), rowsPower: rowsPower + other.rowsPower)
  }

  /// The number for a batch of `rows` samples, at most `Int.max`.
  package func value(rows: Int) -> Int {
    var result = factor
    for _ in 0..<rowsPower { result = saturatingProduct(result, rows) }
    return result
  }
}

private func saturatingProduct(_ a: Int, _ b: Int) -> Int {
  let (product, overflow) = a.multipliedReportingOverflow(by: b)
  return overflow ? Int.max : product
}
