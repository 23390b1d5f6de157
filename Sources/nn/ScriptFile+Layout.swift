import Diagnostics
import Formatting
import Syntax

extension ScriptFile {
  /// The text in its layout, or `nil` where the script is wrong, which is told then.
  ///
  /// - Parameter upgrades: Whether a script of an older version of the language is rewritten.
  /// - Throws: A `MistakeOfOurs` where the script would say something else afterwards: nobody's
  ///   script is to be lost.
  func inLayout(upgrades: Bool) throws(MistakeOfOurs) -> String? {
    let read = parse(SourceFile(name: name, text: text))
    let (upgraded, problem) = read.problems.isEmpty ? broughtUpToDate(read) : (read, nil)
    let tree = upgrades ? upgraded : read
    let problems = read.problems + [problem].compactMap { $0 }
    guard problems.isEmpty, let text = formatted(tree) else {
      let renderer = TextRenderer(style: Console.errorStyle, language: Console.language)
      Console.writeError(renderer.render(problems, sources: [read.source]))
      return nil
    }
    let again = parse(SourceFile(name: name, text: text))
    guard again.problems.isEmpty, saysTheSame(tree, again) else { throw MistakeOfOurs() }
    return text
  }
}

/// What must not happen.
struct MistakeOfOurs: Error {}
