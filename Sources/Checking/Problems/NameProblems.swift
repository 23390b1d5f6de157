package import Diagnostics
import Syntax
import Vocabulary

extension Diagnostic {
  // MARK: Names

  static func unknownName(
    _ name: Name, isCalled: Bool, closest: String? = nil, foreign: String? = nil
  ) -> Diagnostic {
    let meant = foreign ?? closest
    return .error(
      .unknownName,
      isCalled
        ? Text(
          en: "there is no function named '\(name.text)'",
          pt: "não há função chamada '\(name.text)'")
        : Text(en: "nothing is named '\(name.text)'", pt: "nada se chama '\(name.text)'"),
      at: Label(name.span), fixIts: meant.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  static func usedTooEarly(_ name: Name, declared: Span) -> Diagnostic {
    .error(
      .usedTooEarly,
      Text(
        en: "'\(name.text)' is used before it is declared",
        pt: "'\(name.text)' é usado antes de ser declarado"),
      at: Label(name.span), also: [declaredHere(declared)])
  }

  static func nameTaken(_ name: Name, earlier: Span) -> Diagnostic {
    .error(
      .nameTaken,
      Text(
        en: "the name '\(name.text)' is taken in this block",
        pt: "o nome '\(name.text)' já está em uso neste bloco"),
      at: Label(name.span), also: [declaredHere(earlier)],
      notes: [
        Text(
          en: "a value that changes is declared once with 'var', and then 'name = value'",
          pt: "um valor que muda é declarado uma vez com 'var', e depois 'nome = valor'")
      ])
  }

  static func wordAsValue(_ name: Name, _ entry: Entry) -> Diagnostic {
    .error(
      .wrongKind,
      Text(
        en: "'\(name.text)' is a word that opens a line, and no value",
        pt: "'\(name.text)' é uma palavra que abre uma linha, e não um valor"),
      at: Label(name.span),
      notes: [
        Text(
          en: "for example: \(entry.example.firstLine)", pt: "por exemplo: \(entry.example.firstLine)")
      ])
  }

  static func wrongKind(
    _ name: Name, is noun: Text, wanted: WantedKind, _ declared: Span
  ) -> Diagnostic {
    .error(
      .wrongKind,
      Text(
        en: "'\(name.text)' is \(noun.en), and \(wanted.noun.en) is needed here",
        pt: "'\(name.text)' é \(noun.pt), e aqui é preciso \(wanted.noun.pt)"),
      at: Label(name.span), also: [declaredHere(declared)])
  }

  static func wrongRole(_ name: Name, _ entry: Entry, wanted: FunctionRole) -> Diagnostic {
    let role = entry.role?.noun ?? Text(en: "a function", pt: "uma função")
    return .error(
      .wrongKind,
      Text(
        en: "'\(name.text)' is \(role.en), and \(wanted.noun.en) is needed here",
        pt: "'\(name.text)' é \(role.pt), e aqui é preciso \(wanted.noun.pt)"),
      at: Label(name.span))
  }

  static func unknownFunction(_ name: Name, _ role: FunctionRole, meant: String?) -> Diagnostic {
    .error(
      .unknownName,
      Text(
        en: "there is no \(role.bareNoun.en) named '\(name.text)'",
        pt: "não há \(role.bareNoun.pt) com o nome '\(name.text)'"),
      at: Label(name.span),
      notes: meant == nil
        ? [Text(en: "'nn help' lists all of them", pt: "'nn help' lista todos")] : [],
      fixIts: meant.map { [.didYouMean(name.span, $0)] } ?? [])
  }

  // MARK: Assignments

  static func constantAssigned(_ name: Name, declared: Binding) -> Diagnostic {
    let word = Span(declared.statement.file, declared.statement.start..<declared.statement.start + 3)
    return .error(
      .constantAssigned,
      Text(
        en: "'\(name.text)' is a constant, and cannot be given another value",
        pt: "'\(name.text)' é uma constante, e não pode receber outro valor"),
      at: Label(name.span), also: [declaredHere(declared.span)],
      fixIts: [
        FixIt(
          Text(en: "declare it with 'var'", pt: "declare com 'var'"), [Edit(word, "var")])
      ])
  }

  static func notAVariable(_ name: Name, declared: Binding) -> Diagnostic {
    .error(
      .constantAssigned,
      Text(
        en: "'\(name.text)' is \(declared.kind.noun.en), and only a variable can be given another value",
        pt: "'\(name.text)' é \(declared.kind.noun.pt), e só uma variável pode receber outro valor"),
      at: Label(name.span), also: [declaredHere(declared.span)])
  }

  static func outsideAssigned(_ name: Name, declared: Span) -> Diagnostic {
    .error(
      .outsideAssigned,
      Text(
        en: "a function cannot change '\(name.text)', which is declared outside of it",
        pt: "uma função não pode mudar '\(name.text)', que é declarado fora dela"),
      at: Label(name.span), also: [declaredHere(declared)],
      notes: [
        Text(en: "return the new value instead", pt: "em vez disso, retorne o novo valor")
      ])
  }

  static func undeclaredVariable(_ name: Name, closest: String?) -> Diagnostic {
    .error(
      .undeclaredVariable,
      Text(
        en: "there is no variable named '\(name.text)'",
        pt: "não há variável chamada '\(name.text)'"),
      at: Label(name.span),
      fixIts: closest.map { [.didYouMean(name.span, $0)] }
        ?? [
          FixIt(
            Text(
              en: "a new name is declared with 'let' or 'var'",
              pt: "um nome novo é declarado com 'let' ou 'var'"),
            [Edit(name.span.startPoint, "let ")])
        ])
  }

  static func weightNotChanged(_ name: Name) -> Diagnostic {
    .error(
      .weightNotChanged,
      Text(
        en: "the optimizer '\(name.text)' never changes 'weight'",
        pt: "o otimizador '\(name.text)' nunca muda 'weight'"),
      at: Label(name.span),
      notes: [
        Text(
          en: "for example: weight = weight - rate * gradient",
          pt: "por exemplo: weight = weight - rate * gradient")
      ])
  }

  // MARK: Functions

  static func requiredAfterDefault(_ name: Name, after: Span) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'\(name.text)' needs a default too, since it stands behind a parameter that has one",
        pt: "'\(name.text)' também precisa de um padrão, pois vem depois de um parâmetro que tem"),
      at: Label(name.span), also: [Label(after)])
  }

  static func missingArguments(_ names: [String], of function: String, at span: Span) -> Diagnostic {
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    return .error(
      .wrongArguments,
      Text(
        en: "'\(function)' needs a value for \(list)",
        pt: "'\(function)' precisa de um valor para \(list)"),
      at: Label(span))
  }

  static func wrongParameters(
    _ name: Name, _ parameters: [String], _ role: FunctionRole
  ) -> Diagnostic {
    let wanted = role.arguments.joined(separator: ", ")
    let found = parameters.joined(separator: ", ")
    return .error(
      .wrongArguments,
      Text(
        en: "\(role.noun.en) is called with (\(wanted)), and '\(name.text)' takes (\(found))",
        pt: "\(role.noun.pt) é chamada com (\(wanted)), e '\(name.text)' recebe (\(found))"),
      at: Label(name.span))
  }

  static func swappedParameters(
    _ name: Name, _ parameters: [String], _ role: FunctionRole
  ) -> Diagnostic {
    .warning(
      .swappedParameters,
      Text(
        en: "'\(name.text)' takes the target first, and is called with (prediction, target)",
        pt: "'\(name.text)' recebe o alvo primeiro, e é chamada com (prediction, target)"),
      at: Label(name.span),
      notes: [
        Text(
          en: "swap \(parameters.prefix(2).joined(separator: " and ")) in its declaration",
          pt: "troque \(parameters.prefix(2).joined(separator: " e ")) na declaração")
      ])
  }

  static func returnOutside(at span: Span) -> Diagnostic {
    .error(
      .returnOutside,
      Text(en: "'return' stands only in a function", pt: "'return' só existe em uma função"),
      at: Label(span))
  }

  static func declaredHere(_ span: Span) -> Label {
    Label(span, Text(en: "declared here", pt: "declarado aqui"))
  }
}

