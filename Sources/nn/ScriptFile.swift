import Diagnostics
import Vocabulary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A script as the command line names it, and its bytes.
struct ScriptFile {
  let name: String
  let text: String
  /// The folder that the script's paths are relative to, empty for the current one.
  let folder: String

  /// More than any script that a person writes, and little enough to be read by mistake.
  static let largest = 64 << 20
  static let longestLine = 16 << 20

  /// What a text is read for.
  enum Kind {
    case script, record

    fileprivate var word: Text {
      switch self {
      case .script: Text(en: "script", pt: "script")
      case .record: Text(en: "record", pt: "registro")
      }
    }
  }

  /// Reads the script at `path`, or from the standard input where that is `-`.
  static func read(_ path: String) -> Result<ScriptFile, Unreadable> {
    if path == "-" {
      return text(of: STDIN_FILENO).map { ScriptFile(name: "-", text: $0, folder: "") }
        .mapError {
          Unreadable($0.said(about: Text(en: "the standard input", pt: "a entrada padrão")))
        }
    }
    if let message = otherKind(of: path) { return .failure(Unreadable(message)) }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    return readText(at: path).map {
      ScriptFile(name: path, text: $0, folder: path.hasPrefix("/") && folder.isEmpty ? "/" : folder)
    }
  }

  /// The text of the file at `path`.
  ///
  /// - Parameter kind: What it should be, for messages.
  static func readText(at path: String, as kind: Kind = .script) -> Result<String, Unreadable> {
    let quoted = Text(verbatim: "'\(path)'")
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let problem = ReadingProblem(openingFailed: errno)
      var message = problem.said(about: quoted, as: kind)
      if case .missing = problem, let near = nearestFile(to: path) {
        message = Text(
          en: message.en + "; did you mean '\(near)'?",
          pt: message.pt + "; você quis dizer '\(near)'?")
      }
      return .failure(Unreadable(message))
    }
    defer { close(descriptor) }
    return text(of: descriptor).mapError { Unreadable($0.said(about: quoted, as: kind)) }
  }

  private static func text(of descriptor: Int32) -> Result<String, ReadingProblem> {
    var bytes: [UInt8] = []
    var lineStart = 0
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = systemRead(descriptor, &chunk)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(ReadingProblem(openingFailed: errno)) }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      if let newline = chunk[..<count].lastIndex(of: UInt8(ascii: "\n")) {
        lineStart = bytes.count - count + newline + 1
      }
      // Both are looked at while reading, since a pipe may never end.
      if bytes.count - lineStart > longestLine { return .failure(.lineTooLong) }
      if bytes.count > largest { return .failure(.tooLarge) }
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(.notText)
    }
    return .success(text)
  }

  /// The text of a script that something else than a file gives.
  ///
  /// - Parameter name: What messages call it.
  static func text(of bytes: [UInt8], named name: String) -> Result<String, Unreadable> {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let problem: ReadingProblem? =
      bytes.count > largest
      ? .tooLarge : lines.contains { $0.count > longestLine } ? .lineTooLong : nil
    if problem == nil, !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) {
      return .success(text)
    }
    return .failure(
      Unreadable((problem ?? .notText).said(about: Text(verbatim: "'\(name)'"))))
  }

  /// The name of a file beside `path` that was probably meant.
  private static func nearestFile(to path: String) -> String? {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, name) = (String(path[..<slash]), String(path[slash...]))
    let names = fileNames(in: folder.isEmpty ? "." : folder).filter {
      // '.nn' holds the records of runs.
      $0.hasSuffix(".nn") && !$0.hasPrefix(".") && !isFolder(folder + $0)
    }.sorted()
    if names.contains(name + ".nn") { return folder + name + ".nn" }
    return closestName(to: name, among: names).map { folder + $0 }
  }

  private static func fileNames(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < 1_000, let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}

/// A message that says why a file cannot be read.
struct Unreadable: Error {
  let message: Text

  init(_ message: Text) { self.message = message }
}

/// Why a file gives no text.
private enum ReadingProblem: Error {
  case missing, folder, notAllowed, notText, tooLarge, lineTooLong
  case other(Text)

  init(openingFailed code: Int32) {
    switch code {
    case ENOENT, ENOTDIR: self = .missing
    case EISDIR: self = .folder
    case EACCES, EPERM: self = .notAllowed
    default: self = .other(Text(systemError: code))
    }
  }

  func said(about name: Text, as kind: ScriptFile.Kind = .script) -> Text {
    let word = kind.word
    return switch self {
    case .missing:
      Text(en: "there is no file \(name.en)", pt: "não existe o arquivo \(name.pt)")
    case .folder:
      Text(
        en: "\(name.en) is a folder, not a \(word.en)",
        pt: "\(name.pt) é uma pasta, não um \(word.pt)")
    case .notAllowed:
      Text(
        en: "\(name.en) may not be read by this user",
        pt: "este usuário não tem permissão para ler \(name.pt)")
    case .notText:
      Text(
        en: "\(name.en) is no \(word.en): it is not text in UTF-8",
        pt: "\(name.pt) não é um \(word.pt): não é texto em UTF-8")
    case .tooLarge:
      Text(
        en: "\(name.en) is larger than 64 MB, which no \(word.en) is",
        pt: "\(name.pt) tem mais de 64 MB, o que nenhum \(word.pt) tem")
    case .lineTooLong:
      Text(
        en: "\(name.en) has a line of more than 16 MB, which no \(word.en) has",
        pt: "\(name.pt) tem uma linha de mais de 16 MB, o que nenhum \(word.pt) tem")
    case .other(let reason):
      Text(
        en: "\(name.en) cannot be read: \(reason.en)",
        pt: "não foi possível ler \(name.pt): \(reason.pt)")
    }
  }
}

/// The system's call, whose name `ScriptFile` uses for its own.
private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  read(descriptor, &buffer, buffer.count)
}
