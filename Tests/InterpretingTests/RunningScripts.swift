import Diagnostics
import Interpreting

/// What a script printed and what was found wrong, as text.
struct Ran {
  var output: String
  var problems: [Diagnostic]
  var ending: ScriptRunner.Ending
  var files: [String: [UInt8]]

  var codes: [String] { problems.map(\.code.rawValue) }
  var messages: [String] { problems.map(\.message.en) }
}

/// Everything that happens outside of the interpreter while a test runs a script.
final class TestWorld {
  var output = ""
  var warnings: [Diagnostic] = []
  var files: [String: [UInt8]] = [:]
  var scripts: [String: String]
  var clock = 0.0
  /// What the numbers of trainings go to.
  var events: EventLog?
  /// How often the script may ask whether it was interrupted before it is.
  var patience = Int.max

  init(scripts: [String: String] = [:]) { self.scripts = scripts }

  var host: Host {
    Host(
      readScript: { path in
        self.scripts[path].map { .success($0) }
          ?? .failure(FileProblem(Text(en: "there is no such file", pt: "não há esse arquivo")))
      },
      readFile: { path in
        self.files[path].map { .success($0) }
          ?? .failure(FileProblem(Text(en: "there is no such file", pt: "não há esse arquivo")))
      },
      writeFile: { path, bytes in
        self.files[path] = bytes
        return nil
      },
      write: { self.output += $0 },
      warn: { self.warnings += $0 },
      now: {
        self.clock += 1e-6
        return self.clock
      },
      isInterrupted: {
        self.patience -= 1
        return self.patience < 0
      }, events: events)
  }
}

/// Runs `script` with the settings that keep its output to what it prints and evaluates.
func run(
  _ script: String, parameters: [String: String] = [:], threads: Int = 1, seed: UInt64? = nil,
  world: TestWorld = TestWorld(), folder: String = "", language: Language = .english
) -> Ran {
  let runner = ScriptRunner(
    host: world.host,
    options: RunOptions(
      parameters: parameters, seed: seed, threads: threads, isQuiet: true, language: language,
      folder: folder))
  let (ending, problems) = runner.run(script, named: "script.nn")
  return Ran(
    output: world.output, problems: world.warnings + problems, ending: ending, files: world.files)
}

/// The problems of `script` without running it.
func check(_ script: String, world: TestWorld = TestWorld()) -> [Diagnostic] {
  let runner = ScriptRunner(host: world.host, options: RunOptions())
  return runner.check(script, named: "script.nn")
}
