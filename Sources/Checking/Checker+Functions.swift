import Diagnostics
import Syntax
import Vocabulary

// A function where one is wanted: by name with its settings, as a value, or as a formula in place.

extension Checker {
  /// Checks what stands where a function of `role` is wanted.
  ///
  /// - Parameter options: The function's own settings, which follow it on the line.
  mutating func checkFunction(
    _ value: Expression, _ role: FunctionRole, options: [Argument], _ setting: SettingDescription,
    of owner: String
  ) -> CheckedExpression {
    switch value.unwrapped.kind {
    case .hole: return hole(value, for: setting, of: owner)
    case .name(let name):
      return checkFunction(named: name, role, options)
    case .call(let callee, let arguments):
      if let name = callee.plainName, isApplied(name, arguments, role) {
        if setting.isLineOfOneFunction {
          report(.callOfFunction(name, arguments, word: owner, at: value.span))
          return .unknown(value.span)
        }
        return checkFunction(named: name, role, arguments)
      }
    case .function(let parameters, _):
      reportOptions(options, role)
      let fits = checkRole(
        of: Signature(parameters), role,
        Name(
          "fn", Span(value.span.file, value.span.start..<min(value.span.start + 2, value.span.end)))
      )
      let function = check(value)
      return fits ? function : .unknown(value.span)
    case .missing: return .unknown(value.span)
    default: break
    }
    if case .list = value.unwrapped.kind, role == .metric {
      report(.listWithoutBrackets(owner, value.span))
      return .unknown(value.span)
    }
    if let text = value.plainText {
      let entries = catalogue.entries.filter { $0.role == role && $0.isAvailable }
      let meant =
        catalogue.function(text, as: role)?.name
        ?? foreignEntry(text, among: entries)?.name
      report(.functionInQuotes(role, meant: meant, at: value.span))
      return .unknown(value.span)
    }
    reportOptions(options, role)
    return isFormula(role, setting) ? formula(value, role) : computed(value, role, setting, owner)
  }

  private func isFormula(_ role: FunctionRole, _ setting: SettingDescription) -> Bool {
    if case .formula = setting.type { true } else { false }
  }

  /// `top(k: 5)`: a function with settings only, and not its result for some arguments.
  private mutating func isApplied(
    _ name: Name, _ arguments: [Argument], _ role: FunctionRole
  ) -> Bool {
    guard arguments.allSatisfy({ $0.name != nil }) || role == .optimizer else { return false }
    if let found = find(name.text) { return found.binding.isFunction }
    return catalogue.function(name.text, as: role) != nil
  }

  /// An expression that gives a function when it is run, or a number for a rate.
  private mutating func computed(
    _ value: Expression, _ role: FunctionRole, _ setting: SettingDescription, _ owner: String
  ) -> CheckedExpression {
    if role == .rate, value.mentions("epoch"), find("epoch") == nil {
      report(
        .rateNeedsFunction(at: value.span, text: sources[value.span.file]?.text(of: value.span)))
      return .unknown(value.span)
    }
    let checked = check(value)
    guard let literal = checked.literal,
      let problem = settingProblem(literal, for: setting, of: owner, at: value.span)
    else { return checked }
    report(problem)
    return .unknown(value.span)
  }

  /// The function that a formula in `prediction`, `target` and, for a loss, `weights` stands for.
  private mutating func formula(_ value: Expression, _ role: FunctionRole) -> CheckedExpression {
    let names = ["prediction", "target"] + (role == .loss ? ["weights"] : [])
    if let literal = value.literalDescription {
      report(.formulaNeeded(role, found: literal, at: value.span))
      return .unknown(value.span)
    }
    let before = problems.count
    let (body, context) = inFunction(.formula) { checker in
      for name in names {
        checker.declare(Name(name, value.span.startPoint), .given, statement: value.span)
      }
      return checker.check(value)
    }
    guard problems.count == before else { return .unknown(value.span) }
    let function = CheckedFunction(
      name: nil,
      parameters: names.map {
        CheckedFunction.Parameter(name: $0, span: value.span, defaultValue: nil)
      },
      frameSize: context.frameSize, captures: context.captures, body: .expression(body),
      span: value.span)
    return CheckedExpression(kind: .function(function), span: value.span)
  }

  private mutating func reportOptions(_ options: [Argument], _ role: FunctionRole) {
    guard let option = options.first, let name = option.name else { return }
    report(.unknownSetting(name, of: role.word, closest: nil, known: []))
  }
}

extension SettingDescription {
  /// Whether the line holds one function, whose settings follow it: `loss huber, delta: 2`.
  fileprivate var isLineOfOneFunction: Bool {
    switch type {
    case .formula: !isRepeated
    case .function(.optimizer): true
    default: false
    }
  }
}

extension Expression {
  /// Whether `name` stands somewhere in a formula of numbers.
  fileprivate func mentions(_ name: String) -> Bool {
    switch kind {
    case .name(let found): found.text == name
    case .chain(let first, let links):
      first.mentions(name) || links.contains { $0.operand.mentions(name) }
    case .power(let a, let b), .comparison(let a, _, let b): a.mentions(name) || b.mentions(name)
    case .negation(_, let inner), .parenthesized(let inner): inner.mentions(name)
    case .call(_, let arguments): arguments.contains { $0.value.mentions(name) }
    case .conditional(let a, let b, let c): [a, b, c].contains { $0.mentions(name) }
    default: false
    }
  }

