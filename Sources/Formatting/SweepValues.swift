import Diagnostics
package import Syntax

/// Values of the command line, as they are written into the sweeps of a script.
struct SweepValues {
  private(set) var edits: [Edit] = []
  /// The `param`s whose values stand in sweeps now, so that nothing uses them any more.
  private(set) var parameters: Set<String> = []

  init(_ values: [String: String], in tree: SyntaxTree) {
    let sweeps = tree.sweeps
    for axis in sweeps.flatMap(\.axes) {
      guard let value = values[axis.name.text] else { continue }
      let isList = depth(ofText: value) >= max(1, depth(of: axis.values))
      edits.append(Edit(axis.values.span, isList ? value : "[\(value)]"))
    }
    guard !sweeps.isEmpty else { return }
    let several = tree.statements.compactMap { statement -> (name: Name, value: String)? in
      guard case .parameter(let parameter) = statement.kind,
        let value = values[parameter.name.text],
        depth(ofText: value) > depth(of: parameter.value)
      else { return nil }
      return (parameter.name, value)
    }
    parameters = Set(several.map(\.name.text))
    for sweep in sweeps {
      let added = several.filter { tree.mentions($0.name.text, in: sweep) }.map {
        ", \(tree.source.text(of: $0.name.span)) in \($0.value)"
      }
      guard !added.isEmpty, let last = sweep.axes.last else { continue }
      edits.append(Edit(last.values.span.endPoint, added.joined()))
    }
  }
}

extension SyntaxTree {
  /// Whether the script has a sweep of its own.
  package var hasSweep: Bool { !sweeps.isEmpty }

  fileprivate var sweeps: [Sweep] { statements.flatMap(\.sweeps) }

  /// Whether the block of `sweep` has the name from elsewhere.
  fileprivate func mentions(_ name: String, in sweep: Sweep) -> Bool {
    let block = sweep.block.span
    return !sweep.axes.contains { $0.name.text == name }
      && tokens.contains { token in
        token.kind == .name && block.start <= token.span.start && token.span.end <= block.end
          && source.text(of: token.span) == name
      }
  }
}

extension Statement {
  fileprivate var sweeps: [Sweep] {
    switch kind {
    case .sweep(let sweep): return [sweep]
    case .binding(let binding):
      if case .sweep(let sweep) = binding.value { return [sweep] }
      return []
    default: return innerBlocks.flatMap(\.statements).flatMap(\.sweeps)
    }
  }
}

/// How many brackets stand around the first number that `text` writes.
private func depth(ofText text: String) -> Int {
  let tree = parse(SourceFile(name: "", text: "let value = " + text))
  guard case .binding(let binding)? = tree.statements.first?.kind,
    case .expression(let expression) = binding.value
  else { return 0 }
  return depth(of: expression)
}

private func depth(of expression: Expression) -> Int {
  switch expression.kind {
  case .list(let elements): 1 + (elements.first.map(depth) ?? 0)
  case .range, .listBuilder: 1
  default: 0
  }
}
