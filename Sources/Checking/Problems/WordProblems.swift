package import Diagnostics
import Syntax
import Vocabulary

extension Diagnostic {
  static func unknownWord(
    _ word: Name, in place: Entry.Place, meant: String?, _ repair: [Edit]
  ) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "there is no \(place.wordNoun.en) '\(word.text)'",
        pt: "não há \(place.wordNoun.pt) '\(word.text)'"),
      at: Label(word.span),
      notes: meant == nil
        ? [
          Text(
            en: "'nn help' lists the words of the language",
            pt: "'nn help' lista as palavras da linguagem")
        ] : [],
      fixIts: meant.map { name in
        [FixIt(Text(en: "did you mean '\(name)'?", pt: "você quis dizer '\(name)'?"), repair)]
      } ?? [])
  }

  static func foreignWord(_ word: Name, in place: Entry.Place, _ entry: Entry) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "'\(word.text)' is called '\(entry.name)' here, and stands \(places(entry.places).en)",
        pt: "'\(word.text)' se chama '\(entry.name)' aqui, e fica \(places(entry.places).pt)"),
      at: Label(word.span))
  }

  static func misplacedWord(
    _ word: Name, belongsIn belonging: [Entry.Place], in place: Entry.Place
  ) -> Diagnostic {
    .error(
      .misplacedWord,
      Text(
        en: "'\(word.text)' belongs \(places(belonging).en), not \(place.phrase.en)",
        pt: "'\(word.text)' fica \(places(belonging).pt), não \(place.phrase.pt)"),
      at: Label(word.span))
  }

  static func valueAsWord(_ word: Name) -> Diagnostic {
    .error(
      .unknownWord,
      Text(
        en: "'\(word.text)' is a value, and opens no line",
        pt: "'\(word.text)' é um valor, e não abre uma linha"),
      at: Label(word.span),
      fixIts: [
        FixIt(
          Text(en: "to see it, write 'show'", pt: "para vê-lo, escreva 'show'"),
          [Edit(word.span.startPoint, "show ")])
      ])
  }

  static func networkInItself(_ word: Name) -> Diagnostic {
    .error(
      .networkInItself,
      Text(
        en: "the network '\(word.text)' cannot be a layer of itself",
        pt: "a rede '\(word.text)' não pode ser uma camada de si mesma"),
      at: Label(word.span))
  }

  static func emptyNetwork(_ name: Name, at span: Span) -> Diagnostic {
    .error(
      .missingLine,
      Text(
        en: "the network '\(name.text)' has no layers", pt: "a rede '\(name.text)' não tem camadas"),
      at: Label(name.span),
      notes: [
        Text(
          en: "for example: { dense 16, relu; dense 3, softmax }",
          pt: "por exemplo: { dense 16, relu; dense 3, softmax }")
      ])
  }

  static func missingLines(
    _ missing: [Entry], of owner: Name, _ place: Entry.Place, in block: Block, source: SourceFile?
  ) -> Diagnostic {
    let names = missing.map { "'\($0.name)'" }
    let examples = missing.map(\.example).joined(separator: "; ")
    return .error(
      .missingLine,
      Text(
        en: "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") missing in this block",
        pt: "\(names.count == 1 ? "falta" : "faltam") \(names.joined(separator: ", ")) neste bloco"),
      at: Label(owner.span),
      notes: [
        Text(en: "for example: \(examples)", pt: "por exemplo: \(examples)")
      ])
  }

  static func missingBlock(_ word: Name, _ missing: [Entry], at span: Span) -> Diagnostic {
    let names = missing.map { "'\($0.name)'" }.joined(separator: ", ")
    let examples = missing.map(\.example).joined(separator: "; ")
    return .error(
      .missingLine,
      Text(
        en: "'\(word.text)' needs a block with \(names), or a plan behind 'with'",
        pt: "'\(word.text)' precisa de um bloco com \(names), ou de um plano depois de 'with'"),
      at: Label(word.span),
      notes: [
        Text(en: "for example: { \(examples) }", pt: "por exemplo: { \(examples) }")
      ])
  }

  static func lineRepeated(_ word: Name, earlier: Span) -> Diagnostic {
    .error(
      .givenTwice,
      Text(
        en: "'\(word.text)' stands twice in this block",
        pt: "'\(word.text)' aparece duas vezes neste bloco"),
      at: Label(word.span), also: [Label(earlier, Text(en: "first here", pt: "primeiro aqui"))])
  }

  static func inputNotFirst(_ word: Name) -> Diagnostic {
    .error(
      .inputNotFirst,
      Text(
        en: "'input' stands before the first layer, and only once",
        pt: "'input' fica antes da primeira camada, e só uma vez"),
      at: Label(word.span))
  }

  static func callInBlock(_ word: Name, _ repair: [Edit], at span: Span) -> Diagnostic {
    .error(
      .callInBlock,
      Text(
        en: "a line is a word and its values, without parentheses around them",
        pt: "uma linha é uma palavra e seus valores, sem parênteses em volta"),
      at: Label(span),
      fixIts: [
        FixIt(
          Text(en: "leave the parentheses out", pt: "tire os parênteses"), repair)
      ])
  }

  // MARK: Tails and blocks

  static func unexpectedTail(
    _ tail: Entry.Tail, of word: Name, _ allowed: Set<Entry.Tail>, at span: Span
  ) -> Diagnostic {
    let names = Entry.Tail.allCases.filter(allowed.contains).map { "'\($0.rawValue)'" }
    let list = names.joined(separator: ", ")
    return .error(
      .unexpectedTail,
      Text(
        en: "'\(word.text)' takes no '\(tail.rawValue)'",
        pt: "'\(word.text)' não aceita '\(tail.rawValue)'"),
      at: Label(span),
      notes: names.isEmpty ? [] : [Text(en: "it takes \(list)", pt: "aceita \(list)")])
  }

  static func missingTail(_ tail: Entry.Tail, of word: Name, at span: Span) -> Diagnostic {
    let example: String
    switch tail {
    case .on: example = "\(word.text) … on iris"
    case .to: example = "\(word.text) … to \"file\""
    case .from: example = "\(word.text) … from \"file\""
    case .with: example = "\(word.text) … with careful"
    case .alias: example = "\(word.text) … as name"
    }
    return .error(
      .missingTail,
      Text(
        en: "'\(word.text)' needs '\(tail.rawValue)' behind it",
        pt: "'\(word.text)' precisa de '\(tail.rawValue)' em seguida"),
      at: Label(span),
      notes: [Text(en: "for example: \(example)", pt: "por exemplo: \(example)")])
  }

  static func misplacedBlock(_ word: Name, at span: Span) -> Diagnostic {
    .error(
      .misplacedBlock,
      Text(
        en: "'\(word.text)' takes no block", pt: "'\(word.text)' não aceita um bloco"),
      at: Label(Span(span.file, span.start..<min(span.start + 1, span.end))))
  }

  static func noValue(of word: Name) -> Diagnostic {
    .error(
      .noValue,
      Text(
        en: "'\(word.text)' gives no value that could stand behind '='",
        pt: "'\(word.text)' não dá um valor que possa vir depois de '='"),
      at: Label(word.span))
  }

  // MARK: Statements

  static func valueUnused(at span: Span, inFunction: Bool) -> Diagnostic {
    .error(
      .valueUnused,
      Text(
        en: "this value goes nowhere", pt: "este valor não vai a lugar nenhum"),
      at: Label(span),
      fixIts: [
        inFunction
          ? FixIt(
            Text(en: "give it back with 'return'", pt: "devolva-o com 'return'"),
            [Edit(span.startPoint, "return ")])
          : FixIt(
            Text(en: "to see it, write 'show'", pt: "para vê-lo, escreva 'show'"),
            [Edit(span.startPoint, "show ")])
      ])
  }

  static func misplacedState(at span: Span) -> Diagnostic {
    misplaced("state", Text(en: "in an 'optimizer' block", pt: "em um bloco 'optimizer'"), at: span)
  }

  static func misplacedParam(_ span: Span) -> Diagnostic {
    misplaced(
      "param", Text(en: "at the top level of the script", pt: "no nível de cima do script"),
      at: span)
  }

  static func misplacedInclude(at span: Span) -> Diagnostic {
    misplaced(
      "include", Text(en: "at the top level of the script", pt: "no nível de cima do script"),
      at: span)
  }

  static func misplacedEvery(at span: Span) -> Diagnostic {
    misplaced(
      "every", Text(en: "as an argument: split test: every 5", pt: "como argumento: split test: every 5"),
      at: span)
  }

  private static func misplaced(_ word: String, _ place: Text, at span: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(en: "'\(word)' stands only \(place.en)", pt: "'\(word)' só existe \(place.pt)"),
      at: Label(span))
  }

  static func includeNeedsPath(at span: Span) -> Diagnostic {
    .error(
      .includeFailed,
      Text(
        en: "'include' needs the name of a file without '{ }' in it",
        pt: "'include' precisa do nome de um arquivo, sem '{ }'"),
      at: Label(span))
  }

  static func includeFailed(_ path: String, _ why: Text, at span: Span) -> Diagnostic {
    .error(
      .includeFailed,
      Text(
        en: "'\(path)' cannot be included: \(why.en)",
        pt: "não é possível incluir '\(path)': \(why.pt)"),
      at: Label(span))
  }

  static func includeCycle(_ files: [String], at span: Span) -> Diagnostic {
    let way = files.joined(separator: " → ")
    return .error(
      .includeCycle,
      Text(
        en: "these files include one another: \(way)", pt: "estes arquivos se incluem em círculo: \(way)"),
      at: Label(span))
  }

  static func unsupportedVersion(_ number: Double, at span: Span) -> Diagnostic {
    let version = NumberText.short(number)
    return .error(
      .unsupportedVersion,
      Text(
        en: "the script is written for version \(version) of the language, and this is version 1",
        pt: "o script é da versão \(version) da linguagem, e esta é a versão 1"),
      at: Label(span))
  }

  /// Something that the language names and this version cannot do yet.
  package static func notAvailable(_ word: String, at span: Span) -> Diagnostic {
    .error(
      .notAvailable,
      Text(
        en: "'\(word)' is not available in this version",
        pt: "'\(word)' não está disponível nesta versão"),
      at: Label(span))
  }

  private static func places(_ places: [Entry.Place]) -> Text {
    var phrases: [Text] = []
    for place in places where !phrases.contains(place.phrase) { phrases.append(place.phrase) }
    return Text(
      en: phrases.map(\.en).joined(separator: " or "), pt: phrases.map(\.pt).joined(separator: " ou "))
  }
}

extension Entry.Place {
  /// "in a 'train' block", for a message.
  fileprivate var phrase: Text {
    switch self {
    case .top: Text(en: "at the top level", pt: "no nível de cima")
    case .data: Text(en: "in a 'data' block", pt: "em um bloco 'data'")
    case .network: Text(en: "in a 'network' block", pt: "em um bloco 'network'")
    case .plan: Text(en: "in a 'plan' block", pt: "em um bloco 'plan'")
    case .train: Text(en: "in a 'train' block", pt: "em um bloco 'train'")
    case .phase: Text(en: "in a 'phase' block", pt: "em um bloco 'phase'")
    }
  }

  /// What a word of the place is: a layer, a step, a setting.
  fileprivate var wordNoun: Text {
    switch self {
    case .top: Text(en: "action", pt: "ação")
    case .data: Text(en: "data step", pt: "passo de dados")
    case .network: Text(en: "layer", pt: "camada")
    case .plan, .train, .phase: Text(en: "training setting", pt: "ajuste de treino")
    }
  }
}
