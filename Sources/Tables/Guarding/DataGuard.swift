/// Looks at prepared rows as a careful person would, before anything is trained.
///
/// What it finds keeps nothing from running; each kind of finding is told once.
///
/// - Complexity: O(rows · features); every look stops as soon as it knows enough.
struct DataGuard {
  /// The rows that stay, in the order of the file.
  let rows: Table
  let features: [Column]
  let target: TargetCells
  let rule: TargetRule
  let split: SplitRows
  let steps: DataSteps
  /// The `id` of the line that says what is predicted.
  let targetItem: Int

  func notes() -> [TableNote] {
    let ofClasses = [missingClasses(), unequalClasses()].compactMap { $0 }
    // A series is predicted from its own past, so its rows repeat and hold the target on purpose.
    guard steps.window == nil else { return ofClasses }
    return [repeatedRows()].compactMap { $0 } + ofClasses + targetCopies() + targetCategories()
  }

  /// Lines that make categories of what is predicted, as a number all the same.
  private func targetCategories() -> [TableNote] {
    guard rule.kind == .number, !rule.isFormula else { return [] }
    return steps.categories.filter { rule.names.contains($0.column) }
      .map { .targetAsCategory($0.column, item: $0.id) }
  }

  /// Whether the rows are made by a generator, whose columns are what they are on purpose.
  var isGenerated: Bool {
    if case .generator = steps.source { true } else { false }
  }
}
