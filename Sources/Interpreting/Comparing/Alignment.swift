/// Which of the nodes of two lists belong together, where their order counts.
///
/// Equal ones come first, as in a longest common subsequence; between them, changed lines are
/// matched with those that have most in common with them.
struct Alignment {
  /// For each node of the first list its place in the second one.
  private(set) var partners: [Int?]

  /// More comparisons than this are not made; lists that long are matched by equality alone.
  private static let mostComparisons = 4_000_000

  /// - Complexity: O(old · new) comparisons, once what is equal at both ends is left out.
  init(_ old: [MeaningNode], _ new: [MeaningNode]) {
    partners = Array(repeating: nil, count: old.count)
    var start = 0
    while start < min(old.count, new.count), old[start].isSame(as: new[start]) {
      partners[start] = start
      start += 1
    }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1].isSame(as: new[newEnd - 1]) {
      oldEnd -= 1
      newEnd -= 1
      partners[oldEnd] = newEnd
    }
    let (rows, columns) = (oldEnd - start, newEnd - start)
    guard rows > 0, columns > 0 else { return }
    if rows * columns <= Self.mostComparisons {
      align(old, new, rows, columns, from: start)
    } else {
      matchEqual(old, new, start..<oldEnd, start..<newEnd)
    }
  }

  private mutating func align(
    _ old: [MeaningNode], _ new: [MeaningNode], _ rows: Int, _ columns: Int, from start: Int
  ) {
    // best[i][j]: what the rest behind i and j have in common at most.
    let width = columns + 1
    var best = [Float](repeating: 0, count: (rows + 1) * width)
    var pairs = [Float](repeating: 0, count: rows * columns)
    for row in (0..<rows).reversed() {
      for column in (0..<columns).reversed() {
        let pair = old[start + row].likeness(to: new[start + column])
        pairs[row * columns + column] = pair
        let joined = pair > 0 ? pair + best[(row + 1) * width + column + 1] : 0
        best[row * width + column] = max(
          joined, best[(row + 1) * width + column], best[row * width + column + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < rows, column < columns {
      let (here, pair) = (best[row * width + column], pairs[row * columns + column])
      if pair > 0, here == pair + best[(row + 1) * width + column + 1] {
        partners[start + row] = start + column
        row += 1
        column += 1
      } else if here == best[(row + 1) * width + column] {
        row += 1
      } else {
        column += 1
      }
    }
  }

  private mutating func matchEqual(
    _ old: [MeaningNode], _ new: [MeaningNode], _ rows: Range<Int>, _ columns: Range<Int>
  ) {
    var places: [String: [Int]] = [:]
    for column in columns.reversed() { places[new[column].key.written, default: []].append(column) }
    var last = columns.lowerBound - 1
    for row in rows {
      let key = old[row].key.written
      while let place = places[key]?.popLast() {
        guard place > last else { continue }
        partners[row] = place
        last = place
        break
      }
    }
  }
}

extension MeaningNode {
  /// Whether both say the same, under the same name.
  func isSame(as other: MeaningNode) -> Bool {
    kind == other.kind && name == other.name && word == other.word
      && key.isSame(as: other.key)
  }

  /// How much speaks for `other` being the later form of this node; 0 where it cannot be. One that
  /// is the same counts more than several that are like.
  fileprivate func likeness(to other: MeaningNode) -> Float {
    if isSame(as: other) { return 16 }
    guard kind == other.kind, word == other.word, name == other.name else { return 0 }
    let common = values.count { value in
      other.values.contains { $0.slot == value.slot && $0.wholeKey.isSame(as: value.wholeKey) }
    }
    let share = Float(common) / Float(max(values.count, other.values.count, 1))
    return (identity == other.identity ? 2 : 1) + share
  }
}
