package import Foundation

/// A run of the built `nn`, in a folder of its own that is gone afterwards.
package final class Invocation {
  package struct Ended {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  package let folder: URL
  private let process = Process()
  private let output = Pipe()
  private let errorFile: URL
  private var read = Data()

  /// - Parameters:
  ///   - arguments: What stands behind `nn` on the command line.
  ///   - files: What lies in the folder, by name; folders that a name has in front are made.
  ///   - links: Folders of the package that the folder holds under other names: `data`, as the
  ///     samples see theirs.
  ///   - input: What the standard input gives.
  ///   - environment: What is added to an environment of English and UTF-8.
  ///   - program: What is started: `nn`, or a shell that calls it.
  package init(
    _ arguments: [String], files: [String: Data] = [:], links: [String: String] = [:],
    input: Data = Data(), environment: [String: String] = [:], program: URL = Invocation.executable
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, content) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try content.write(to: file)
    }
    for (name, path) in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent(name).path,
        withDestinationPath: ProjectFiles.root + "/" + path)
    }
    // The streams lie beside the folder, so that a script does not see them.
    errorFile = folder.appendingPathExtension("errors")
    let inputFile = folder.appendingPathExtension("input")
    try Data().write(to: errorFile)
    try input.write(to: inputFile)
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path]
      .merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try Invocation.withAllSignals { try process.run() }
  }

  /// Lets what is started in `body` get all signals.
  ///
  /// A test may run on a thread that blocks them, which a process inherits; the shell's 'wait' would then
  /// never hear of the end of what it waits for.
  private static func withAllSignals(_ body: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    for url in [folder, errorFile, folder.appendingPathExtension("input")] {
      try? FileManager.default.removeItem(at: url)
    }
  }

  /// The binary that was built with these tests, beside their bundle.
  package static var executable: URL {
    let arguments = CommandLine.arguments
    let bundle =
      arguments.firstIndex(of: "--test-bundle-path").flatMap {
        $0 + 1 < arguments.count ? arguments[$0 + 1] : nil
      } ?? arguments[0]
    var folder = URL(fileURLWithPath: bundle).resolvingSymlinksInPath()
    // On macOS the bundle is a folder with the executable deep inside.
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appendingPathComponent("nn")
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
    }
    return URL(fileURLWithPath: ProjectFiles.root + "/.build/release/nn")
  }

  /// Runs `nn` to its end.
  package static func run(
    _ arguments: [String], files: [String: Data] = [:], links: [String: String] = [:],
    input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Ended {
    try Invocation(
      arguments, files: files, links: links, input: input, environment: environment
    ).end()
  }

  /// Runs `nn` on a script called `program.nn`.
  package static func run(_ subcommand: String, program: String, _ more: [String] = []) throws
    -> Ended
  {
    try run([subcommand, "program.nn"] + more, files: ["program.nn": Data(program.utf8)])
  }

  /// Runs a line of the shell, in which `"$NN"` is `nn`.
  package static func shell(_ line: String, files: [String: Data] = [:]) throws -> Ended {
    try Invocation(
      ["-c", line], files: files, environment: ["NN": executable.path],
      program: URL(fileURLWithPath: "/bin/sh")
    ).end()
  }

  /// Waits until the output holds `text`, or the process has ended.
  package func waitForOutput(_ text: String) {
    while !String(decoding: read, as: UTF8.self).contains(text) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return }
      read += more
    }
  }

  /// Sends a signal such as `SIGINT`.
  package func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Waits for the end.
  package func end() throws -> Ended {
    while true {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      read += more
    }
    process.waitUntilExit()
    return Ended(
      status: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: read, as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }
}
