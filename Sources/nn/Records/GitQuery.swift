import Plans

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What git says of a folder: it is asked at the beginning of a run, and heard at the end.
final class GitQuery {
  /// A patch of more bytes is not kept.
  static let largestPatch = 4 << 20

  private let place: ChildProcess?
  private let changes: ChildProcess?
  private var code: CodeState?
  /// What differs from the commit, where something does.
  private(set) var patch: [UInt8] = []

  /// - Parameters:
  ///   - folder: Empty for the current one.
  ///   - script: The name of a file in it, of which one wants to know whether the commit has it.
  init(folder: String, script: String?) {
    let environment = Self.environment
    let git = Self.command(in: folder)
    place = ChildProcess(
      git + ["rev-parse", "--show-prefix", "HEAD", "--abbrev-ref", "HEAD"]
        + (script.map { ["HEAD:./\($0)"] } ?? []),
      environment: environment, limit: 64 << 10)
    changes = ChildProcess(
      git + ["diff", "--binary", "--no-color", "--no-ext-diff", "--no-textconv", "HEAD", "--"],
      environment: environment, limit: Self.largestPatch)
  }

  /// The beginning of a call of git.
  ///
  /// - Parameter folder: Empty for the current one.
  static func command(in folder: String) -> [String] {
    // Nothing that the repository's configuration names is to be started beside git itself.
    [
      "git", "-C", folder.isEmpty ? "." : folder, "-c", "core.fsmonitor=false", "-c",
      "core.hooksPath=/dev/null",
    ]
  }

  /// The environment without what a git that called us may have left for its own repository.
  static var environment: [String] {
    var variables: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      if !variable.hasPrefix("GIT_") { variables.append(variable) }
      entry += 1
    }
    // Nothing of the repository is written, not even what git remembers for its own speed.
    return variables + ["GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"]
  }

  /// What is known after at most so many seconds more; the answer is kept.
  func answer(within seconds: Double) -> CodeState {
    if let code { return code }
    guard let place, let changes else { return settled(.noGit) }
    let deadline = Console.seconds() + seconds
    guard case .exited(let status)? = place.wait(seconds: seconds) else { return .unknown }
    let lines = String(decoding: place.output, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    // The first line is the folder's path inside of its repository. Where there is no commit, or it
    // does not have the script, git gives that word back.
    guard lines.count >= 3, lines[1].count >= 40 else {
      if status == 127 { return settled(.noGit) }
      return settled(lines.count >= 2 ? .noCommits : .noRepository)
    }
    let branch = lines[2] == "HEAD" ? nil : String(lines[2])
    switch changes.wait(seconds: max(0, deadline - Console.seconds())) {
    case .exited(0)? where changes.output.isEmpty:
      return settled(
        .commit(String(lines[1]), branch: branch, status == 0 ? .none : .unknownScript))
    case .exited(0)?:
      patch = changes.output
      return settled(.commit(String(lines[1]), branch: branch, .patch(file: "changes.patch")))
    case .tooMuch?: return settled(.commit(String(lines[1]), branch: branch, .tooLarge))
    case .exited?: return settled(.commit(String(lines[1]), branch: branch, .unknown))
    case nil: return .commit(String(lines[1]), branch: branch, .unknown)
    }
  }

  private func settled(_ code: CodeState) -> CodeState {
    self.code = code
    return code
  }
}
