extension DataGuard {
  /// The largest class has at least this many times the rows of the smallest; with two classes the
  /// larger is then 91 % of the rows.
  private static let strongRatio = 10
  /// In fewer rows no share means much.
  private static let fewestRows = 20
  /// A part that should get this many rows of a class gets none by chance in 1 of 150 cases.
  private static let expectedRows = 5.0

  /// Classes of very different sizes, under which accuracy says little.
  func unequalClasses() -> TableNote? {
    guard case .classes(let places) = target, places.count >= Self.fewestRows else { return nil }
    let counts = counts(of: places.indices, places)
    guard let largest = counts.indices.max(by: { counts[$0] < counts[$1] }),
      let smallest = counts.indices.min(by: { counts[$0] < counts[$1] }),
      counts[largest] >= Self.strongRatio * counts[smallest]
    else { return nil }
    return .unequalClasses(
      zip(rule.classes, counts).map { ($0, $1) }, largest: largest, smallest: smallest,
      rows: places.count, item: targetItem)
  }

  /// Classes that a part has no row of, because the rows were cut in the order of the file.
  func missingClasses() -> TableNote? {
    guard let step = steps.split, step.keepsOrder, case .classes(let places) = target else {
      return nil
    }
    let counts = counts(of: places.indices, places)
    // Sorted rows have little more than one run of each class.
    let runs = 1 + places.indices.dropFirst().count { places[$0] != places[$0 - 1] }
    let areSorted = runs < 2 * rule.classes.count && places.count >= 2 * runs
    var missing: [(part: String, classes: [String])] = []
    for (name, part) in [
      ("train", split.train), ("validation", split.validation), ("test", split.test),
    ] where !part.isEmpty {
      let found = self.counts(of: part, places)
      let lacking = found.indices.filter { index in
        let expected = Double(counts[index]) * Double(part.count) / Double(places.count)
        return found[index] == 0 && (areSorted || expected >= Self.expectedRows)
      }
      if !lacking.isEmpty { missing.append((name, lacking.map { rule.classes[$0] })) }
    }
    guard !missing.isEmpty else { return nil }
    return .missingClasses(
      missing, target: rule.names.first ?? "", areSorted: areSorted, item: step.id)
  }

  private func counts(of rows: some Sequence<Int>, _ places: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: rule.classes.count)
    for row in rows where counts.indices.contains(Int(places[row])) {
      counts[Int(places[row])] += 1
    }
    return counts
  }
}
