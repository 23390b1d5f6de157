import Diagnostics

/// A problem of a golden case's program, made by hand so that only the rendering is tested.
struct RenderingCase: Sendable {
  let name: String
  let problem: @Sendable (SourceFile) -> Diagnostic

  static let all: [RenderingCase] = [
    RenderingCase(name: "two-labels") { source in
      .error(
        .shapeMismatch, Text(verbatim: "'dense' needs a flat input, but gets 8x26x26"),
        at: Label(source.span(of: "dense"), Text(verbatim: "needs a flat input")),
        also: [
          Label(source.span(of: "conv 8, kernel: 3x3, relu"), Text(verbatim: "gives 8x26x26"))
        ],
        notes: [Text(verbatim: "put 'flatten' before it")])
    },
    RenderingCase(name: "two-labels-on-a-line") { source in
      .error(
        .typeMismatch, Text(verbatim: "a number and a text cannot be added"),
        at: Label(source.span(of: "+")),
        also: [
          Label(source.span(of: "2"), Text(verbatim: "a number")),
          Label(source.span(of: "\"two\""), Text(verbatim: "a text")),
        ])
    },
    RenderingCase(name: "misspelled") { source in
      .error(
        .unknownName, Text(verbatim: "there is no layer named 'dens'"),
        at: Label(source.span(of: "dens"), Text(verbatim: "not a known layer")),
        fixIts: [.didYouMean(source.span(of: "dens"), "dense")])
    },
    RenderingCase(name: "inserted-line") { source in
      .error(
        .shapeMismatch, Text(verbatim: "'dense' needs a flat input"),
        at: Label(source.span(of: "dense")),
        fixIts: [
          FixIt(
            Text(verbatim: "put 'flatten' before it"),
            [Edit(source.span(of: "dense").startPoint, "flatten\n  ")])
        ])
    },
    RenderingCase(name: "removed-line") { source in
      .warning(
        .constantColumn, Text(verbatim: "'b' holds one value only"),
        at: Label(source.span(of: "drop b")),
        fixIts: [
          FixIt(Text(verbatim: "take the line away"), [Edit(source.span(of: "  drop b\n"), "")])
        ])
    },
    RenderingCase(name: "several-lines") { source in
      .error(
        .wrongArguments, Text(verbatim: "'train' needs a 'loss'"),
        at: Label(
          source.span(of: "{").joined(with: source.span(of: "}")),
          Text(verbatim: "no 'loss' in here")))
    },
    RenderingCase(name: "end-of-file") { source in
      .error(
        .unexpectedToken, Text(verbatim: "'{' is not closed"),
        at: Label(Span(source.id, source.utf8.count..<source.utf8.count)),
        also: [Label(source.span(of: "{"), Text(verbatim: "opened here"))])
    },
    RenderingCase(name: "tabs-and-wide-characters") { source in
      .error(
        .unknownName, Text(verbatim: "there is no name '値'"), at: Label(source.span(of: "値")),
        also: [Label(source.span(of: "x", occurrence: 2), Text(verbatim: "used here"))])
    },
    RenderingCase(name: "control-characters") { source in
      .error(
        .unexpectedToken, Text(verbatim: "'\u{1B}[31m' is no part of the language"),
        at: Label(source.span(of: "\u{1B}[31m")))
    },
    RenderingCase(name: "long-line") { source in
      .error(
        .noSuchElement, Text(verbatim: "there is no '77'"),
        at: Label(source.span(of: "77"), Text(verbatim: "here")),
        fixIts: [.replace(source.span(of: "77"), with: "7")])
    },
  ]
}

extension SourceFile {
  /// The bytes of the `occurrence`-th `text`; the whole file where there is none.
  func span(of text: String, occurrence: Int = 1) -> Span {
    let wanted = Array(text.utf8)
    let starts = utf8.indices.filter { utf8[$0...].starts(with: wanted) }
    guard starts.count >= occurrence else { return Span(id, 0..<utf8.count) }
    let start = starts[occurrence - 1]
    return Span(id, start..<start + wanted.count)
  }
}
