import Foundation

/// A folder with files that scripts read, which goes when the test ends.
final class TableFolder {
  private let url: URL

  init(_ files: [String: String]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "nn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: url.appending(path: name), atomically: true, encoding: .utf8)
    }
  }

  var path: String { url.path }

  func write(_ text: String, to name: String) throws {
    try text.write(to: url.appending(path: name), atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func run(_ script: String) -> Ran { InterpretingTests.run(script, folder: url.path) }
}
