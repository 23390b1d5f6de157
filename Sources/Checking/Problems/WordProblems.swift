package import Diagnostics
package import Syntax
package import Vocabulary

// MARK: - The word of a line

extension Diagnostic {
  package static func unknownWord(
    _ word: Name, in place: Entry.Place, meant: Suggestion?, _ edits: [Edit]
  ) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "there is no \(place.line.en) '\(word.text)'",
        pt: "não existe \(place.line.pt) '\(word.text)'"),
      at: Label(word.span),
      notes: meant == nil ? [.wordsOfCommand] : [],
      fixIts: meant.map { meant in
        [
          FixIt(
            Text(en: "did you mean '\(meant.name)'?", pt: "você quis dizer '\(meant.name)'?"),
            edits,
            isSafe: meant.isCertain)
        ]
      } ?? [])
  }

  /// A word of other software, for something that stands in another place here.
  static func foreignWord(_ word: Name, in place: Entry.Place, _ entry: Entry) -> Diagnostic {
    let position = entry.places.map(\.position)
    return .error(
      .unknownWord,
      Text(
        en: "there is no \(place.line.en) '\(word.text)'",
        pt: "não existe \(place.line.pt) '\(word.text)'"),
      at: Label(word.span),
      notes: [
        Text(
          en: "here it is called '\(entry.name)', and stands \(position.first?.en ?? "")",
          pt: "aqui se chama '\(entry.name)' e fica \(position.first?.pt ?? "")"),
        exampleNote(entry),
      ])
  }

  /// `warmup 3 epochs`, which is a setting of `rate`.
  static func settingAsWord(_ word: Name, in place: Entry.Place, of owner: Entry) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "there is no \(place.line.en) '\(word.text)'",
        pt: "não existe \(place.line.pt) '\(word.text)'"),
      at: Label(word.span),
      notes: [
        Text(
          en: "it belongs behind '\(owner.name)': \(owner.name) …, \(word.text): …",
          pt: "o seu lugar é depois de '\(owner.name)': \(owner.name) …, \(word.text): …")
      ])
  }

  private static func exampleNote(_ entry: Entry) -> Text {
    Text(
      en: "it is written like this: \(entry.example.firstLine)",
      pt: "escreve-se assim: \(entry.example.firstLine)")
  }

  /// `x 5` at the top level, where `x` is a value of the script.
  static func valueAsWord(_ word: Name) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "'\(word.text)' is a value, and a line begins with an action",
        pt: "'\(word.text)' é um valor, e uma linha começa com uma ação"),
      at: Label(word.span),
      notes: [
        Text(
          en:
            "an operator or parentheses are missing behind it, or an action such as 'show' before it",
          pt: "falta um operador ou parênteses depois dele, ou uma ação como 'show' antes")
      ])
  }

  /// A line that belongs in another place.
  static func misplacedWord(
    _ word: Name, belongsIn places: [Entry.Place], in place: Entry.Place
  ) -> Diagnostic {
    // A phase is a part of a training, and need not be named beside it.
    var named = places.count > 1 ? places.filter { $0 != .phase } : places
    if named == [.plan, .train] { named.reverse() }
    let (en, pt) = (named.map(\.position.en), named.map(\.position.pt))
    return .error(
      .misplacedWord,
      Text(
        en: "'\(word.text)' belongs \(en.alternatives.en), not \(place.position.en)",
        pt: "o lugar de '\(word.text)' é \(pt.alternatives.pt), e não \(place.position.pt)"),
      at: Label(word.span))
  }

  static func networkInItself(_ word: Name) -> Diagnostic {
    .error(
      .networkInItself,
      Text(
        en: "the network '\(word.text)' cannot be a layer of itself",
        pt: "a rede '\(word.text)' não pode ser uma camada de si mesma"),
      at: Label(word.span))
  }

  /// `dense(64)`: a line written like a call.
  static func callInBlock(_ word: Name, _ edits: [Edit], at span: Span) -> Diagnostic {
    .error(
      .callInBlock,
      Text(
        en: "'\(word.text)' opens a line, and what follows it stands without parentheses",
        pt: "'\(word.text)' abre uma linha, e o que vem depois fica sem parênteses"),
      at: Label(span),
      fixIts: [
        FixIt(Text(en: "leave the parentheses out", pt: "tire os parênteses"), edits)
      ])
  }

  /// What LANGUAGE.md names and this version cannot do yet.
  package static func notAvailable(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .notAvailable,
      Text(
        en: "'\(name)' is not available in this version",
        pt: "'\(name)' não está disponível nesta versão"),
      at: Label(span))
  }

  /// `let x = print 3`.
  static func noValue(of word: Name) -> Diagnostic {
    .error(
      .noValue,
      Text(
        en: "'\(word.text)' gives no value that could be kept",
        pt: "'\(word.text)' não dá um valor que se possa guardar"),
      at: Label(word.span),
      notes: [
        Text(
          en: "'train' and 'evaluate' do: let run = train …",
          pt: "'train' e 'evaluate' dão: let run = train …")
      ])
  }
}

// MARK: - Tails and blocks

extension Diagnostic {
  /// What stands for the data where none is named.
  package static let exampleOfData = "on iris"

