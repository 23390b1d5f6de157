import Diagnostics

/// How formulas are written.
package enum FormulaNotation: String, CaseIterable, Sendable {
  case text, latex

  /// `formula` as it stands in a line.
  func written(_ formula: Formula, _ language: Language) -> String {
    switch self {
    case .text: FormulaText(language: language).text(formula)
    case .latex: FormulaLaTeX(language: language).text(formula)
    }
  }
}

/// A formula in Unicode.
private struct FormulaText {
  let language: Language

  func text(_ formula: Formula) -> String {
    switch formula {
    case .number(let number): return NumberText.short(number, digits: 6).replacing("-", with: "−")
    case .symbol(let symbol, let index): return letter(symbol) + (index.map(subscripted) ?? "")
    case .word(let word): return word
    case .sum(let a, let b): return part(a, 3) + " + " + part(b, 4)
    case .difference(let a, let b): return part(a, 3) + " − " + part(b, 5)
    case .negated(let x): return "−" + part(x, 5)
    case .product(let a, let b, let isOfSingle):
      return factor(a) + (isOfSingle ? "·" : " ⊙ ") + factor(b)
    case .matrixProduct(let a, let b): return part(a, 6) + "·" + part(b, 6)
    case .quotient(let a, let b): return part(a, 5) + " / " + part(b, 6)
    case .power(let base, .number(2)): return part(base, 8) + "²"
    case .power(let base, let exponent): return part(base, 8) + "^" + part(exponent, 8)
    case .root(let x): return "√(" + text(x) + ")"
    case .absolute(let x): return "|" + text(x) + "|"
    case .call(let name, let arguments):
      return (name == "sigmoid" ? "σ" : name) + "(" + list(arguments) + ")"
    case .reduction(let reduction, let x): return name(of: reduction) + part(x, 5)
    case .comparison(let a, let relation, let b):
      return part(a, 3) + sign(relation) + part(b, 3)
    case .both(let a, let b): return part(a, 1) + " ∧ " + part(b, 2)
    case .either(let a, let b): return part(a, 0) + " ∨ " + part(b, 1)
    case .not(let x): return "¬" + part(x, 8)
    case .cases(let a, let condition, let b):
      let words = language == .english ? ("if", "else") : ("se", "senão")
      return "(\(text(a)) \(words.0) \(text(condition)), \(words.1) \(text(b)))"
    case .transposed(let x): return part(x, 8) + "ᵀ"
    case .slope(let function, let x): return function + "′(" + text(x) + ")"
    case .partial(let x): return "∂L/∂" + text(x)
    }
  }

  private func part(_ formula: Formula, _ binding: Int) -> String {
    formula.binding < binding ? "(" + text(formula) + ")" : text(formula)
  }

  /// A side of a product; products of numbers need no parentheses among themselves.
  private func factor(_ formula: Formula) -> String {
    if case .product = formula { return text(formula) }
    return part(formula, 6)
  }

  private func list(_ formulas: [Formula]) -> String {
    formulas.map(text).joined(separator: ", ")
  }

  private func letter(_ symbol: Formula.Symbol) -> String {
    switch symbol {
    case .input: "x"
    case .weighted: "z"
    case .activated: "a"
    case .weight: "W"
    case .bias: "b"
    case .mask: "r"
    case .error: "δ"
    case .prediction: "ŷ"
    case .target: "y"
    case .loss: "L"
    case .rows: "m"
    case .helper: "u"
    }
  }

  private func name(of reduction: Formula.Reduction) -> String {
    let axis =
      switch reduction.axis {
      case .all: ""
      case .samples: "ᵢ"
      case .outputs: "ⱼ"
      }
    return (reduction.kind == .sum ? "Σ" : "max") + axis + " "
  }

  private func sign(_ relation: Formula.Relation) -> String {
    switch relation {
    case .equal: " = "
    case .less: " < "
    case .lessOrEqual: " ≤ "
    }
  }

  private func subscripted(_ index: Int) -> String {
    String(String(index).map { Character(lowered[$0] ?? String($0)) })
  }

  private var lowered: [Character: String] {
    Dictionary(uniqueKeysWithValues: zip("0123456789", "₀₁₂₃₄₅₆₇₈₉".map { String($0) }))
  }
}

/// A formula in LaTeX, with the macros of amsmath.
private struct FormulaLaTeX {
  let language: Language

