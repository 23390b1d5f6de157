package import Diagnostics
package import Syntax
package import Vocabulary

// MARK: - Names that are not there

extension Diagnostic {
  /// Nothing is called `name`.
  package static func unknownName(
    _ name: Name, isCalled: Bool = false, closest: Suggestion? = nil
  ) -> Diagnostic {
    .error(
      .unknownName,
      isCalled
        ? Text(
          en: "there is no function '\(name.text)'", pt: "não existe a função '\(name.text)'")
        : Text(
          en: "nothing is called '\(name.text)' here",
          pt: "nada se chama '\(name.text)' aqui"),
      at: Label(name.span),
      fixIts: closest.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  /// A name that the script declares, and that nothing in it looks up.
  static func unusedName(_ name: Name) -> Diagnostic {
    .warning(
      .unusedName,
      Text(
        en: "'\(name.text)' is declared and never used",
        pt: "'\(name.text)' é declarado e nunca usado"),
      at: Label(name.span),
      notes: [
        Text(
          en: "use it, or take its line away; '_\(name.text)' says that this is meant",
          pt: "use-o, ou retire sua linha; '_\(name.text)' diz que é de propósito")
      ])
  }

  /// A name of a sweep that its block does not look up.
  static func unusedSweepName(_ name: Name) -> Diagnostic {
    let use = name.text == "seed" ? "seed seed" : name.text
    return .warning(
      .unusedName,
      Text(
        en: "nothing in the sweep uses '\(name.text)', so its runs differ by nothing",
        pt: "nada no sweep usa '\(name.text)', e assim as execuções não diferem em nada"),
      at: Label(name.span),
      notes: [
        Text(
          en: "write '\(use)' where its value belongs; '_\(name.text)' says that this is meant",
          pt: "escreva '\(use)' onde vai seu valor; '_\(name.text)' diz que é de propósito")
      ])
  }

  static func usedTooEarly(_ name: Name, declared: Span) -> Diagnostic {
    .error(
      .usedTooEarly,
      Text(
        en: "'\(name.text)' is used before it is declared",
        pt: "'\(name.text)' é usado antes de ser declarado"),
      at: Label(name.span),
      also: [
        Label(declared, Text(en: "it is declared only here", pt: "só é declarado aqui"))
      ],
      notes: [
        Text(
          en: "a script runs from top to bottom: put the declaration first",
          pt: "um script é executado de cima para baixo: ponha a declaração antes")
      ])
  }

  /// A word of the language where a value is wanted.
  static func wordAsValue(_ name: Name, _ entry: Entry) -> Diagnostic {
    .error(
      .wrongKind,
      Text(
        en: "'\(name.text)' is \(entry.kind.noun.en), not a value",
        pt: "'\(name.text)' é \(entry.kind.noun.pt), e não um valor"),
      at: Label(name.span),
      notes: [
        Text(
          en: "it is written like this: \(entry.example.firstLine)",
          pt: "escreve-se assim: \(entry.example.firstLine)")
      ])
  }

  static func misplacedGenerator(_ name: Name, _ entry: Entry) -> Diagnostic {
    .error(
      .misplacedWord,
      Text(
        en: "'\(name.text)' is a generator, which stands only behind 'read' in a 'data' block",
        pt: "'\(name.text)' é um gerador, que só fica depois de 'read' em um bloco 'data'"),
      at: Label(name.span),
      notes: [
        Text(
          en: "it is written like this: \(entry.example)",
          pt: "escreve-se assim: \(entry.example)")
      ])
  }

  package static func unknownFunction(
    _ name: Name, _ role: FunctionRole, meant: Suggestion?
  ) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "there is no \(role.noSuch.en) '\(name.text)'",
        pt: "não existe \(role.noSuch.pt) '\(name.text)'"),
      at: Label(name.span),
      fixIts: meant.map { [.didYouMean(name.span, $0)] } ?? [])
  }
}

extension String {
  /// The first line, where a block that it opens is only hinted at.
  var firstLine: String {
    let line = String(prefix { $0 != "\n" })
    return line.hasSuffix("{") ? line + " … }" : line
  }
}

// MARK: - Names that are something else

/// What was wanted where a name of another kind stands.
enum Wanted {
  case layer, function
  case role(FunctionRole)

