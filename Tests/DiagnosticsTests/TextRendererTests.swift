import Diagnostics
import TestSupport
import Testing

@Suite struct TextRendererTests {
  @Test(arguments: GoldenCase.all(in: "DiagnosticsTests/Golden"))
  func `a problem is shown as recorded`(_ golden: GoldenCase) throws {
    let rendering = try #require(RenderingCase.all.first { $0.name == golden.name })
    let source = SourceFile(name: "program", text: golden.program)
    let problem = rendering.problem(source)
    let text = TextRenderer(style: TerminalStyle(width: 72), language: .english)
      .render([problem], sources: [source])
    let difference = golden.mismatch(text, in: "text")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func `every case has its golden file`() {
    let files = GoldenCase.all(in: "DiagnosticsTests/Golden").map(\.name)
    #expect(files.sorted() == RenderingCase.all.map(\.name).sorted())
  }

  @Test func `a label in another file is shown below that file's name`() {
    let main = SourceFile(id: FileID(0), name: "main.nn", text: "include \"a.nn\"\nlet width = 2\n")
    let other = SourceFile(id: FileID(1), name: "a.nn", text: "\n\nlet width = 1\n")
    let problem = Diagnostic.error(
      .unknownName, Text(verbatim: "'width' is there twice"), at: Label(main.span(of: "width")),
      also: [Label(other.span(of: "width"), Text(verbatim: "first here"))])
    let text = TextRenderer(style: .plain, language: .english)
      .render([problem], sources: [main, other])
    #expect(
      text == """
        error[unknown-name]: 'width' is there twice
         --> main.nn:2:5
        2 | let width = 2
          |     ^^^^^
         ::: a.nn:3:5
        3 | let width = 1
          |     ----- first here

        """)
  }

  @Test func `without the file the message stands alone`() {
    let problem = Diagnostic.error(
      .fileUnreadable, Text(en: "there is no file 'a'", pt: "não existe o arquivo 'a'"),
      at: Label(Span(FileID(7), 3..<9)))
    let text = TextRenderer(style: .plain, language: .portuguese).render([problem], sources: [])
    #expect(text == "erro[file-unreadable]: não existe o arquivo 'a'\n")
  }

  @Test func `a span outside its file is shown at the end`() {
    let source = SourceFile(name: "a", text: "ab")
    let problem = Diagnostic.error(
      .unexpectedToken, Text(verbatim: "m"), at: Label(Span(FileID(0), 100..<200)),
      fixIts: [.replace(Span(FileID(0), 100..<200), with: "x")])
    let text = TextRenderer(style: .plain, language: .english).render([problem], sources: [source])
    #expect(text.contains("1 | ab\n  |   ^\n"))
  }

  @Test func `colours appear only where the style has them`() {
    let source = SourceFile(name: "a", text: "ab")
    let problem = Diagnostic.warning(
      .unexpectedToken, Text(verbatim: "m"), at: Label(source.span(of: "b")))
    let plain = TextRenderer(style: .plain, language: .english)
    let colored = TextRenderer(style: TerminalStyle(isColored: true), language: .english)
    #expect(!plain.render([problem], sources: [source]).contains("\u{1B}"))
    let text = colored.render([problem], sources: [source])
    #expect(text.contains("\u{1B}[1;33mwarning[unexpected-token]\u{1B}[0m"))
    #expect(text.components(of: "\u{1B}[0m") == text.components(of: "\u{1B}[") / 2)
  }

  @Test func `problems are counted in words`() {
    let source = SourceFile(name: "a", text: "ab")
    let label = Label(source.span(of: "b"))
    let error = Diagnostic.error(.noHeader, Text(verbatim: "m"), at: label)
    let warning = Diagnostic.warning(.noHeader, Text(verbatim: "m"), at: label)
    let english = TextRenderer(style: .plain, language: .english)
    let portuguese = TextRenderer(style: .plain, language: .portuguese)
    #expect(english.count(of: [error, warning, error]) == "2 errors, 1 warning")
    #expect(portuguese.count(of: [error, warning, warning]) == "1 erro, 2 avisos")
    #expect(english.count(of: []) == "")
  }

  @Test func `a line of hundreds of kilobytes is shown in the width of the terminal`() {
    let source = SourceFile(
      name: "a", text: "é".repeated(100_000) + "!" + "ü".repeated(100_000))
    let problem = Diagnostic.error(
      .unexpectedToken, Text(verbatim: "m"), at: Label(source.span(of: "!")))
    let text = TextRenderer(style: TerminalStyle(width: 60), language: .english)
      .render([problem], sources: [source])
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { String($0).displayWidth <= 60 })
    let place = lines[2].prefix { $0 != "!" }.count
    #expect(lines[3].prefix { $0 != "^" }.count == place)
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    indices.count { self[$0...].hasPrefix(part) }
  }

  fileprivate func repeated(_ count: Int) -> String {
    String(repeating: self, count: count)
  }
}
