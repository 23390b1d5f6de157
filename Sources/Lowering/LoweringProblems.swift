import Checking
package import Diagnostics
import Graphs
import Vocabulary

/// What a place in a formula needs.
enum Needed {
  case number, knownNumber, wholeNumber, positiveNumber, step, condition, list, function, comparable
  case axis, outputs, digits

  var text: Text {
    switch self {
    case .number: Text(en: "a number", pt: "um número")
    case .knownNumber:
      Text(
        en: "a number that is known before training",
        pt: "um número conhecido antes do treinamento")
    case .wholeNumber: Text(en: "a whole number", pt: "um número inteiro")
    case .digits:
      Text(en: "a whole number from -15 to 15", pt: "um número inteiro de -15 a 15")
    case .positiveNumber: Text(en: "a number above 0", pt: "um número acima de 0")
    case .step: Text(en: "a step other than 0", pt: "um passo diferente de 0")
    case .condition: Text(en: "true or false", pt: "verdadeiro ou falso")
    case .list: Text(en: "a list", pt: "uma lista")
    case .function: Text(en: "a function", pt: "uma função")
    case .comparable:
      Text(en: "a value of the same kind", pt: "um valor do mesmo tipo")
    case .axis: Text(en: "'outputs' or 'samples'", pt: "'outputs' ou 'samples'")
    case .outputs: Text(verbatim: "'outputs'")
    }
  }
}

extension LoweredValue {
  /// The value in a few words, for messages.
  var description: Text {
    switch self {
    case .node(let node) where node.shape.isEmpty:
      Text(
        en: "a number that only training gives", pt: "um número que só o treinamento dá")
    case .node(let node):
      Text(
        en: "\(node.shape.text) numbers that only training gives",
        pt: "\(node.shape.textInPortuguese) números que só o treinamento dá")
    case .number(let number): Text(verbatim: NumberText.exact(number))
    case .boolean(let boolean): Text(verbatim: String(boolean))
    case .text(let text): Text(en: "the text \"\(text)\"", pt: "o texto \"\(text)\"")
    case .word(let word): Text(verbatim: "'\(word)'")
    case .list(let elements):
      Text(
        en: "a list of \(elements.count)", pt: "uma lista de \(elements.count)")
    case .function(let function):
      function.function.name.map { Text(en: "the function '\($0)'", pt: "a função '\($0)'") }
        ?? Text(en: "a function", pt: "uma função")
    case .builtin(let name): Text(en: "the function '\(name)'", pt: "a função '\(name)'")
    case .unknown: Text(en: "not known yet", pt: "ainda desconhecido")
    }
  }
}

extension Diagnostic {
  /// This problem as somebody sees it who called the function at `span`, perhaps from another file.
  package func seen(from span: Span) -> Diagnostic {
    guard primary.span.file != span.file else { return self }
    var moved = self
    moved.primary = Label(span, primary.text)
    moved.secondary.removeAll { $0.span.file != span.file }
    moved.secondary.append(Label(primary.span))
    // An edit of the other file is no repair of this one.
    moved.fixIts = []
    return moved
  }
}

extension LoweringProblem {
  /// This problem as somebody sees it who called the function at `span`.
  func seen(from span: Span) -> LoweringProblem {
    LoweringProblem(diagnostic.seen(from: span), isReported: isReported)
  }

