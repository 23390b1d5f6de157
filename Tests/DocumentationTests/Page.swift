import Foundation
import TestSupport

/// A Markdown page, with the scripts in it and what they are said to print.
///
///     ```nn              a whole script, which checks clean
///     ```nn continued    goes on from the script above it
///     ```nn wrong        a script with problems
///     ```nn part         some lines of a script, as the reference shows them
///     ```output          what `nn run --quiet` prints of the script above; of a wrong one, `nn check`
///     ```output run      what `nn run` prints, with its progress
///     ```output fails    what `nn run --quiet` prints, and ends with another status than 0
///
/// A line `…` of an output stands for any number of lines.
struct Page {
  struct Script {
    /// The script, with those that it goes on from.
    var text: String
    var kind: String
    /// The number of the line below the backticks, from 1.
    var line: Int
  }

  struct Output {
    var script: Script
    /// `run`, `fails`, or empty.
    var manner: String
    /// The lines between the backticks, from 0.
    var lines: Range<Int>
  }

  let path: String
  private(set) var lines: [Substring]
  private(set) var scripts: [Script] = []
  private(set) var outputs: [Output] = []

  /// Reads the page at `path`, from the package's folder.
  init(_ path: String) {
    self.path = path
    lines = ProjectFiles.lines(of: path)
    var opening: (words: [Substring], at: Int)?
    for (index, line) in lines.enumerated() {
      if let (words, start) = opening {
        guard line == "```" else { continue }
        add(words, start..<index)
        opening = nil
      } else if line.hasPrefix("```") {
        opening = (line.dropFirst(3).split(separator: " "), index + 1)
      }
    }
  }

  private mutating func add(_ words: [Substring], _ range: Range<Int>) {
    let text = lines[range].map { $0 + "\n" }.joined()
    let manner = words.dropFirst().joined(separator: " ")
    if words.first == "nn" {
      let before = manner == "continued" ? scripts.last?.text ?? "" : ""
      scripts.append(Script(text: before + text, kind: manner, line: range.lowerBound + 1))
    } else if words.first == "output", let script = scripts.last {
      outputs.append(Output(script: script, manner: manner, lines: range))
    }
  }

  /// Writes the page with other lines for its outputs.
  func write(_ changes: [(lines: Range<Int>, text: [String])]) throws {
    var lines = lines.map(String.init)
    for change in changes.reversed() { lines.replaceSubrange(change.lines, with: change.text) }
    try (lines.joined(separator: "\n") + "\n")
      .write(toFile: ProjectFiles.root + "/" + path, atomically: true, encoding: .utf8)
  }
}
