import Checking
package import Diagnostics
package import Plans

/// A version of a script, as far as it is understood.
package struct ScriptVersion {
  /// The problems of its text and of a dry run, and the texts that they stand in.
  package let problems: [Diagnostic]
  package let sources: [SourceFile]
  let program: CheckedProgram
  let facts: ScriptFacts
  let given: [String: String]
  /// Whether not all of its text is understood.
  let isUnclear: Bool

  /// Reads a script, and what it includes and reads, and trains nothing.
  package init(_ text: String, named name: String, host: Host, options: RunOptions) {
    let runner = ScriptRunner(host: host, options: options)
    let facts = ScriptFacts()
    runner.facts = facts
    let checked = withDeepStack { runner.checked(text, named: name) }
    (program, problems) = (checked.program, checked.problems)
    isUnclear = checked.hasTextErrors
    sources = runner.sources
    self.facts = facts
    given = options.parameters
  }

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }
}

/// What differs in meaning between two versions of a script.
///
/// Layout, comments and the order of what may stand in any order are no difference, nor is a
/// default that is written out. What is wrong in a version is compared as far as it is understood.
package func compareScripts(_ old: ScriptVersion, _ new: ScriptVersion) -> ScriptComparison {
  withDeepStack { ScriptPair(old, new).comparison }
}

/// Two versions, and the names of the older one that are others in the newer.
private struct ScriptPair {
  private let old: ScriptVersion
  private let new: ScriptVersion
  private let oldTexts: ScriptTexts
  private let newTexts: ScriptTexts
  private let newNodes: [MeaningNode]

  init(_ old: ScriptVersion, _ new: ScriptVersion) {
    (self.old, self.new) = (old, new)
    (oldTexts, newTexts) = (ScriptTexts(old.sources), ScriptTexts(new.sources))
    var builder = MeaningBuilder(texts: newTexts, renames: [:], given: new.given)
    newNodes = builder.nodes(of: new.program)
  }

  var comparison: ScriptComparison {
    var comparison = MeaningComparison((oldTexts, old.facts), (newTexts, new.facts))
    let (oldNodes, formerNames) = matchedNames
    for (index, node) in oldNodes.enumerated() {
      guard let name = formerNames[index],
        let other = newNodes.first(where: { $0.kind == node.kind && $0.name == node.name })
      else { continue }
      comparison.note(renamed: node, to: other, was: name)
    }
    comparison.compare(
      MeaningBlock(nodes: oldNodes, isFree: false), MeaningBlock(nodes: newNodes, isFree: false),
      in: [])
    // What cannot run means something else than what can, and two mistakes are hardly ever the same.
    if old.isUnclear || new.isUnclear, comparison.result.isSame,
      old.isUnclear != new.isUnclear || oldTexts.words != newTexts.words
    {
      comparison.noteUnclear()
    }
    return comparison.result
  }

  /// The nodes of the older version under the names of the newer one, and what those were called.
  private var matchedNames: (nodes: [MeaningNode], formerNames: [Int: String]) {
    var renames: [String: String] = [:]
    while true {
      var builder = MeaningBuilder(texts: oldTexts, renames: renames, given: old.given)
      let nodes = builder.nodes(of: old.program)
      let found = newNames(for: nodes)
      guard !found.isEmpty, renames.count < 1_000 else {
        let former = Dictionary(renames.map { ($0.value, $0.key) }) { first, _ in first }
        let names = nodes.indices.compactMap { index in
          former[nodes[index].name].map { (index, $0) }
        }
        return (nodes, Dictionary(names) { first, _ in first })
      }
      renames.merge(found) { first, _ in first }
    }
  }

  /// What the names of `nodes` have clearly become that the newer version does not have.
  private func newNames(for nodes: [MeaningNode]) -> [String: String] {
    let (oldNames, known) = (Set(nodes.map(\.name)), Set(newNodes.map(\.name)))
    let gone = nodes.filter { !$0.name.isEmpty && !known.contains($0.name) }
    let come = newNodes.filter { !$0.name.isEmpty && !oldNames.contains($0.name) }
    let (former, later) = (
      Dictionary(grouping: gone, by: \.contents), Dictionary(grouping: come, by: \.contents)
    )
    let counts = Dictionary(gone.map { ($0.name, 1) }, uniquingKeysWith: +)
    var renames: [String: String] = [:]
    for node in gone where counts[node.name] == 1 && former[node.contents]?.count == 1 {
      guard let same = later[node.contents], same.count == 1 else { continue }
      renames[node.name] = same[0].name
    }
    guard renames.isEmpty else { return renames }
    // One that has gone, and one that has come and has most of its lines.
    let kinds = (Dictionary(grouping: gone, by: \.kind), Dictionary(grouping: come, by: \.kind))
    for (kind, nodes) in kinds.0 where kind != .assignment && nodes.count == 1 {
      guard let others = kinds.1[kind], others.count == 1, nodes[0].sharesMost(with: others[0])
      else { continue }
      renames[nodes[0].name] = others[0].name
    }
    return renames
  }
}

extension MeaningNode {
  fileprivate struct Contents: Hashable {
    var kind: Kind
    var key: String
  }

  /// What it is but for its name.
  fileprivate var contents: Contents { Contents(kind: kind, key: key.written) }

  /// Whether at least half of the lines of both are the same.
  fileprivate func sharesMost(with other: MeaningNode) -> Bool {
    let (own, others) = (block?.nodes ?? [], other.block?.nodes ?? [])
    let common = own.count { node in others.contains { node.isSame(as: $0) } }
    return common > 0 && 2 * common >= max(own.count, others.count)
  }
}
