import Checking
import Diagnostics
import Prelude
import Syntax
import Vocabulary

/// What the checker says of `script`; `files` are what it may include, by name.
func checked(_ script: String, files: [String: String] = [:]) -> CheckResult {
  var checker = Checker(catalogue: .builtin)
  return checker.check(parse(SourceFile(name: "script.nn", text: script))) { path, _ in
    guard let text = files[path], let number = files.keys.sorted().firstIndex(of: path) else {
      return .problem(Text(en: "there is no such file", pt: "não há esse arquivo"))
    }
    return .file(SourceFile(id: FileID(number + 1), name: path, text: text))
  }
}

/// The codes of the problems of `script`, in order.
func codes(_ script: String, files: [String: String] = [:]) -> [String] {
  checked(script, files: files).problems.map(\.code.rawValue)
}

/// The messages of the problems of `script`, in order.
func messages(_ script: String) -> [String] {
  checked(script).problems.map(\.message.en)
}

/// A script in which `block` is the block of a `train` line.
func training(_ block: String) -> String {
  """
  data iris { read "iris.csv" }
  network classifier { dense 3, softmax }
  train classifier on iris { \(block) }
  """
}

/// A whole training, in which the line of a word may be another.
func wholeTraining(_ changes: [String: String] = [:], further: String = "") -> String {
  let lines = [
    ("loss", "loss mse"), ("optimizer", "optimizer adam"), ("rate", "rate 0.01"),
    ("batch", "batch 16"), ("epochs", "epochs 5"),
  ]
  return training((lines.map { changes[$0.0] ?? $0.1 } + [further]).joined(separator: "; "))
}

extension CheckResult {
  /// The text of `script` after the first repair that its first problem offers.
  func repaired(_ script: String) -> String? {
    guard let fixIt = problems.first?.fixIts.first else { return nil }
    var bytes = Array(script.utf8)
    for edit in fixIt.edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.bytes, with: Array(edit.replacement.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
