#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two directions in which a way through many dimensions goes most.
///
/// - Source: Li, Xu, Taylor, Studer and Goldstein (2018), section 7: the principal components of
///   what is between each point and the last; here from the points' products with each other, which
///   are few, since the dimensions are many.
struct PathDirections {
  /// Unit vectors, upright to each other.
  let first: [Float]
  let second: [Float]
  /// How much of the way's variance lies along each.
  let shares: (Double, Double)

  /// - Returns: `nil` where the points lie on one place or on one straight line.
  init?(_ points: [[Float]], end: [Float]) {
    let steps = points.map { point in zip(point, end).map { $0 - $1 } }
    let products = steps.map { a in steps.map { b in Self.product(a, b) } }
    guard products.joined().allSatisfy(\.isFinite) else { return nil }
    let (values, vectors) = Self.eigen(products)
    let order = values.indices.sorted { values[$0] > values[$1] }
    guard order.count >= 2 else { return nil }
    let (one, two) = (order[0], order[1])
    let sum = values.reduce(0) { $0 + max($1, 0) }
    guard sum > 0, values[two] > values[one] * 1e-9 else { return nil }
    guard let first = Self.direction(steps, vectors.map { $0[one] }),
      let second = Self.direction(steps, vectors.map { $0[two] })
    else { return nil }
    self.first = first
    self.second = second
    shares = (values[one] / sum, values[two] / sum)
  }

  static func product(_ a: [Float], _ b: [Float]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += Double(a[index]) * Double(b[index]) }
    return sum
  }

  private static func direction(_ steps: [[Float]], _ weights: [Double]) -> [Float]? {
    guard let count = steps.first?.count else { return nil }
    var sum = [Double](repeating: 0, count: count)
    for (step, weight) in zip(steps, weights) {
      for index in sum.indices { sum[index] += weight * Double(step[index]) }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0, length.isFinite else { return nil }
    return sum.map { Float($0 / length) }
  }

  /// The eigenvalues of a symmetric matrix, and its eigenvectors as columns.
  ///
  /// - Source: Jacobi (1846): turning two axes at a time until nothing is left beside the diagonal.
  static func eigen(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
    var a = matrix
    let count = a.count
    var vectors = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    let scale = a.indices.reduce(0) { $0 + abs(a[$1][$1]) }
    for _ in 0..<60 {
      var rest = 0.0
      for p in 0..<count { for q in 0..<p { rest += abs(a[p][q]) } }
      guard rest > scale * 1e-14 else { break }
      for p in 0..<count {
        for q in p + 1..<max(count, p + 1) where abs(a[p][q]) > scale * 1e-18 {
          let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
          let t = (theta >= 0 ? 1 : -1) / (abs(theta) + (theta * theta + 1).squareRoot())
          let c = 1 / (t * t + 1).squareRoot()
          let s = t * c
          for k in 0..<count {
            let (x, y) = (a[k][p], a[k][q])
            (a[k][p], a[k][q]) = (c * x - s * y, s * x + c * y)
          }
          for k in 0..<count {
            let (x, y) = (a[p][k], a[q][k])
            (a[p][k], a[q][k]) = (c * x - s * y, s * x + c * y)
            let (u, v) = (vectors[k][p], vectors[k][q])
            (vectors[k][p], vectors[k][q]) = (c * u - s * v, s * u + c * v)
          }
        }
      }
    }
    return (a.indices.map { a[$0][$0] }, vectors)
  }
}
