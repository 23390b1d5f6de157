import Diagnostics
import Syntax
import Vocabulary

// What people write who come from other software: it is understood, and reported with its repair.

extension Checker {
  /// The line as it was meant where its data stands in another place: `train net, d`, `train net
  /// with d`.
  mutating func withData(_ line: Line, of entry: Entry) -> Line {
    guard entry.requiredTails.contains(.on), line.on == nil, let first = line.arguments.first
    else { return line }
    var meant = line
    if line.arguments.count == 2, let second = line.arguments.last, second.name == nil {
      let gap = Span(first.span.file, first.span.end..<second.span.start)
      // A line that is written like a call was reported as such.
      if !hasSyntaxProblem(in: line.headSpan) {
        report(.dataBehindOn(line.word, found: ",", at: gap))
      }
      meant.on = second.value
      meant.arguments.removeLast()
    } else if let data = line.with, let name = data.plainName,
      let found = find(name.text), case .data = found.binding.kind
    {
      report(
        .dataBehindOn(
          line.word, found: "with", at: Span(first.span.file, first.span.end..<data.span.start)))
      meant.on = data
      meant.with = nil
    }
    return meant
  }

  /// `momentum: 0,9`: a number behind a named one, with nothing but a comma between.
  func decimalComma(ofNamed arguments: [Argument]) -> Diagnostic? {
    for (whole, part) in zip(arguments, arguments.dropFirst()) {
      if whole.name != nil, part.name == nil, case .number = whole.value.kind,
        case .number = part.value.kind, whole.value.span.end + 1 == part.span.start,
        let source = sources[whole.span.file]
      {
        let number = source.text(of: whole.value.span) + "." + source.text(of: part.span)
        return .decimalComma(number, at: whole.value.span.joined(with: part.span))
      }
    }
    return nil
  }

  /// `dense relu, 8`, whose two values stand the wrong way round.
  func swappedValues(
    _ arguments: [Argument], _ order: ArraySlice<SettingDescription>, of word: String
  ) -> Diagnostic? {
    guard arguments.count == 2, order.count >= 2, let first = arguments.first,
      let second = arguments.last, first.name == nil, second.name == nil,
      let name = first.value.plainName, case .number = second.value.kind,
      let wanted = order.first, wanted.type == .wholeNumber,
      case .function(let role) = order[order.startIndex + 1].type,
      catalogue.function(name.text, as: role) != nil,
      let source = sources[first.span.file]
    else { return nil }
    return .swappedValues(
      word,
      [
        Edit(first.span, source.text(of: second.span)),
        Edit(second.span, source.text(of: first.span)),
      ], at: first.span.joined(with: second.span))
  }

  /// A call that is none of ours: `2(x + 1)`, `range(10)`; `nil` where it may be one.
  mutating func foreignCall(_ callee: Expression, _ arguments: [Argument], at span: Span)
    -> Diagnostic?
  {
    if case .number = callee.kind {
      return .productNeedsSign(callee.span.endPoint)
    }
    guard let name = callee.plainName, name.text == "range", find("range") == nil else {
      return nil
    }
    let numbers = arguments.map { argument -> Int? in
      guard case .number(let number) = argument.value.kind else { return nil }
      return Int(exactly: number)
    }
    switch numbers.count {
    case 1: return .foreignRange(numbers[0].map { (0, $0) }, at: span)
    case 2: return .foreignRange(numbers[0].flatMap { a in numbers[1].map { (a, $0) } }, at: span)
    default: return .foreignRange(nil, at: span)
    }
  }

  /// `"x is " + x`: values stand within a text.
  func joinedTexts(_ first: Expression, _ links: [ChainLink], at span: Span) -> Diagnostic? {
    let operands = [first] + links.map(\.operand)
    // Two texts are joined so; what a name holds, nobody knows before the run.
    guard links.allSatisfy({ $0.operation == .plus }), operands.contains(where: \.isText),
      operands.contains(where: \.isNumber), let source = sources[first.span.file]
    else { return nil }
    var text = ""
    for operand in operands {
      let written = source.text(of: operand.span)
      text += operand.isText ? String(written.dropFirst().dropLast()) : "{\(written)}"
    }
    let hasQuotes = operands.contains { !$0.isText && source.text(of: $0.span).contains("\"") }
    return .joinedTexts(hasQuotes ? nil : "\"\(text)\"", at: span)
  }

  /// `read iris.csv`, a path without its quotes.
  mutating func unquotedPath(_ value: Expression) -> Diagnostic? {
    guard case .member(let base, let ending) = value.kind, let name = base.plainName,
      ["csv", "tsv", "txt", "gz", "data"].contains(ending.text.lowercased()),
      find(name.text) == nil, let source = sources[value.span.file]
    else { return nil }
    return .pathNeedsQuotes(source.text(of: value.span), at: value.span)
  }

  /// What a word of Portuguese, or a setting of other software, is called here.
  static func meant(byForeign word: String) -> String? { foreignWords[word.lowercased()] }

  private static let foreignWords: [String: String] = [
    "densa": "dense", "perda": "loss", "otimizador": "optimizer", "taxa": "rate",
    "épocas": "epochs", "epocas": "epochs", "lote": "batch", "métricas": "metrics",
    "metricas": "metrics", "alvo": "target", "leia": "read", "ler": "read", "divida": "split",
    "dividir": "split", "imprima": "print", "imprimir": "print", "escreva": "print",
    "mostre": "show", "treine": "train", "treinar": "train", "avalie": "evaluate",
    "avaliar": "evaluate", "semente": "seed", "verdadeiro": "true", "falso": "false",
    "puts": "print", "println": "print", "printf": "print", "display": "show",
    "linear": "dense", "fully_connected": "dense", "fc": "dense",
  ]

  /// What other software calls the setting that is called `known` here.
  static func setting(byForeign name: String, among known: [String]) -> String? {
    foreignSettings[name.lowercased()]?.first(where: known.contains)
  }

  private static let foreignSettings: [String: [String]] = [
    "test_size": ["test"], "train_size": ["train"], "validation_split": ["validation"],
    "val": ["validation"], "out_features": ["units"], "output_dim": ["units"],
    "num_units": ["units"], "size": ["units", "samples"], "n_samples": ["samples"],
    "n": ["samples", "units"], "random_state": ["seed"], "sep": ["separator"],
    "delimiter": ["separator"], "act": ["activation"], "p": ["fraction"], "rate": ["fraction"],
    "beta_1": ["beta1"], "beta_2": ["beta2"], "eps": ["epsilon"], "weight_decay": ["decay"],
    "kernel_initializer": ["init"], "use_bias": ["bias"], "restore_best_weights": ["restore"],
  ]
}

extension Expression {
  fileprivate var isText: Bool {
    if case .text = kind { true } else { false }
  }

  fileprivate var isNumber: Bool {
    if case .number = kind { true } else { false }
  }
}