  /// - Parameter network: The network that the line is about, where it names one.
  static func missingTail(
    _ tail: Entry.Tail, of word: Name, network: String?, at span: Span
  ) -> Diagnostic {
    let ending =
      switch word.text {
      case "save", "load": ".safetensors"
      case "export": ".onnx"
      case "animate": ".html"
      default: ""
      }
    let file = (network ?? "file") + ending
    let example =
      switch tail {
      case .on: exampleOfData
      case .to: "to \"\(file)\""
      case .from: "from \"\(file)\""
      case .with: "with careful"
      case .alias: "as name"
      }
    return .error(
      .missingTail,
      Text(
        en: "'\(word.text)' needs '\(tail.rawValue)' and \(tail.purpose.en)",
        pt: "'\(word.text)' precisa de '\(tail.rawValue)' e \(tail.purpose.pt)"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "add, for example", pt: "acrescente, por exemplo"),
          [Edit(span.endPoint, " \(example)")], isSafe: false)
      ])
  }

  static func unexpectedTail(
    _ tail: Entry.Tail, of word: Name, _ allowed: Set<Entry.Tail>, at span: Span
  ) -> Diagnostic {
    let others = Entry.Tail.allCases.filter(allowed.contains).map(\.rawValue)
    return .error(
      .unexpectedTail,
      Text(
        en: "'\(word.text)' takes no '\(tail.rawValue)'",
        pt: "'\(word.text)' não aceita '\(tail.rawValue)'"),
      at: Label(span),
      notes: others.isEmpty
        ? []
        : [
          Text(
            en: "it takes \(others.quoted.conjunction.en)",
            pt: "aceita \(others.quoted.conjunction.pt)")
        ])
  }

  static func misplacedBlock(_ word: Name, at span: Span) -> Diagnostic {
    .error(
      .misplacedBlock,
      Text(
        en: "'\(word.text)' takes no block", pt: "'\(word.text)' não aceita um bloco"),
      at: Label(Span(span.file, span.start..<min(span.start + 1, span.end))))
  }

  static func inputNotFirst(_ word: Name) -> Diagnostic {
    .error(
      .inputNotFirst,
      Text(
        en: "'input' is the first line of a network",
        pt: "'input' é a primeira linha de uma rede"),
      at: Label(word.span))
  }

  static func lineRepeated(_ word: Name, earlier: Span) -> Diagnostic {
    .error(
      .givenTwice,
      Text(
        en: "'\(word.text)' stands in this block already",
        pt: "'\(word.text)' já está neste bloco"),
      at: Label(word.span),
      also: [Label(earlier, Text(en: "first given here", pt: "dado primeiro aqui"))])
  }
}

extension Entry.Tail {
  /// What stands behind the tail's word.
  fileprivate var purpose: Text {
    switch self {
    case .on: Text(en: "the data", pt: "os dados")
    case .with: Text(en: "a plan", pt: "um plano")
    case .from: Text(en: "where it comes from", pt: "a origem")
    case .to: Text(en: "where it goes", pt: "o destino")
    case .alias: Text(en: "a name", pt: "um nome")
    }
  }
}

// MARK: - Lines that are missing

extension Diagnostic {
  /// A training or a data set that lacks what it needs; the dry run reports so what a plan lacks.
  package static func missingLines(
    _ missing: [Entry], of owner: String, at span: Span, fixIts: [FixIt] = []
  ) -> Diagnostic {
    let names = missing.map(\.name).quoted.conjunction
    let lines = missing.map(\.example).joined(separator: "; ")
    return .error(
      .missingLine,
      Text(en: "'\(owner)' needs \(names.en)", pt: "'\(owner)' precisa de \(names.pt)"),
      at: Label(span),
      notes: fixIts.isEmpty
        ? [
          Text(
            en: "add to its block or its plan, for example: \(lines)",
            pt: "acrescente ao seu bloco ou plano, por exemplo: \(lines)")
        ] : [],
      fixIts: fixIts)
  }

  static func missingLines(
    _ missing: [Entry], of owner: Name, _ place: Entry.Place, in block: Block, source: SourceFile?
  ) -> Diagnostic {
    missingLines(
      missing, of: owner.text, at: owner.span,
      fixIts: source.map { [addition(of: missing.map(\.example), to: block, $0)] } ?? [])
  }

  /// `train net on d`, with neither a plan nor a block.
  static func missingBlock(_ word: Name, _ missing: [Entry], at span: Span) -> Diagnostic {
    let lines = missing.map { "\n  \($0.example)" }.joined()
    return missingLines(
      missing, of: word.text, at: span,
      fixIts: [FixIt(example, [Edit(span.endPoint, " {\(lines)\n}")], isSafe: false)])
  }

  /// `phase`, with nothing that it would say.
  static func phaseWithoutBlock(_ word: Name, at span: Span) -> Diagnostic {
    .error(
      .missingLine,
      Text(
        en: "'phase' needs a block with its settings", pt: "'phase' precisa de um bloco com ajustes"
      ),
      at: Label(word.span),
      fixIts: [FixIt(example, [Edit(span.endPoint, " { epochs 2 }")], isSafe: false)])
  }

  private static var example: Text {
    Text(en: "add, for example", pt: "acrescente, por exemplo")
  }

  /// The offer to put `lines` at the end of `block`, in its layout.
  private static func addition(
    of lines: [String], to block: Block, _ source: SourceFile
  ) -> FixIt {
    let isOneLine =
      source.lines.line(at: block.span.start) == source.lines.line(at: block.span.end)
    guard let last = block.statements.last?.span else {
      let margin = indentation(at: block.span.start, source)
      let text = lines.map { "\n\(margin)  \($0)" }.joined()
      return FixIt(example, [Edit(block.span, "{\(text)\n\(margin)}")], isSafe: false)
    }
    let separator = isOneLine ? "; " : "\n" + indentation(at: last.start, source)
    return FixIt(
      example, [Edit(last.endPoint, lines.map { separator + $0 }.joined())], isSafe: false)
  }

  /// The blanks with which the line of `offset` begins.
  private static func indentation(at offset: Int, _ source: SourceFile) -> String {
    let line = source.lines.bytes(of: source.lines.line(at: offset))
    let blanks = source.utf8[line].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return String(decoding: blanks, as: UTF8.self)
  }
}
