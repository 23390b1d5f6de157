import Diagnostics
import Exporting
import Plans

/// A folder for what TensorBoard reads; only this touches the disk.
package struct EventFolder {
  /// Makes a folder for a run in it, with a number behind the name where there is one already.
  ///
  /// - Returns: What it is called.
  package var makeRun: (_ name: String) -> Result<String, FileProblem>
  /// Adds bytes to the file of a run.
  package var append: (_ bytes: [UInt8], _ run: String) -> FileProblem?
  /// Seconds since 1970.
  package var time: () -> Double

  package init(
    makeRun: @escaping (String) -> Result<String, FileProblem>,
    append: @escaping ([UInt8], String) -> FileProblem?, time: @escaping () -> Double
  ) {
    (self.makeRun, self.append, self.time) = (makeRun, append, time)
  }
}

/// Writes the numbers of trainings for TensorBoard, each training as a run of its own.
///
/// Where something cannot be written, nothing is from there on, and the trainings go on.
package final class EventLog {
  private let folder: EventFolder
  /// Whether the losses of iterations are written too.
  let includesIterations: Bool
  private var run: String?
  private var waiting: [UInt8] = []
  private var lastWrite = 0.0
  private var hasFailed = false
  /// Why it could not be written, until somebody has asked.
  private var problem: FileProblem?

  package init(_ folder: EventFolder, includesIterations: Bool) {
    (self.folder, self.includesIterations) = (folder, includesIterations)
  }

  /// Why writing ended; told once.
  func takeProblem() -> FileProblem? {
    defer { problem = nil }
    return problem
  }

  func note(_ event: TrainingEvent) {
    switch event {
    case .started(let card): begin(card.network)
    case .epochEnded(let epoch):
      let time = folder.time()
      add(EventRecords.epoch(epoch, time: time))
      // A file is opened at most once a second, however short the epochs are.
      if time - lastWrite >= 1 { write() }
    case .phaseBegan, .progressed, .noticed, .ended, .profiled: break
    }
  }

  /// Ends the run of a training.
  ///
  /// - Parameter losses: Those of its iterations, by their number.
  func end(losses: [(iteration: Int, loss: Double)] = []) {
    let time = folder.time()
    for (iteration, loss) in losses {
      add(EventRecords.iteration(iteration, loss: loss, time: time))
    }
    write()
    run = nil
  }

  /// Makes a folder for the runs of a sweep.
  ///
  /// - Returns: What it is called; `nil` where it cannot be made.
  func makeSweep() -> String? { made("sweep") }

  /// Writes a run of a sweep, which has ended.
  ///
  /// - Parameters:
  ///   - values: Those of its names, such as `rate 0.1, s 2`.
  ///   - sweep: The folder of the sweep.
  func note(_ ended: SweepRun, _ values: String, in sweep: String) {
    begin(sweep + "/" + Self.folderName(values))
    let end = folder.time()
    let length = ended.history.last?.seconds ?? 0
    for epoch in ended.history {
      add(EventRecords.epoch(epoch, time: end - length + epoch.seconds))
    }
    self.end()
  }

  private func begin(_ name: String) {
    write()
    run = made(name)
    add(EventRecords.beginning(time: folder.time()))
  }

  private func made(_ name: String) -> String? {
    guard !hasFailed else { return nil }
    switch folder.makeRun(name) {
    case .success(let name): return name
    case .failure(let problem):
      fail(problem)
      return nil
    }
  }

  private func add(_ bytes: [UInt8]) {
    if run != nil, !hasFailed { waiting += bytes }
  }

  private func write() {
    defer { waiting = [] }
    guard let run, !waiting.isEmpty, !hasFailed else { return }
    lastWrite = folder.time()
    if let problem = folder.append(waiting, run) { fail(problem) }
  }

  private func fail(_ problem: FileProblem) {
    hasFailed = true
    self.problem = problem
  }

  /// `text` as the name of a folder.
  private static func folderName(_ text: String) -> String {
    let plain = text.map { $0 == "/" || $0.isNewline || $0 == "\0" ? "_" : $0 }
    let name = String(plain.prefix(100))
    return name.hasPrefix(".") || name.isEmpty ? "_" + name : name
  }
}

extension Diagnostic {
  /// TensorBoard gets no more of a run.
  static func eventsNotWritten(_ problem: FileProblem, at span: Span) -> Diagnostic {
    .warning(
      .cannotWrite,
      Text(
        en: "TensorBoard gets no more of this run: \(problem.message.en)",
        pt: "o TensorBoard não recebe mais nada desta execução: \(problem.message.pt)"),
      at: Label(span))
  }
}
