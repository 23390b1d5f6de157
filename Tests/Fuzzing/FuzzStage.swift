import Checking
import Diagnostics
import Formatting
import Interpreting
import Prelude
import Syntax
import Vocabulary

/// A part of the way from text to run that is fed with any text whatever.
package enum FuzzStage: String, CaseIterable, Sendable {
  /// The lexer and the parser, and the rendering of what they find.
  case syntax
  /// Those and the formatter.
  case format
  /// Lexer, parser and checker.
  case check
  /// Those and the dry run.
  case dry
  /// The bytes are a file of a network, which is shown and asked.
  case load
  /// All of it: the bytes choose a network and a training of it, which runs.
  case train

  /// The promise that is broken where the stage is given `bytes`; `nil` where all are kept.
  ///
  /// - Parameter folder: Where the files are that a script may read.
  package func brokenPromise(by bytes: [UInt8], folder: String = "") -> String? {
    if self == .train { return promiseBroken(byTraining: NetworkScript(bytes).text) }
    if self == .load { return promiseBroken(byLoading: bytes) }
    let source = SourceFile(
      id: FileID(0), name: "fuzzed.nn", text: String(decoding: bytes, as: UTF8.self))
    switch self {
    case .syntax:
      let tree = parse(source)
      return brokenPromise(of: tree) ?? brokenPromise(of: tree.problems, in: [source])
    case .format:
      return brokenPromise(ofLayout: parse(source))
    case .check:
      var checker = Checker(catalogue: .builtin)
      let result = checker.check(parse(source)) { _, _ in
        .problem(Text(en: "nothing can be included", pt: "nada pode ser incluído"))
      }
      return brokenPromise(of: result.problems, in: [source])
    case .dry:
      let runner = ScriptRunner(host: .silent, options: RunOptions(threads: 1, folder: folder))
      let problems = runner.check(source.text, named: source.name)
      return brokenPromise(of: problems, in: runner.sources)
    case .load, .train: return nil
    }
  }

  /// No character is lost on the way into the tree.
  private func brokenPromise(of tree: SyntaxTree) -> String? {
    var end = 0
    for token in tree.tokens {
      guard token.triviaStart == end, token.span.start >= end else {
        return "tokens follow each other, but not at \(end)"
      }
      end = token.span.end
    }
    return end == tree.source.utf8.count ? nil : "the tokens end at \(end)"
  }

  /// A script without problems gets a layout that says the same, and twice is once.
  private func brokenPromise(ofLayout tree: SyntaxTree) -> String? {
    guard let once = formatted(tree) else {
      return tree.problems.isEmpty ? "a script without problems is laid out" : nil
    }
    let again = parse(SourceFile(id: FileID(0), name: "formatted.nn", text: once))
    guard again.problems.isEmpty else { return "what was laid out has no problems" }
    guard saysTheSame(tree, again) else { return "what was laid out says the same" }
    return formatted(again) == once ? nil : "laying out twice changes nothing"
  }

  /// Each problem can be shown, and lies in the text it is about.
  private func brokenPromise(of problems: [Diagnostic], in sources: [SourceFile]) -> String? {
    for problem in problems {
      for span in [problem.primary.span] + problem.secondary.map(\.span) {
        guard let file = sources.first(where: { $0.id == span.file }) else { continue }
        guard span.start >= 0, span.start <= span.end, span.end <= file.utf8.count else {
          return "'\(problem.code.rawValue)' lies at \(span.start)..<\(span.end)"
        }
      }
    }
    // A page of them is as good as a thousand, each of which shows its line.
    let shown = Array(problems.prefix(20))
    for language in [Language.english, .portuguese] {
      let text = TextRenderer(style: .plain, language: language).render(shown, sources: sources)
      if text.isEmpty != shown.isEmpty { return "problems are shown" }
      _ = JSONRenderer(language: language).render(shown, sources: sources)
    }
    return nil
  }
}

extension Host {
  /// A world in which nothing can be read by `include`, and nothing is written.
  fileprivate static var silent: Host {
    let problem = FileProblem(Text(en: "there are no files", pt: "não há arquivos"))
    return Host(
      readScript: { _ in .failure(problem) }, writeFile: { _, _ in problem }, write: { _ in },
      warn: { _ in }, now: { 0 }, isInterrupted: { false })
  }
}
