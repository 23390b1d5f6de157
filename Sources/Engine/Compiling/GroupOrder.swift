/// Groups of nodes in an order in which each comes after those that it needs, kept while they are joined.
///
/// Two groups may become one where no third lies on a way from one to the other. Only the groups between
/// them in the order can lie on one, so a search looks at these alone, and a join moves none but those
/// that it found (Pearce and Kelly, "A dynamic topological sort algorithm for directed acyclic graphs",
/// 2006).
struct GroupOrder {
  /// The place of each group, by its number; places may be empty.
  private var places: [Int]
  /// The round in which a search has last seen a group.
  private var seen: [Int]
  private var round = 0

  /// A search that has seen so many groups gives up: what lies so far apart is not worth joining.
  private static let most = 2_000

  /// - Parameter places: A place for each group, behind the places of those that it needs.
  init(_ places: [Int]) {
    self.places = places
    seen = Array(repeating: 0, count: places.count)
  }

  func precedes(_ a: Int, _ b: Int) -> Bool { places[a] < places[b] }

  /// The groups that have to be moved so that `first` and `second` can become one.
  struct Move {
    /// What `second` needs, and what needs `first`, between the two.
    fileprivate var before: [Int]
    fileprivate var after: [Int]
  }

  /// What joining `first` with a later group would move; `nil` where a third lies on a way between them.
  ///
  /// - Parameter users: Calls its argument for each group that needs something of a group; `sources` for
  ///   each whose numbers a group needs.
  mutating func move(
    _ first: Int, _ second: Int, users: (Int, (Int) -> Void) -> Void,
    sources: (Int, (Int) -> Void) -> Void
  ) -> Move? {
    let between = places[first] + 1..<places[second]
    guard let after = reached(from: first, to: second, users, between),
      let before = reached(from: second, to: first, sources, between)
    else { return nil }
    return Move(before: before, after: after)
  }

  /// The groups on ways from `start` that stay at places of `between`; `nil` where one of them leads to
  /// `end`, or there are too many.
  private mutating func reached(
    from start: Int, to end: Int, _ neighbours: (Int, (Int) -> Void) -> Void,
    _ between: Range<Int>
  ) -> [Int]? {
    round += 1
    var (found, next, isJoined) = ([start], 0, false)
    while next < found.count {
      let group = found[next]
      next += 1
      neighbours(group) { other in
        if other == end {
          isJoined = isJoined || group != start
        } else if other != group, seen[other] != round, between.contains(places[other]) {
          seen[other] = round
          found.append(other)
        }
      }
      if isJoined || found.count > Self.most { return nil }
    }
    found.removeFirst()
    return found
  }

  /// Makes `first` and `second` the group `joined`, which is one of them.
  mutating func join(_ first: Int, _ second: Int, as joined: Int, _ move: Move) {
    let before = move.before.sorted { places[$0] < places[$1] }
    let after = move.after.sorted { places[$0] < places[$1] }
    // One place more than groups are left.
    let free = ([first, second] + before + after).map { places[$0] }.sorted()
    for (group, place) in zip(before + [joined] + after, free) { places[group] = place }
  }
}
