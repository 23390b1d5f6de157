/// The page of a code, for `nn explain`: what it means, why it matters, a wrong and a right example.
package struct Explanation: Sendable {
  /// What the code means, in one sentence that fits on a line of a list, without full stop.
  package var summary: Text
  /// Why it matters, as a teacher would say it; whole sentences.
  package var reason: Text
  package var wrong: Example
  package var right: Example
  /// Whether only a run finds the problem, since a check trains and writes nothing.
  package var needsRun: Bool

  init(
    _ summary: Text, why reason: Text, wrong: Example, right: Example, needsRun: Bool = false
  ) {
    self.summary = summary
    self.reason = reason
    self.wrong = wrong
    self.right = right
    self.needsRun = needsRun
  }

  /// A short script, with the files beside it and the values that the command line gives it.
  package struct Example: Sendable, ExpressibleByStringLiteral {
    package var program: String
    package var files: [File]
    /// Each as it stands on the command line: `rate=0.1`.
    package var parameters: [String]

    init(_ program: String, files: File..., parameters: [String] = []) {
      self.program = program
      self.files = files
      self.parameters = parameters
    }

    package init(stringLiteral program: String) {
      self.init(program)
    }
  }

  /// A file beside a script.
  package struct File: Sendable {
    package var name: String
    /// What a page shows of it.
    package var shown: Text
    private let content: @Sendable () -> [UInt8]

    init(_ name: String, _ text: String) {
      self.name = name
      shown = Text(verbatim: text)
      content = { Array(text.utf8) }
    }

    /// A file whose bytes no page can show.
    init(_ name: String, shown: Text, bytes: @escaping @Sendable () -> [UInt8]) {
      self.name = name
      self.shown = shown
      content = bytes
    }

    package var bytes: [UInt8] { content() }
  }
}

extension Explanation.File {
  /// Six flowers of three kinds.
  static let flowers = Explanation.File(
    "flowers.csv",
    """
    length,width,species
    5.1,3.5,setosa
    7.0,3.2,versicolor
    6.3,3.3,virginica
    4.9,3.0,setosa
    6.4,3.2,versicolor
    5.8,2.7,virginica
    """)
}
