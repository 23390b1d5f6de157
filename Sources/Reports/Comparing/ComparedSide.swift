package import Diagnostics
import Plans

/// One of two compared versions of a script, as a reader finds it.
package struct ComparedSide {
  /// `iris.nn`, `iris.nn@3f2a91c0b7d4`, `iris-12`.
  package var name: String
  /// The whole name of its commit.
  package var commit: String?
  /// A run of just this text, with what it reached.
  package var run: StoredRun?
  /// What is wrong with it, where anything is.
  package var errors: [Diagnostic]
  package var sources: [SourceFile]

  package init(
    name: String, commit: String? = nil, run: StoredRun? = nil, errors: [Diagnostic] = [],
    sources: [SourceFile] = []
  ) {
    self.name = name
    self.commit = commit
    self.run = run
    self.errors = errors
    self.sources = sources
  }

  /// How many errors it has, and the first of them.
  func errorText(_ language: Language) -> String? {
    guard let first = errors.first else { return nil }
    let source = sources.first { $0.id == first.primary.span.file }
    let line = (source?.lines.line(at: first.primary.span.start) ?? 0) + 1
    // Where it lies in what the script includes, the line is of that file.
    let place = first.primary.span.file.number == 0 ? "" : (source?.name ?? "") + ", "
    let message = first.message
    let count = errors.count
    return Text(
      en: "\(name) has \(count == 1 ? "an error" : "\(count) errors"), and is compared as far as "
        + "it is understood: \(message.en) (\(place)line \(line))",
      pt: "\(name) tem \(count == 1 ? "um erro" : "\(count) erros"), e é comparado até onde se "
        + "entende: \(message.pt) (\(place)linha \(line))")[language]
  }
}

/// What two runs reached, side by side.
struct ResultChanges {
  struct Row {
    var name: String
    var old: Double?
    var new: Double?

    var difference: Double? {
      guard let old, let new, old.isFinite, new.isFinite else { return nil }
      return new - old
    }
  }

  let rows: [Row]
  /// Files that had other content in the newer run than in the older one.
  let changedData: [String]

  init(_ old: StoredRun, _ new: StoredRun) {
    let (a, b) = (old.record.results, new.record.results)
    let names = b.map(\.name) + a.map(\.name).filter { name in !b.contains { $0.name == name } }
    rows = names.map { name in
      Row(
        name: name, old: a.first { $0.name == name }?.value,
        new: b.first { $0.name == name }?.value)
    }
    let known = old.record.data.flatMap(\.sources)
    var changed: [String] = []
    for source in new.record.data.flatMap(\.sources)
    where known.contains(where: { $0.path == source.path && $0.hash != source.hash })
      && !changed.contains(source.path)
    {
      changed.append(source.path)
    }
    changedData = changed
  }
}
