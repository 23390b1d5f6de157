import Diagnostics
import Foundation
import Testing

@Suite struct JSONTests {
  @Test func `a text survives the way through JSON`() throws {
    let text = "\"\\/\u{0}\u{1}\u{1F}\u{7F}\n\r\t\u{2028}é値😀"
    let json = JSONValue.array([.string(text)]).text
    let read = try JSONDecoder().decode([String].self, from: Data(json.utf8))
    #expect(read == [text])
    #expect(!json.contains("\n"))
  }

  @Test func `numbers survive, and those that JSON lacks are null`() throws {
    let values = [0.1, -1e-300, 1e300, 42, -0.5, .nan, .infinity]
    let json = JSONValue.array(values.map { .number($0) }).text
    let read = try JSONDecoder().decode([Double?].self, from: Data(json.utf8))
    #expect(read == values.map { $0.isFinite ? $0 : nil })
  }

  @Test func `a problem is an object with its places`() {
    let source = SourceFile(name: "a.nn", text: "let a = 1\nlet é = b\n")
    let problem = Diagnostic.error(
      .unknownName, Text(en: "there is no 'b'", pt: "não existe 'b'"),
      at: Label(source.span(of: "b"), Text(verbatim: "here")),
      notes: [Text(verbatim: "a note")], fixIts: [.didYouMean(source.span(of: "b"), "a")])
    let json = JSONRenderer(language: .english).render([problem], sources: [source])
    let place = #""file": "a.nn", "line": 2, "column": 9, "endLine": 2, "endColumn": 10"#
    #expect(
      json == """
        [
          {"code": "unknown-name", "severity": "error", "message": "there is no 'b'", \(place), \
        "labels": [{\(place), "text": "here", "isPrimary": true}], "notes": ["a note"], \
        "fixes": [{"message": "did you mean 'a'?", "edits": [{\(place), "replacement": "a"}]}]}
        ]

        """)
  }

  @Test func `no problem is an empty array`() {
    #expect(JSONRenderer(language: .english).render([], sources: []) == "[]\n")
  }
}
