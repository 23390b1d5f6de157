import Diagnostics
import Interpreting
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder in which a run keeps its checkpoints: `checkpoints` in the folder of its record, or
/// `.nn/checkpoints/NAME` beside the script where no record is kept.
final class CheckpointFolder: Sendable {
  private static let name = "checkpoints"
  /// What says which run the others belong to; it is there first.
  private static let identity = "run.json"

  private let isResuming: Bool
  private let runs: String
  private let baseName: String
  /// Where a run without a record keeps them.
  private let unrecorded: String
  private let place: Mutex<String>

  /// - Parameter isResuming: Whether the run goes on with the one that was stopped last.
  init(of file: ScriptFile, isResuming: Bool) {
    self.isResuming = isResuming
    runs = RunFolder.runs(beside: file.folder)
    baseName = RunFolder.baseName(of: file.name)
    unrecorded = String(runs.dropLast("runs".count)) + Self.name + "/" + baseName
    place = Mutex("")
    let stopped = isResuming ? stoppedRun(except: nil) : nil
    place.withLock { $0 = stopped ?? unrecorded }
  }

  /// The record's folder has been made, and takes the checkpoints in, those of the run that was stopped
  /// included.
  func move(into recorded: RunFolder) {
    let own = recorded.path + "/" + Self.name
    if isResuming, let stopped = stoppedRun(except: recorded.name), rename(stopped, own) != 0 {
      return place.withLock { $0 = stopped }
    }
    place.withLock { $0 = own }
  }

  /// The checkpoints of the last run of the script, where it left some and does not go on.
  ///
  /// - Parameter own: The run that looks for them; `nil` for one without a record.
  private func stoppedRun(except own: String?) -> String? {
    func checkpoints(in folder: String) -> String? {
      access(folder + "/" + Self.identity, F_OK) == 0 ? folder : nil
    }
    if own == nil, let unrecorded = checkpoints(in: unrecorded) { return unrecorded }
    let names = ((try? RunFolder.names(in: runs)) ?? [])
      .compactMap { name in RunFolder.number(of: name, behind: baseName).map { (name, $0) } }
      .sorted { $0.1 > $1.1 }.map(\.0)
    guard
      let last = names.first(where: { $0 != own && !RunFolder.isRunning("\(runs)/\($0)") })
    else { return checkpoints(in: unrecorded) }
    return checkpoints(in: "\(runs)/\(last)/\(Self.name)")
  }

  var store: CheckpointStore {
    CheckpointStore(
      isResuming: isResuming,
      read: { [self] name in try? readBytes(at: path + "/" + name).get() },
      write: { [self] name, bytes in
        (make() ?? replaceFile(at: path + "/" + name, with: bytes))
          .map { FileProblem(Text(verbatim: $0)) }
      },
      clear: { [self] in clear() })
  }

  private var path: String { place.withLock { $0 } }

  /// Makes the folder where it is not there; outside of a record, git does not look into it.
  private func make() -> String? {
    let path = path
    var folders = [path]
    if path == unrecorded {
      let outer = String(path.dropLast(baseName.count + 1))
      folders = [String(outer.dropLast(Self.name.count + 1)), outer, path]
    }
    for folder in folders where mkdir(folder, 0o777) != 0 {
      guard errno == EEXIST else { return SystemError().reason }
    }
    guard path == unrecorded else { return nil }
    let ignored = folders[1] + "/.gitignore"
    if access(ignored, F_OK) != 0 { return replaceFile(at: ignored, with: Array("*\n".utf8)) }
    return nil
  }

  private func clear() {
    let path = path
    // What a run keeps has these endings; a killed one may have left a part of a file.
    for name in (try? RunFolder.names(in: path)) ?? []
    where name.hasSuffix(".safetensors") || name.hasSuffix(".json") || name.hasSuffix(".part") {
      unlink(path + "/" + name)
    }
    rmdir(path)
  }
}
