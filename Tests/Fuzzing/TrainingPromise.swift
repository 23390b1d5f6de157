import Diagnostics
import Interpreting

/// The promise that the training of `script` breaks; `nil` where it keeps all: it ends, with ordinary
/// numbers or a divergence that is told, and with the same bits for any number of threads.
package func promiseBroken(byTraining script: String) -> String? {
  let first = Outcome(of: script, threads: 1)
  if let problem = first.brokenPromise { return "\(problem), in:\n\(script)" }
  for threads in [2, 5] where Outcome(of: script, threads: threads) != first {
    return "\(threads) threads give what one gives, in:\n\(script)"
  }
  return nil
}

/// What a run has told and left.
private struct Outcome: Equatable {
  var ending: ScriptRunner.Ending
  var codes: [String]
  /// The events but for those that speak of the threads.
  var events: [Substring]

  init(of script: String, threads: Int) {
    var written = ""
    let problem = FileProblem(Text(en: "there are no files", pt: "não há arquivos"))
    let host = Host(
      readScript: { _ in .failure(problem) }, writeFile: { _, _ in problem },
      write: { written += $0 }, warn: { _ in }, now: { 0 }, isInterrupted: { false })
    let runner = ScriptRunner(host: host, options: RunOptions(threads: threads, isJSON: true))
    let (ending, problems) = runner.run(script, named: "made-up.nn")
    self.ending = ending
    codes = problems.map(\.code.rawValue)
    events = written.split(separator: "\n").filter { !$0.contains("\"threads\":") }
  }

  var brokenPromise: String? {
    switch ending {
    case .interrupted: return "nobody interrupts"
    case .failed: return codes.isEmpty ? "a failure is told" : nil
    case .completed:
      let epochs = events.filter { $0.hasPrefix("{\"event\": \"epoch\"") }
      if epochs.isEmpty { return "a training has epochs" }
      return epochs.contains { $0.contains("\"loss\": null") } ? "a loss is a number" : nil
    }
  }
}
