import Diagnostics
import Interpreting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension EventFolder {
  /// The folder at `path`, which is made where there is none.
  ///
  /// - Throws: A `CommandLineProblem` where it cannot be.
  static func made(at path: String) throws -> EventFolder {
    if let reason = makeFolders(path) {
      throw CommandLineProblem(
        en: "'\(path)' cannot be used for TensorBoard: \(reason)",
        pt: "'\(path)' não pode ser usada para o TensorBoard: \(reason)")
    }
    // What all files of TensorBoard are called in their middle; the time keeps them in order.
    let file = "events.out.tfevents.\(Int(Console.secondsSince1970())).nn"
    return EventFolder(
      makeRun: { name in
        makeFolder(name, in: path).mapError { FileProblem(Text(verbatim: $0.text)) }
      },
      append: { bytes, run in
        append(bytes, to: "\(path)/\(run)/\(file)").map { FileProblem(Text(verbatim: $0)) }
      },
      time: Console.secondsSince1970)
  }

  private struct Reason: Error { var text: String }

  /// Makes a folder that was not there, with a number behind its name where there is one.
  private static func makeFolder(_ name: String, in path: String) -> Result<String, Reason> {
    var own = name
    for number in 2..<100_000 {
      if mkdir("\(path)/\(own)", 0o777) == 0 { return .success(own) }
      guard errno == EEXIST else { break }
      own = "\(name)_\(number)"
    }
    return .failure(Reason(text: "\(path)/\(own): " + SystemError().reason))
  }

  /// Makes the folder at `path`, and those that it lies in.
  ///
  /// - Returns: Why one of them cannot be used, or `nil`.
  private static func makeFolders(_ path: String) -> String? {
    var end = path.startIndex
    while end < path.endIndex {
      let rest = path.index(after: end)
      end = path[rest...].firstIndex(of: "/") ?? path.endIndex
      if mkdir(String(path[..<end]), 0o777) != 0, errno != EEXIST {
        return SystemError().reason
      }
    }
    var status = stat()
    guard !path.isEmpty, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return SystemError(ENOTDIR).reason
    }
    return access(path, W_OK) == 0 ? nil : SystemError().reason
  }

  /// Adds bytes to the end of a file.
  ///
  /// - Returns: Why they were not added, or `nil` where they were.
  private static func append(_ bytes: [UInt8], to path: String) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return "\(path): " + SystemError().reason }
    let isWritten = Console.writeAll(bytes, to: descriptor)
    let code = errno
    close(descriptor)
    return isWritten ? nil : "\(path): " + SystemError(code).reason
  }
}