  /// A number, a text or the like in a few words, where a formula is wanted.
  fileprivate var literalDescription: Text? {
    switch kind {
    case .number, .percent, .quantity: Text(en: "a number", pt: "um número")
    case .boolean: Text(en: "true or false", pt: "verdadeiro ou falso")
    case .dimensions: Text(en: "dimensions", pt: "dimensões")
    case .list, .listBuilder, .range: Text(en: "a list", pt: "uma lista")
    default: nil
    }
  }
}

// MARK: - By name

extension Checker {
  private mutating func checkFunction(
    named name: Name, _ role: FunctionRole, _ options: [Argument]
  ) -> CheckedExpression {
    let found = find(name.text)
    if let found, found.binding.isFunction || found.binding.isGiven {
      return checkFunction(named: name, found, role, options)
    }
    if let entry = catalogue.function(name.text, as: role) {
      guard entry.isAvailable else {
        report(.notAvailable(entry.name, at: name.span))
        return .unknown(name.span)
      }
      let function = CheckedExpression(kind: .builtin(name.text, [entry]), span: name.span)
      guard !options.isEmpty else { return function }
      let taker = Taker(
        name: entry.name, settings: entry.settings, isOfTraining: role != .activation,
        span: name.span)
      return applied(function, bind(options, to: taker), options)
    }
    if let found { return checkFunction(named: name, found, role, options) }
    reportUnknownFunction(name, role)
    return .unknown(name.span)
  }

  /// A function of the script, or a value that may be one.
  private mutating func checkFunction(
    named name: Name, _ found: Found, _ role: FunctionRole, _ options: [Argument]
  ) -> CheckedExpression {
    let function = CheckedExpression(
      kind: .reference(found.reference, name: name.text), span: name.span)
    switch found.binding.kind {
    case .optimizer(let signature) where role == .optimizer:
      let arguments = check(options, for: signature, of: name.text, at: name.span)
      return applied(function, arguments, options)
    case .function(let signature) where role != .optimizer && role != .initializer:
      guard checkRole(of: signature, role, name) else { return .unknown(name.span) }
      let rest = Signature(parameters: Array(signature.parameters.dropFirst(role.arguments.count)))
      return applied(
        function, check(options, for: rest, of: name.text, at: name.span, isComplete: false),
        options)
    case .function, .optimizer, .network, .data, .plan:
      report(
        .wrongKind(name, is: found.binding.kind.noun, wanted: .role(role), found.binding.span))
      return .unknown(name.span)
    case .unknown: return .unknown(name.span)
    case .constant, .variable, .given, .state:
      return applied(function, options.map { checkArgument($0) }, options)
    }
  }

  private func applied(
    _ function: CheckedExpression, _ arguments: [CheckedArgument], _ options: [Argument]
  ) -> CheckedExpression {
    // Options that were wrong are left out; the function itself is still known.
    guard let first = options.first, let last = options.last, !arguments.isEmpty else {
      return function
    }
    return CheckedExpression(
      kind: .call(function, arguments),
      span: function.span.joined(with: first.span).joined(with: last.span))
  }

  private mutating func reportUnknownFunction(_ name: Name, _ role: FunctionRole) {
    guard !isDoubtful(name.text) else { return }
    // A rate is most often a number, and what is missing a name of one.
    if role == .rate { return reportUnknown(name) }
    let entries = maySuggest ? catalogue.entries.filter { $0.role == role && $0.isAvailable } : []
    let meant = foreignEntry(name.text, among: entries)?.name
    if meant == nil, let other = catalogue.entries(named: name.text).first(where: \.isValue) {
      return report(.wrongRole(name, other, wanted: role))
    }
    let names = maySuggest ? entries.map(\.name) + functionNames : []
    report(
      .unknownFunction(
        name, role, meant: meant.map { Suggestion($0) } ?? closest(to: name.text, among: names)))
  }

  private var functionNames: [String] {
    contexts.flatMap { context in
      context.scopes.flatMap { $0.filter { $0.value.isFunction }.keys }
    }
  }

  /// Checks that a function of the script can be called as `role` calls it.
  ///
  /// - Returns: Whether it can.
  mutating func checkRole(of signature: Signature, _ role: FunctionRole, _ name: Name) -> Bool {
    let wanted = role.arguments
    if signature.parameters.count < wanted.count || signature.required > wanted.count {
      report(
        .wrongParameters(
          name, signature.parameters.map(\.name), role, declared: find(name.text)?.binding.span))
      return false
    }
    guard role == .loss || role == .metric else { return true }
    let names = signature.parameters.prefix(2).map { $0.name.lowercased() }
    let targets: Set = ["target", "y_true", "y", "truth", "actual", "label"]
    let predictions: Set = ["prediction", "y_pred", "predicted", "y_hat", "output"]
    if targets.contains(names[0]), predictions.contains(names[1]) {
      report(.swappedParameters(name, signature.parameters.map(\.name), role))
    }
    return true
  }
}

extension Binding {
  var isFunction: Bool {
    switch kind {
    case .function, .optimizer, .unknown: true
    default: false
    }
  }

  /// Whether the value comes from a call, and may be anything.
  var isGiven: Bool {
    if case .given = kind { true } else { false }
  }
}

extension FunctionRole {
  /// What a function of this role is called with.
  var arguments: [String] {
    switch self {
    case .activation: ["x"]
    case .loss, .metric: ["prediction", "target"]
    case .rate: ["epoch"]
    case .schedule: ["epoch", "epochs"]
    case .optimizer, .initializer: []
    }
  }

  /// The word of the line on which such functions stand.
  var word: String {
    switch self {
    case .metric: "metrics"
    case .initializer: "init"
    case .schedule: "decay"
    default: rawValue
    }
  }
}
