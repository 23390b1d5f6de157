import Checking
import Diagnostics
import Plans
import Prelude
import Vocabulary

extension MeaningBuilder {
  /// The lines of a block of `place`.
  mutating func block(_ statements: [CheckedStatement], in place: Entry.Place) -> MeaningBlock {
    let (outer, outerDepth) = (scopes, depth)
    defer { (scopes, depth) = (outer, outerDepth) }
    // Where something decides or declares among the lines, their order may count.
    let isFree = place != .top && place != .network && statements.allSatisfy(\.isLine)
    var nodes: [MeaningNode] = []
    for statement in statements { nodes += self.nodes(of: statement, in: place) }
    for index in nodes.indices {
      nodes[index].isInOrder = !isFree || nodes[index].word == "phase"
    }
    return MeaningBlock(nodes: nodes, isFree: isFree)
  }

  /// What a statement means; several nodes where its line may as well be written as several.
  mutating func nodes(of statement: CheckedStatement, in place: Entry.Place) -> [MeaningNode] {
    let span = statement.span
    switch statement.kind {
    case .set(let reference, let name, let expression):
      return [assignment(reference, name, expression, span)]
    case .parameter(let parameter, let expression): return [node(of: parameter, expression, span)]
    case .returning(let expression):
      return [control("return", [value("", expression)], nil, at: span)]
    case .conditional(let branches, let otherwise):
      return [conditional(branches, otherwise, place, span)]
    case .forLoop(let reference, _, let list, let statements):
      let list = value("in", list)
      let (outer, outerDepth) = (scopes, depth)
      bind(reference)
      let block = block(statements, in: place)
      (scopes, depth) = (outer, outerDepth)
      return [control("for", [list], block, at: span)]
    case .repetition(let count, let statements):
      let count = value("", count)
      return [control("repeat", [count], block(statements, in: place), at: span)]
    case .data(_, let declaration): return [node(of: declaration, .data, in: .data, span)]
    case .plan(_, let declaration): return [node(of: declaration, .plan, in: .plan, span)]
    case .network(_, let network): return [node(of: network, span)]
    case .optimizer(_, let optimizer): return [node(of: optimizer, span)]
    case .line(let line): return nodes(of: line, in: place, span: span)
    case .expression(let expression):
      var node = plain(.other, "", at: span)
      node.values = [value("", expression)]
      node.seal()
      return [node]
    case .sweep(let sweep): return [node(of: sweep)]
    case .included(_, let statements): return statements.flatMap { nodes(of: $0, in: place) }
    }
  }

  // MARK: Names and values

  private mutating func assignment(
    _ reference: Reference, _ name: String, _ expression: CheckedExpression, _ span: Span
  ) -> MeaningNode {
    let own = self.name(name)
    if case .function(let function) = expression.kind {
      let outer = self.own
      self.own = reference
      defer { self.own = outer }
      return node(of: function, named: own, span)
    }
    var node = plain(.assignment, own, at: span)
    node.name = own
    node.isInOrder = true
    switch expression.kind {
    case .action(let line):
      if let inner = nodes(of: line, in: .top, span: line.span).first {
        (node.values, node.block, node.word) = (inner.values, inner.block, inner.word)
        (node.title, node.factSpan) = (head(of: line, from: span), inner.factSpan)
        node.text = node.title
      }
    case .sweep(let sweep):
      let inner = self.node(of: sweep)
      (node.values, node.block, node.word) = (inner.values, inner.block, inner.word)
      node.title = sweepHead(sweep, from: span)
      node.text = node.title
    default:
      node.values = [value("", expression)]
      if case .global(let place) = reference, worths[place] != nil, scopes.count == 1 {
        node.kind = .constant
      }
    }
    // Within a function the name is nobody else's.
    if ignoresLocalNames, case .local = reference {
      if scopes[scopes.count - 1].bound[reference] == nil { bind(reference) }
      node.name = key(of: reference, name).written
    }
    node.seal()
    return node
  }