  var noun: Text {
    switch self {
    case .layer: Text(en: "a layer", pt: "uma camada")
    case .function: Text(en: "a function", pt: "uma função")
    case .role(let role): role.noun
    }
  }
}

extension Diagnostic {
  static func wrongKind(
    _ name: Name, is kind: Text, wanted: Wanted, _ declared: Span
  ) -> Diagnostic {
    .error(
      .wrongKind,
      Text(
        en: "here should stand \(wanted.noun.en), but '\(name.text)' is \(kind.en)",
        pt: "aqui deveria estar \(wanted.noun.pt), mas '\(name.text)' é \(kind.pt)"),
      at: Label(name.span), also: [Label(declared, declaredHere)])
  }

  /// `loss rmse`: a built-in function that is used for something else.
  static func wrongRole(_ name: Name, _ entry: Entry, wanted: FunctionRole) -> Diagnostic {
    .error(
      .wrongKind,
      Text(
        en: "here should stand \(wanted.noun.en), but '\(name.text)' is \(entry.kind.noun.en)",
        pt: "aqui deveria estar \(wanted.noun.pt), mas '\(name.text)' é \(entry.kind.noun.pt)"),
      at: Label(name.span))
  }

  private static var declaredHere: Text {
    Text(en: "declared here", pt: "declarado aqui")
  }

  // MARK: Declaring and assigning

  /// - Parameter isValue: Whether it is a `let`, which should perhaps have been a `var`.
  static func nameTaken(_ name: Name, earlier: Span, isValue: Bool = false) -> Diagnostic {
    .error(
      .nameTaken,
      Text(
        en: "'\(name.text)' is declared already", pt: "'\(name.text)' já está declarado"),
      at: Label(name.span), also: [Label(earlier, declaredHere)],
      notes: isValue
        ? [
          Text(
            en: "a value that changes is declared once with 'var', and then assigned",
            pt: "um valor que muda é declarado uma vez com 'var' e depois atribuído")
        ] : [])
  }

  static func constantAssigned(_ name: Name, declared: Binding) -> Diagnostic {
    let keyword = Span(
      declared.statement.file, declared.statement.start..<(declared.statement.start + 3))
    let isLet = declared.statement.start < declared.span.start
    return .error(
      .constantAssigned,
      Text(
        en: "'\(name.text)' is a constant and keeps its value",
        pt: "'\(name.text)' é uma constante e mantém seu valor"),
      at: Label(name.span), also: [Label(declared.span, declaredHere)],
      fixIts: isLet
        ? [
          FixIt(
            Text(en: "declare a variable", pt: "declare uma variável"), [Edit(keyword, "var")])
        ] : [])
  }

  static func notAVariable(_ name: Name, declared: Binding) -> Diagnostic {
    .error(
      .constantAssigned,
      Text(
        en: "'\(name.text)' is \(declared.kind.noun.en), and only a variable gets a new value",
        pt: "'\(name.text)' é \(declared.kind.noun.pt), e só uma variável recebe um novo valor"),
      at: Label(name.span),
      also: [
        Label(
          declared.span,
          declared.isGiven ? Text(en: "given here", pt: "dado aqui") : declaredHere)
      ])
  }

  static func outsideAssigned(_ name: Name, declared: Span) -> Diagnostic {
    .error(
      .outsideAssigned,
      Text(
        en: "a function cannot change '\(name.text)', which is declared outside of it",
        pt: "uma função não pode mudar '\(name.text)', que é declarado fora dela"),
      at: Label(name.span), also: [Label(declared, declaredHere)],
      notes: [
        Text(
          en: "return the new value, and assign it where the function is called",
          pt: "retorne o novo valor e atribua-o onde a função é chamada")
      ])
  }

  static func undeclaredVariable(_ name: Name, closest: Suggestion?) -> Diagnostic {
    let declare = FixIt(
      Text(en: "declare it", pt: "declare-a"), [Edit(name.span.startPoint, "var ")], isSafe: false)
    return .error(
      .undeclaredVariable,
      Text(
        en: "there is no variable '\(name.text)'", pt: "não existe a variável '\(name.text)'"),
      at: Label(name.span),
      fixIts: [closest.map { .didYouMean(name.span, $0) } ?? declare])
  }
}
