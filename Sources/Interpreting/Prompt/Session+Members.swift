import Checking
package import Diagnostics
import Engine
import Plans
import Tables

extension Session {
  /// The members of the value at `path`, such as `["net", "history"]`, with what they are.
  package func members(at path: [String]) -> [(name: String, kind: Text)] {
    guard let first = path.first else { return [] }
    var value = value(named: first)
    var layers: [(name: String, kind: Text)] = []
    if case .network(let network) = value {
      // Their numbers, which may be many, are not asked for.
      layers = interpreter.parameterNames(of: network, behind: path.dropFirst())
      if path.count > 1, !layers.isEmpty { return layers }
      // First weights are drawn to look at them, but not many of them for a key.
      if path.count > 1, network.model == nil {
        guard member("parameters", of: value)?.number ?? .infinity <= 1e6 else { return [] }
      }
    }
    for name in path.dropFirst() {
      guard let member = member(name, of: value) else { return [] }
      value = member
    }
    return layers
      + memberNames(of: value).compactMap { name in
        // A part that was not split off is not there.
        member(name, of: value).map { (name, $0.kind) }
      }
  }

  /// The columns of the file at `path`, where a `data` block has read it or it can be read now.
  package func columns(of path: String) -> [String] {
    let path = options.resolved(path)
    let known = tables.tables.first { entry in
      if case .file(let own, _, _) = entry.key { own == path } else { false }
    }?.value
    // The first line has them; the rest is not waited for.
    let table = known ?? (try? readTable(.file(path: path), firstBytes: 65_536))
    return table?.columnNames ?? []
  }

  private func member(_ name: String, of value: RunValue) -> RunValue? {
    // What is not there is no problem here.
    let (problems, reported) = (interpreter.problems, interpreter.reported)
    defer { (interpreter.problems, interpreter.reported) = (problems, reported) }
    let nowhere = Span(FileID(0), 0..<0)
    return try? interpreter.member(name, of: value, at: nowhere, whole: nowhere)
  }

  private func memberNames(of value: RunValue) -> [String] {
    switch value {
    case .data: ["train", "validation", "test", "samples", "features", "classes", "columns"]
    case .part: ["samples"]
    case .network(let network): memberNames(of: network)
    case .results(let network, let part):
      network.evaluations[part].map(resultNames) ?? []
    case .evaluation(let value): resultNames(value.evaluation)
    case .run(let run):
      (run.history.last.map { ["loss"] + $0.metrics.map(\.name) } ?? [])
        + ["validation", "history", "epochs", "iterations", "seconds"]
    case .validation(let run):
      run.history.last.map { ["loss"] + $0.validationMetrics.map(\.name) } ?? []
    case .history(let history):
      (history.epochs.last.map { ["loss"] + $0.metrics.map(\.name) } ?? [])
        + ["validation", "epochs"]
    case .sweep: ["best", "table", "runs", "verdict", "measure", "diverged"]
    case .record(let record): record.members.map(\.name)
    default: []
    }
  }

  private func memberNames(of network: Network) -> [String] {
    let results =
      network.isTrained ? ["loss"] + (network.training?.metrics.map(\.name) ?? []) : []
    return results
      + ["history", "train", "validation", "test", "parameters", "epochs", "iterations"]
  }

  private func resultNames(_ evaluation: Evaluation) -> [String] {
    (evaluation.loss == nil ? [] : ["loss"]) + evaluation.metrics.map(\.name)
      + (evaluation.confusion == nil ? [] : ["confusion"]) + ["samples"]
  }
}
