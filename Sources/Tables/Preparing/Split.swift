/// The rows of each part, in the order of the table.
struct SplitRows: Equatable {
  var train: [Int]
  var validation: [Int] = []
  var test: [Int] = []

  /// The parts with `transform` of each number.
  func mapped(_ transform: (Int) -> Int) -> SplitRows {
    SplitRows(
      train: train.map(transform), validation: validation.map(transform),
      test: test.map(transform))
  }
}

/// The shares of the three parts, which come to 1.
struct PartShares: Equatable {
  var train: Double
  var validation: Double
  var test: Double

  /// - Problems: `split-impossible` where they do not come to 100 %.
  init(_ step: SplitStep) throws(TableError) {
    func share(_ size: SplitStep.Size?) -> Double {
      if case .share(let share) = size { share } else { 0 }
    }
    validation = share(step.validation)
    test = share(step.test)
    let rest = 1 - validation - test
    train = step.train ?? rest
    let isSaid = [train, validation, test].allSatisfy { $0.isFinite && $0 >= 0 }
    let hasEvery = [step.validation, step.test].contains {
      if case .every = $0 { true } else { false }
    }
    // Percentages such as 0.7 + 0.15 + 0.15 are not exact in binary.
    let isWhole = hasEvery && step.train == nil ? rest > 0 : abs(train - rest) < 1e-6
    guard isSaid, train > 0, isWhole else {
      throw .partsAreNotWhole(train + validation + test, item: step.id)
    }
  }
}

/// Divides rows into parts.
///
/// - Parameters:
///   - count: How many rows there are.
///   - classes: The class of each row, where each part shall hold its share of each class.
///   - permutation: The rows in an order made by chance.
/// - Problems: `split-impossible` where a part that is asked for gets no row.
func splitRows(
  _ count: Int, classes: [Int32]?, _ step: SplitStep, permutation: [Int]
) throws(TableError) -> SplitRows {
  let shares = try PartShares(step)
  var parts = [Int](repeating: 0, count: count)
  var isTaken = [Bool](repeating: false, count: count)
  for (part, size) in [(1, step.validation), (2, step.test)] {
    guard case .every(let stride) = size else { continue }
    guard stride > 1 else { throw .everyTooSmall(stride, item: step.id) }
    // The test part comes last, and so keeps its rows where both are asked for.
    for row in Swift.stride(from: stride - 1, to: count, by: stride) {
      parts[row] = part
      isTaken[row] = true
    }
  }
  let order = (step.keepsOrder ? Array(0..<count) : permutation).filter { !isTaken[$0] }
  if let classes, !step.keepsOrder {
    assign(order, byClass: classes, shares, of: count, to: &parts)
  } else {
    assign(order, shares, of: count, to: &parts)
  }
  let rows = SplitRows(
    train: parts.indices.filter { parts[$0] == 0 },
    validation: parts.indices.filter { parts[$0] == 1 },
    test: parts.indices.filter { parts[$0] == 2 })
  for (name, part, isWanted) in [
    ("train", rows.train, true), ("validation", rows.validation, isWanted(step.validation)),
    ("test", rows.test, isWanted(step.test)),
  ] where isWanted && part.isEmpty {
    throw .partIsEmpty(name, rows: count, item: step.id)
  }
  return rows
}

private func isWanted(_ size: SplitStep.Size?) -> Bool {
  switch size {
  case .share(let share): share > 0
  case .every: true
  case nil: false
  }
}

/// Cuts `order` into training, validation and test rows, one after the other.
private func assign(_ order: [Int], _ shares: PartShares, of count: Int, to parts: inout [Int]) {
  let test = min(Int((Double(count) * shares.test).rounded()), order.count)
  let both = Int((Double(count) * (shares.validation + shares.test)).rounded())
  let validation = max(0, min(both - test, order.count - test))
  for row in order.suffix(test) { parts[row] = 2 }
  for row in order.dropLast(test).suffix(validation) { parts[row] = 1 }
}

/// Goes through the rows class by class, and gives each to the part that is furthest behind its share.
///
/// So each part gets its share of all rows and of every class, to within a row or two.
private func assign(
  _ order: [Int], byClass classes: [Int32], _ shares: PartShares, of count: Int,
  to parts: inout [Int]
) {
  guard !order.isEmpty else { return }
  var rowsOfClass: [Int32: [Int]] = [:]
  for row in order { rowsOfClass[classes[row], default: []].append(row) }
  // Shares are of all rows; those that `every` took are no longer here.
  let whole = Double(count) / Double(order.count)
  let (validation, test) = (shares.validation * whole, shares.test * whole)
  let wanted = [max(0, 1 - validation - test), validation, test]
  var given = [0.0, 0.0, 0.0]
  var seen = 0.0
  for (_, rows) in rowsOfClass.sorted(by: { $0.key < $1.key }) {
    for (index, row) in rows.enumerated() {
      seen += 1
      let behind = (0..<3).map { wanted[$0] * seen - given[$0] }
      // What is not in the training part cannot be learnt, so the first row of a class goes there.
      var part = 0
      if index > 0 {
        for candidate in 1..<3 where behind[candidate] > behind[part] { part = candidate }
      }
      parts[row] = part
      given[part] += 1
    }
  }
}
