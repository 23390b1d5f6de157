import Diagnostics
import Interpreting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The user's own editor, on a file that is gone afterwards.
struct TextEditor {
  private let command: String
  private let folder: String

  init(_ environment: (String) -> String?) {
    let named = ["VISUAL", "EDITOR"].compactMap(environment).first { !$0.isEmpty }
    command = named ?? "vi"
    folder = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// `text` as the user leaves it.
  func edited(_ text: String) -> Result<String, FileProblem> {
    var template = Array((folder + "/nn-" + String(repeating: "X", count: 6) + ".nn").utf8CString)
    let descriptor = mkstemps(&template, 3)
    guard descriptor >= 0 else { return .failure(Self.problem(errno)) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let bytes = Array(text.utf8)
    let written = write(descriptor, bytes, bytes.count)
    close(descriptor)
    guard written == bytes.count else { return .failure(Self.problem(errno)) }
    if let problem = run(on: path) { return .failure(problem) }
    guard let result = Self.read(path) else { return .failure(Self.problem(errno)) }
    return .success(result)
  }

  private func run(on path: String) -> FileProblem? {
    let words = ["/bin/sh", "-c", command + " \"$1\"", "sh", path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ)
    guard code == 0 else { return Self.problem(code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return Self.problem(errno) }
    }
    guard status != 0 else { return nil }
    return FileProblem(
      Text(
        en: "'\(command)' ended without success; nothing is run",
        pt: "'\(command)' terminou sem sucesso; nada é executado"))
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  private static func problem(_ code: Int32) -> FileProblem {
    FileProblem(Text(systemError: code))
  }
}
