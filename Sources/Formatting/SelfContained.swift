package import Diagnostics
package import Syntax

/// A script that needs nothing from elsewhere: what it includes stands in its place, and what the
/// command line gave is written in.
///
/// - Parameters:
///   - values: What takes the place of the defaults of `param`s and of the values of sweeps, by name, as
///     a script writes it. Several for a `param` become values of the sweeps that use it.
///   - seed: What takes the place of all seeds at the top level.
///   - include: The file that a path in the file of that name means.
/// - Returns: The text in the canonical layout; `nil` where something is not understood.
package func selfContained(
  _ tree: SyntaxTree, values: [String: String], seed: UInt64?,
  include: (_ path: String, _ includer: String) -> SourceFile?
) -> String? {
  var known: Set<String> = [tree.source.name]
  guard var text = inlined(tree, values, seed, &known, include) else { return nil }
  if let seed {
    // A version line stays first.
    let whole = parse(SourceFile(name: tree.source.name, text: text))
    let start = whole.version?.span.end ?? 0
    let line = Edit(
      Span(whole.source.id, start..<start), start == 0 ? "seed \(seed)\n" : "\nseed \(seed)\n")
    text = edited(whole.source, by: [line]).text
  }
  return formatted(parse(SourceFile(name: tree.source.name, text: text)))
}

/// The text of `tree` with all edits made in it and in what it includes.
private func inlined(
  _ tree: SyntaxTree, _ values: [String: String], _ seed: UInt64?, _ known: inout Set<String>,
  _ include: (String, String) -> SourceFile?
) -> String? {
  let sweeps = SweepValues(values, in: tree)
  var edits = sweeps.edits
  for statement in tree.statements {
    switch statement.kind {
    case .parameter(let parameter):
      if sweeps.parameters.contains(parameter.name.text) {
        edits.append(Edit(statement.span, ""))
      } else if let value = values[parameter.name.text] {
        edits.append(Edit(parameter.value.span, value))
      }
    case .include(let included):
      guard let path = included.path.plainText, let source = include(path, tree.source.name) else {
        return nil
      }
      // A second time a file adds nothing.
      guard known.insert(source.name).inserted else {
        edits.append(Edit(statement.span, ""))
        continue
      }
      let inner = parse(source)
      guard let text = inlined(inner, [:], seed, &known, include) else { return nil }
      edits.append(Edit(statement.span, withoutVersion(text, inner)))
    case .line(let line) where line.word.text == "seed" && seed != nil:
      edits.append(Edit(statement.span, ""))
    default:
      if let seed { edits += seedEdits(in: statement, seed) }
    }
  }
  return edited(tree.source, by: edits).text
}

/// An included file may name its version, which a script does at its very beginning only.
private func withoutVersion(_ text: String, _ tree: SyntaxTree) -> String {
  guard let version = tree.version else { return text }
  let source = SourceFile(name: tree.source.name, text: text)
  return edited(source, by: [Edit(Span(source.id, version.span.start..<version.span.end), "")]).text
}

/// Seeds inside of blocks are top level too: each gets the value, since a block may not be empty.
private func seedEdits(in statement: Statement, _ seed: UInt64) -> [Edit] {
  if case .line(let line) = statement.kind, line.word.text == "seed" {
    return line.arguments.first.map { [Edit($0.value.span, String(seed))] } ?? []
  }
  return statement.innerBlocks.flatMap(\.statements).flatMap { seedEdits(in: $0, seed) }
}

extension Statement {
  /// The blocks in which what may stand at the top level stands too.
  var innerBlocks: [Block] {
    switch kind {
    case .conditional(let conditional):
      return conditional.branches.map(\.block) + [conditional.otherwise].compactMap { $0 }
    case .forLoop(let loop): return [loop.block]
    case .repetition(let repetition): return [repetition.block]
    case .sweep(let sweep): return [sweep.block]
    case .binding(let binding):
      if case .sweep(let sweep) = binding.value { return [sweep.block] }
    case .function(let function):
      if case .block(let block) = function.body { return [block] }
    default: break
    }
    return []
  }
}

extension Expression {
  /// The text that is written here, where it has nothing to be filled in.
  fileprivate var plainText: String? {
    guard case .text(let parts) = kind else { return nil }
    var text = ""
    for part in parts {
      guard case .characters(let characters) = part else { return nil }
      text += characters
    }
    return text
  }
}
