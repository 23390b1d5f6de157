import Diagnostics
import Interpreting
import Plans
import Reports

/// The script of a run as it was then, with what it included and the values that it was given.
struct StoredScript {
  let run: StoredRun
  /// The folder of the run.
  let path: String
  /// The folder of the script, empty for the current one.
  let folder: String
  let file: ScriptFile
  /// What was included, by the paths that the script has for it.
  private let included: [String: String]
  /// Copies that are no longer what they were.
  let changedCopies: [String]

  /// - Throws: A `CommandLineProblem` where a copy is missing.
  init(of run: StoredRun, at path: String) throws {
    (self.run, self.path) = (run, path)
    folder = Self.folder(of: path)
    var texts: [String] = []
    var changedCopies: [String] = []
    for source in run.record.sources {
      // A name of a record that was edited leads out of its folder nowhere.
      let name = source.copy.split(separator: "/").last.map(String.init) ?? ""
      switch ScriptFile.readText(at: path + "/" + name) {
      case .success(let text):
        if contentHash(of: text) != source.hash { changedCopies.append(name) }
        texts.append(text)
      case .failure(let problem): throw CommandLineProblem(problem.message)
      }
    }
    guard let text = texts.first else {
      throw CommandLineProblem(
        en: "the record of '\(run.record.name)' has no script",
        pt: "o registro de '\(run.record.name)' não tem script")
    }
    let place = folder.isEmpty ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    file = ScriptFile(
      name: run.record.script == "-" ? "-" : place + run.record.script, text: text, folder: folder)
    included = Dictionary(
      zip(run.record.sources, texts).dropFirst().map { source, text in
        (source.path.hasPrefix("/") ? source.path : place + source.path, text)
      }
    ) { first, _ in first }
    self.changedCopies = changedCopies
  }

  /// Tables of epochs that are no longer what they were.
  var changedTables: [String] {
    // What was killed may have written more than its record knows of.
    guard run.record.end != nil else { return [] }
    return run.record.tables.filter { table in
      guard case .success(let text) = ScriptFile.readText(at: path + "/" + table.file, as: .record)
      else {
        return true
      }
      return contentHash(of: text) != table.hash
    }.map(\.file)
  }

  /// `Samples` of `Samples/.nn/runs/iris-1`.
  private static func folder(of path: String) -> String {
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return pieces == [""] ? "/" : pieces.joined(separator: "/")
  }

  /// The text of what the script includes, as it was then.
  func text(at path: String) -> Result<String, FileProblem> {
    guard let text = included[path] else {
      return .failure(
        FileProblem(
          Text(
            en: "the record of the run does not have it", pt: "o registro da execução não o tem")))
    }
    return .success(text)
  }

  /// The options of the run, but for what it showed and how many threads it had.
  func options(threads: Int) -> RunOptions {
    let record = run.record
    var options = RunOptions(
      parameters: Dictionary(
        // A text stands on a command line without quotes.
        record.givenParameters.map { ($0.name, $0.value.unquoted ?? $0.value) }
      ) { first, _ in first },
      seed: record.seed.origin == .commandLine ? UInt64(record.seed.value) : nil, threads: threads,
      isQuiet: true, language: Console.language)
    options.folder = folder
    return options
  }
}
