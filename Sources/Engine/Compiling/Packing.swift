import Graphs
import Kernels

/// Lets products read a matrix that they share in the order in which it lies, which one step brings
/// about for all of them.
struct Packing {
  /// Fewer rows than these read a matrix as it stands, for copying it would cost more than it saves.
  private static let fewRows = 32

  private struct Key: Hashable {
    var value: Int
    var transposes: Bool
  }

  /// Adds the packing steps that pay for batches of `capacity` samples.
  static func add(
    to steps: inout [Step], _ counts: inout [Int: ElementCount], _ nextValue: inout Int,
    _ rows: StepRows, capacity: Int
  ) {
    var users: [Key: [Int]] = [:]
    for (index, step) in steps.enumerated() {
      guard case .product(let product) = step, product.columns != .one,
        rows.perSample(step) != nil || isCut(product)
      else { continue }
      users[Key(value: product.b, transposes: product.transposesSecond), default: []].append(index)
    }
    for (key, indices) in users.sorted(by: { $0.value[0] < $1.value[0] }) {
      let products = indices.compactMap { index -> ProductStep? in
        if case .product(let product) = steps[index] { product } else { nil }
      }
      let total = products.reduce(0.0) { $0 + Double($1.rows.value(rows: capacity)) }
      guard let first = products.first, key.transposes || total > Double(fewRows) else { continue }
      let count = packedCount(first)
      counts[nextValue] = count
      steps.append(
        .packing(
          PackingStep(
            from: key.value, to: nextValue, columns: first.columns, inner: first.inner,
            transposes: key.transposes)))
      for index in indices {
        guard case .product(var product) = steps[index] else { continue }
        product.packed = nextValue
        steps[index] = .product(product)
      }
      nextValue += 1
    }
  }

  /// Whether the product is that of all samples for many weights, such as a gradient of these: it is
  /// cut into pieces, each of which would pack for itself.
  private static func isCut(_ product: ProductStep) -> Bool {
    product.transposesFirst && product.inner.rowsPower > 0 && product.rows.rowsPower == 0
      && product.columns.rowsPower == 0 && product.rows.factor > fewRows * 3
  }

  private static func packedCount(_ product: ProductStep) -> ElementCount {
    let columns = product.columns.factor
    let inWholeVectors = columns > Int.max - 16 ? columns : (columns + 15) / 16 * 16
    return product.inner.multiplied(by: ElementCount(factor: inWholeVectors, rowsPower: 0))
  }
}
