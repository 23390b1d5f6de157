import Diagnostics
import Interpreting
import Plans
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps the record of the run that goes on: the folder is made when the script has been found right,
/// and what it holds is brought up to date while the run goes on.
final class RunRecording {
  /// Seconds between two writings, so that whoever kills a run leaves nearly all of it; more where
  /// a writing takes long.
  private var pause = 0.5
  /// How long the end of a run waits for git, which needs long for a large tree.
  private static let secondsForGit = 0.3

  /// What the script's run tells of itself.
  private(set) var journal: RunJournal
  /// The folder, once it is made; the seam for whatever else belongs into it.
  private(set) var folder: RunFolder?
  private let scriptFolder: String
  private let warn: (String) -> Void
  private let begun: (RunFolder) -> Void
  private let start = Console.seconds()
  private var git: GitQuery?
  private var lastWriting = 0.0
  /// Lines of a table that have not been written yet.
  private var pending: (file: String, text: String) = ("", "")
  private var hasPatch = false

  /// - Parameters:
  ///   - warn: Is told once why the record is not kept.
  ///   - begun: Is told when the folder has been made, before anything is in it.
  init(
    of file: ScriptFile, options: RunOptions, warn: @escaping (String) -> Void,
    begun: @escaping (RunFolder) -> Void
  ) {
    scriptFolder = file.folder
    (self.warn, self.begun) = (warn, begun)
    let seed = ValueRecord(
      "seed", String(options.seed ?? 0), options.seed == nil ? .standard : .commandLine)
    let record = RunRecord(
      name: "", script: file.name.split(separator: "/").last.map(String.init) ?? file.name,
      started: Self.now(), command: ["nn"] + CommandLine.arguments.dropFirst(),
      machine: .present(threads: options.threads), seed: seed)
    var keep: (RunJournal.Change) -> Void = { _ in }
    journal = RunJournal(record, folder: file.folder, language: options.language) { keep($0) }
    keep = { [unowned self] in take($0) }
  }

  /// The time in UTC: `2026-11-26T11:40:03.250Z`.
  private static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y-%m-%dT%H:%M:%S", &parts)
    let milliseconds = String(1_000 + time.tv_nsec / 1_000_000).dropFirst()
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      + ".\(milliseconds)Z"
  }

  /// The run is over.
  func end(_ ending: ScriptRunner.Ending) {
    guard folder != nil else { return }
    let manner: RunEnd.Manner =
      switch ending {
      case .completed: .completed
      case .failed: .failed
      case .interrupted: .interrupted
      }
    journal.update { $0.end = RunEnd(manner, seconds: Console.seconds() - start) }
    writeAll(secondsForGit: Self.secondsForGit)
  }

  // MARK: While it goes on

  private func take(_ change: RunJournal.Change) {
    switch change {
    case .began(let sources): begin(sources)
    case .epoch(let training, let epoch, let isFirst):
      add(
        (isFirst ? EpochTable.head(epoch) : "") + EpochTable.row(epoch),
        to: "history-\(training + 1).csv")
      writeInTime()
    case .sweepRun(let sweep, let number, let run):
      if let first = run.history.first {
        add(
          EpochTable.head(first) + run.history.map(EpochTable.row).joined(),
          to: "sweep-\(sweep + 1)/run-\(number + 1).csv")
      }
      writeInTime()
    case .facts: writeInTime()
    }
  }

  private func begin(_ sources: [SourceFile]) {
    let folder: RunFolder
    do throws(SystemError) {
      folder = try RunFolder.make(beside: scriptFolder, script: journal.record.script)
    } catch {
      return warn(error.reason)
    }
    self.folder = folder
    begun(folder)
    git = GitQuery(
      folder: scriptFolder, script: journal.record.script == "-" ? nil : journal.record.script)
    journal.update { record in
      record.name = folder.name
      for (index, source) in sources.enumerated() {
        record.sources.append(
          SourceRecord(
            path: journal.relative(source.name),
            copy: index == 0 ? "script.nn" : "include-\(index).nn",
            hash: contentHash(of: source.text)))
      }
    }
    for (source, copy) in zip(sources, journal.record.sources) {
      write(Array(source.text.utf8), to: copy.copy)
    }
    writeAll(secondsForGit: 0)
  }

  private func add(_ text: String, to file: String) {
    if pending.file != file { flush() }
    pending.file = file
    pending.text += text
    journal.update { record in
      if record.tables.last?.file == file {
        let last = record.tables.count - 1
        record.tables[last].hash = contentHash(of: text, from: record.tables[last].hash)
      } else {
        record.tables.append(TableRecord(file: file, hash: contentHash(of: text)))
      }
    }
    if pending.text.utf8.count > 64 << 10 { flush() }
  }

  private func flush() {
    defer { pending.text = "" }
    guard !pending.text.isEmpty, let folder else { return }
    if let reason = folder.append(pending.text, to: pending.file) { fail(reason) }
  }

  private func writeInTime() {
    if Console.seconds() - lastWriting > pause { writeAll(secondsForGit: 0) }
  }

  private func writeAll(secondsForGit: Double) {
    let start = Console.seconds()
    flush()
    if let git {
      let code = git.answer(within: secondsForGit)
      journal.update { $0.code = code }
      if !git.patch.isEmpty, !hasPatch {
        hasPatch = true
        write(git.patch, to: "changes.patch")
      }
    }
    write(Array(recordText(journal.record).utf8), to: "record.txt")
    lastWriting = Console.seconds()
    pause = max(pause, 20 * (lastWriting - start))
  }

  private func write(_ bytes: [UInt8], to file: String) {
    guard let folder, let reason = folder.write(bytes, to: file) else { return }
    fail(reason)
  }

  /// Ceases to keep the record, of which what is there stays.
  private func fail(_ reason: String) {
    folder = nil
    warn(reason)
  }
}
