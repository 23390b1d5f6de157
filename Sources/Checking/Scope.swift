import Diagnostics
import Syntax

/// What a name stands for, as far as that is known without running anything.
struct Binding {
  enum Kind {
    case constant, variable, network(Signature?), function(Signature), optimizer(Signature)
    case data, plan
    /// A parameter of a function, or a name that a loop or a formula gives.
    case given
    /// What a state or the weight of an optimizer is.
    case state
    /// Its value was reported as wrong, or is known to nobody.
    case unknown
  }
  var kind: Kind
  /// Where its value lives, as seen from the function that declares it.
  var reference: Reference
  var span: Span
  /// What a repair would change: `let` of a constant.
  var statement: Span
}

/// The parameters of a function, a network or an optimizer, in order.
struct Signature {
  struct Parameter {
    var name: String
    var isRequired: Bool
  }
  var parameters: [Parameter]

  /// How many arguments must be given.
  var required: Int { parameters.count(where: \.isRequired) }
}

/// A function whose body is being checked; the first is the script itself.
struct FunctionContext {
  enum Kind {
    case script, function, network, optimizer, formula
  }
  let kind: Kind
  /// Names by block, the innermost last.
  var scopes: [[String: Binding]] = [[:]]
  var frameSize = 0
  /// What is taken along from the function around it, and its number there.
  var captures: [Reference] = []
  var captureNumbers: [Reference: Int] = [:]
  /// The function's own name, for recursion where it is no name of the script.
  var ownName: (name: String, binding: Binding)?
  var isWeightAssigned = false

  init(_ kind: Kind) {
    self.kind = kind
  }

  mutating func captured(_ reference: Reference) -> Reference {
    if case .global = reference { return reference }
    if let number = captureNumbers[reference] { return .captured(number) }
    captures.append(reference)
    captureNumbers[reference] = captures.count - 1
    return .captured(captures.count - 1)
  }
}

/// A name that was found: what it stands for, and where it is as seen from where it is used.
struct Found {
  var binding: Binding
  var reference: Reference
  /// Whether the running function declared it, or the script where no function is running.
  var isOwn: Bool
}

extension Checker {
  /// What `name` stands for at this place; `nil` where nothing in the script is called so.
  mutating func find(_ name: String) -> Found? {
    for index in contexts.indices.reversed() {
      guard let binding = contexts[index].binding(of: name) else { continue }
      usedNames.insert(binding.span)
      if sweepScopes.isEmpty {
        namesOutsideOfSweeps.insert(binding.span)
      } else {
        namesInSweeps.insert(binding.span)
      }
      if isInSeed { seedNames.insert(binding.span) }
      var reference = binding.reference
      for inner in contexts.indices.dropFirst(index + 1) {
        reference = contexts[inner].captured(reference)
      }
      return Found(
        binding: binding, reference: reference, isOwn: index == contexts.count - 1)
    }
    return nil
  }

  /// A new place for a value, in the frame of the running function or at the top level.
  mutating func newPlace() -> Reference {
    if contexts.count == 1 {
      globalCount += 1
      return .global(globalCount - 1)
    }
    contexts[contexts.count - 1].frameSize += 1
    return .local(contexts[contexts.count - 1].frameSize - 1)
  }

  /// Makes `name` known in the innermost block, and reports a second declaration there.
  ///
  /// - Returns: Its place.
  @discardableResult
  mutating func declare(_ name: Name, _ kind: Binding.Kind, statement: Span) -> Reference {
    let context = contexts.count - 1
    let scope = contexts[context].scopes.count - 1
    let earlier = contexts[context].scopes[scope][name.text]
    if let earlier, !(redefinitionIsFine && contexts.count == 1 && scope == 0) {
      var isValue = false
      if case .constant = kind { isValue = true }
      report(.nameTaken(name, earlier: earlier.span, isValue: isValue))
    }
    let reference = earlier?.reference ?? newPlace()
    if openFiles.count == 1 { declaredNames.append((name, kind)) }
    contexts[context].scopes[scope][name.text] = Binding(
      kind: kind, reference: reference, span: name.span, statement: statement)
    return reference
  }

  /// Checks `body` with a block of names of its own.
  mutating func inScope<Result>(_ body: (inout Checker) -> Result) -> Result {
    let context = contexts.count - 1
    contexts[context].scopes.append([:])
    let result = body(&self)
    contexts[context].scopes.removeLast()
    return result
  }

  /// Checks `body` as that of a function of its own.
  mutating func inFunction<Result>(
    _ kind: FunctionContext.Kind, _ body: (inout Checker) -> Result
  ) -> (result: Result, context: FunctionContext) {
    contexts.append(FunctionContext(kind))
    let result = body(&self)
    return (result, contexts.removeLast())
  }
}

extension FunctionContext {
  fileprivate func binding(of name: String) -> Binding? {
    for scope in scopes.reversed() {
      if let binding = scope[name] { return binding }
    }
    if let ownName, ownName.name == name { return ownName.binding }
    return nil
  }
}
