import Foundation

/// Other programs' own packages for Python, which say whether a file of ours is one of theirs.
package enum Oracle {
  package struct Missing: Error, CustomStringConvertible {
    package var description: String {
      "the Python packages are missing: 'make test' installs them, and so does .ci/python-packages"
    }
  }

  /// Runs a script of `Tests/Reference`.
  package static func run(
    _ script: String, _ arguments: [String]
  ) throws -> Invocation.Ended {
    let python = ProjectFiles.root + "/.build-python/bin/python"
    guard FileManager.default.fileExists(atPath: python) else { throw Missing() }
    return try Invocation(
      ["\(ProjectFiles.root)/Tests/Reference/\(script)"] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"],
      program: URL(fileURLWithPath: python)
    ).end()
  }
}
