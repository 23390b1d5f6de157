/// What a column of a data set holds and what it is for, as `show` tells it.
package struct ColumnSummary: Hashable, Codable, Sendable {
  package enum Kind: String, Hashable, Codable, Sendable {
    case number, text, boolean
  }

  package enum Role: String, Hashable, Codable, Sendable {
    case feature
    /// A feature with one input for each level.
    case category
    case target
    /// Read by the target's formula, and therefore no feature.
    case targetSource
    /// Says how much each sample counts.
    case weight
    case dropped
  }

  package var name: String
  package var kind: Kind
  package var role: Role
  /// Cells without a value, before they were filled in.
  package var missing: Int
  package var minimum: Double?
  package var maximum: Double?
  package var mean: Double?
  /// How many different texts there are.
  package var levelCount: Int?
  /// The first of them in order, with how often each occurs.
  package var levels: [LevelCount]

  package init(
    name: String, kind: Kind, role: Role, missing: Int = 0, minimum: Double? = nil,
    maximum: Double? = nil, mean: Double? = nil, levelCount: Int? = nil, levels: [LevelCount] = []
  ) {
    self.name = name
    self.kind = kind
    self.role = role
    self.missing = missing
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
    self.levelCount = levelCount
    self.levels = levels
  }
}

/// A text and how often it occurs.
package struct LevelCount: Hashable, Codable, Sendable {
  package var name: String
  package var count: Int

  package init(_ name: String, _ count: Int) {
    self.name = name
    self.count = count
  }
}