  private mutating func node(
    of parameter: CheckedParameter, _ expression: CheckedExpression, _ span: Span
  ) -> MeaningNode {
    let own = name(parameter.name)
    var node = plain(.parameter, own, at: span)
    node.name = own
    node.values = [
      givenValue("", by: parameter.name, like: expression) ?? value("", expression)
    ]
    node.seal()
    return node
  }

  /// What the command line gave for `parameter`, as the value `name` of a node.
  ///
  /// - Parameters:
  ///   - standard: What it stands in place of.
  ///   - isList: Whether one value alone is a list of it.
  private mutating func givenValue(
    _ name: String, by parameter: String, like standard: CheckedExpression, isList: Bool = false
  ) -> MeaningValue? {
    guard let given = given[parameter] else { return nil }
    // A text stands on a command line without quotes.
    var text = standard.isText && !given.hasPrefix("[") ? given.quoted : given
    guard case .success(var literal) = CheckedExpression.literal(text, named: name, .builtin) else {
      return MeaningValue(name: name, key: MeaningKey(given), text: given)
    }
    if isList, !literal.isList {
      text = "[" + text + "]"
      if case .success(let list) = CheckedExpression.literal(text, named: name, .builtin) {
        literal = list
      }
    }
    return MeaningValue(name: name, key: key(of: literal), text: text)
  }

  /// The meaning of an expression as the value `name` of a node.
  mutating func value(_ name: String, _ expression: CheckedExpression) -> MeaningValue {
    MeaningValue(
      name: name, key: key(of: expression), text: texts.line(of: expression.span),
      span: expression.span)
  }

  func plain(_ kind: MeaningNode.Kind, _ identity: String, at span: Span) -> MeaningNode {
    MeaningNode(kind, identity, text: texts.line(of: span), span: span, isInOrder: true)
  }

  // MARK: Control flow

  private func control(
    _ word: String, _ values: [MeaningValue], _ block: MeaningBlock?, at span: Span
  ) -> MeaningNode {
    var node = plain(.control, word, at: span)
    node.word = word
    node.values = values
    node.block = block
    // The head ends where the block begins.
    if block != nil, let brace = node.text.firstIndex(of: "{") {
      node.title = String(node.text[..<brace]).trimmed
      node.text = node.title
    }
    node.seal()
    return node
  }

  private mutating func conditional(
    _ branches: [(condition: CheckedExpression, block: [CheckedStatement])],
    _ otherwise: [CheckedStatement], _ place: Entry.Place, _ span: Span
  ) -> MeaningNode {
    var nodes: [MeaningNode] = []
    for (index, branch) in branches.enumerated() {
      let word = index == 0 ? "if" : "else if"
      let condition = value("", branch.condition)
      var node = control(
        word, [condition], block(branch.block, in: place), at: branch.condition.span)
      node.title = word + " " + condition.text
      node.text = node.title
      nodes.append(node)
    }
    if !otherwise.isEmpty {
      var node = control("else", [], block(otherwise, in: place), at: span.endPoint)
      (node.title, node.text) = ("else", "else")
      nodes.append(node)
    }
    var node = control("if", [], MeaningBlock(nodes: nodes, isFree: false), at: span)
    node.title = ""
    return node
  }

  mutating func node(of sweep: CheckedSweep) -> MeaningNode {
    var values = sweep.axes.map { axis in
      givenValue(axis.name, by: axis.name, like: axis.values, isList: true)
        ?? value(axis.name, axis.values)
    }
    if let sample = sweep.sample { values.append(value("sample", sample.value)) }
    var node = control("sweep", values, block(sweep.block, in: .top), at: sweep.span)
    node.title = sweepHead(sweep, from: sweep.span)
    node.text = node.title
    return node
  }

  private func sweepHead(_ sweep: CheckedSweep, from span: Span) -> String {
    let end = (sweep.axes.map(\.values.span.end) + [sweep.sample?.span.end ?? 0]).max() ?? span.end
    return texts.line(of: Span(span.file, span.start..<max(span.start, end)))
  }

