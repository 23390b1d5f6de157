import Diagnostics
import Syntax

extension Diagnostic {
  /// A value that nothing is done with.
  static func valueUnused(at span: Span, inFunction: Bool) -> Diagnostic {
    let word = inFunction ? "return" : "show"
    return .error(
      .valueUnused,
      Text(
        en: "nothing is done with this value", pt: "nada é feito com este valor"),
      at: Label(span),
      fixIts: [
        FixIt(
          inFunction
            ? Text(en: "return it", pt: "retorne-o") : Text(en: "show it", pt: "mostre-o"),
          [Edit(span.startPoint, "\(word) ")], isSafe: false)
      ])
  }

  static func returnOutside(at span: Span) -> Diagnostic {
    .error(
      .returnOutside,
      Text(
        en: "'return' stands only in a function", pt: "'return' só fica em uma função"),
      at: Label(span))
  }

  static func misplacedParam(_ span: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(
        en: "a 'param' stands outside of blocks, in the script that is run",
        pt: "um 'param' fica fora de blocos, no script que é executado"),
      at: Label(span), fixIts: [.replace(span, with: "let")])
  }

  static func misplacedInclude(at span: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(
        en: "an 'include' stands outside of blocks", pt: "um 'include' fica fora de blocos"),
      at: Label(span))
  }

  static func includeNeedsPath(at span: Span) -> Diagnostic {
    .error(
      .includeFailed,
      Text(
        en: "'include' needs a path in quotes, without '{ }' in it",
        pt: "'include' precisa de um caminho entre aspas, sem '{ }' nele"),
      at: Label(span))
  }

  static func includeFailed(_ path: String, _ reason: Text, at span: Span) -> Diagnostic {
    .error(
      .includeFailed,
      Text(
        en: "'\(path)' cannot be included: \(reason.en)",
        pt: "'\(path)' não pode ser incluído: \(reason.pt)"),
      at: Label(span))
  }

  /// - Parameter files: The files from the script to the one that begins again.
  static func includeCycle(_ files: [String], at span: Span) -> Diagnostic {
    let path = files.joined(separator: " → ")
    return .error(
      .includeCycle,
      Text(
        en: "'\(files.last ?? "")' includes itself",
        pt: "'\(files.last ?? "")' inclui a si mesmo"),
      at: Label(span),
      notes: [Text(verbatim: path)])
  }

  static func requiredAfterDefault(_ name: Name, after earlier: Span) -> Diagnostic {
    .error(
      .misplacedStatement,
      Text(
        en: "'\(name.text)' needs a default, since a parameter before it has one",
        pt: "'\(name.text)' precisa de um valor padrão, pois um parâmetro antes dele tem"),
      at: Label(name.span),
      also: [Label(earlier, Text(en: "this one has a default", pt: "este tem valor padrão"))])
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
          en: "its block says how: weight = weight - rate * gradient",
          pt: "seu bloco diz como: weight = weight - rate * gradient")
      ])
  }
}
