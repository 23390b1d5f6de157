package import Diagnostics
package import Plans

/// What differs between two versions of a script, as one line of JSON without its newline.
package func comparisonJSON(
  _ comparison: ScriptComparison, _ old: ComparedSide, _ new: ComparedSide, language: Language
) -> String {
  var members: [(String, JSONValue)] = [
    ("old", json(old, language)), ("new", json(new, language)),
    ("same", .boolean(comparison.isSame)),
    ("unclear", .boolean(comparison.differsWhereUnclear)),
    ("changes", .array(comparison.changes.map(json))),
    ("consequences", .array(comparison.consequences.map(json))),
  ]
  if let a = old.run, let b = new.run {
    let changes = ResultChanges(a, b)
    members.append(
      (
        "results",
        .object(
          changes.rows.map { row in
            (
              row.name,
              .object([
                ("old", .optional(row.old)), ("new", .optional(row.new)),
                ("change", .optional(row.difference)),
              ])
            )
          })
      ))
    members.append(("changed_data", .array(changes.changedData.map { .string($0) })))
  }
  return JSONValue.object(members).text
}

private func json(_ side: ComparedSide, _ language: Language) -> JSONValue {
  .object([
    ("name", .string(side.name)), ("commit", side.commit.map { .string($0) } ?? .null),
    ("run", side.run.map { .string($0.record.name) } ?? .null),
    ("errors", .array(side.errors.map { .string($0.message[language]) })),
  ])
}

private func json(_ change: ScriptChange) -> JSONValue {
  .object([
    ("kind", .string(change.kind.rawValue)),
    ("place", .array(change.place.map { .string($0) })), ("name", .string(change.name)),
    ("old", json(change.old)), ("new", json(change.new)),
  ])
}

private func json(_ side: ScriptChange.Side?) -> JSONValue {
  guard let side else { return .null }
  return .object([
    ("text", .string(side.text)), ("default", .boolean(side.isDefault)),
    ("line", side.line.map { .integer($0) } ?? .null),
  ])
}

private func json(_ consequence: ScriptConsequence) -> JSONValue {
  .object([
    ("place", .array(consequence.place.map { .string($0) })),
    ("name", .string(consequence.fact.key)),
    ("old", .array(consequence.old.map { .string($0) })),
    ("new", .array(consequence.new.map { .string($0) })),
  ])
}
