package import Diagnostics
package import Graphs
import Synchronization

/// Where in the source the nodes of a graph come from.
///
/// Several expressions can give one node, such as a call and the body of what it calls; each is
/// noted, the innermost first.
package final class OriginTrace: Sendable {
  private let spans = Mutex<[Int: [Span]]>([:])

  package init() {}

  func note(_ node: Node, _ span: Span) {
    spans.withLock { $0[node.id, default: []].append(span) }
  }

  /// The innermost expression, outside of `file`, that gives `node` itself.
  package func span(of node: Node, outside file: FileID) -> Span? {
    spans.withLock { $0[node.id]?.first { $0.file != file } }
  }

  /// The same, or else that of the nearest node made from `node`.
  package func span(
    around node: Node, in graph: GraphBuilder, outside file: FileID
  ) -> Span? {
    var users: [Int: [Int]] = [:]
    for id in node.id..<graph.nodeCount {
      for input in graph.inputs(of: graph.node(id)) { users[input.id, default: []].append(id) }
    }
    var isSeen = Set([node.id])
    var pending = [node.id]
    while !pending.isEmpty {
      for id in pending {
        if let span = span(of: graph.node(id), outside: file) { return span }
      }
      pending = pending.flatMap { users[$0] ?? [] }.filter { isSeen.insert($0).inserted }
    }
    return nil
  }
}
