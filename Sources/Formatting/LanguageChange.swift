package import Diagnostics
package import Syntax

/// A change of the language, and how a script of the version before is rewritten for it.
package struct LanguageChange: Sendable {
  /// The version that brought the change.
  package var version: Int
  /// What is to be replaced in a script of the version before, so that it means the same.
  package var edits: @Sendable (SyntaxTree) -> [Edit]

  package init(version: Int, edits: @escaping @Sendable (SyntaxTree) -> [Edit]) {
    self.version = version
    self.edits = edits
  }

  /// All changes since version 1; the language has not changed yet.
  package static let all: [LanguageChange] = []
}

/// Brings a script that names an older version of the language up to date, version by version.
///
/// A script without a version line is of the present version.
///
/// - Returns: The script in the version `current`, which its first line then names; `tree` itself
///   where nothing is to be done.
/// - Problems: `unsupported-version` where the script names no version up to `current`.
package func broughtUpToDate(
  _ tree: SyntaxTree, to current: Int = LanguageVersion.current,
  changes: [LanguageChange] = LanguageChange.all
) -> (tree: SyntaxTree, problem: Diagnostic?) {
  guard let line = tree.version else { return (tree, nil) }
  guard let first = (1...max(current, 1)).first(where: { Double($0) == line.number }) else {
    return (tree, .unsupportedVersion(line.number, at: line.span))
  }
  var tree = tree
  for version in (first + 1)..<max(current + 1, first + 1) {
    for change in changes where change.version == version {
      tree = parse(edited(tree.source, by: change.edits(tree)))
    }
    guard let line = tree.version else { break }
    tree = parse(edited(tree.source, by: [Edit(line.span, "nn \(version)")]))
  }
  return (tree, nil)
}

/// The file with all of `edits`; of two that overlap, the first counts.
func edited(_ source: SourceFile, by edits: [Edit]) -> SourceFile {
  var bytes: [UInt8] = []
  var place = 0
  for edit in edits.sorted(by: { $0.span.start < $1.span.start })
  where edit.span.start >= place && edit.span.end <= source.utf8.count {
    bytes += source.utf8[place..<edit.span.start]
    bytes += edit.replacement.utf8
    place = edit.span.end
  }
  bytes += source.utf8[place...]
  return SourceFile(
    id: source.id, name: source.name, text: String(decoding: bytes, as: UTF8.self))
}
