import Diagnostics

/// The place in a text where git could not bring two versions together: a line that begins with
/// `<<<<<<<`, one that is `=======`, and one that begins with `>>>>>>>`.
struct MergeConflict {
  /// The lines of the three marks.
  let ours: Span
  let middle: Span
  let theirs: Span

  /// The first conflict of `source`, where it has one.
  ///
  /// - Complexity: linear in the length of the text.
  init?(in source: SourceFile) {
    var ours: Span?
    var middle: Span?
    var start = 0
    for line in source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let isBroken = line.last == UInt8(ascii: "\r")
      let span = Span(source.id, start..<start + line.count - (isBroken ? 1 : 0))
      start += line.count + 1
      guard line.count >= 7, let first = line.first, line.prefix(7).allSatisfy({ $0 == first }),
        line.count == 7 || [0x20, 0x0D].contains(line[line.startIndex + 7])
      else { continue }
      switch first {
      case UInt8(ascii: "<"): (ours, middle) = (span, nil)
      case UInt8(ascii: "="): middle = span
      case UInt8(ascii: ">"):
        guard let ours, let middle else { continue }
        (self.ours, self.middle, theirs) = (ours, middle, span)
        return
      default: break
      }
    }
    return nil
  }
}

extension Diagnostic {
  static func mergeConflict(_ conflict: MergeConflict) -> Diagnostic {
    .error(
      .mergeConflict,
      Text(
        en: "this file holds a merge conflict", pt: "este arquivo contém um conflito de merge"),
      at: Label(
        conflict.ours, Text(en: "one side begins here", pt: "um lado começa aqui")),
      also: [
        Label(conflict.middle, Text(en: "the other begins here", pt: "o outro começa aqui")),
        Label(conflict.theirs, Text(en: "and ends here", pt: "e termina aqui")),
      ],
      notes: [
        Text(
          en: "choose one side, or write what both want, and take the three lines away",
          pt: "escolha um lado, ou escreva o que ambos querem, e remova as três linhas")
      ])
  }
}
