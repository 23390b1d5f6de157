import Foundation

/// A text file that holds a title, a program and what it causes, each part below a line `--- name`.
///
/// With `UPDATE_GOLDEN=1` in the environment the recorded parts are rewritten, to be read line by
/// line before they are kept.
package struct GoldenCase: Sendable, CustomStringConvertible {
  package struct Section: Sendable, Hashable {
    package let name: String
    /// The lines of the part, each ended by a newline.
    package var text: String
  }

  package let path: String
  /// The file's name without its extension.
  package let name: String
  package let title: String
  package private(set) var sections: [Section]

  package var description: String { name }

  /// The text of the part called `name`, empty where there is none.
  package subscript(name: String) -> String {
    sections.first { $0.name == name }?.text ?? ""
  }

  /// The part `program`.
  package var program: String { self["program"] }

  /// All cases in `folder`, a path below `Tests`, in the order of their names.
  package static func all(in folder: String) -> [GoldenCase] {
    let directory = testsDirectory + "/" + folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.filter { $0.hasSuffix(".golden") }.sorted()
      .compactMap { GoldenCase(path: directory + "/" + $0) }
  }

  /// The folder `Tests` of the package.
  package static var testsDirectory: String {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent().path
  }

  /// Reads the case at `path`; `nil` where that is no text.
  package init?(path: String) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    self.path = path
    name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    var title = ""
    var sections: [Section] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for line in lines {
      if line.hasPrefix("--- ") {
        sections.append(Section(name: String(line.dropFirst(4)), text: ""))
      } else if sections.isEmpty {
        title += (title.isEmpty ? "" : " ") + line
      } else {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    self.title = title
    self.sections = sections
  }

  /// Compares `actual` with what the part `section` records.
  ///
  /// - Returns: Both texts where they differ, for a failure's message; `nil` where they are equal,
  ///   or where the case was rewritten.
  package func mismatch(_ actual: String, in section: String) -> String? {
    let whole = actual.isEmpty || actual.hasSuffix("\n") ? actual : actual + "\n"
    // How much memory there is differs from machine to machine.
    let found = whole.replacing(/there are [0-9.,]+ [KMG]B/, with: "there are … GB")
    let recorded = self[section]
    guard found != recorded else { return nil }
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" else {
      return "\(path)\n--- recorded \(section)\n\(recorded)--- found\n\(found)"
    }
    return rewritten(section, as: found)
  }

  private func rewritten(_ section: String, as text: String) -> String? {
    // Another part of the same file may have been rewritten since this value was read.
    var sections = GoldenCase(path: path)?.sections ?? self.sections
    if let index = sections.firstIndex(where: { $0.name == section }) {
      sections[index].text = text
    } else {
      sections.append(Section(name: section, text: text))
    }
    let whole = title + "\n" + sections.map { "--- \($0.name)\n\($0.text)" }.joined()
    do {
      try whole.write(toFile: path, atomically: true, encoding: .utf8)
      return nil
    } catch {
      return "\(path) cannot be rewritten: \(error)"
    }
  }
}