  /// What was reported as wrong, or what a dry run cannot know.
  static func reported(at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .notInFormula,
        Text(en: "this has a problem of its own", pt: "isto tem um problema próprio"),
        at: Label(span)),
      isReported: true)
  }

  static func mismatch(
    _ value: LoweredValue, needed: Needed, at span: Span
  ) -> LoweringProblem {
    let (need, found) = (needed.text, value.description)
    return LoweringProblem(
      .error(
        .typeMismatch,
        Text(
          en: "\(need.en) is needed here, but this is \(found.en)",
          pt: "aqui é preciso \(need.pt), mas isto é \(found.pt)"),
        at: Label(span, found)))
  }

  /// Something that can only be done by a script as it runs, not by a formula.
  static func notInFormula(_ subject: Text, at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .notInFormula,
        Text(
          en: "\(subject.en) cannot be used in a function that becomes part of a training",
          pt: "\(subject.pt) não pode ser usado em uma função que se torna parte "
            + "de um treinamento"),
        at: Label(span)))
  }

  static func unusableValue(_ name: String, at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .notInFormula,
        Text(
          en: "'\(name)' has no value that a function can compute with",
          pt: "'\(name)' não tem um valor com que uma função possa calcular"),
        at: Label(span)))
  }

  static func assignsOutside(_ name: String, at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .notInFormula,
        Text(
          en: "a function that becomes part of a training cannot change '\(name)', "
            + "which stands outside of it",
          pt: "uma função que se torna parte de um treinamento não pode mudar '\(name)', "
            + "que fica fora dela"),
        at: Label(span)))
  }

  static func notKnownYet(at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .notInFormula,
        Text(
          en: "which elements a list has must be known before training",
          pt: "os elementos de uma lista precisam ser conhecidos antes do treinamento"),
        at: Label(span, Text(en: "only training gives this", pt: "só o treinamento dá isto"))))
  }

  static func callsTooDeep(at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .callsTooDeep,
        Text(
          en: "functions call each other too deeply here; is the end of a recursion missing?",
          pt: "as funções se chamam fundo demais aqui; falta o fim de uma recursão?"),
        at: Label(span)))
  }

  static func tooManySteps(at span: Span) -> LoweringProblem {
    let most = NumberText.countText(Evaluator.mostSteps)
    return LoweringProblem(
      .error(
        .tooManySteps,
        Text(
          en: "this function takes more than \(most.en) steps, too many for a formula",
          pt: "esta função dá mais de \(most.pt) passos, demais para uma fórmula"),
        at: Label(span)))
  }

  static func missingReturn(of function: CheckedFunction) -> LoweringProblem {
    let name = function.name.map { "'\($0)'" }
    let span = function.span
    let brace = Span(span.file, max(span.start, span.end - 1)..<span.end)
    return LoweringProblem(
      .error(
        .missingReturn,
        Text(
          en: "\(name ?? "this function") can end without 'return'",
          pt: "\(name ?? "esta função") pode terminar sem 'return'"),
        at: Label(brace, Text(en: "nothing is returned here", pt: "nada é devolvido aqui"))))
  }

  static func noElement(_ position: Int, of count: Int, at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .noSuchElement,
        Text(
          en: "there is no element \(position) in a list of \(count)",
          pt: "não há elemento \(position) em uma lista de \(count)"),
        at: Label(span)))
  }

  static func emptyList(_ function: String, at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .typeMismatch,
        Text(
          en: "'\(function)' needs at least one number, and the list is empty",
          pt: "'\(function)' precisa de ao menos um número, e a lista está vazia"),
        at: Label(span)))
  }

  static func unequalLists(
    _ operation: String, _ first: Int, _ second: Int, at span: Span, _ a: Span, _ b: Span
  ) -> LoweringProblem {
    LoweringProblem(
      .error(
        .shapeMismatch,
        Text(
          en: "'\(operation)' needs lists of one length, but gets \(first) and \(second) elements",
          pt: "'\(operation)' precisa de listas de igual tamanho, mas recebe \(first) e "
            + "\(second) elementos"),
        at: Label(span),
        also: [Label(a, Text(verbatim: "\(first)")), Label(b, Text(verbatim: "\(second)"))]))
  }

  /// Nodes whose shapes do not go together; `operands` are labelled with theirs.
  static func shapeMismatch(
    _ problem: GraphProblem, of subject: String, at span: Span,
    operands: [(node: Node, span: Span)]
  ) -> LoweringProblem {
    LoweringProblem(
      .error(
        .shapeMismatch,
        Text(
          en: "'\(subject)' needs \(problem.expected.en), but gets \(problem.found.en)",
          pt: "'\(subject)' precisa de \(problem.expected.pt), mas recebe \(problem.found.pt)"),
        at: Label(span),
        also: operands.filter { $0.span != span }.map { operand in
          let shape = operand.node.shape
          return Label(operand.span, Text(en: shape.text, pt: shape.textInPortuguese))
        }))
  }
}

