import Graphs

/// Lets products sum the columns of their second operand on the way.
///
/// The gradient of a layer's output is read twice: its product with the input is the gradient of the
/// weights, and its sum over the samples that of the bias.
struct ColumnSums {
  private struct Key: Hashable {
    var value: Int
    var rows: ElementCount
    var columns: ElementCount
  }

  /// Removes the reductions from `steps` that a product can do beside its own work.
  static func join(_ steps: inout [Step]) {
    var products: [Key: Int] = [:]
    for (index, step) in steps.enumerated() {
      guard case .product(let product) = step, product.transposesFirst, !product.transposesSecond
      else { continue }
      products[Key(value: product.b, rows: product.inner, columns: product.columns)] = index
    }
    var joined: Set<Int> = []
    for (index, step) in steps.enumerated() {
      guard case .reduction(let reduction) = step, reduction.kind == .sum, reduction.outer == .one,
        let place = products.removeValue(
          forKey: Key(value: reduction.from, rows: reduction.reduced, columns: reduction.inner)),
        case .product(var product) = steps[place]
      else { continue }
      product.columnSums = reduction.to
      steps[place] = .product(product)
      joined.insert(index)
    }
    steps = steps.indices.filter { !joined.contains($0) }.map { steps[$0] }
  }
}
