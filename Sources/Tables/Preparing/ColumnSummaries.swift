package import Plans

extension Table {
  /// What each column holds and what it is for.
  ///
  /// - Parameter rows: Those that are looked at; all where it is `nil`.
  func summaries(_ roles: ColumnRoles, of rows: [Int]? = nil) -> [ColumnSummary] {
    columns.indices.map { place in
      let role: ColumnSummary.Role =
        if roles.targets.contains(place) {
          .target
        } else if roles.weight == place {
          .weight
        } else if roles.targetSources.contains(place) {
          .targetSource
        } else if roles.dropped.contains(place) {
          .dropped
        } else if roles.isLevels(place, in: self) {
          .category
        } else {
          .feature
        }
      let column = columns[place]
      return (rows.map { column.selecting($0) } ?? column).summary(role)
    }
  }

  /// What each column holds, before anything is said about its use.
  package func summaries() -> [ColumnSummary] {
    columns.map { $0.summary($0.isText ? .category : .feature) }
  }
}

extension Column {
  /// At most this many levels are listed.
  private static let mostLevels = 100

  fileprivate func summary(_ role: ColumnSummary.Role) -> ColumnSummary {
    switch cells {
    case .numbers(let values): summary(.number, role, values)
    case .booleans(let values): summary(.boolean, role, values)
    case .texts(let places, let levels):
      summary(role, places, levels)
    }
  }

  private func summary(
    _ kind: ColumnSummary.Kind, _ role: ColumnSummary.Role, _ values: [Double]
  ) -> ColumnSummary {
    let known = values.filter { !$0.isNaN }
    var summary = ColumnSummary(
      name: name, kind: kind, role: role, missing: values.count - known.count,
      minimum: known.min(), maximum: known.max(),
      mean: known.isEmpty ? nil : known.reduce(0, +) / Double(known.count))
    guard role == .category else { return summary }
    var counts: [Double: Int] = [:]
    for value in known { counts[value, default: 0] += 1 }
    summary.levelCount = counts.count
    summary.levels = counts.sorted { $0.key < $1.key }.prefix(Self.mostLevels).map {
      LevelCount(CellValue.number($0.key).levelName ?? "", $0.value)
    }
    return summary
  }

  private func summary(
    _ role: ColumnSummary.Role, _ places: [Int32], _ levels: [String]
  ) -> ColumnSummary {
    var counts = [Int](repeating: 0, count: levels.count)
    var missing = 0
    for place in places {
      if place < 0 { missing += 1 } else { counts[Int(place)] += 1 }
    }
    // Rows that left may have taken a level with them.
    let sorted = zip(levels, counts).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
    return ColumnSummary(
      name: name, kind: .text, role: role, missing: missing, levelCount: sorted.count,
      levels: sorted.prefix(Self.mostLevels).map { LevelCount($0.0, $0.1) })
  }
}
