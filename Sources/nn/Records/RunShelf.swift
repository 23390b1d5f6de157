import Diagnostics
import Plans
import Reports
import Vocabulary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The runs that lie beside a script.
struct RunShelf {
  /// `.nn/runs` of some folder.
  let path: String
  let runs: [StoredRun]
  /// Folders whose record cannot be read, with the reason.
  let damaged: [(name: String, reason: Text)]

  /// The runs of the scripts in `folder`; empty for the current one.
  ///
  /// What is no folder with a record in it is left alone.
  ///
  /// - Throws: A `CommandLineProblem` where there are none.
  init(beside folder: String) throws {
    path = RunFolder.runs(beside: folder)
    guard let names = try? RunFolder.names(in: path) else {
      let place = folder.isEmpty ? "." : folder
      guard isFolder(place) else {
        throw CommandLineProblem(
          en: "there is no folder '\(place)'", pt: "não existe a pasta '\(place)'")
      }
      throw CommandLineProblem(
        en: "there are no runs in '\(place)': 'nn run' keeps them beside the script",
        pt: "não há execuções em '\(place)': 'nn run' as guarda ao lado do script")
    }
    var runs: [StoredRun] = []
    var damaged: [(name: String, reason: Text)] = []
    for name in names.sorted() where access(path + "/\(name)/record.txt", F_OK) == 0 {
      switch Self.run(at: path + "/" + name) {
      case .success(let run): runs.append(run)
      case .failure(let problem): damaged.append((name, problem.message))
      }
    }
    (self.runs, self.damaged) = (runs, damaged)
  }

  /// Says which records were passed over, and why.
  func tellDamaged() {
    for (name, reason) in damaged {
      Console.writeError(
        .said(
          en: "nn: the record of \(name) is passed over: \(reason.en)\n",
          pt: "nn: o registro de \(name) foi ignorado: \(reason.pt)\n"))
    }
  }

  /// The run that lies in the folder at `path`, under the name of that folder.
  static func run(at path: String) -> Result<StoredRun, Unreadable> {
    let isRunning = RunFolder.isRunning(path)
    return ScriptFile.readText(at: path + "/record.txt", as: .record).flatMap { text in
      do throws(RecordProblem) {
        var (record, isEdited) = try runRecord(from: text)
        // Whoever gives the folder another name means the run.
        record.name = path.split(separator: "/").last.map(String.init) ?? record.name
        return .success(StoredRun(record, isRunning: isRunning, isEdited: isEdited))
      } catch {
        return .failure(Unreadable(error.message))
      }
    }
  }

  /// The folder of the run that `name` means: a name in `folder`, or a path to another one's.
  ///
  /// - Throws: A `CommandLineProblem` with the nearest name where there is none.
  static func find(_ name: String, beside folder: String) throws -> (run: StoredRun, path: String) {
    let path = path(of: name, beside: folder)
    guard access(path + "/record.txt", F_OK) == 0 else {
      guard !isFolder(path) else {
        throw CommandLineProblem(
          en: "'\(name)' has no record: the run was ended before it had one, or it was deleted",
          pt: "'\(name)' não tem registro: a execução acabou antes de tê-lo, ou foi apagado"
        )
      }
      let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
      let names = (try? RunFolder.names(in: RunFolder.runs(beside: folder))) ?? []
      let near = closestName(to: String(name[slash...]), among: names.sorted())
      throw CommandLineProblem(
        en: "there is no run '\(name)'"
          + (near.map { "; did you mean '\($0)'?" } ?? "; 'nn runs' lists those that there are"),
        pt: "não há execução '\(name)'"
          + (near.map { "; você quis dizer '\($0)'?" } ?? "; 'nn runs' lista as que há"))
    }
    switch run(at: path) {
    case .success(let run): return (run, path)
    case .failure(let problem):
      throw CommandLineProblem(
        en: "the record of '\(name)' cannot be read: \(problem.message.en)",
        pt: "o registro de '\(name)' não pode ser lido: \(problem.message.pt)")
    }
  }

  /// The folder that the run `name` would have.
  static func path(of name: String, beside folder: String) -> String {
    guard let slash = name.lastIndex(of: "/") else {
      return RunFolder.runs(beside: folder) + "/" + name
    }
    let own = name.hasSuffix("/") ? String(name.dropLast()) : name
    if access(own + "/record.txt", F_OK) == 0 { return own }
    return RunFolder.runs(beside: String(name[..<slash])) + "/" + name[name.index(after: slash)...]
  }
}
