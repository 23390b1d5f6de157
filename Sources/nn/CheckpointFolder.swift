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
///
/// The run has it for itself: while the object lives, the folder is locked.
final class CheckpointFolder: Sendable {
  private static let name = "checkpoints"

  /// A folder, and the descriptor that locks it; below 0 where nothing does.
  private struct Place {
    var path: String
    var lock: Int32 = -1
  }

  private let isResuming: Bool
  private let runs: String
  private let baseName: String
  /// Where a run without a record keeps them.
  private let unrecorded: String
  private let place: Mutex<Place>

  /// - Parameter isResuming: Whether the run goes on with the one that was stopped last.
  init(of file: ScriptFile, isResuming: Bool) {
    self.isResuming = isResuming
    runs = RunFolder.runs(beside: file.folder)
    baseName = RunFolder.baseName(of: file.name)
    unrecorded = String(runs.dropLast("runs".count)) + Self.name + "/" + baseName
    place = Mutex(Place(path: unrecorded))
  }

  deinit {
    place.withLock { if $0.lock >= 0 { close($0.lock) } }
  }

  /// The record's folder has been made, and takes the checkpoints in, those of the run that was stopped
  /// included.
  func move(into recorded: RunFolder) {
    let own = recorded.path + "/" + Self.name
    place.withLock { place in
      place.path = own
      guard isResuming, let stopped = lockedStop(except: recorded.name) else { return }
      place.lock = stopped.lock
      // Where it cannot be moved, it serves where it is.
      if rename(stopped.path, own) != 0 { place.path = stopped.path }
    }
  }

  var store: CheckpointStore {
    CheckpointStore(
      isResuming: isResuming, open: { [self] in open() },
      read: { [self] name in try? readBytes(at: path + "/" + name).get() },
      write: { [self] name, bytes in
        (make(path) ?? replaceFile(at: path + "/" + name, with: bytes))
          .map { FileProblem(Text(verbatim: $0)) }
      },
      clear: { [self] in clear() },
      remove: { [self] in
        clear()
        rmdir(path)
      })
  }

  private var path: String { place.withLock { $0.path } }

  /// Takes the folder for this run alone.
  ///
  /// - Returns: Why it cannot have it.
  private func open() -> FileProblem? {
    place.withLock { place in
      if place.lock >= 0 { return nil }
      if isResuming, place.path == unrecorded, let stopped = lockedStop(except: nil) {
        place = stopped
        return nil
      }
      if let reason = make(place.path) { return FileProblem(Text(verbatim: reason)) }
      guard let lock = Self.lock(place.path) else {
        return FileProblem(
          Text(
            en: "another run of the script keeps its own in '\(place.path)'",
            pt: "outra execução do script guarda os seus em '\(place.path)'"))
      }
      place.lock = lock
      return nil
    }
  }

  // MARK: The run that was stopped

  /// The checkpoints of the last run of the script, where it left some and does not go on; nobody else
  /// takes them from now on.
  ///
  /// - Parameter own: The run that looks for them; `nil` for one without a record.
  private func lockedStop(except own: String?) -> Place? {
    if own == nil, let unrecorded = locked(unrecorded) { return unrecorded }
    let names = ((try? RunFolder.names(in: runs)) ?? [])
      .compactMap { name in RunFolder.number(of: name, behind: baseName).map { (name, $0) } }
      .sorted { $0.1 > $1.1 }.map { "\(runs)/\($0.0)" }
    // One that was killed before it had a record had not begun. A run that goes on with another moves
    // the checkpoints before it writes its own record, so they are found however early it ends.
    let last = names.first { run in
      run != "\(runs)/\(own ?? "")" && !RunFolder.isRunning(run)
        && (access(run + "/record.txt", F_OK) == 0 || Self.holdsCheckpoints("\(run)/\(Self.name)"))
    }
    return locked(last.map { "\($0)/\(Self.name)" } ?? unrecorded)
  }

  /// Whether the run in the folder at `path` was stopped, and left what it takes to go on.
  static func isLeft(inRunAt path: String) -> Bool { holdsCheckpoints("\(path)/\(name)") }

  private static func holdsCheckpoints(_ folder: String) -> Bool {
    access(folder + "/" + CheckpointStore.identity, F_OK) == 0
  }

  /// The folder, where it has checkpoints and nobody else keeps some in it.
  private func locked(_ folder: String) -> Place? {
    guard isOwn(folder), Self.holdsCheckpoints(folder), let lock = Self.lock(folder) else {
      return nil
    }
    // Whoever had it may have come to its end in between.
    guard Self.holdsCheckpoints(folder) else {
      close(lock)
      return nil
    }
    return Place(path: folder, lock: lock)
  }

  /// Whether no link on the way leads out of `.nn`: what lies there is removed in the end.
  private func isOwn(_ folder: String) -> Bool {
    var path = String(runs.dropLast("/runs".count))
    let rest = folder.dropFirst(path.count).split(separator: "/")
    return ([""] + rest).allSatisfy { piece in
      if !piece.isEmpty { path += "/" + piece }
      return RunFolder.reasonAgainst(path) == nil
    }
  }

  /// A descriptor that locks the folder; `nil` where somebody else does.
  private static func lock(_ folder: String) -> Int32? {
    let descriptor = systemOpen(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // Whoever only looks whether it is locked has it for a moment.
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
      // Some file systems lock nothing, and serve as well.
      guard errno == EWOULDBLOCK else { return descriptor }
      usleep(1_000)
    }
    close(descriptor)
    return nil
  }

  // MARK: Files

  /// Makes the folder where it is not there; outside of a record, git does not look into it.
  ///
  /// - Returns: Why it could not be made.
  private func make(_ path: String) -> String? {
    var folders = [path]
    if path == unrecorded {
      let outer = String(path.dropLast(baseName.count + 1))
      folders = [String(outer.dropLast(Self.name.count + 1)), outer, path]
    }
    for folder in folders where mkdir(folder, 0o777) != 0 {
      guard errno == EEXIST else { return SystemError().reason }
      // A link that came with somebody's script would lead elsewhere.
      if let reason = RunFolder.reasonAgainst(folder) { return reason }
    }
    guard path == unrecorded else { return nil }
    let ignored = folders[1] + "/.gitignore"
    if access(ignored, F_OK) != 0 { return replaceFile(at: ignored, with: Array("*\n".utf8)) }
    return nil
  }

  private func clear() {
    // What a run keeps has these endings; a killed one may have left a part of a file.
    let path = path
    for name in (try? RunFolder.names(in: path)) ?? []
    where name.hasSuffix(".safetensors") || name.hasSuffix(".json") || name.hasSuffix(".part") {
      unlink(path + "/" + name)
    }
  }
}

/// The system's call, whose name `CheckpointFolder` uses for its own.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