  func text(_ formula: Formula) -> String {
    switch formula {
    case .number(let number): return latex(number)
    case .symbol(let symbol, let index):
      return letter(symbol) + (index.map { "_{\($0)}" } ?? "")
    case .word(let word): return named(word)
    case .sum(let a, let b): return part(a, 3) + " + " + part(b, 4)
    case .difference(let a, let b): return part(a, 3) + " - " + part(b, 5)
    case .negated(let x): return "-" + part(x, 5)
    case .product(let a, let b, let isOfSingle):
      return factor(a) + (isOfSingle ? " \\cdot " : " \\odot ") + factor(b)
    case .matrixProduct(let a, let b): return part(a, 6) + " \\, " + part(b, 6)
    case .quotient(let a, let b): return "\\frac{\(text(a))}{\(text(b))}"
    case .power(let base, let exponent): return part(base, 8) + "^{\(text(exponent))}"
    case .root(let x): return "\\sqrt{\(text(x))}"
    case .absolute(let x): return "\\left|\(text(x))\\right|"
    case .call(let name, let arguments):
      return called(name) + grouped(arguments.map(text).joined(separator: ", "))
    case .reduction(let reduction, let x): return self.reduction(reduction) + " " + part(x, 5)
    case .comparison(let a, let relation, let b):
      return part(a, 3) + sign(relation) + part(b, 3)
    case .both(let a, let b): return part(a, 1) + " \\land " + part(b, 2)
    case .either(let a, let b): return part(a, 0) + " \\lor " + part(b, 1)
    case .not(let x): return "\\lnot " + part(x, 8)
    case .cases(let a, let condition, let b): return cases(a, condition, b)
    case .transposed(let x): return part(x, 8) + "^{\\top}"
    case .slope(let function, let x): return named(function) + "'" + grouped(text(x))
    case .partial(let x): return "\\frac{\\partial L}{\\partial \(text(x))}"
    }
  }

  private func cases(_ a: Formula, _ condition: Formula, _ b: Formula) -> String {
    let words = language == .english ? ("if ", "otherwise") : ("se ", "senão")
    return "\\begin{cases} \(text(a)) & \\text{\(words.0)} \(text(condition)) \\\\ "
      + "\(text(b)) & \\text{\(words.1)} \\end{cases}"
  }

  private func part(_ formula: Formula, _ binding: Int) -> String {
    // A fraction is its own bracket, but not under an exponent.
    if case .quotient = formula, binding <= 6 { return text(formula) }
    return formula.binding < binding ? grouped(text(formula)) : text(formula)
  }

  private func factor(_ formula: Formula) -> String {
    if case .product = formula { return text(formula) }
    return part(formula, 6)
  }

  private func grouped(_ text: String) -> String { "\\left(\(text)\\right)" }

  private func latex(_ number: Double) -> String {
    let text = NumberText.short(number, digits: 6)
    guard let place = text.firstIndex(of: "e") else { return text }
    let exponent = Int(text[text.index(after: place)...]) ?? 0
    return "\(text[..<place]) \\cdot 10^{\(exponent)}"
  }

  private func called(_ name: String) -> String {
    switch name {
    case "exp", "log", "sin", "cos", "tanh", "max", "min": "\\" + name
    case "sigmoid": "\\sigma"
    default: named(name)
    }
  }

  /// A name of several letters, upright.
  private func named(_ name: String) -> String {
    // A name in backticks may hold anything, a brace too.
    let plain = name.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    return "\\operatorname{" + plain.replacing("_", with: "\\_") + "}"
  }

  private func reduction(_ reduction: Formula.Reduction) -> String {
    let axis =
      switch reduction.axis {
      case .all: ""
      case .samples: "_{i}"
      case .outputs: "_{j}"
      }
    return (reduction.kind == .sum ? "\\sum" : "\\max") + axis
  }

  private func sign(_ relation: Formula.Relation) -> String {
    switch relation {
    case .equal: " = "
    case .less: " < "
    case .lessOrEqual: " \\le "
    }
  }

  private func letter(_ symbol: Formula.Symbol) -> String {
    switch symbol {
    case .input: "x"
    case .weighted: "z"
    case .activated: "a"
    case .weight: "W"
    case .bias: "b"
    case .mask: "r"
    case .error: "\\delta"
    case .prediction: "\\hat{y}"
    case .target: "y"
    case .loss: "L"
    case .rows: "m"
    case .helper: "u"
    }
  }
}
