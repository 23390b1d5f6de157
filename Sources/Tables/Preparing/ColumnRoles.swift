import Vocabulary

/// Which columns are features, which are predicted, and what the steps say about each.
struct ColumnRoles {
  /// The features, in the order of the table.
  private(set) var features: [Int] = []
  /// The target's own columns; empty for a formula.
  private(set) var targets: [Int] = []
  /// Columns that the target's formula reads.
  private(set) var targetSources: Set<Int> = []
  private(set) var dropped: Set<Int> = []
  /// The column that says how much each sample counts, and is no feature.
  private(set) var weight: Int?
  /// Columns that count as texts whatever stands in them.
  private(set) var categories: Set<Int> = []
  /// Those of them that stay one column of places among levels.
  private(set) var embedded: Set<Int> = []

  /// - Problems: `unknown-column`, `no-features`.
  init(of table: Table, _ steps: DataSteps, target: TargetStep) throws(TableError) {
    let places = Dictionary(
      table.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    func place(_ name: String, _ item: Int?) throws(TableError) -> Int {
      guard let place = places[name] else { throw .unknownColumn(name, in: table, item: item) }
      return place
    }
    for step in steps.drops { dropped.insert(try place(step.column, step.id)) }
    if let step = steps.weight { weight = try place(step.column, step.id) }
    for step in steps.categories {
      let own = try place(step.column, step.id)
      categories.insert(own)
      // The last line that names a column decides.
      if step.isEmbedded { embedded.insert(own) } else { embedded.remove(own) }
    }
    for step in steps.missing {
      for name in step.columns { _ = try place(name, step.id) }
    }
    for step in steps.scales {
      for name in step.columns { _ = try place(name, step.id) }
    }
    switch target.form {
    case .columns(let names):
      for name in names { targets.append(try place(name, target.id)) }
    case .formula(_, let reads, _):
      for name in reads { targetSources.insert(try place(name, target.id)) }
    }
    // The past of what is predicted is what a series is predicted from.
    let others = steps.window == nil ? dropped.union(targets).union(targetSources) : dropped
    features = table.columns.indices.filter { !others.contains($0) && $0 != weight }
    guard !features.isEmpty else { throw .noFeatures(table.name, item: target.id) }
  }

  /// Whether `place` is encoded as levels rather than as a number.
  func isLevels(_ place: Int, in table: Table) -> Bool {
    categories.contains(place) || table.columns[place].isText
  }
}

extension DataSteps {
  /// What happens to missing cells of the column called `name`, and which line says so.
  func missingRule(for name: String) -> (rule: MissingStep.Rule, item: Int?) {
    let step =
      missing.last { $0.columns.contains(name) } ?? missing.last { $0.columns.isEmpty }
    return (step?.rule ?? .error, step?.id)
  }

  /// How the feature called `name` is scaled, and which line says so.
  func scaleRule(for name: String) -> (rule: ScaleStep.Rule, item: Int?) {
    let step =
      scales.last { $0.columns.contains(name) }
      ?? scales.last { $0.columns.isEmpty && !$0.includesTarget }
    return (step?.rule ?? .none, step?.id)
  }

  /// How the target is scaled, and which line says so.
  func targetScaleRule(named names: [String]) -> (rule: ScaleStep.Rule, item: Int?) {
    let step = scales.last { step in
      step.includesTarget || step.columns.contains { names.contains($0) }
    }
    return (step?.rule ?? .none, step?.id)
  }
}
