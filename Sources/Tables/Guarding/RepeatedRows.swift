import Kernels

extension DataGuard {
  /// At most this many rows of the other parts, and as many of the training part, are looked for
  /// among all training rows, so that memory stays small however long the table is.
  static let mostRowsLookedFor = 100_000

  /// Rows of the validation and test parts that stand in the training part too.
  ///
  /// A few equal rows are chance where values are coarse. It is told where there are at least two
  /// and they make 10 % of what is looked at, or 1 % and more than repeat themselves within the
  /// training part: then they are copies, and not the way of the data.
  func repeatedRows() -> TableNote? {
    let others = split.validation + split.test
    guard !others.isEmpty else { return nil }
    let (evaluated, learnt) = (Self.some(of: others), Self.some(of: split.train))
    let hashes = rowHashes()
    var places = RowPlaces(capacity: evaluated.count + learnt.count)
    for row in evaluated { places.lookFor(hashes[row]) }
    for row in learnt { places.lookFor(hashes[row]) }
    for row in split.train { places.found(hashes[row], at: row) }

    var pairs: [(row: Int, twin: Int)] = []
    for row in evaluated {
      guard let found = places[hashes[row]], areEqual(row, found.first) else { continue }
      pairs.append((row, found.first))
    }
    let share = Double(pairs.count) / Double(evaluated.count)
    let within = learnt.count { (places[hashes[$0]]?.count ?? 0) > 1 }
    let usual = Double(within) / Double(max(learnt.count, 1))
    guard pairs.count > 1, share >= 0.1 || (share >= 0.01 && share > usual) else { return nil }
    return .repeatedRows(
      pairs, of: evaluated.count, hasValidation: !split.validation.isEmpty,
      hasTest: !split.test.isEmpty, in: rows, item: steps.split?.id)
  }

  /// `rows`, or as many of them as are looked for, evenly spread.
  private static func some(of rows: [Int]) -> [Int] {
    guard rows.count > mostRowsLookedFor else { return rows }
    return (0..<mostRowsLookedFor).map { rows[$0 * rows.count / mostRowsLookedFor] }
  }

  /// A hash of the features and the target of each row.
  private func rowHashes() -> [UInt64] {
    var hashes = [UInt64](repeating: 0x9E37_79B9_7F4A_7C15, count: rows.rowCount)
    func mix(_ row: Int, _ value: UInt64) {
      var hash = (hashes[row] ^ value) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
      hashes[row] = hash
    }
    // Some rows at a time for all columns, because columns of a matrix lie side by side.
    for first in stride(from: 0, to: rows.rowCount, by: Self.rowsOfBlock) {
      let block = first..<min(first + Self.rowsOfBlock, rows.rowCount)
      for column in features {
        switch column.cells {
        case .numbers(let values), .booleans(let values):
          values.forEachKey(in: block, mix)
        case .texts(let places, _):
          for row in block { mix(row, UInt64(bitPattern: Int64(places[row]))) }
        }
      }
    }
    switch target {
    case .numbers(let columns):
      for values in columns { for row in values.indices { mix(row, values[row].key) } }
    case .classes(let places):
      for row in places.indices { mix(row, UInt64(bitPattern: Int64(places[row]))) }
    }
    return hashes
  }

  private static let rowsOfBlock = 1 << 12

  private func areEqual(_ a: Int, _ b: Int) -> Bool {
    let haveEqualTargets =
      switch target {
      case .numbers(let columns): columns.allSatisfy { $0[a].key == $0[b].key }
      case .classes(let places): places[a] == places[b]
      }
    return haveEqualTargets && features.allSatisfy { $0.key(of: a) == $0.key(of: b) }
  }
}

extension Double {
  /// Equal for equal numbers, both zeros included, and for any two missing cells.
  var key: UInt64 { isNaN ? UInt64.max : self == 0 ? 0 : bitPattern }
}

extension NumberColumn {
  /// Hands the key of each of `rows` to `body`; the same as that of the number, or equal for equal
  /// bytes.
  @inline(__always)
  fileprivate func forEachKey(in rows: Range<Int>, _ body: (Int, UInt64) -> Void) {
    switch storage {
    case .own(let values):
      for row in rows { body(row, values[row].key) }
    case .shared(let matrix, let column, let outer):
      let (stride, start) = (matrix.columns, outer?.start)
      switch matrix.form {
      case .bytes:
        let numbers = matrix.bytes + column
        for row in rows {
          body(row, UInt64(numbers[(start.map { Int($0[row]) } ?? row) * stride]))
        }
      case .floats:
        let numbers = matrix.floats + column
        for row in rows {
          body(row, Double(numbers[(start.map { Int($0[row]) } ?? row) * stride]).key)
        }
      }
    }
  }
}

extension Column {
  /// Equal for equal cells of this column.
  func key(of row: Int) -> UInt64 {
    switch cells {
    case .numbers(let values), .booleans(let values): values[row].key
    case .texts(let places, _): UInt64(bitPattern: Int64(places[row]))
    }
  }
}

/// Where hashes that are looked for were found: a table with open addressing, made once.
private struct RowPlaces {
  private struct Slot {
    var hash: UInt64 = 0
    var first: Int32 = -1
    var count: Int32 = 0
    var isUsed = false
  }
  private var slots: [Slot]
  private let mask: Int

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
  }

  private func slot(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[place].isUsed, slots[place].hash != hash { place = (place + 1) & mask }
    return place
  }

  mutating func lookFor(_ hash: UInt64) {
    let place = slot(of: hash)
    slots[place].hash = hash
    slots[place].isUsed = true
  }

  mutating func found(_ hash: UInt64, at row: Int) {
    let place = slot(of: hash)
    guard slots[place].isUsed else { return }
    if slots[place].count == 0 { slots[place].first = Int32(clamping: row) }
    slots[place].count &+= 1
  }

  /// The first row with `hash`, and how many there are; `nil` where there is none.
  subscript(hash: UInt64) -> (first: Int, count: Int)? {
    let slot = slots[self.slot(of: hash)]
    return slot.count > 0 ? (Int(slot.first), Int(slot.count)) : nil
  }
}
