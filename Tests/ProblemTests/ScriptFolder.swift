import Diagnostics
import Foundation
import Interpreting

/// A script with its files, in a folder that is gone afterwards.
final class ScriptFolder {
  let program: String
  private let url: URL
  private let runner: ScriptRunner
  /// What a run told before its end.
  private let told = Told()

  private final class Told {
    var problems: [Diagnostic] = []
    /// What the script has written, by path.
    var files: [String: [UInt8]] = [:]
  }

  /// - Parameter parameters: Each as it stands on the command line: `rate=0.1`, `--resume`.
  init(program: String, files: [String: [UInt8]] = [:], parameters: [String] = []) throws {
    self.program = program
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-problems-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, bytes) in files {
      try Data(bytes).write(to: url.appendingPathComponent(name))
    }
    let told = told
    let host = Host(
      readScript: { path in
        let name = URL(fileURLWithPath: path).lastPathComponent
        return files[name].map { .success(String(decoding: $0, as: UTF8.self)) }
          ?? .failure(
            FileProblem(
              Text(en: "there is no file '\(name)'", pt: "não há arquivo '\(name)'")))
      },
      readFile: { path in
        let name = URL(fileURLWithPath: path).lastPathComponent
        return (told.files[path] ?? files[name]).map { .success($0) }
          ?? .failure(
            FileProblem(Text(en: "there is no file '\(name)'", pt: "não há arquivo '\(name)'")))
      },
      writeFile: { path, bytes in
        told.files[path] = bytes
        return nil
      }, write: { _ in }, warn: { told.problems += $0 }, now: { 0 },
      isInterrupted: { false },
      checkpoints: CheckpointStore(
        isResuming: parameters.contains("--resume"), open: { nil }, read: { files[$0] },
        write: { _, _ in nil }, clear: {}, remove: {}))
    var options = RunOptions(folder: url.path)
    for parameter in parameters where parameter != "--resume" {
      let parts = parameter.split(separator: "=", maxSplits: 1).map(String.init)
      if let name = parts.first { options.parameters[name] = parts.dropFirst().first ?? "" }
    }
    runner = ScriptRunner(host: host, options: options)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var sources: [SourceFile] { runner.sources }

  func problems() -> [Diagnostic] {
    runner.check(program, named: "program")
  }

  /// All problems of a run, also those that it told on its way.
  func problemsOfRun() -> [Diagnostic] {
    let atEnd = runner.run(program, named: "program").problems
    return told.problems + atEnd
  }

  func renderedProblems(_ language: Language) -> String {
    let problems = problems()
    return TextRenderer(style: .plain, language: language)
      .render(problems, sources: runner.sources)
      .replacingOccurrences(of: url.path + "/", with: "")
  }
}