  // MARK: Declarations

  private mutating func node(
    of declaration: CheckedDeclaration, _ kind: MeaningNode.Kind, in place: Entry.Place,
    _ span: Span
  ) -> MeaningNode {
    let own = name(declaration.name)
    let title = (kind == .data ? "data " : "plan ") + own
    var node = MeaningNode(kind, own, text: title, span: span, isInOrder: true)
    node.name = own
    node.factSpan = declaration.nameSpan
    node.block = block(declaration.statements, in: place)
    node.seal()
    return node
  }

  private mutating func node(of network: CheckedNetwork, _ span: Span) -> MeaningNode {
    var node = node(
      of: network.function, .network, name(network.name), in: .network, "network ", span)
    node.factSpan = network.nameSpan
    return node
  }

  private mutating func node(of optimizer: CheckedOptimizer, _ span: Span) -> MeaningNode {
    let own = name(optimizer.name)
    var node = node(of: optimizer.function, .optimizer, own, in: .top, "optimizer ", span)
    let states = within(optimizer.function) { builder in
      optimizer.states.map { state in
        var node = builder.plain(.other, "state " + state.name, at: state.initial.span)
        node.text = "state \(state.name) = \(node.text)"
        node.title = node.text
        node.values = [builder.value("", state.initial)]
        node.isInOrder = false
        node.seal()
        return node
      }
    }
    let key = MeaningKey(joining: [node.key] + states.map(\.key), "optimizer")
    node.block?.nodes.insert(contentsOf: states, at: 0)
    node.key = key
    return node
  }

  private mutating func node(
    of function: CheckedFunction, named own: String, _ span: Span
  ) -> MeaningNode {
    var node = MeaningNode(.function, own, text: "fn " + own, span: span, isInOrder: true)
    node.name = own
    node.values = parameters(of: function)
    switch function.body {
    case .expression(let expression):
      node.text = texts.line(of: span)
      node.values.append(
        MeaningValue(
          name: "", key: within(function) { $0.key(of: expression) },
          text: texts.line(of: expression.span), span: expression.span))
    case .block(let statements):
      node.block = within(function) { $0.block(statements, in: .top) }
    }
    node.seal(body: key(of: function))
    return node
  }

  /// A network or an optimizer, which is like a function with lines.
  private mutating func node(
    of function: CheckedFunction, _ kind: MeaningNode.Kind, _ own: String,
    in place: Entry.Place, _ word: String, _ span: Span
  ) -> MeaningNode {
    var node = MeaningNode(kind, own, text: word + own, span: span, isInOrder: true)
    node.name = own
    node.values = parameters(of: function)
    guard case .block(let statements) = function.body else { return node }
    node.block = within(function) { $0.block(statements, in: place) }
    // What it calls its own things counts only where a line is to be shown.
    ignoresLocalNames = true
    let body = within(function) { $0.block(statements, in: place) }.key
    ignoresLocalNames = false
    node.seal(body: body)
    return node
  }

  private mutating func parameters(of function: CheckedFunction) -> [MeaningValue] {
    within(function) { builder in
      function.parameters.enumerated().map { index, parameter in
        var value =
          parameter.defaultValue.map { builder.value("", $0) }
          ?? MeaningValue(name: "", key: MeaningKey("required"), text: "")
        (value.name, value.parameter) = ("parameter \(index)", parameter.name)
        return value
      }
    }
  }
}

extension CheckedStatement {
  fileprivate var isLine: Bool {
    if case .line = kind { true } else { false }
  }
}

extension CheckedExpression {
  fileprivate var isList: Bool {
    switch kind {
    case .list, .range, .listBuilder: true
    default: false
    }
  }

  /// Whether it is a text, or a list of texts.
  fileprivate var isText: Bool {
    switch kind {
    case .text: true
    case .list(let elements): elements.first?.isText ?? false
    default: false
    }
  }
}

extension String {
  /// Without blanks at the end.
  fileprivate var trimmed: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}
