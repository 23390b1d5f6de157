import Kernels
package import Plans

extension Table {
  /// What each column holds and what it is for.
  ///
  /// - Parameters:
  ///   - rows: Those that are looked at; all where it is `nil`.
  ///   - statistics: Of those rows, where they are known.
  func summaries(
    _ roles: ColumnRoles, of rows: [Int]? = nil, statistics known: [NumberStatistics?]? = nil
  ) -> [ColumnSummary] {
    let statistics = known ?? self.statistics(of: rows)
    return columns.indices.map { place in
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
      return columns[place].summary(role, statistics[place], of: rows)
    }
  }

  /// What each column holds, before anything is said about its use.
  package func summaries() -> [ColumnSummary] {
    zip(columns, statistics()).map { $0.summary($0.isText ? .category : .feature, $1, of: nil) }
  }
}

extension Column {
  /// At most this many levels are listed.
  private static let mostLevels = 100

  /// - Parameter rows: Those that are looked at, and that `statistics` is of; all for `nil`.
  fileprivate func summary(
    _ role: ColumnSummary.Role, _ statistics: NumberStatistics?, of rows: [Int]?
  ) -> ColumnSummary {
    switch cells {
    case .numbers(let values): summary(.number, role, values, statistics, of: rows)
    case .booleans(let values): summary(.boolean, role, values, statistics, of: rows)
    case .texts(let places, let levels):
      summary(role, rows.map { rows in rows.map { places[$0] } } ?? places, levels)
    }
  }

  private func summary(
    _ kind: ColumnSummary.Kind, _ role: ColumnSummary.Role, _ values: NumberColumn,
    _ statistics: NumberStatistics?, of rows: [Int]?
  ) -> ColumnSummary {
    let known = statistics ?? NumberStatistics()
    var summary = ColumnSummary(
      name: name, kind: kind, role: role, missing: known.missing,
      minimum: known.known == 0 ? nil : known.least, maximum: known.known == 0 ? nil : known.most,
      mean: known.mean)
    guard role == .category else { return summary }
    var counts: [Double: Int] = [:]
    func count(_ value: Double) {
      if !value.isNaN { counts[value, default: 0] += 1 }
    }
    if let rows { for row in rows { count(values[row]) } } else { values.forEach(count) }
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
