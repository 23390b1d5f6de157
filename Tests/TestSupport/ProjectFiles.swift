import Foundation

/// The files of this package, as the tests about the project itself read them.
package enum ProjectFiles {
  /// The package's folder.
  package static var root: String {
    URL(fileURLWithPath: GoldenCase.testsDirectory).deletingLastPathComponent().path
  }

  /// The paths, from the package's folder, of all files below `folder` that end in `suffix`; what
  /// is hidden there, as records of runs are, is none of the project's.
  package static func paths(in folder: String, ending suffix: String = "") -> [String] {
    guard let found = FileManager.default.enumerator(atPath: root + "/" + folder) else { return [] }
    var paths: [String] = []
    for case let path as String in found {
      var isFolder: ObjCBool = false
      let whole = root + "/" + folder + "/" + path
      guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder),
        !isFolder.boolValue, path.hasSuffix(suffix),
        !path.split(separator: "/").contains(where: { $0.hasPrefix(".") })
      else { continue }
      paths.append(folder + "/" + path)
    }
    return paths.sorted()
  }

  /// The text of the file at `path`, empty where there is none.
  package static func text(of path: String) -> String {
    (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? ""
  }

  /// The lines of the file at `path`.
  package static func lines(of path: String) -> [Substring] {
    var lines = text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