/// What a place needs where a name stands for something else.
enum WantedKind {
  case function, layer
  case role(FunctionRole)

  var noun: Text {
    switch self {
    case .function: Text(en: "a function", pt: "uma função")
    case .layer: Text(en: "a layer or a network", pt: "uma camada ou uma rede")
    case .role(let role): role.noun
    }
  }
}

extension Binding.Kind {
  /// "a data set", for a message.
  var noun: Text {
    switch self {
    case .constant: Text(en: "a constant", pt: "uma constante")
    case .variable: Text(en: "a variable", pt: "uma variável")
    case .network: Text(en: "a network", pt: "uma rede")
    case .function: Text(en: "a function", pt: "uma função")
    case .optimizer: Text(en: "an optimizer", pt: "um otimizador")
    case .data: Text(en: "a data set", pt: "um conjunto de dados")
    case .plan: Text(en: "a plan", pt: "um plano")
    case .given: Text(en: "a parameter", pt: "um parâmetro")
    case .state: Text(en: "a state", pt: "um estado")
    case .unknown: Text(en: "something else", pt: "outra coisa")
    }
  }
}

extension FunctionRole {
  /// "a loss", for a message.
  package var noun: Text {
    switch self {
    case .activation: Text(en: "an activation", pt: "uma ativação")
    case .loss: Text(en: "a loss", pt: "uma perda")
    case .metric: Text(en: "a metric", pt: "uma métrica")
    case .optimizer: Text(en: "an optimizer", pt: "um otimizador")
    case .rate: Text(en: "a function of the epoch", pt: "uma função da época")
    case .initializer: Text(en: "an initializer", pt: "um inicializador")
    }
  }

  /// "loss", for a message.
  package var bareNoun: Text {
    switch self {
    case .activation: Text(en: "activation", pt: "ativação")
    case .loss: Text(en: "loss", pt: "perda")
    case .metric: Text(en: "metric", pt: "métrica")
    case .optimizer: Text(en: "optimizer", pt: "otimizador")
    case .rate: Text(en: "function of the epoch", pt: "função da época")
    case .initializer: Text(en: "initializer", pt: "inicializador")
    }
  }
}

extension String {
  fileprivate var firstLine: String {
    split(separator: "\n").first.map(String.init) ?? self
  }
}
