import TestSupport
import Testing

@testable import Engine

/// Groups with edges between them, joined at random.
private struct RandomGroups {
  /// What each group needs of others, by number; a group that became part of another has none.
  var sources: [Set<Int>]
  var order: GroupOrder
  var present: Set<Int>

  init(count: Int, using generator: inout SplitMix) {
    sources = (0..<count).map { group in
      group == 0 ? [] : Set((0..<3).map { _ in Int.random(in: 0..<group, using: &generator) })
    }
    order = GroupOrder(Array(0..<count))
    present = Set(0..<count)
  }

  func users(of group: Int) -> [Int] {
    present.filter { sources[$0].contains(group) }.sorted()
  }

  /// Whether a third group lies on a way from `first` to `second`.
  func hasBetween(_ first: Int, _ second: Int) -> Bool {
    var (pending, seen) = (users(of: first).filter { $0 != second }, Set<Int>())
    while let group = pending.popLast() {
      if group == second { return true }
      if seen.insert(group).inserted { pending += users(of: group) }
    }
    return false
  }

  mutating func join(_ first: Int, _ second: Int, _ move: GroupOrder.Move) {
    let (kept, lost) = (min(first, second), max(first, second))
    order.join(first, second, as: kept, move)
    for group in present where sources[group].remove(lost) != nil { sources[group].insert(kept) }
    sources[kept].formUnion(sources[lost])
    sources[kept].subtract([kept, lost])
    present.remove(lost)
  }

  var isInOrder: Bool {
    present.allSatisfy { group in sources[group].allSatisfy { order.precedes($0, group) } }
  }
}

@Suite struct GroupOrderTests {
  @Test(arguments: UInt64(0)..<20)
  func `groups are joined where no third lies between, and stay in order`(seed: UInt64) {
    var generator = SplitMix(state: seed)
    var groups = RandomGroups(count: 40, using: &generator)
    var joined = 0
    for _ in 0..<200 {
      let pair = groups.present.sorted().shuffled(using: &generator).prefix(2)
      guard pair.count == 2, let a = pair.first, let b = pair.last else { break }
      let (first, second) = groups.order.precedes(a, b) ? (a, b) : (b, a)
      let known = groups
      let move = groups.order.move(
        first, second,
        users: { group, visit in known.users(of: group).forEach(visit) },
        sources: { group, visit in known.sources[group].sorted().forEach(visit) })
      #expect((move == nil) == known.hasBetween(first, second))
      guard let move else { continue }
      groups.join(first, second, move)
      joined += 1
      #expect(groups.isInOrder)
    }
    #expect(joined > 5)
  }
}