// MARK: - Results

extension LoweringProblem {
  static func changesShape(
    _ function: LoweredValue, from: GraphShape, to: GraphShape, at span: Span
  ) -> LoweringProblem {
    let (en, pt) = (to.text, to.textInPortuguese)
    return LoweringProblem(
      .error(
        .shapeMismatch,
        Text(
          en: "an activation gives one number for each number, not \(en) for \(from.text)",
          pt: "uma ativação dá um número para cada número, e não \(pt) para "
            + from.textInPortuguese),
        at: Label(span)))
  }

  static func notOneNumber(
    _ function: LoweredValue, shape: GraphShape, at span: Span
  ) -> LoweringProblem {
    let name = function.description
    return LoweringProblem(
      .error(
        .shapeMismatch,
        Text(
          en: "\(name.en) has to give one number for all samples, but gives \(shape.text)",
          pt: "\(name.pt) precisa dar um único número para todas as amostras, mas dá "
            + shape.textInPortuguese),
        at: Label(span),
        notes: [
          Text(
            en: "'mean(…)' around the formula makes one of them",
            pt: "'mean(…)' em volta da fórmula faz deles um só")
        ]))
  }
}

// MARK: - Arguments

extension LoweringProblem {
  static func tooManyArguments(
    _ count: Int, of function: String?, takes: Int, at span: Span
  ) -> LoweringProblem {
    let name = function.map { "'\($0)'" }
    let (en, pt) =
      takes == 1 ? ("1 argument", "1 argumento") : ("\(takes) arguments", "\(takes) argumentos")
    return LoweringProblem(
      .error(
        .wrongArguments,
        Text(
          en: "\(name ?? "this function") takes \(en), but gets \(count)",
          pt: "\(name ?? "esta função") recebe \(pt), mas aqui são \(count)"),
        at: Label(span)))
  }

  static func missingArgument(
    _ parameter: String, of function: String?, at span: Span
  ) -> LoweringProblem {
    let name = function.map { "'\($0)'" }
    return LoweringProblem(
      .error(
        .wrongArguments,
        Text(
          en: "\(name ?? "this function") needs a value for '\(parameter)'",
          pt: "\(name ?? "esta função") precisa de um valor para '\(parameter)'"),
        at: Label(span)))
  }

  static func givenTwice(_ parameter: String, at span: Span) -> LoweringProblem {
    LoweringProblem(
      .error(
        .wrongArguments,
        Text(
          en: "'\(parameter)' is given twice", pt: "'\(parameter)' é dado duas vezes"),
        at: Label(span)))
  }

  static func unknownArgument(
    _ argument: String, of function: String?, among names: [String], at span: Span
  ) -> LoweringProblem {
    let name = function.map { "'\($0)'" }
    let closest = closestName(to: argument, among: names)
    return LoweringProblem(
      .error(
        .wrongArguments,
        Text(
          en: "\(name ?? "this function") has no argument named '\(argument)'",
          pt: "\(name ?? "esta função") não tem argumento chamado '\(argument)'"),
        at: Label(span),
        notes: closest.map {
          [Text(en: "did you mean '\($0)'?", pt: "você quis dizer '\($0)'?")]
        } ?? []))
  }
}

extension [Extent] {
  var textInPortuguese: String {
    isEmpty ? "1" : map { $0 == .rows ? "amostras" : $0.description }.joined(separator: "×")
  }
}
